// Everything that Baton does by the clock: what is due once a week, and what it looks at every few minutes because a lost call
// would never tell it.
import { curationTicks } from './curation-ticks.ts';
import { digestTick } from './digest-tick.ts';
import type { Job } from './job.ts';
import type { Playbook } from './playbook.ts';
import { type Tick, weeklyTicks } from './weekly.ts';

/** `calendars`: there are some. `chats`: the products that may not have told everything. */
export function ticks(
  playbook: Playbook,
  { calendars, chats }: { calendars: boolean; chats: readonly string[] },
): Tick[] {
  return [
    ...weeklyTicks(playbook),
    digestTick(playbook),
    ...curationTicks(playbook),
    ...(calendars ? [everyMinutes('calendars', 5, { kind: 'tend-calendars' })] : []),
    ...(playbook.crmName === null ? [] : [everyMinutes('crm', 10, { kind: 'read-outcomes' })]),
    ...chats.map((product) => everyMinutes(`chat ${product}`, 5, { kind: 'catch-up-chat', product })),
  ];
}

type Looking = Extract<Job, { kind: 'tend-calendars' | 'read-outcomes' | 'catch-up-chat' }>;

/** One that still waits from the time before is replaced. */
function everyMinutes(name: string, minutes: number, job: Looking): Tick {
  const everyMs = minutes * 60_000;
  return {
    name,
    due: (now) => ({
      period: new Date(Math.floor(Date.parse(now) / everyMs) * everyMs).toISOString(),
      owed: [{ job, key: Object.values(job).join(':') }],
    }),
  };
}
