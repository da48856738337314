// What our own chat is told before anybody has written: how it looks, what it says, and whom it speaks to first. From the page
// and the visitor's arms alone: nothing is looked up, however many pages ask at once.

import { teamOpensAt } from './at-work.ts';
import { repCalendar, teamCalendar, unknownRep } from './desk.ts';
import { greeting, spokenFirst } from './greeting.ts';
import type { Language } from './language.ts';
import type { Lead } from './lead.ts';
import type { Playbook } from './playbook.ts';
import type { EngagementRule, WidgetRules } from './playbook-widget.ts';
import { isOnPage } from './route.ts';
import { type WidgetWords, widgetWords } from './widget-words.ts';
import { fill } from './words.ts';

/** What the browser watches for. */
export type Engagement = Pick<EngagementRule, 'id' | 'say' | 'afterSeconds' | 'scrolled' | 'leaving' | 'returning'>;

export type WidgetView = {
  company: string;
  language: Language;
  languages: readonly Language[];
  texts: WidgetWords;
  opening: string;
  disclosure: string;
  /** What visitors read before they write, and the page about it. */
  privacy: { text: string; url: string } | null;
  isOpen: boolean;
  /** When somebody is at work again; null: somebody is, or nobody ever will be. */
  opens: string | null;
  engagement: Engagement[];
  caps: WidgetRules['nudges'];
  arms: Lead['arms'];
};

/** `page`: the address of the page that shows the widget; null: it did not say. `hours`: as `openNow` says. */
type Visitor = { language: Language; arms: Lead['arms']; page: string | null; hours: ReturnType<typeof openNow> };

export function widgetView(playbook: Playbook, widget: WidgetRules, visitor: Visitor): WidgetView {
  const { language, arms, hours } = visitor;
  const { company, languages } = playbook;
  const said = (text: string) => fill(text, { company: company.name });
  const own = widgetWords[language];
  const translated = language === languages[0] ? widget : { ...widget, ...widget.translations[language] };
  const { title = own.title, consent = own.consent, privacy } = translated;
  return {
    company: company.name,
    language,
    languages,
    texts: { ...own, title },
    opening: greeting(playbook, { language, arms }),
    disclosure: said(own.disclosure),
    privacy: privacy === undefined ? null : { text: said(consent), url: privacy },
    ...hours,
    engagement: engagementOf(playbook, widget, visitor).map((rule) => {
      const { translations, pages, asks, ...watched } = rule;
      return { ...watched, say: spokenFirst(rule, { language, playbook }) };
    }),
    caps: widget.nudges,
    arms,
  };
}

/** In the order of the page, for the first one that holds speaks. */
function engagementOf({ experiments }: Playbook, { engagement }: WidgetRules, { arms, page }: Visitor) {
  const chosen = experiments.flatMap(({ id, arms: all }) =>
    all.flatMap((arm) => (arm.id === arms[id] && arm.engage !== undefined ? [arm.engage] : [])),
  );
  return engagement.filter(
    ({ id, pages }) =>
      chosen.every((rules) => rules.includes(id)) && (pages === undefined || (page !== null && isOnPage(page, pages))),
  );
}

/** Whether anybody is at work, as the page lays down the hours: nobody knows yet whose lead it will be. */
export function openNow(playbook: Playbook, now: string): { isOpen: boolean; opens: string | null } {
  const calendars = playbook.teams.flatMap((team) => {
    const own = teamCalendar(playbook, team);
    return team.reps.length === 0 ? [own] : team.reps.map((rep) => repCalendar(own, rep, unknownRep));
  });
  const at = teamOpensAt(calendars, now);
  return at === now ? { isOpen: true, opens: null } : { isOpen: false, opens: at };
}
