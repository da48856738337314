import type { Job, JobKind } from '../../src/core/job.ts';
import type { Handlers, Run } from '../../src/store/queue/queue.ts';

const kinds: Record<JobKind, true> = {
  'take-turn': true,
  'settle-silence': true,
  'send-reply': true,
  'post-card': true,
  'update-card': true,
  'post-note': true,
  whisper: true,
  'end-takeover': true,
  wake: true,
  'retire-card': true,
  'tell-given': true,
  'find-messages': true,
  'delete-message': true,
  'climb-ladder': true,
  'release-claim': true,
  'send-mail': true,
  'remind-visitor': true,
  'post-brief': true,
  'send-nudges': true,
  'learn-rep': true,
  'learn-groups': true,
  'learn-channel': true,
  'fill-slots': true,
  'show-booked': true,
  'confirm-booking': true,
  'expire-hold': true,
  'drop-event': true,
  'ask-held': true,
  'read-busy': true,
  'propose-times': true,
  'nudge-visitor': true,
  'alert-rep': true,
  'redeem-grant': true,
  'revoke-grant': true,
  'draw-home': true,
  'read-calendar': true,
  'watch-calendar': true,
  'unwatch-calendar': true,
  'tend-calendars': true,
  answer: true,
  tell: true,
  'move-bar': true,
  'tell-bar': true,
  'keep-learning': true,
};

/** One handler for every kind of job. */
export function allKinds(handle: (job: Job, run: Run) => Promise<void>): Handlers {
  return Object.fromEntries(Object.keys(kinds).map((kind) => [kind, handle])) as Handlers;
}
