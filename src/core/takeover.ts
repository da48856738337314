// A rep takes the conversation over from the card's thread, and gives it back. Nothing written in a thread reaches a visitor
// but by these decisions: a line of the rep who took over, written later than they did, or one they send by itself.
import { type Decision, owedCard, owedReply } from './decision.ts';
import type { Ending, Note, Owed, Whisper } from './job.ts';
import type { Lead, Message, Rep, Takeover } from './lead.ts';
import { isByMail, withLine } from './line.ts';
import { isOneWay } from './one-way.ts';
import type { Playbook } from './playbook.ts';
import { tell } from './tell.ts';
import { type Delivery, waiting } from './undelivered.ts';
import { claim, type Missed, type Press } from './verdict.ts';

type Done = { kind: 'done' } & Decision;
type By = { playbook: Playbook; now: string };

/** Baton is told of the end of a shift in the middle of a talk: it waits for a pause of this length. */
export const pauseMs = 5 * 60_000;

/**
 * The same race as a claim: one winner. What Baton has said and the visitor has not read is dropped with it; a line that
 * has set out already still lands, and before this one.
 */
export function takeOver(
  lead: Lead,
  press: Press & { since: string; delivery: Delivery; shiftEnds: string | null },
): Done | Missed | { kind: 'talking' | 'one-way' } {
  if (isOneWay(lead)) return { kind: 'one-way' };
  const { rep, now, playbook, since, delivery, shiftEnds } = press;
  const claimed = claim(lead, press);
  const isTheirs = claimed.kind === 'yours' || (lead.state === 'booked' && lead.rep?.id === rep.id);
  if (claimed.kind !== 'done' && !isTheirs) return claimed;
  if (lead.takeover !== null && lead.takeover.product === undefined) return { kind: 'talking' };
  // Whoever claims by taking over has been named to the visitor by the claim.
  const theirs: Decision = { lead, events: [], owed: owedCard(lead) };
  const decision: Decision =
    claimed.kind === 'done' ? claimed : isByMail(lead) ? theirs : tell(theirs, 'tookOver', press);
  const overtaken = waiting(lead, delivery).flatMap(({ n, from }) => (from === 'baton' ? [n] : []));
  const takeover = { rep, at: now, since };
  const taken = { ...decision.lead, takeover, dropped: [...lead.dropped, ...overtaken] };
  const note: Note = { kind: 'taken-over', rep, at: now };
  return {
    ...decision,
    kind: 'done',
    lead: taken,
    events: [...decision.events, { kind: 'taken-over', by: rep.id, data: { name: rep.name, dropped: overtaken } }],
    owed: [
      ...decision.owed,
      { job: { kind: 'post-note', lead: lead.id, note } },
      ...owedSilence(taken, playbook),
      ...(shiftEnds === null ? [] : [owedShiftEnd(taken, takeover, Date.parse(shiftEnds) - Date.parse(now))]),
    ],
  };
}

/** Pressed by the rep who talks, or by itself. The visitor hears whom they talk to from here; by mail each one says so itself. */
export function handBack(
  lead: Lead,
  how: By & ({ why: 'pressed'; rep: Rep } | { why: Exclude<Ending, 'pressed'> }),
): Done | { kind: 'nobody-talks' } | { kind: 'talks'; by: Rep } {
  const { takeover } = lead;
  if (takeover === null) return { kind: 'nobody-talks' };
  const isTheirs = takeover.product !== undefined || (how.why === 'pressed' && how.rep.id === takeover.rep.id);
  if (how.why === 'pressed' && !isTheirs) return { kind: 'talks', by: takeover.rep };
  const { why, now, playbook } = how;
  const { rep, product } = takeover;
  const note: Note = { kind: 'handed-back', rep, at: now, why };
  const data = { name: rep.name, why, ...(product !== undefined && { product }) };
  const decision: Decision = {
    lead: { ...lead, takeover: null },
    events: [{ kind: 'handed-back', by: how.why === 'pressed' ? how.rep.id : 'baton', data }],
    owed: lead.card === null ? [] : [...owedCard(lead), { job: { kind: 'post-note', lead: lead.id, note } }],
  };
  // A conversation that has ended is not begun again by Baton, and elsewhere nobody had talked.
  if (why === 'closed' || why === 'elsewhere' || (product !== undefined && !isOpen(lead)))
    return { kind: 'done', ...decision };
  return { kind: 'done', ...(isByMail(lead) ? decision : tell(decision, 'handedBack', { playbook, now, rep })) };
}

const isOpen = ({ state }: Lead) => ['chatting', 'offered', 'claimed', 'booked'].includes(state);

type Limit = { at: string } & ({ why: 'silence'; after: number } | { why: 'shift' });

