// Somebody of the company writes to the visitor in the chat product itself, not in Slack: Baton is silent as after a takeover,
// until they have been silent for a while, the product says that they left, or somebody hands back or takes over in Slack. Whose the
// lead is in Slack changes nothing of it. The line has reached the visitor already.
import { type Decision, owedRedraw } from './decision.ts';
import type { Note } from './job.ts';
import type { Lead } from './lead.ts';
import { withLine } from './line.ts';
import { voiceChannel } from './one-way.ts';
import type { Playbook } from './playbook.ts';
import { touched } from './release.ts';
import { handBack, owedSilence } from './takeover.ts';
import { type Delivery, inProduct, isInProduct, waiting } from './undelivered.ts';

/** `operator`: by the product's id and name. */
export type OperatorLine = {
  product: string;
  conversation: string;
  id: string;
  text: string;
  at: string;
  operator: { id: string; name: string };
};

const sourceOf = ({ product, conversation, id }: OperatorLine) => inProduct(product, [conversation, id]);

/** A lead that is about to be, with what they wrote before its visitor did; what that does is decided once it is. */
export function withOperatorLine(lead: Lead, line: OperatorLine): Lead {
  const { product: channel, conversation, operator, text, at } = line;
  const place = { channel, conversation };
  return withLine(lead, { from: 'rep', name: operator.name, text, source: sourceOf(line), asks: null, at, place });
}

/** `isEarly`: it may stand there already, from when the lead began. A rep who talks from Slack goes on doing so; Baton's own lines that nobody can have read are dropped either way. */
export function operatorSpoke(
  lead: Lead,
  line: OperatorLine,
  by: { playbook: Playbook; now: string; delivery: Delivery; isEarly?: true },
): ({ kind: 'done' } & Decision) | { kind: 'repeat' } {
  const { product, operator } = line;
  const there = lead.messages.find(({ source }) => source === sourceOf(line));
  if (there !== undefined && by.isEarly !== true) return { kind: 'repeat' };
  const said = there === undefined ? withOperatorLine(lead, line) : lead;
  const message = there?.n ?? said.messages.length;
  const rep = { id: `${product}:${operator.id}`, name: operator.name };
  const pauses = lead.takeover === null && product !== voiceChannel && isStillThere(lead, line, by);
  const takeover = pauses ? { rep, at: by.now, since: '', product } : lead.takeover;
  const overtaken =
    takeover === null ? [] : waiting(lead, by.delivery).flatMap(({ n, from }) => (from === 'baton' ? [n] : []));
  const after = { ...touched(said).lead, takeover, dropped: [...lead.dropped, ...overtaken] };
  const note: Note = { kind: 'operator', message, product, pauses };
  const data = { name: operator.name, product, message, dropped: overtaken };
  return {
    kind: 'done',
    lead: after,
    events: [{ kind: pauses ? 'taken-over' : 'relayed', by: rep.id, data }],
    owed: [
      ...owedRedraw(after),
      ...(lead.card === null ? [] : [{ job: { kind: 'post-note' as const, lead: lead.id, note } }]),
      ...owedSilence(after, by.playbook),
    ],
  };
}

/** What is told late may be about somebody who has left since, unless it answers what Baton is about to answer. */
function isStillThere(
  lead: Lead,
  { at }: OperatorLine,
  { playbook, now }: { playbook: Playbook; now: string },
): boolean {
  const isFresh = Date.parse(now) - Date.parse(at) < playbook.limits.takeoverMinutes * 60_000;
  return (
    isFresh || lead.messages.some(({ from, n, at: said }) => from === 'visitor' && n > lead.readUpTo && said <= at)
  );
}

/** The product says that nobody of the company talks there any more; what it says late ends nothing that began since. */
export function operatorLeft(
  lead: Lead,
  left: { product: string; conversation: string; at: string; isOver: boolean },
  by: { playbook: Playbook; now: string },
): ({ kind: 'done' } & Decision) | { kind: 'repeat' } {
  const last = lead.messages.findLast(isInProduct);
  const isTheirs = last?.channel === left.product && (last.conversation ?? lead.conversation) === left.conversation;
  if (lead.takeover?.product === undefined || !isTheirs || left.at < last.at) return { kind: 'repeat' };
  const back = handBack(lead, { ...by, why: left.isOver ? 'closed' : 'given-back' });
  return back.kind === 'done' ? back : { kind: 'repeat' };
}
