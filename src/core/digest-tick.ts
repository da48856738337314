// Once a week the week before is told. After downtime it is the last one only: nobody reads ten digests.
import { lastDue, weekName } from './iso-week.ts';
import type { Owed } from './job.ts';
import type { PlaybookPage } from './playbook.ts';
import { digestChannel, digestTime } from './playbook-digest.ts';
import type { Tick } from './weekly.ts';

/** The bar is looked for at the same hour by default, and the digest says where it stands then. */
const afterTheBarMs = 2 * 60_000;

export function digestTick(page: Pick<PlaybookPage, 'digest' | 'ops' | 'zone' | 'teams'>): Tick {
  return {
    name: 'digest',
    due(now) {
      const due = lastDue(now, digestTime(page));
      const week = due - 1;
      const to = digestChannel(page);
      const own: Owed = { job: { kind: 'tell-weeks', week }, key: 'tell-weeks', delayMs: afterTheBarMs };
      const all: Owed[] =
        to === null
          ? []
          : [{ job: { kind: 'send-digest', to, week }, key: `send-digest:${to}`, delayMs: afterTheBarMs }];
      const ofTeams = page.teams.flatMap(({ id: team, digest }): Owed[] => {
        if (digest === undefined) return [];
        const job = { kind: 'send-digest', to: digest.channel, week, team } as const;
        return [{ job, key: `send-digest:${digest.channel}:${team}`, delayMs: afterTheBarMs }];
      });
      return { period: weekName(due), owed: [...all, ...ofTeams, own] };
    },
  };
}
