// Our own chat on the company's pages: where it may stand, what it asks leave for, and whom it speaks to first. Without rules of
// engagement it never speaks first, and without the section it is nowhere.
import { z } from 'zod';
import { type Language, languageNames } from './language.ts';
import { inLanguages, origin, sentence, slug } from './playbook-parts.ts';
import { wrongLanguages } from './wrong-languages.ts';

const rule = z
  .strictObject({
    id: slug.describe('What arms of experiments name'),
    pages: z
      .array(z.string().trim().min(1))
      .min(1)
      .exactOptional()
      .describe('Only on these: "/pricing" begins the path, anything else stands in the address. Without it, on all'),
    afterSeconds: z.number().min(0).max(3_600).exactOptional().describe('Not before the page was read for so long'),
    scrolled: z.int().min(1).max(100).exactOptional().describe('Not before so many percent of the page were seen'),
    leaving: z
      .boolean()
      .default(false)
      .describe('true: when the pointer leaves the page at the top; nothing of the kind happens on a phone'),
    returning: z
      .boolean()
      .exactOptional()
      .describe('true: only to those who used the widget before, in this browser; false: only to all others'),
    say: sentence.describe('What the widget says then'),
    asks: slug
      .exactOptional()
      .describe('Id of the field that this asks for, so that what the visitor writes is read as its answer'),
    translations: inLanguages(z.strictObject({ say: sentence })).describe('The same in the other languages'),
  })
  .describe('Everything that is named here must hold');

const share = z.int().min(1);

/** Nobody who writes like a person ever meets one of these. */
const limits = z.strictObject({
  lines: share.default(60).describe('Lines that one visitor may send in ten minutes'),
  linesPerAddress: share.default(600).describe('Lines that one network address may send in ten minutes'),
  perAddress: share.default(60).describe('Conversations that one network address may begin in ten minutes'),
  freePerAddress: share
    .default(10)
    .describe('Conversations a minute of one network address after which its browsers have to work for theirs'),
  free: share
    .default(120)
    .describe('Conversations a minute of all together after which every browser has to work for its own'),
});

export const widgetSchema = z.strictObject({
  origins: z
    .array(origin)
    .min(1, 'name at least one website, or remove "widget"')
    .describe('Websites whose pages may show the widget, such as https://www.acme.com'),
  title: sentence.exactOptional().describe('What stands above the chat; {company} is the name of the company'),
  privacy: z
    .url({ protocol: /^https?$/, error: 'use a whole address such as https://www.acme.com/privacy' })
    .exactOptional()
    .describe('Page that says what becomes of what visitors write; the chat links it'),
  consent: sentence.exactOptional().describe('What visitors read before they write, in place of Baton’s sentence'),
  translations: inLanguages(
    z.strictObject({ title: sentence.exactOptional(), consent: sentence.exactOptional() }),
  ).describe('Title and consent in the other languages'),
  engagement: z
    .array(rule)
    .default([])
    .describe('When the widget speaks first; the first rule that holds does. Without any, it never speaks first'),
  nudges: z
    .strictObject({
      perVisit: z.int().min(1).max(5).default(1).describe('The widget speaks first no more often than this on a visit'),
      everyHours: z
        .number()
        .min(0)
        .max(24 * 365)
        .default(24)
        .describe('After a visitor closed or used the widget, it does not speak first for so many hours'),
    })
    .prefault({}),
  limits: limits
    .prefault({})
    .describe('How much may come in before Baton slows it down; nothing that was sent is lost'),
});

export type WidgetRules = z.infer<typeof widgetSchema>;
export type WidgetLimits = WidgetRules['limits'];
export type EngagementRule = WidgetRules['engagement'][number];

/** Without one of its own, in sandbox mode, that of the example website. */
export function withWidget<Page extends { widget?: WidgetRules }>(
  page: Page,
  sandbox: { siteWidget: object } | undefined,
): Page {
  if (page.widget !== undefined || sandbox === undefined) return page;
  return { ...page, widget: widgetSchema.parse(sandbox.siteWidget) };
}

type Wrong = { path: PropertyKey[]; remedy: string };
type Arm = { engage?: readonly string[] };
type Page = {
  widget?: WidgetRules;
  languages: readonly [Language, ...Language[]];
  experiments: readonly { arms: readonly Arm[] }[];
  fields: readonly { id: string }[];
};

/** What a schema cannot say of the widget, and of the arms that name its rules. */
export function wrongWidget({ widget, languages: listed, experiments, fields }: Page): Wrong[] {
  const rules = widget?.engagement ?? [];
  const unknown = experiments.flatMap(({ arms }, e) =>
    arms.flatMap(({ engage = [] }, a) =>
      engage.flatMap((id, at): Wrong[] => {
        const isKnown = rules.some((each) => each.id === id);
        const remedy = `No rule of engagement is called "${id}": name one from "widget.engagement".`;
        return isKnown ? [] : [{ path: ['experiments', e, 'arms', a, 'engage', at], remedy }];
      }),
    ),
  );
  if (widget === undefined) return unknown;
  return [
    ...unknown,
    ...(widget.consent !== undefined && widget.privacy === undefined
      ? [{ path: ['widget', 'consent'], remedy: 'Name the page that visitors agree to: add "privacy".' }]
      : []),
    ...wrongLanguages(widget.translations, { path: ['widget'], listed, own: 'under "widget" itself' }),
    ...rules.flatMap((each, i): Wrong[] => {
      const path = ['widget', 'engagement', i];
      const isTimed = each.afterSeconds !== undefined || each.scrolled !== undefined || each.leaving;
      const remedy = 'Say when: add afterSeconds, scrolled or leaving. At once would be afterSeconds: 0.';
      return [
        ...(isTimed ? [] : [{ path, remedy }]),
        ...(each.asks === undefined || fields.some(({ id }) => id === each.asks)
          ? []
          : [{ path: [...path, 'asks'], remedy: `No field is called "${each.asks}": name one from "fields".` }]),
        ...wrongLanguages(each.translations, { path, listed, own: 'under "say"' }),
      ];
    }),
  ];
}

/** What visitors of one of the other languages read in the page's own. */
export function untranslatedWidget({ widget, languages: [own] }: Page, language: Language): Wrong[] {
  if (widget === undefined) return [];
  const where = `Visitors whose browser asks for ${languageNames[language]} read this in ${languageNames[own]}`;
  const said = (['title', 'consent'] as const).filter(
    (name) => widget[name] !== undefined && widget.translations[language]?.[name] === undefined,
  );
  const rules = widget.engagement.flatMap(({ translations }, i) => (translations[language] === undefined ? [i] : []));
  return [
    ...said.map((name) => ({
      path: ['widget', name],
      remedy: `${where}: add widget.translations.${language}.${name}.`,
    })),
    ...rules.map((i) => ({
      path: ['widget', 'engagement', i, 'say'],
      remedy: `${where}: add translations.${language}.say to this rule.`,
    })),
  ];
}
