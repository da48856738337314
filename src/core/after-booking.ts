// What else is owed when a meeting came about, changed or went, and when a time that was asked for got lost. Whoever has to
// do something at these moments adds it here, and nowhere else.
import { endOf, type Wanted } from './booking.ts';
import type { Owed, SlotLoss } from './job.ts';
import { until } from './ladder.ts';
import type { Lead, LeadId } from './lead.ts';
import { owedTimes } from './owed-times.ts';
import type { Playbook } from './playbook.ts';
import { owedReminders } from './reminders.ts';

/** The lead as it is afterwards. What waits for the time of a meeting replaces what waited for its former time. */
export function owedAfter(
  lead: Lead,
  what: 'booked' | 'moved' | 'cancelled',
  { playbook, now }: { playbook: Playbook; now: string },
): Owed[] {
  const meeting = lead.booking?.meeting ?? null;
  const mail: Owed = {
    job: { kind: 'send-mail', lead: lead.id, what, for: now },
    key: `mail:${lead.id}:${now}`,
  };
  if (what === 'cancelled' || meeting === null) return [mail];
  const { event, startsAt } = meeting;
  const [host] = meeting.hosts;
  return [
    mail,
    ...owedReminders(lead, { playbook, now }),
    ...(host === undefined ? [] : [owedWatch(host.id)]),
    // From then on the card asks what became of it.
    {
      job: { kind: 'update-card', lead: lead.id },
      key: `meeting-begins:${lead.id}`,
      delayMs: until(startsAt, now),
    },
    {
      job: { kind: 'ask-held', lead: lead.id, event: event.id, startsAt },
      key: `ask-held:${lead.id}`,
      delayMs: until(endOf(meeting), now),
    },
  ];
}

/** What people do to it in their calendar is to be heard of. */
const owedWatch = (rep: string): Owed => ({ job: { kind: 'watch-calendar', rep }, key: `watch-calendar:${rep}` });

/** Whoever asked from a modal reads there what came of it; `lost`: why it did not come about. */
export function owedShown(lead: LeadId, wanted: Extract<Wanted, { kind: 'meet' }>, lost: SlotLoss | null): Owed[] {
  const { view, by: rep, meeting } = wanted;
  if (view === undefined || lost === 'declined') return [];
  const about = { lead, rep, view };
  const key = `fill-slots:${view}`;
  if (lost === null) return [{ job: { kind: 'show-booked', ...about }, key }];
  const { kind, lengthMin, hosts, startsAt } = meeting;
  const notice = { kind: lost, startsAt };
  const choice = { kind, lengthMin, hosts: hosts.map(({ id }) => id), page: 0, notice };
  return [{ job: { kind: 'fill-slots', ...about, choice }, key }];
}

/** Who chose among times in the chat is offered others at once. */
export function owedOthers(lead: Lead, { by, meeting }: Extract<Wanted, { kind: 'meet' }>, lost: SlotLoss): Owed[] {
  if (by !== 'visitor' || lost !== 'taken' || lead.booking?.proposed == null) return [];
  return [owedTimes(lead, { not: [meeting.startsAt] })];
}
