// The morning brief of a team: what came in while everybody was out, best score first, with the card one press away.
import { brief } from '../../core/brief.ts';
import type { Lead } from '../../core/lead.ts';
import { type Playbook, teamOf } from '../../core/playbook.ts';
import { veiled } from '../../core/veiled.ts';
import { cardPiece } from './card-link.ts';
import { ladderWords } from './ladder-words.ts';
import { nameOf } from './lead-list.ts';
import { heading, line, more, oneLine } from './lead-parts.ts';
import { glance } from './limits.ts';
import { type Message, message, type Piece } from './parts.ts';
import { words } from './words.ts';

type About = { team: string; day: string; playbook: Playbook; now: string };
export type BriefMessage = Message & {
  metadata: { event_type: 'baton_brief'; event_payload: { team: string; day: string } };
};

export function briefMessage(leads: readonly Lead[], { team, day, playbook, now }: About): BriefMessage {
  const name = oneLine(teamOf(playbook, team)?.name ?? team, glance.name);
  const byScore = leads.toSorted((a, b) => b.score - a.score).slice(0, glance.leadsInBrief);
  const items = byScore.map((lead) => item(lead, { playbook, now }));
  return {
    ...message([
      heading(ladderWords.brief(leads.length, name)),
      { kind: 'bullets', items: [...items, ...more(leads.length - byScore.length)] },
      line(ladderWords.briefNext),
    ]),
    metadata: { event_type: 'baton_brief', event_payload: { team, day } },
  };
}

function item(lead: Lead, { playbook, now }: Pick<About, 'playbook' | 'now'>): Piece[] {
  const { wants, lastWords } = brief(veiled(lead, playbook), playbook);
  const said = wants ?? lastWords;
  const rep = lead.offer?.rep ?? null;
  return [
    cardPiece(lead.card, nameOf(lead, playbook)),
    words.lists.score(lead.score),
    ...(said === null ? [] : [ladderWords.wants(oneLine(said, glance.quote))]),
    words.lists.waitingSince,
    { ago: lead.offer?.at ?? lead.updatedAt, now },
    ...(rep === null ? [] : [ladderWords.for, { bold: oneLine(rep.name, glance.name) }]),
  ];
}