/** A limit of the takeover that began at `at` is reached. Dropped when that one is over, or somebody wrote since. */
export function endTakeover(lead: Lead, limit: Limit, by: By): Decision | null {
  const { takeover } = lead;
  if (takeover === null || takeover.at !== limit.at) return null;
  if (limit.why === 'silence' && lead.messages.length !== limit.after) return null;
  const quietMs = Date.parse(by.now) - Date.parse(lead.messages.at(-1)?.at ?? takeover.at);
  if (limit.why === 'shift' && quietMs < pauseMs) {
    return { lead, events: [], owed: [owedShiftEnd(lead, takeover, pauseMs - Math.max(0, quietMs))] };
  }
  const ended = handBack(lead, { ...by, why: limit.why });
  return ended.kind === 'done' ? ended : null;
}

/** Somebody wrote, on either side: the silence begins anew. */
export function owedSilence(lead: Lead, { limits, continuity }: Playbook): Owed[] {
  const { id, takeover, messages } = lead;
  if (takeover === null) return [];
  const minutes = isByMail(lead) ? continuity.longestGapHours * 60 : limits.takeoverMinutes;
  const job = {
    kind: 'end-takeover',
    lead: id,
    at: takeover.at,
    why: 'silence',
    after: messages.length,
  } as const;
  return [{ job, key: `takeover-silence:${id}`, delayMs: minutes * 60_000 }];
}

function owedShiftEnd({ id }: Lead, { at }: Takeover, delayMs: number): Owed {
  const job = { kind: 'end-takeover', lead: id, at, why: 'shift' } as const;
  return { job, key: `takeover-shift:${id}`, delayMs: Math.max(0, delayMs) };
}

/** A line that a person wrote in the thread of a card. `ts` is Slack's number of it, `source` what it is known by. */
export type ThreadLine = {
  by: string;
  text: string;
  ts: string;
  source: string;
  /** Sent to the whole channel too. */
  isBroadcast: boolean;
  hasFiles: boolean;
};

/** Whoever writes this close to the end of their takeover may not have seen that it is over. */
const overlapMs = 60_000;

/**
 * Everything in a thread stays in it, unless the rep who took over wrote it afterwards. `endedAt`: when Baton last took
 * the conversation back by itself. `isWithdrawn`: Slack told of its end before it told of the line.
 */
export function repLine(
  lead: Lead,
  line: ThreadLine,
  by: By & { endedAt: string | null; isWithdrawn?: boolean },
): Done | { kind: 'private' } | { kind: 'repeat' } {
  const { takeover } = lead;
  if (versionOf(lead, line.source) !== undefined) return { kind: 'repeat' };
  if (takeover === null && lead.rep?.id === line.by && by.endedAt !== null && !isAside(line.text)) {
    const awayMs = Math.abs(Number(line.ts) * 1_000 - Date.parse(by.endedAt));
    return awayMs < overlapMs ? told(lead, line, 'not-sent-ended') : { kind: 'private' };
  }
  const isLabelled = labelled.test(line.text) && isTalk(lead, { ...line, text: '' });
  if (isLabelled && !by.isWithdrawn) return told(lead, line, 'kept-note');
  if (takeover === null || !isTalk(lead, line) || by.isWithdrawn) return { kind: 'private' };
  if (line.isBroadcast) return told(lead, line, 'not-sent-broadcast');
  if (line.text.trim() === '') return line.hasFiles ? told(lead, line, 'not-sent-files') : { kind: 'private' };
  const relayed = relay(lead, { ...line, rep: takeover.rep, at: by.now });
  const files = line.hasFiles ? [whisper(lead, line, 'files-left')] : [];
  return { kind: 'done', ...relayed, owed: [...relayed.owed, ...owedSilence(relayed.lead, by.playbook), ...files] };
}

/** One line that a rep sends by itself, whether or not anybody has taken over; the lead must be theirs. */
export function sendOnly(
  lead: Lead,
  { rep, now, playbook }: Press,
  line: { text: string; source: string },
): Done | Missed | { kind: 'unclaimed' | 'sent-already' | 'empty' | 'one-way' } {
  if (isOneWay(lead)) return { kind: 'one-way' };
  if (lead.state === 'offered') return { kind: 'unclaimed' };
  if (lead.state !== 'claimed' && lead.state !== 'booked') return { kind: 'over', lead };
  if (lead.rep !== null && lead.rep.id !== rep.id) {
    const since = lead.repVerdict?.at ?? lead.updatedAt;
    return { kind: 'taken', by: lead.rep, msAgo: Date.parse(now) - Date.parse(since) };
  }
  if (versionOf(lead, line.source) !== undefined) return { kind: 'sent-already' };
  const text = line.text.replace(aside, '').trim();
  if (text === '') return { kind: 'empty' };
  const relayed = relay(lead, { text, source: line.source, rep, at: now });
  return { kind: 'done', ...relayed, owed: [...relayed.owed, ...owedSilence(relayed.lead, playbook)] };
}

