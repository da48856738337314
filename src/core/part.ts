// "Not the same person": what was joined becomes two leads again, each with its own lines, numbered from the first, and what was said
// in them; what came along from elsewhere is dropped. Each is then judged as if it had always been alone.
import { armsOf } from './arms.ts';
import { barOf } from './bar.ts';
import { type Decision, owedCard, owedRedraw, owedTurn } from './decision.ts';
import type { Owed } from './job.ts';
import { moveEvidence } from './join.ts';
import { type Answer, type Lead, type LeadId, type Message, newLead, type Rep } from './lead.ts';
import { isAt, placeOf } from './line.ts';
import type { Playbook } from './playbook.ts';
import { isQualified } from './route.ts';
import { isCarried } from './sayable.ts';
import { owedSilence } from './takeover.ts';
import { type JudgedBy, judge } from './turn.ts';
import { type Delivery, isInProduct } from './undelivered.ts';
import { emptied, type Joined } from './visitor.ts';
import { widgetChannel } from './widget-shown.ts';

/** Where each line stands from now on: in the lead that keeps the card, or in the one that leaves. */
export type Parted = { kept: Lead; left: Lead; to: ReadonlyMap<number, { lead: LeadId; n: number }> };

type Parting = { joined: Joined; id: LeadId; by: JudgedBy };

export function part(lead: Lead, { joined, id, by }: Parting): Parted {
  const { playbook, now } = by;
  const leaves = (message: Message) => isAt(joined)(placeOf(lead, message));
  const lines = { kept: lead.messages.filter((each) => !leaves(each)), left: lead.messages.filter(leaves) };
  const { channel, conversation, visitor } = joined;
  const start = { id, channel, conversation, visitor, page: null, playbook: playbook.version };
  // What our own widget showed them was drawn by a ticket that nobody has any more.
  const arms = channel === widgetChannel ? {} : armsOf(visitor.id, playbook, now);
  const fresh = newLead({ ...start, arms, now: lines.left[0]?.at ?? now });
  // Whoever talks to one of them in a chat product talks to that one.
  const last = lead.messages.findLast(isInProduct);
  const talksOn = lead.takeover?.product === channel && last !== undefined && leaves(last) ? lead.takeover : null;
  const own = {
    ...lead,
    takeover: talksOn === null ? lead.takeover : null,
    visitor: emptied(lead.visitor, joined.filled),
    joined: lead.joined.filter((each) => each !== joined),
  };
  const kept = judge(withOnly(own, lines.kept, lead), by);
  const whole = judge(
    withOnly(
      { ...fresh, takeover: talksOn, answers: lead.answers.filter((each) => !isCarried(each)) },
      lines.left,
      lead,
    ),
    by,
  );
  // The lines of its own conversation say so by saying nothing.
  const left = { ...whole, messages: whole.messages.map(({ conversation: _, ...line }) => line) };
  const to = new Map([...numbers(lines.kept, lead.id), ...numbers(lines.left, id)]);
  return { kept: { ...kept, parted: lead.parted + 1 }, left: { ...left, readUpTo: unanswered(left) }, to };
}

const numbers = (lines: readonly Message[], lead: LeadId) => lines.map(({ n }, i) => [n, { lead, n: i + 1 }] as const);

/** `to` with those lines of `from` and what was said in them. */
function withOnly(to: Lead, lines: readonly Message[], from: Lead): Lead {
  const numbered = new Map(lines.map(({ n }, i) => [n, i + 1]));
  const at = (n: number) => numbered.get(n) ?? 0;
  const upTo = (n: number) => lines.filter((line) => line.n <= n).length;
  const proposed = to.booking?.proposed ?? null;
  return {
    ...to,
    messages: lines.map((line) => renumbered(line, at)),
    answers: to.answers
      .filter((answer) => stands(answer, numbered))
      .map((answer) => ({ ...answer, evidence: moveEvidence(answer.evidence, at) })),
    refused: from.refused.flatMap((one) => (numbered.has(one.message) ? [{ ...one, message: at(one.message) }] : [])),
    declined: from.declined.filter((field) => lastAsked(from, field, numbered) ?? to.id === from.id),
    dropped: from.dropped.flatMap((n) => numbered.get(n) ?? []),
    readUpTo: upTo(from.readUpTo),
    visitFrom: Math.max(1, Math.min(lines.length, upTo(from.visitFrom - 1) + 1)),
    inThread: to.id === from.id ? upTo(from.inThread) : 0,
    nurture: to.nurture && { ...to.nurture, heard: upTo(to.nurture.heard) },
    booking: to.booking && {
      ...to.booking,
      proposed: proposed && numbered.has(proposed.message) ? { ...proposed, message: at(proposed.message) } : null,
    },
  };
}

