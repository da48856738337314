// A lead goes to whoever hosts its meeting: with the brief, if nobody has had it, and as a verdict where a rep booked. A visitor
// who chooses a time by themselves is no verdict of anybody.
import type { NewEvent } from './event.ts';
import type { Note, Owed } from './job.ts';
import { type Lead, move, type Rep, type RepVerdict } from './lead.ts';

/** Who asked for the meeting, and when it came into the calendar. */
type By = { by: string; at: string };

/** Only who talks to the visitor already goes on doing so. */
export function toHost(lead: Lead, host: Rep, asked: By): { lead: Lead; events: NewEvent[]; owed: Owed[] } {
  const { by, at } = asked;
  const talks = lead.takeover?.rep.id === host.id || lead.takeover?.product !== undefined;
  const takeover = talks ? lead.takeover : null;
  const upTo = lead.messages.length;
  const inThread = lead.inThread === 0 ? upTo : lead.inThread;
  const note: Note = { kind: 'claimed', rep: host, at, from: 1, upTo };
  const owed: Owed[] = lead.inThread > 0 ? [] : [{ job: { kind: 'post-note', lead: lead.id, note } }];
  const booked = { ...(lead.state === 'booked' ? lead : move(lead, 'booked')), takeover, rep: host, inThread };
  const isTheirs = lead.state !== 'offered' && lead.rep?.id === host.id;
  if (isTheirs || by === 'visitor') return { lead: booked, events: [], owed };
  const turn = lead.offer?.turn ?? null;
  const repVerdict: RepVerdict = { kind: 'claimed', by: host, at, from: 'offered', ...(turn !== null && { turn }) };
  return { lead: { ...booked, repVerdict }, events: [given(lead, host, asked)], owed };
}

function given(lead: Lead, host: Rep, { by, at }: By): NewEvent {
  if (lead.state === 'offered' && by === host.id) {
    const afterMs = Date.parse(at) - Date.parse(lead.offer?.at ?? lead.updatedAt);
    return { kind: 'claimed', by, data: { name: host.name, afterMs } };
  }
  const from = lead.state === 'offered' ? null : lead.rep;
  return { kind: 'reassigned', by, data: { from, to: host, note: '', endedTakeover: lead.takeover !== null } };
}
