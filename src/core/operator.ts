// Somebody of the company writes to the visitor in the chat product itself, not in Slack: Baton is silent as after a takeover,
// until they have been silent for a while or somebody hands back. The line has reached the visitor already.
import { type Decision, owedRedraw } from './decision.ts';
import type { Note } from './job.ts';
import type { Lead } from './lead.ts';
import { withLine } from './line.ts';
import type { Playbook } from './playbook.ts';
import { touched } from './release.ts';
import { owedSilence } from './takeover.ts';
import { type Delivery, inProduct, waiting } from './undelivered.ts';

/** `operator`: by the product's id and name. */
export type OperatorLine = {
  product: string;
  conversation: string;
  id: string;
  text: string;
  at: string;
  operator: { id: string; name: string };
};

/** A rep who talks from Slack goes on doing so; Baton's own lines that nobody can have read are dropped either way. */
export function operatorSpoke(
  lead: Lead,
  line: OperatorLine,
  by: { playbook: Playbook; now: string; delivery: Delivery },
): ({ kind: 'done' } & Decision) | { kind: 'repeat' } {
  const { product, operator, text, at } = line;
  const source = inProduct(product, [line.conversation, line.id]);
  if (lead.messages.some((message) => message.source === source)) return { kind: 'repeat' };
  const place = { channel: product, conversation: line.conversation };
  const said = withLine(lead, { from: 'rep', name: operator.name, text, source, asks: null, at, place });
  const message = said.messages.length;
  const overtaken = waiting(lead, by.delivery).flatMap(({ n, from }) => (from === 'baton' ? [n] : []));
  const rep = { id: `${product}:${operator.id}`, name: operator.name };
  const isNew = lead.takeover === null;
  const takeover = lead.takeover ?? { rep, at: by.now, since: '', product };
  const after = { ...touched(said).lead, takeover, dropped: [...lead.dropped, ...overtaken] };
  const note: Note = { kind: 'operator', message, product, pauses: isNew };
  const data = { name: operator.name, product, message, dropped: overtaken };
  return {
    kind: 'done',
    lead: after,
    events: [{ kind: isNew ? 'taken-over' : 'relayed', by: rep.id, data }],
    owed: [
      ...owedRedraw(after),
      ...(lead.card === null ? [] : [{ job: { kind: 'post-note' as const, lead: lead.id, note } }]),
      ...owedSilence(after, by.playbook),
    ],
  };
}
