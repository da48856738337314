// Baton is killed between any two steps of a job of booking, and the job runs again from what is committed: every such path
// ends in exactly one event, or in none, and everything is told once.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createGoogleCalendars } from '../../src/adapters/calendar/google-calendar.ts';
import type { Job } from '../../src/core/job.ts';
import type { LeadId } from '../../src/core/lead.ts';
import type { JobDeps } from '../../src/deps.ts';
import { askHeld } from '../../src/jobs/ask-held.ts';
import { confirmBooking } from '../../src/jobs/confirm-booking.ts';
import { dropEvent } from '../../src/jobs/drop-event.ts';
import { expireHold } from '../../src/jobs/expire-hold.ts';
import { createRepCalendars } from '../../src/jobs/rep-calendars.ts';
import { type Bookings, reps, startBookings } from '../support/bookings.ts';

let bookings: Bookings;
let work: JobDeps;
beforeAll(async () => {
  bookings = await startBookings();
  const { google, googleApiUrl } = bookings.baton.sandbox;
  const { calendars } = createGoogleCalendars({
    apiUrl: googleApiUrl,
    serviceAccount: google.serviceAccount,
    oauth: null,
  });
  const emails: Record<string, string> = { U0DANA: 'dana.reyes@acme.example', U0MARCO: 'marco.lind@acme.example' };
  const slack = { user: async (id: string) => ({ name: id, email: emails[id] }) };
  const product = { calendars, byCompany: true, sealer: null };
  const workspaces = { clientFor: () => slack, all: async () => [slack] } as unknown as JobDeps['workspaces'];
  work = { ...bookings.deps, calendars: createRepCalendars(bookings.deps, { product, workspaces }) } as JobDeps;
});
afterAll(() => bookings.stop());

class Killed extends Error {}

/** The process dies as soon as it has taken so many steps: calls to the outside, and commits. */
function dying(steps: number): JobDeps {
  let left = steps;
  const step =
    <Given extends unknown[], Result>(work: (...given: Given) => Promise<Result>) =>
    async (...given: Given): Promise<Result> => {
      if (left === 0) throw new Killed();
      left -= 1;
      const result = await work(...given);
      if (left === 0) throw new Killed();
      return result;
    };
  return {
    ...work,
    db: { ...work.db, inTx: step(work.db.inTx) as JobDeps['db']['inTx'] },
    calendars: {
      lose: step(work.calendars.lose),
      of: step(async (rep) => {
        const access = await work.calendars.of(rep);
        if (access.kind !== 'open') return access;
        const { busy, read, put, remove } = access.calendar;
        const calendar = {
          ...access.calendar,
          busy: step(busy),
          read: step(read),
          put: step(put),
          remove: step(remove),
        };
        return { ...access, calendar };
      }),
    },
  };
}

async function run(deps: JobDeps, job: Job, tries: number): Promise<'killed' | 'done'> {
  try {
    if (job.kind === 'confirm-booking') await confirmBooking(deps, job, { tries });
    else if (job.kind === 'drop-event') await dropEvent(deps, job);
    else if (job.kind === 'expire-hold') await expireHold(deps, job);
    else if (job.kind === 'ask-held') await askHeld(deps, job);
    return 'done';
  } catch (error) {
    if (error instanceof Killed) return 'killed';
    throw error;
  }
}

type Scene = { lead: LeadId; conversation: string };

/** Every place at which the process can die, each with a lead of its own. `again`: how often it dies there before it lives. */
async function atEveryStep(
  name: string,
  about: { again: number; scene: (scene: Scene) => Promise<Job>; end: (scene: Scene) => Promise<void> },
) {
  for (let steps = 1; ; steps++) {
    const conversation = `${name}-${about.again}-${steps}`;
    const lead = await bookings.offered(conversation);
    const job = await about.scene({ lead, conversation });
    const ids = await bookings.idsOf(lead);
    const ended = await run(dying(steps), job, 1);
    for (let tries = 2; ended === 'killed' && tries <= about.again; tries++) await run(dying(steps), job, tries);
    await run(work, job, about.again + 1);
    await bookings.later();
    await bookings.settled(lead, ids);
    await about.end({ lead, conversation });
    if (ended === 'done') return steps;
  }
}

