// What a manager is told of a team's bar on Monday: where it stands and why, who would flip if they approve, and three leads
// that came close, each with two thumbs.
import type { KnownBlock } from '@slack/types';
import type { Lead } from '../../core/lead.ts';
import type { Playbook } from '../../core/playbook.ts';
import type { Flip } from '../../core/replay.ts';
import type { TeamBar } from '../../core/team-bar.ts';
import { barButtons, barParts, nameOfTeam } from './bar-parts.ts';
import { barWords as words } from './bar-words.ts';
import { cardPiece } from './card-link.ts';
import { nameOf } from './lead-list.ts';
import { heading, line, more } from './lead-parts.ts';
import { glance } from './limits.ts';
import { missBlocks, missParts } from './miss-parts.ts';
import { blocks, type Message, message, type Part, type Piece } from './parts.ts';

export type Told = { bar: TeamBar; flips: readonly Flip[]; misses: readonly Lead[]; week: string };
type About = { playbook: Playbook; now: string };
type BarMessage = Message & {
  metadata: { event_type: 'baton_bar'; event_payload: { team: string; week: string } };
};

export function barMessage({ bar, flips, misses, week }: Told, about: About): BarMessage {
  const head: Part[] = [
    { kind: 'header', text: words.title(nameOfTeam(bar.team, about), bar.state.bar) },
    ...barParts(bar, about),
    ...flipParts(bar, flips, about),
  ];
  const why: Part[] = misses.length === 0 ? [] : [heading(words.misses(misses.length))];
  const end: Part[] = [
    ...(misses.length === 0 ? [] : [line(words.missNext)]),
    { kind: 'small', lines: [words.week(week)] },
  ];
  const drawn: KnownBlock[] = [
    ...blocks(head),
    barButtons(bar),
    ...blocks(why),
    ...misses.flatMap((lead) => missBlocks(lead, about)),
    ...blocks(end),
  ];
  const { text } = message([...head, ...why, ...misses.flatMap((lead) => missParts(lead, about)), ...end]);
  return { text, blocks: drawn, metadata: { event_type: 'baton_bar', event_payload: { team: bar.team, week } } };
}

/** Every team's bar, for whoever asks; managers find its buttons below it. */
export function barsMessage(
  { bars, theirs }: { bars: readonly TeamBar[]; theirs: readonly string[] },
  about: About,
): Message {
  const shown = bars.slice(0, glance.teamsInPlaybook).map((bar) => ({ bar, parts: titledParts(bar, about) }));
  return {
    text: message(shown.flatMap(({ parts }) => parts)).text,
    blocks: shown.flatMap(({ bar, parts }) => [
      ...blocks(parts),
      ...(theirs.includes(bar.team) ? [barButtons(bar)] : []),
    ]),
  };
}

function titledParts(bar: TeamBar, about: About): Part[] {
  return [heading(words.title(nameOfTeam(bar.team, about), bar.state.bar)), ...barParts(bar, about)];
}

function flipParts({ proposal }: TeamBar, flips: readonly Flip[], about: About): Part[] {
  if (proposal === null) return [];
  const shown = flips.slice(0, glance.flips).map((flip) => flipItem(flip, about));
  const items = [...shown, ...more(flips.length - shown.length)];
  const list: Part[] = items.length === 0 ? [] : [{ kind: 'bullets', items }];
  return [line(words.flips(flips.length, proposal)), ...list];
}

export function flipItem({ lead, replayed: { was, would } }: Flip, { playbook }: Pick<About, 'playbook'>): Piece[] {
  const of = [would.score, was.verdict, would.verdict] as const;
  return [cardPiece(lead.card, nameOf(lead, playbook)), { shown: words.flip(...of), said: words.flipSaid(...of) }];
}
