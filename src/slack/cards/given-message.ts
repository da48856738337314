// The direct message to a rep who was given a lead: who it is, from whom, and where the card is.
import { brief } from '../../core/brief.ts';
import { clip } from '../../core/clip.ts';
import type { Lead, LeadId, Rep } from '../../core/lead.ts';
import type { Playbook } from '../../core/playbook.ts';
import { actionWords } from './action-words.ts';
import { cardPiece } from './card-link.ts';
import { heading, line, oneLine, wantLine, whoAndCompany } from './lead-parts.ts';
import { glance, slackLimits } from './limits.ts';
import { type Message, message } from './parts.ts';

type Given = { by: Rep; at: string; words: string };
type GivenMessage = Message & {
  metadata: { event_type: 'baton_given'; event_payload: { lead: LeadId; at: string } };
};

export function givenMessage(
  { by, at, words }: Given,
  { lead, playbook }: { lead: Lead; playbook: Playbook },
): GivenMessage {
  const known = brief(lead, playbook);
  const said = words.trim();
  return {
    ...message([
      heading(actionWords.given.title),
      line(cardPiece(lead.card, whoAndCompany(known))),
      ...wantLine(known),
      line(actionWords.given.by(oneLine(by.name, glance.name))),
      ...(said === '' ? [] : [{ kind: 'quote' as const, text: clip(said, slackLimits.note) }]),
      line(actionWords.given.next),
    ]),
    metadata: { event_type: 'baton_given', event_payload: { lead: lead.id, at } },
  };
}
