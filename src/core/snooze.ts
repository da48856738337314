// A lead sleeps until a time that a rep chose: until then nobody is reminded of it. Any move wakes it, see `move`.
import { type Decision, owedCard } from './decision.ts';
import { type Note, owedWake } from './job.ts';
import type { Lead, Rep } from './lead.ts';
import { teamOf } from './playbook.ts';
import { type Missed, type Press, pressable } from './verdict.ts';

export const longestSnoozeDays = 90;

export type Snoozed = ({ kind: 'done' } & Decision) | Missed | { kind: 'past' | 'too-far' };

/** Snoozing again replaces the time. */
export function snooze(lead: Lead, { until, ...press }: Press & { until: string }): Snoozed {
  const missed = pressable(lead, press);
  if (missed !== null) return missed;
  const { rep, now } = press;
  const delayMs = Date.parse(until) - Date.parse(now);
  if (delayMs <= 0) return { kind: 'past' };
  if (delayMs > longestSnoozeDays * 86_400_000) return { kind: 'too-far' };
  const after = { ...lead, snoozedUntil: until };
  return {
    kind: 'done',
    lead: after,
    events: [{ kind: 'snoozed', by: rep.id, data: { name: rep.name, until } }],
    owed: [...owedCard(after), ...owedWake(lead.id, until, now)],
  };
}

/** Null when the lead was woken before, or sleeps until another time. */
export function wake(lead: Lead, at: string, { playbook, now }: Pick<Press, 'playbook' | 'now'>): Decision | null {
  if (lead.snoozedUntil !== at) return null;
  const after = { ...lead, snoozedUntil: null };
  const note: Note = { kind: 'woke', at: now, reps: whom(lead, playbook) };
  return {
    lead: after,
    events: [{ kind: 'woken', by: 'baton', data: { until: at } }],
    owed: [...owedCard(after), { job: { kind: 'post-note', lead: lead.id, note } }],
  };
}

/** Whoever has it or should; else everybody the team lists, and the channel reads it too. */
function whom({ state, rep, repVerdict, offer }: Lead, playbook: Press['playbook']): Rep[] {
  const one = (state === 'nurturing' ? repVerdict?.by : rep) ?? offer?.rep ?? null;
  if (one !== null) return [one];
  return (teamOf(playbook, offer?.team)?.reps ?? []).map(({ slack, name }) => ({ id: slack, name }));
}
