// Whose lead it should be, on the card in one line, and in "Why?" step by step, as it was decided.
import type { RouteStep } from '../../core/assign.ts';
import { aloneWith } from '../../core/ladder.ts';
import { languageNames } from '../../core/language.ts';
import type { Lead } from '../../core/lead.ts';
import { opensLater } from '../../core/opens.ts';
import type { Playbook, Taken } from '../../core/playbook.ts';
import { describe } from '../../core/why.ts';
import { zoneOf } from './ladder-parts.ts';
import { heading, line, more, oneLine } from './lead-parts.ts';
import { glance } from './limits.ts';
import type { Part, Piece } from './parts.ts';
import { routeWords as words } from './route-words.ts';

type About = { lead: Lead; playbook: Playbook; now: string };

/** Nothing where the whole channel is asked and somebody is in: the card says that it waits, and that is all. */
export function suggestedParts({ lead, playbook, now }: About): Part[] {
  const { offer } = lead;
  // Then the card says until when.
  if (offer === null || aloneWith(lead, now) !== null) return [];
  const later = opensLater(offer, now);
  const zone = zoneOf(lead, playbook);
  const back: Piece[] = later === null ? [] : [words.backAt, { when: later, zone }];
  if (offer.rep !== null) {
    const because = offer.by === 'owner' ? words.owner : words.nextInTurn;
    const open = back.length === 0 && lead.ladder?.kind === 'offered' && lead.ladder.openAt !== null;
    return [line(words.suggested, { rep: offer.rep }, because, ...back, ...(open ? [words.orAnybody] : []))];
  }
  return later === null ? [] : [line(words.nobodyIn, { when: later, zone })];
}

export function whyRepParts({ lead, playbook }: Omit<About, 'now'>): Part[] {
  const log = lead.offer?.log ?? [];
  if (log.length === 0) return [];
  const zone = zoneOf(lead, playbook);
  const steps = log.map((step) => sentence(step, { zone, playbook }));
  const shown = steps.slice(0, glance.routeInWhy);
  return [
    heading(lead.offer?.rep === null ? words.whyNobody : words.why),
    { kind: 'bullets', items: [...shown, ...more(steps.length - shown.length)] },
  ];
}

type With = { zone: string; playbook: Playbook };

function sentence(step: RouteStep, { zone, playbook }: With): Piece[] {
  const at = (when: string | null, before: string, unknown: string): Piece[] =>
    when === null ? [unknown] : [before, { when, zone }];
  const asks = (taken: Taken) => oneLine(asked(taken, playbook), glance.value);
  switch (step.kind) {
    case 'owner':
      return [name(step.rep), words.ownerOf[step.why], oneLine(ofWhat(step), glance.name)];
    case 'owner-away': {
      const owned = `${words.ownerOf[step.why]}${oneLine(ofWhat(step), glance.name)}`;
      return [name(step.rep), owned, ...at(step.back, words.butAway, words.butAwayUnknown)];
    }
    case 'owner-gone':
      return [words.gone[step.why], oneLine(ofWhat(step), glance.name), words.goneNow];
    case 'crm-silent':
      return [words.crmSilent(oneLine(step.crm, glance.name))];
    case 'team':
      return [oneLine(step.team, glance.name), words.team];
    case 'team-passed':
      return [oneLine(step.team, glance.name), words.notTheirs, asks(step.unmet)];
    case 'no-reps':
      return at(step.back, words.noRepsBack, words.noReps);
    case 'not-theirs':
      return [oneLine(step.rep, glance.name), words.notTheirs, asks(step.unmet)];
    case 'away':
      return [name(step.rep), ...at(step.back, words.away, words.awayUnknown)];
    case 'off':
      return [name(step.rep), ...at(step.back, words.off, words.offUnknown)];
    case 'full':
      return [name(step.rep), words.full(step.open, step.atOnce)];
    case 'enough-today':
      return [name(step.rep), words.enough(step.today, step.perDay)];
    case 'waits':
    case 'next':
      return [name(step.rep), words[step.kind](step.served, step.weight)];
    case 'passed-over':
      return [name(step.rep), words.passedOver];
    case 'none-left':
      return [words.noneLeft];
    case 'released':
      return [name(step.rep), words.released];
    case 'all-full':
      return [words.allFull];
    case 'nobody':
      return at(step.back, words.nobody, words.nobodyUnknown);
  }
}

const name = (rep: string) => `${oneLine(rep, glance.name)}: `;

/** The id of a lead means nothing to anybody. */
const ofWhat = ({ why, of }: Pick<Extract<RouteStep, { kind: 'owner' }>, 'why' | 'of'>) =>
  why === 'account' || why === 'crm' ? of : '';

/** What a team or a rep takes, in words. */
export function asked(taken: Taken, playbook: Playbook): string {
  if ('page' in taken) return words.page(taken.page);
  if ('language' in taken) return words.language(taken.language.map((each) => languageNames[each]));
  return describe(taken, playbook);
}