function renumbered({ tells, ...line }: Message, at: (n: number) => number): Message {
  const told = tells?.map((each) => ({ ...each, message: at(each.message) })).filter(({ message }) => message > 0);
  return { ...line, n: at(line.n), ...(told && told.length > 0 && { tells: told }) };
}

/** Whether the words, and what they agreed to, are all there. */
function stands({ evidence }: Answer, numbered: ReadonlyMap<number, number>): boolean {
  if (evidence.kind === 'carried') return true;
  return numbered.has(evidence.message) && (evidence.kind === 'said' || numbered.has(evidence.offer));
}

/** Whether it was here that they were asked last; undefined: they never were. */
function lastAsked({ messages }: Lead, field: string, numbered: ReadonlyMap<number, number>): boolean | undefined {
  const line = messages.findLast(({ asks }) => asks === field);
  return line && numbered.has(line.n);
}

/** What the visitor wrote last is read anew where nobody has answered it. */
function unanswered({ messages }: Lead): number {
  return messages.findLast(({ from }) => from !== 'visitor')?.n ?? 0;
}

/** How far each of them has been delivered. Nothing may be on its way. */
export function partedDelivery({ kept, left, to }: Parted, { upTo }: Delivery): { kept: Delivery; left: Delivery } {
  const up = ({ id }: Lead): Delivery => {
    const lines = [...to].filter(([n, { lead }]) => lead === id && n <= upTo);
    return { upTo: Math.max(0, ...lines.map(([, { n }]) => n)), sending: null };
  };
  return { kept: up(kept), left: up(left) };
}

/** What follows for the lead that keeps the card; the notes and waits that counted lines count anew. */
export function afterParting(
  { kept, left }: Parted,
  { rep, joined, playbook }: { rep: Rep; joined: Joined; playbook: Playbook },
): Decision {
  const data = { name: rep.name, channel: joined.channel, into: left.id };
  const isRead =
    kept.readUpTo >= kept.messages.length ||
    !kept.messages.some(({ n, from }) => from === 'visitor' && n > kept.readUpTo);
  return {
    lead: kept,
    events: [{ kind: 'parted', by: rep.id, data }],
    owed: [
      ...owedRedraw(kept),
      ...owedSilence(kept, playbook),
      ...(isRead ? owedQuiet(kept, playbook) : [owedTurn(kept)]),
    ],
  };
}

/** The lead that leaves has its own turn, or is offered if it qualifies by itself. */
export function afterLeaving({ kept, left }: Parted, { rep, playbook }: { rep: Rep; playbook: Playbook }): Decision {
  const isOpen = left.messages.at(-1)?.from === 'visitor';
  const data = { name: rep.name, channel: left.channel, from: kept.id };
  return {
    lead: left,
    events: [{ kind: 'parted', by: rep.id, data }],
    owed: [...(isOpen ? [owedTurn(left)] : owedQuiet(left, playbook)), ...owedSilence(left, playbook)],
  };
}

/** Whoever says nothing more is handed over with what is known, at once if that is enough. */
function owedQuiet(lead: Lead, playbook: Playbook): Owed[] {
  if (lead.state !== 'chatting') return [];
  const isEnough = isQualified(lead, barOf(lead, playbook));
  const job = { kind: 'settle-silence', lead: lead.id, after: lead.messages.length } as const;
  return [{ job, key: `silence:${lead.id}`, delayMs: isEnough ? 0 : playbook.limits.silenceMinutes * 60_000 }];
}

/** The lead without what came along, wherever from; null: nothing did. */
export function withoutCarried(
  lead: Lead,
  { rep, by }: { rep: Rep; by: JudgedBy },
): { decision: Decision; from: LeadId[] } | null {
  const from = [
    ...new Set(lead.answers.flatMap(({ evidence }) => (evidence.kind === 'carried' ? [evidence.lead] : []))),
  ];
  if (from.length === 0) return null;
  const own = judge({ ...lead, answers: lead.answers.filter((answer) => !isCarried(answer)) }, by);
  const data = { name: rep.name, from };
  const owed = own.card === null ? [] : owedCard(own);
  return { decision: { lead: own, events: [{ kind: 'parted', by: rep.id, data }], owed }, from };
}

/** What of it can be taken apart. */
export function canPart(lead: Pick<Lead, 'joined' | 'answers'>): boolean {
  return lead.joined.length > 0 || lead.answers.some(isCarried);
}