/**
 * A line was edited in Slack; `before` is how it read. A relayed one is replaced while nobody can have read it, else only
 * its author hears of it. Slack may tell of an edit before it tells of the line: then it is the line.
 */
export function edited(
  lead: Lead,
  line: ThreadLine & { before: string; editTs: string },
  by: By & { delivery: Delivery },
): Done | { kind: 'private' } | { kind: 'repeat' } {
  const sent = versionOf(lead, line.source);
  if (sent === undefined) {
    return isAside(line.before) ? { kind: 'private' } : repLine(lead, line, { ...by, endedAt: null });
  }
  if (lead.dropped.includes(sent.n)) return { kind: 'private' };
  const version = `${line.source}:${line.editTs}`;
  if (sent.text === line.text || (sent.source ?? '') >= version) return { kind: 'repeat' };
  if (!waiting(lead, by.delivery).includes(sent)) return told(lead, line, 'edit-too-late');
  const without = withdraw(lead, sent, line.by);
  if (lead.rep === null || isAside(line.text) || line.text.trim() === '') return { kind: 'done', ...without };
  const rep = { id: line.by, name: sent.name ?? lead.rep.name };
  const again = relay(without.lead, { text: line.text, source: version, rep, at: by.now });
  return { kind: 'done', ...again, events: [...without.events, ...again.events] };
}

/** A line was deleted in Slack. One that Slack has yet to tell of is remembered as withdrawn. */
export function deleted(
  lead: Lead,
  line: Pick<ThreadLine, 'by' | 'text' | 'ts' | 'source'>,
  { delivery }: { delivery: Delivery },
): Done | { kind: 'private' } | { kind: 'repeat' } {
  const sent = versionOf(lead, line.source);
  if (sent === undefined) {
    if (!isTalk(lead, line)) return { kind: 'private' };
    return {
      kind: 'done',
      lead,
      events: [{ kind: 'withdrawn', by: line.by, data: { source: line.source } }],
      owed: [],
    };
  }
  if (lead.dropped.includes(sent.n)) return { kind: 'repeat' };
  if (waiting(lead, delivery).includes(sent)) return { kind: 'done', ...withdraw(lead, sent, line.by) };
  return told(lead, line, 'delete-too-late');
}

/** Slack takes a line in a thread that begins with a slash for a command, so `;;` is what reps are told. */
const aside = /^\s*(?:;;|\/\/|\\\\|🔒|:lock:)\s*/u;
/** How other products mark it, and people are used to; a visitor's line may begin so too, so its author is told. */
const labelled = /^\s*(?:note|private|internal)\s*:/i;
const isAside = (text: string): boolean => aside.test(text) || labelled.test(text);

/** By the one who talks and whose lead it is, later than they took over, and not for colleagues. */
function isTalk({ takeover, rep }: Lead, { by, ts, text }: Pick<ThreadLine, 'by' | 'ts' | 'text'>): boolean {
  return takeover !== null && takeover.rep.id === by && rep?.id === by && ts > takeover.since && !isAside(text);
}

/** The line as it was relayed last: an edit that was in time is a version of its own. */
function versionOf({ messages }: Lead, source: string): Message | undefined {
  return messages.findLast((each) => each.source === source || each.source?.startsWith(`${source}:`));
}

function relay(lead: Lead, line: { text: string; source: string; rep: Rep; at: string }): Decision {
  const { text, source, rep, at } = line;
  const after = withLine(lead, { from: 'rep', name: rep.name, text, source, asks: null, at });
  const event = { kind: 'relayed', by: rep.id, data: { message: after.messages.length } } as const;
  return { lead: after, events: [event], owed: [owedReply(after)] };
}

function withdraw(lead: Lead, { n }: Message, by: string): Decision {
  const event = { kind: 'withdrawn', by, data: { message: n } } as const;
  return { lead: { ...lead, dropped: [...lead.dropped, n] }, events: [event], owed: [] };
}

/** The line stays where it is, and its author is told so. */
function told(lead: Lead, line: Pick<ThreadLine, 'by' | 'ts'>, what: Whisper): Done {
  return { kind: 'done', lead, events: [], owed: [whisper(lead, line, what)] };
}

function whisper({ id }: Lead, { by, ts }: Pick<ThreadLine, 'by' | 'ts'>, what: Whisper): Owed {
  return { job: { kind: 'whisper', lead: id, to: by, about: ts, what }, key: `whisper:${ts}:${what}` };
}
