// What is left where a card stood before its lead moved to a team with another channel. Its metadata must not be a card's:
// should the lead come back here, this message is not its card.
import { brief } from '../../core/brief.ts';
import type { Lead, LeadId } from '../../core/lead.ts';
import { type Playbook, teamOf } from '../../core/playbook.ts';
import { veiled } from '../../core/veiled.ts';
import { actionWords } from './action-words.ts';
import { line, oneLine, whoAndCompany } from './lead-parts.ts';
import { glance } from './limits.ts';
import { type Message, message } from './parts.ts';

type MovedCard = Message & { metadata: { event_type: 'baton_moved'; event_payload: { lead: LeadId } } };

export function movedCard({ lead, playbook }: { lead: Lead; playbook: Playbook }): MovedCard {
  const team = teamOf(playbook, lead.offer?.team);
  const name = oneLine(team?.name ?? '', glance.name);
  const where = team === undefined ? [] : [actionWords.movedIn, { channel: team.channel }, '.'];
  return {
    ...message([
      line({ bold: whoAndCompany(brief(veiled(lead, playbook), playbook)) }),
      line(actionWords.moved, { bold: name }, ...where),
    ]),
    metadata: { event_type: 'baton_moved', event_payload: { lead: lead.id } },
  };
}
