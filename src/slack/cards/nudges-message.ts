// Everything that a person or a channel has to be told of leads, by what they can do about it, most pressing first.
import type { Lead } from '../../core/lead.ts';
import { type Nudge, nudgeKinds } from '../../core/nudge.ts';
import type { Playbook } from '../../core/playbook.ts';
import { scoreMoved } from '../../core/re-score.ts';
import { cardPiece } from './card-link.ts';
import { byWhen, zoneOf } from './ladder-parts.ts';
import { ladderWords } from './ladder-words.ts';
import { nameOf } from './lead-list.ts';
import { heading, line, more, oneLine } from './lead-parts.ts';
import { glance } from './limits.ts';
import { type Message, message, type Piece } from './parts.ts';
import { words } from './words.ts';

type About = { playbook: Playbook; now: string };
type Told = { nudge: Nudge; lead: Lead };

export function nudgesMessage(told: readonly Told[], about: About): Message {
  const kinds = nudgeKinds.filter((kind) => told.some(({ nudge }) => nudge.what === kind));
  return message(
    kinds.flatMap((kind, i) => {
      const { title, next } = ladderWords.nudges[kind];
      const following = kinds[i + 1];
      const isSaidBelow = following !== undefined && ladderWords.nudges[following].next === next;
      const items = itemsOf(
        told.filter(({ nudge }) => nudge.what === kind),
        about,
      );
      return [heading(title), { kind: 'bullets' as const, items }, ...(isSaidBelow ? [] : [line(next)])];
    }),
  );
}

function itemsOf(told: readonly Told[], about: About): Piece[][] {
  const byScore = told.toSorted((a, b) => b.lead.score - a.lead.score).slice(0, glance.leadsInList);
  return [...byScore.map((each) => item(each, about)), ...more(told.length - byScore.length)];
}

function item({ nudge, lead }: Told, { playbook, now }: About): Piece[] {
  const { ladder, offer } = lead;
  const zone = zoneOf(lead, playbook);
  const who = [cardPiece(lead.card, nameOf(lead, playbook)), words.lists.score(lead.score)];
  if (nudge.what === 'cql-lost') {
    const because = scoreMoved(lead, playbook)?.because ?? [];
    return [...who, ...because.map((text) => `${words.card.at}${oneLine(text, glance.value)}`)];
  }
  const offered = nudge.what === 'unbooked' ? (lead.booking?.proposed ?? null) : null;
  if (offered !== null) return [...who, ladderWords.offeredTimes, { ago: offered.at, now }];
  if (ladder?.kind === 'claimed' && ladder.dueAt !== null) {
    return [...who, ladderWords.dueBy, byWhen(ladder.dueAt, { zone, now })];
  }
  const over = ladder?.kind === 'offered' && nudge.what === 'yours' ? (ladder.alone?.until ?? null) : null;
  if (over !== null) return [...who, ladderWords.until, byWhen(over, { zone, now })];
  return [...who, words.lists.waitingSince, { ago: offer?.at ?? lead.updatedAt, now }];
}