async function booked(lead: LeadId): Promise<void> {
  await bookings.hold(lead, { startsAt: bookings.fresh() });
  await bookings.baton.pass(0);
  expect((await bookings.seen(lead)).state).toBe('booked');
}

async function confirming(lead: LeadId): Promise<Job> {
  const [event = ''] = await bookings.idsOf(lead);
  return { kind: 'confirm-booking', lead, event };
}

const once = async ({ conversation }: Scene, words: RegExp) => {
  expect(bookings.told(conversation, words)).toHaveLength(1);
};

test.each([1, 2])('booking, killed %i times', async (again) => {
  const steps = await atEveryStep('book', {
    again,
    scene: async ({ lead }) => {
      await bookings.hold(lead, { startsAt: bookings.fresh() });
      return confirming(lead);
    },
    end: async (scene) => {
      expect((await bookings.seen(scene.lead)).state).toBe('booked');
      await once(scene, /in the calendar:/);
    },
  });
  expect(steps).toBeGreaterThan(3);
});

test.each([1, 2])('moving, killed %i times', async (again) => {
  await atEveryStep('move', {
    again,
    scene: async ({ lead }) => {
      await booked(lead);
      await bookings.hold(lead, { startsAt: bookings.fresh() });
      return confirming(lead);
    },
    end: (scene) => once(scene, /has moved/),
  });
});

test('moving to another rep', async () => {
  await atEveryStep('give', {
    again: 1,
    scene: async ({ lead }) => {
      await booked(lead);
      await bookings.hold(lead, { startsAt: bookings.fresh(), hosts: [reps.marco] });
      return confirming(lead);
    },
    end: async (scene) => {
      expect((await bookings.seen(scene.lead)).rep).toEqual(reps.marco);
      await once(scene, /has moved/);
    },
  });
});

test.each([1, 2])('cancelling, killed %i times', async (again) => {
  await atEveryStep('cancel', {
    again,
    scene: async ({ lead }) => {
      await booked(lead);
      const [event = ''] = await bookings.idsOf(lead);
      await bookings.cancel(lead);
      return { kind: 'drop-event', lead, rep: reps.dana.id, event };
    },
    end: (scene) => once(scene, /is cancelled/),
  });
});

test('giving up a time that the calendar never answered for', async () => {
  await atEveryStep('expire', {
    again: 1,
    scene: async ({ lead }) => {
      bookings.fails('POST', '/freeBusy', 503, 200);
      await bookings.hold(lead, { startsAt: bookings.fresh() });
      const [event = ''] = await bookings.idsOf(lead);
      for (const seconds of [0, 60, 200, 341]) await bookings.baton.pass(seconds * 1_000);
      bookings.baton.sandbox.google.faults.clear();
      return { kind: 'expire-hold', lead, event };
    },
    end: async ({ lead }) => {
      const events = (await bookings.baton.lead(lead)).events.filter(({ kind }) => kind === 'slot-lost');
      expect(events).toHaveLength(1);
    },
  });
});

test('asking what became of it', async () => {
  await atEveryStep('held', {
    again: 1,
    scene: async ({ lead }) => {
      await booked(lead);
      const { booking } = await bookings.seen(lead);
      if (!booking?.meeting) throw new Error('no meeting');
      const { event, startsAt } = booking.meeting;
      return { kind: 'ask-held', lead, event: event.id, startsAt };
    },
    end: async ({ lead }) => {
      const { booking } = await bookings.seen(lead);
      await bookings.baton.pass(Date.parse(booking?.meeting?.startsAt ?? '') - bookings.baton.clock.now.getTime());
      await bookings.later();
      const asked = bookings.baton.sandbox
        .state()
        .messages.filter(({ metadata }) => metadata?.event_payload.lead === lead)
        .filter(({ metadata }) => String(metadata?.event_payload.note).startsWith('ask-held'));
      expect(asked).toHaveLength(1);
    },
  });
});
