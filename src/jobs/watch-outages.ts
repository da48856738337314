// Notices when an outside product goes down or comes back, from what the jobs and the turns of a model run into.
import type { JobKind } from '../core/job.ts';
import type { OpsNews } from '../core/news.ts';
import { type Health, healthy, outage } from '../core/outage.ts';
import { OutsideError } from '../errors.ts';
import type { Ended } from '../store/queue/queue.ts';

/** Whom a job of this kind reaches when it succeeds. */
const reaches: Partial<Record<JobKind, string>> = {
  'send-reply': 'chat',
  'read-chat': 'chat',
  'catch-up-chat': 'chat',
  'post-card': 'slack',
  'update-card': 'slack',
  'post-note': 'slack',
  answer: 'slack',
  tell: 'slack',
  'post-brief': 'slack',
  'send-nudges': 'slack',
  'tell-bar': 'slack',
  'send-mail': 'mail',
  'draw-home': 'slack',
  'confirm-booking': 'calendar',
  'drop-event': 'calendar',
  'read-calendar': 'calendar',
  'sync-crm': 'crm',
  'look-up-crm': 'crm',
  'read-outcomes': 'crm',
  'check-crm': 'crm',
};

/** Being asked to wait for less is everyday. */
const worthTellingMs = 10 * 60_000;

export type Outages = {
  ran(kind: JobKind, ended: Ended): void;
  /** `trouble`: why the model could not take a turn. */
  asked(trouble: string | null): void;
};

export function watchOutages(now: () => Date, tell: (news: OpsNews) => void): Outages {
  const health = new Map<string, Health>();
  const limited = new Map<string, string>();
  const pause = (system: string, { message: why, retryAfterMs = 0 }: OutsideError) => {
    const at = now();
    const until = new Date(at.getTime() + retryAfterMs).toISOString();
    // Whatever runs into the same limit later says nothing new.
    if (retryAfterMs < worthTellingMs || (limited.get(system) ?? '') > at.toISOString()) return;
    limited.set(system, until);
    tell({ kind: 'limit', system, until, why, at: at.toISOString() });
  };
  const sign = (system: string, trouble: string | null) => {
    const seen = outage(health.get(system) ?? healthy, { system, at: now().toISOString(), trouble });
    health.set(system, seen.health);
    if (seen.news !== null) tell(seen.news);
  };
  return {
    ran(kind, ended) {
      const system = reaches[kind];
      if (system === undefined) return;
      if (ended.kind === 'done') return sign(system, null);
      const { error } = ended;
      if (error instanceof OutsideError && error.status === 429 && error.system === system) pause(system, error);
      // Being asked to slow down is no outage, and a request that is wrong says nothing about the other side.
      if (!(error instanceof OutsideError) || error.retry === 'never' || error.status === 429) return;
      if (error.system === system) sign(system, error.message);
    },
    asked: (trouble) => sign('model', trouble),
  };
}
