// The answer to a question, drawn: the same for /baton, where only the rep sees it, and for a direct message to Baton.
import type { Answer, Span, Told } from '../../core/answer.ts';
import { leadStates } from '../../core/lead.ts';
import type { Numbers } from '../../core/rep-numbers.ts';
import { reportWords } from '../../core/report-words.ts';
import type { Absence } from '../../core/working-time.ts';
import { answerWords as words } from './answer-words.ts';
import { barsMessage } from './bar-message.ts';
import { statsMessage } from './digest-message.ts';
import { digestWords } from './digest-words.ts';
import { foundParts, type Lists, mineParts, waitingParts } from './lead-list.ts';
import { heading, line, oneLine } from './lead-parts.ts';
import { glance } from './limits.ts';
import { type Message, message, type Part, type Piece } from './parts.ts';
import { playbookParts } from './playbook-parts.ts';
import { whyParts } from './why-parts.ts';
import { words as rest } from './words.ts';

export function answerMessage(answer: Answer, about: Lists): Message {
  if (answer.kind === 'bar') return barsMessage(answer, about);
  return answer.kind === 'week' ? statsMessage(answer.told, answer.links) : message(answerParts(answer, about));
}

function answerParts(answer: Exclude<Answer, { kind: 'bar' | 'week' }>, about: Lists): Part[] {
  switch (answer.kind) {
    case 'no-week':
      return [line(noWeek(answer.why, about))];
    case 'not-a-manager':
      return [line(digestWords.managersOnly)];
    case 'pilot':
      return pilotParts(answer);
    case 'help':
      return helpParts();
    case 'queue':
      return waitingParts(answer.leads, about);
    case 'mine':
      return mineParts(answer.leads, about);
    case 'find': {
      const { typed, leads } = answer;
      return typed === '' ? [line(rest.why.sayFind)] : foundParts(leads, { ...about, typed });
    }
    case 'why':
      return explained(answer, about);
    case 'stats':
      return statsParts(answer);
    case 'playbook':
      return playbookParts(about.playbook);
    case 'unknown': {
      const { typed, nearest } = answer;
      const meant = nearest === null ? '' : words.nearest(nearest);
      return [line(words.unknown(oneLine(typed, glance.name)), meant), ...helpParts()];
    }
    default:
      return toldParts(answer, about.now);
  }
}

function pilotParts({ days, pages }: Extract<Answer, { kind: 'pilot' }>): Part[] {
  if (days === null) return [line(digestWords.noDays)];
  if (pages === null) return [line(digestWords.noLinks)];
  const pilot = { bold: digestWords.pilot(days.from, days.to), link: pages.pilot };
  return [line(pilot), line({ bold: digestWords.contract, link: pages.contract })];
}

function helpParts(): Part[] {
  const items = words.help.map(([command, does]) => [{ bold: command }, does]);
  return [heading(words.helpTitle), { kind: 'bullets', items }, line(words.helpInWords)];
}

function explained({ typed, leads, bars = [] }: Extract<Answer, { kind: 'why' }>, about: Lists): Part[] {
  const [lead] = leads;
  if (typed === '') return [line(rest.why.say)];
  if (lead === undefined) return foundParts([], { ...about, typed });
  const which = leads.length === 1 ? [] : [line(rest.why.which(leads.length))];
  return [...which, ...whyParts({ lead, playbook: about.playbook, bars })];
}

function statsParts({ states, spans }: Extract<Answer, { kind: 'stats' }>): Part[] {
  const counts = leadStates.flatMap((state) => {
    const count = states.find((each) => each.state === state)?.count ?? 0;
    return count === 0 ? [] : [words.count(count, words.states[state])];
  });
  return [
    heading(words.statsNow),
    line(counts.length === 0 ? words.noLeads : counts.join(rest.card.at)),
    ...spans.flatMap(spanParts),
  ];
}

function spanParts({ days, numbers, made, refused }: Span): Part[] {
  const items = [...numberItems(numbers), ...(made === 0 ? [] : [[words.claims(refused, made)]])];
  return [heading(words.last(days)), { kind: 'bullets', items }];
}

/** What reps made of their leads: one's own in the home, the team's in stats. */
export function numberItems(numbers: Numbers): Piece[][] {
  const { accepted, rejected, nurtured, claimsTimed, medianToClaimMs, touchesTimed, medianToTouchMs } = numbers;
  const { headline } = reportWords;
  if (accepted + rejected + nurtured === 0) return [[words.nothingYet], [words.meetings]];
  return [
    [words.accepted(accepted, rejected, nurtured)],
    [headline.accepted(accepted, accepted + rejected)],
    [headline.toClaim({ of: claimsTimed, medianMs: medianToClaimMs, p90Ms: null }, null)],
    [headline.toTouch({ of: touchesTimed, medianMs: medianToTouchMs, p90Ms: null }, null)],
    [words.meetings],
  ];
}

function toldParts(told: Told, now: string): Part[] {
  switch (told.kind) {
    case 'went-away':
      return [
        line(...awayPieces(told, now), words.others),
        line(told.absence.from > now ? words.sayAnew : words.sayBack),
      ];
    case 'not-away':
      return [line(words.faults[told.fault]), line(words.sayWhen)];
    case 'stranger':
      return strangerParts(told.channels);
    case 'came-back': {
      const { was, planned, zone } = told;
      const items = planned.map((absence): Piece[] => [words.from, ...spell(absence, zone)]);
      const ahead: Part[] = items.length === 0 ? [] : [line(words.planned), { kind: 'bullets', items }];
      return [line(was ? words.back : words.wasNotAway), ...ahead];
    }
  }
}

function noWeek(why: Extract<Answer, { kind: 'no-week' }>['why'], { playbook }: Lists): string {
  switch (why.kind) {
    case 'unclear':
      return digestWords.noWeek(oneLine(why.text, glance.name));
    case 'ahead':
      return digestWords.ahead;
    case 'not-yours': {
      const name = playbook.teams.find(({ id }) => id === why.team)?.name ?? '';
      return name === '' ? digestWords.noTeam : digestWords.notYours(oneLine(name, glance.name));
    }
  }
}

/** Also in the home, which shows a stranger no lead. */
export function strangerParts(channels: readonly string[]): Part[] {
  const items = channels.slice(0, glance.teamsInPlaybook).map((channel): Piece[] => [{ channel }]);
  return [line(words.stranger), { kind: 'bullets', items }, line(words.joined)];
}

/** The same where there is room for a sentence only. */
export function strangerSentence(channels: readonly string[]): string {
  return `${words.stranger} ${channels.slice(0, glance.teamsInPlaybook).join(', ')}. ${words.joined}`;
}

function awayPieces({ absence, zone }: Extract<Told, { kind: 'went-away' }>, now: string): Piece[] {
  const { from, until } = absence;
  if (from > now) return [words.awayFrom, ...spell(absence, zone), '.'];
  return until === null ? [words.awayOpen] : [words.awayUntil, { when: until, zone }, '.'];
}

/** From when until when. */
export function spell({ from, until }: Absence, zone: string): Piece[] {
  const end: Piece[] = until === null ? [words.awayFromOpen] : [words.until, { when: until, zone }];
  return [{ when: from, zone }, ...end];
}
