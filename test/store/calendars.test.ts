// What the store knows of reps' calendars, on both databases: who granted what, which way back was come, whose calendars have
// a meeting ahead and where Baton stands in the changes of each.
import { beforeAll, describe, expect, test } from 'vitest';
import { type Booking, noBooking } from '../../src/core/booking.ts';
import type { Lead, LeadId } from '../../src/core/lead.ts';
import { consentOf, keepConsent, openConsent, settleConsent } from '../../src/store/calendar-consents.ts';
import {
  type CalendarGrant,
  dropGrant,
  grantOf,
  holderOf,
  keepGrant,
  listGrants,
  loseGrant,
  resealGrant,
  wasToldOfLoss,
} from '../../src/store/calendar-grants.ts';
import {
  dropWatch,
  eventsAhead,
  keepChannel,
  keepToken,
  leadOfEvent,
  listWatches,
  organisersAhead,
  watchOf,
  watchOfChannel,
} from '../../src/store/calendar-watches.ts';
import type { Db } from '../../src/store/db.ts';
import { appendEvents } from '../../src/store/events.ts';
import { createNewId } from '../../src/store/id.ts';
import { commitLead, insertLead } from '../../src/store/lead.ts';
import { eachDatabase } from '../support/databases.ts';
import { aLead, anOffer } from '../support/leads.ts';

const newId = createNewId();
const tools = { queue: { enqueue: async () => {} }, newId };
const at = '2026-11-24T12:00:00.000Z';
const dana: Omit<CalendarGrant, 'lostAt'> = {
  rep: 'U0DANA',
  email: 'dana@acme.example',
  sealedToken: 'sealed-1',
  grantedAt: '2026-11-20T10:00:00.000Z',
};

