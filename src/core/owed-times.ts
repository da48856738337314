// The promise to offer a visitor times to choose from, as soon as the calendars were asked.
import type { JobOf, Owed } from './job.ts';
import type { Lead } from './lead.ts';

/** `not`: those they were offered before or cannot have. */
export type TimesWanted = Partial<Pick<JobOf<'propose-times'>, 'want' | 'not' | 'notice'>>;

export function owedTimes(
  { id, messages }: Pick<Lead, 'id' | 'messages'>,
  { want = null, not = [], notice = null }: TimesWanted = {},
): Owed {
  const job = { kind: 'propose-times', lead: id, after: messages.length, want, not, notice } as const;
  return { job, key: `propose-times:${id}` };
}
