// Where a lead stands on the offer ladder, as its card says it: whose it is until when, who has been told, what is due.
import { aloneWith } from '../../core/ladder.ts';
import type { Lead } from '../../core/lead.ts';
import { type Playbook, teamOf } from '../../core/playbook.ts';
import { ladderWords as words } from './ladder-words.ts';
import { line } from './lead-parts.ts';
import type { Part, Piece } from './parts.ts';

type About = { lead: Lead; playbook: Playbook; now: string };

export function ladderParts({ lead, playbook, now }: About): Part[] {
  const { ladder, state } = lead;
  const zone = zoneOf(lead, playbook);
  if (state === 'claimed' && ladder?.kind === 'claimed' && ladder.dueAt !== null) {
    return [line(words.firstWord, byWhen(ladder.dueAt, { zone, now }))];
  }
  if (state !== 'offered' || ladder?.kind !== 'offered') return [];
  const alone = aloneWith(lead, now);
  if (alone !== null)
    return [line({ rep: alone.rep }, words.theirs, byWhen(alone.until, { zone, now }), words.thenAll)];
  if (ladder.step === 'reminder') return [line(words.reminded, { ago: ladder.at, now })];
  return ladder.step === 'managers' ? [line(words.managersTold, { ago: ladder.at, now })] : [];
}

export function zoneOf({ offer }: Lead, playbook: Playbook): string {
  return teamOf(playbook, offer?.team)?.zone ?? playbook.zone;
}

/** Within hours of now, the time of day says it all. */
const nearMs = 10 * 3_600_000;

export function byWhen(at: string, { zone, now }: { zone: string; now: string }): Piece {
  return Date.parse(at) - Date.parse(now) < nearMs ? { clock: at, zone } : { when: at, zone };
}