eachDatabase((_, open) => {
  let db: Db;
  beforeAll(async () => {
    db = await open();
  });

  test('a grant is kept, lost once, found again and dropped', async () => {
    await db.inTx((tx) => keepGrant(tx, dana));
    expect(await grantOf(db, 'U0DANA')).toEqual({ ...dana, lostAt: null });
    expect(await holderOf(db, dana.email)).toBe('U0DANA');
    expect(await holderOf(db, 'else@acme.example')).toBeUndefined();
    expect(await db.inTx((tx) => loseGrant(tx, 'U0DANA', at))).toBe(true);
    expect(await db.inTx((tx) => loseGrant(tx, 'U0DANA', at))).toBe(false);
    expect((await grantOf(db, 'U0DANA'))?.lostAt).toBe(at);
    await db.inTx((tx) => keepGrant(tx, { ...dana, sealedToken: 'sealed-2' }));
    expect(await listGrants(db)).toEqual([{ ...dana, sealedToken: 'sealed-2', lostAt: null }]);
    await db.inTx((tx) => resealGrant(tx, { rep: 'U0DANA', from: 'sealed-1', to: 'sealed-3' }));
    expect((await grantOf(db, 'U0DANA'))?.sealedToken).toBe('sealed-2');
    await db.inTx((tx) => resealGrant(tx, { rep: 'U0DANA', from: 'sealed-2', to: 'sealed-3' }));
    expect((await db.inTx((tx) => dropGrant(tx, 'U0DANA')))?.sealedToken).toBe('sealed-3');
    expect(await db.inTx((tx) => dropGrant(tx, 'U0DANA'))).toBeUndefined();
  });

  test('of two who notice at once that access is gone, one tells', async () => {
    await db.inTx((tx) => keepGrant(tx, dana));
    const first = await Promise.all([1, 2, 3].map(() => db.inTx((tx) => loseGrant(tx, 'U0DANA', at))));
    expect(first.filter((each) => each)).toHaveLength(1);
    await db.inTx((tx) => dropGrant(tx, 'U0DANA'));
  });

  test('who was told of a loss is known by rep and time', async () => {
    const data = { rep: 'U0DANA', email: null, why: 'x' };
    const events = [{ kind: 'access-lost' as const, by: 'calendar', data }];
    await db.inTx((tx) => appendEvents(tx, { lead: null, events, at }, newId));
    expect(await wasToldOfLoss(db, 'U0DANA', '2026-11-24T11:59:59.000Z')).toBe(true);
    expect(await wasToldOfLoss(db, 'U0DANA', at)).toBe(false);
    expect(await wasToldOfLoss(db, 'U0MARCO', '2026-11-24T11:00:00.000Z')).toBe(false);
  });

  test('a way back counts once, also when two come it at once, and is forgotten after a day', async () => {
    const way = { id: 'way-1', rep: 'U0DANA', sealedCode: 'sealed', at };
    const came = await Promise.all([0, 1].map(() => db.inTx((tx) => keepConsent(tx, way))));
    expect(came.toSorted()).toEqual(['kept', 'repeat']);
    expect(await openConsent(db, 'way-1')).toBe('sealed');
    expect(await consentOf(db, 'way-1')).toEqual({ rep: 'U0DANA', cameAt: at, outcome: null });
    const outcome = { kind: 'connected', email: dana.email } as const;
    expect(await db.inTx((tx) => settleConsent(tx, 'way-1', outcome))).toBe(true);
    expect(await db.inTx((tx) => settleConsent(tx, 'way-1', { kind: 'refused', why: 'x' }))).toBe(false);
    expect(await consentOf(db, 'way-1')).toMatchObject({ outcome });
    expect(await openConsent(db, 'way-1')).toBeUndefined();
    await db.inTx((tx) => keepConsent(tx, { ...way, id: 'way-2', at: '2026-11-25T12:00:00.001Z' }));
    expect(await consentOf(db, 'way-1')).toBeUndefined();
  });

  test('a bookmark moves on only from where it was read', async () => {
    const keep = (from: string | null, token: string | null) =>
      db.inTx((tx) => keepToken(tx, { rep: 'U0DANA', from, token, at }));
    await keep(null, 'one');
    await keep(null, 'late');
    expect((await watchOf(db, 'U0DANA'))?.token).toBe('one');
    await keep('one', 'two');
    await keep('one', 'late');
    expect(await watchOf(db, 'U0DANA')).toMatchObject({ token: 'two', readAt: at, channel: null });
    const channel = { channel: 'U0DANA-1', resource: 'r', expiresAt: '2026-12-01T00:00:00.000Z' };
    await db.inTx((tx) => keepChannel(tx, 'U0DANA', channel));
    expect(await watchOfChannel(db, 'U0DANA-1')).toMatchObject({ rep: 'U0DANA', token: 'two', channel });
    await db.inTx((tx) => keepChannel(tx, 'U0DANA', null));
    expect(await listWatches(db)).toMatchObject([{ rep: 'U0DANA', token: 'two', channel: null }]);
    await db.inTx((tx) => dropWatch(tx, 'U0DANA'));
    expect(await watchOf(db, 'U0DANA')).toBeUndefined();
  });

  describe('meetings ahead', () => {
    const people = ['U0DANA', 'U0MARCO'].map((id) => ({ id, name: id }));
    const meeting = (startsAt: string, hosts = people): NonNullable<Booking['meeting']> => {
      const event = {
        id: `baton${startsAt.replace(/\D/g, '')}${hosts[0]?.id.at(-1)}`,
        link: null,
        call: null,
        uid: '',
      };
      return { kind: 'call', startsAt, lengthMin: 30, hosts, event, reply: null };
    };
    const insert = async (name: string, booking: Partial<Booking>): Promise<LeadId> => {
      const before: Lead = { ...aLead(), id: newId('lead'), conversation: name, state: 'claimed', offer: anOffer() };
      const after = { ...before, booking: { ...noBooking, ...booking } };
      await db.inTx(async (tx) => {
        await insertLead(tx, before);
        expect(await commitLead(tx, { before, after, events: [], owed: [], at }, tools)).toBe('committed');
      });
      return before.id;
    };

    test('are those of the organiser that the calendar has and that are not over', async () => {
      const ahead = meeting('2026-11-24T13:00:00.000Z');
      const lead = await insert('ahead', { meeting: ahead });
      await insert('over', { meeting: meeting('2026-11-24T09:00:00.000Z', people.toReversed()) });
      const wanted = {
        kind: 'meet',
        by: 'U0MARCO',
        at,
        event: 'batonheld',
        until: '2026-11-24T12:05:00.000Z',
      } as const;
      const held = { kind: 'call', startsAt: '2026-11-24T15:00:00.000Z', lengthMin: 30, hosts: people.toReversed() };
      await insert('held', { wanted: { ...wanted, meeting: held } });
      expect(await organisersAhead(db, at)).toEqual(['U0DANA']);
      expect(await eventsAhead(db, 'U0DANA', at)).toEqual([{ event: ahead.event.id, lead }]);
      expect(await eventsAhead(db, 'U0MARCO', at)).toEqual([]);
      expect(await leadOfEvent(db, ahead.event.id)).toBe(lead);
      expect(await leadOfEvent(db, 'batonheld')).toBeUndefined();
      expect(await organisersAhead(db, '2026-11-24T13:30:00.000Z')).toEqual([]);
    });
  });
});
