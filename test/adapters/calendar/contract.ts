// What every calendar product must do for Baton. `start` gives one person's calendar, and ways to be that person.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Calendar, Standing } from '../../../src/adapters/calendar/calendar.ts';
import { anEntry, visitor } from './stand-in.ts';

export type Product = {
  calendar: Calendar;
  addBusy(startsAt: string, endsAt: string, how?: 'tentative'): void;
  move(id: string, startsAt: string, endsAt: string): void;
  remove(id: string): void;
  reply(id: string, reply: 'accepted' | 'declined' | 'tentative'): void;
  /** The answer to the next of these gets lost; what it does is done. */
  loseAnswer(to: 'insert' | 'change' | 'remove'): void;
  /** How many events stand under this id, and what its guests were told so far. */
  count(id: string): number;
  mails(id: string): string[];
  /** Tokens for changes are too old from now on. */
  forgetChanges(): void;
  close(): Promise<void>;
};

const entry = anEntry();
const { id } = entry;
const week = { from: '2026-11-23T00:00:00.000Z', until: '2026-11-28T00:00:00.000Z' };
const from = '2026-11-20T00:00:00.000Z';
const stands = { kind: 'stands', id, startsAt: entry.startsAt, endsAt: entry.endsAt };

export function calendarContract(name: string, start: () => Promise<Product>): void {
  describe(`${name}, as any calendar`, () => {
    let product: Product;
    let calendar: Calendar;
    beforeEach(async () => {
      product = await start();
      calendar = product.calendar;
    });
    afterEach(() => product.close());
    const busyAt = async (at: string) =>
      (await calendar.busy(week)).periods.some((period) => period.from <= at && at < period.until);

    test('is busy where somebody wrote something down, surely or not', async () => {
      expect(await busyAt('2026-11-24T18:00:00.000Z')).toBe(false);
      product.addBusy('2026-11-24T18:00:00Z', '2026-11-24T19:00:00Z');
      product.addBusy('2026-11-26T20:00:00Z', '2026-11-26T21:00:00Z', 'tentative');
      expect(await busyAt('2026-11-24T18:00:00.000Z')).toBe(true);
      expect(await busyAt('2026-11-24T19:00:00.000Z')).toBe(false);
      expect(await busyAt('2026-11-26T20:30:00.000Z')).toBe(true);
      expect((await calendar.busy(week)).unread).toEqual([]);
    });

    test('puts a meeting, invites the guest once, and knows it again', async () => {
      const put = await calendar.put(entry);
      expect(put).toMatchObject({ ...stands, replies: { [visitor]: null } });
      expect(put.event).toMatchObject({ id, link: expect.any(String), call: expect.stringMatching(/^https:/) });
      expect(await calendar.read(id)).toEqual(put);
      expect(await calendar.put(entry)).toEqual(put);
      expect(product.count(id)).toBe(1);
      expect(product.mails(id)).toEqual([`invitation ${visitor}`]);
      expect(await busyAt(entry.startsAt)).toBe(true);
    });

    test('puts it once when the answer gets lost', async () => {
      product.loseAnswer('insert');
      await expect(calendar.put(entry)).rejects.toMatchObject({ system: 'calendar', retry: 'later' });
      expect(await calendar.put(entry)).toMatchObject(stands);
      expect(product.count(id)).toBe(1);
      expect(product.mails(id)).toEqual([`invitation ${visitor}`]);
    });

    test('moves what stands, and once when the answer gets lost', async () => {
      await calendar.put(entry);
      const later = { ...entry, startsAt: '2026-11-26T16:00:00.000Z', endsAt: '2026-11-26T16:30:00.000Z' };
      product.loseAnswer('change');
      await expect(calendar.put(later)).rejects.toMatchObject({ retry: 'later' });
      expect(await calendar.put(later)).toMatchObject({ startsAt: later.startsAt, endsAt: later.endsAt });
      expect(product.count(id)).toBe(1);
      expect(product.mails(id)).toEqual([`invitation ${visitor}`, `update ${visitor}`]);
    });

    test('brings back what was deleted', async () => {
      const { event } = await calendar.put(entry);
      product.remove(id);
      expect(await calendar.read(id)).toEqual({ kind: 'gone', id });
      expect(await calendar.put(entry)).toMatchObject({ ...stands, event });
      expect(product.count(id)).toBe(1);
      expect(product.mails(id).at(-1)).toBe(`invitation ${visitor}`);
    });

    test('removes, as often as it is asked to, and also what never stood', async () => {
      await calendar.put(entry);
      product.loseAnswer('remove');
      await expect(calendar.remove(id)).rejects.toMatchObject({ retry: 'later' });
      await calendar.remove(id);
      await calendar.remove(id);
      await calendar.remove('batonneverstood');
      expect(await calendar.read(id)).toEqual({ kind: 'gone', id });
      expect(await calendar.read('batonneverstood')).toEqual({ kind: 'gone', id: 'batonneverstood' });
      expect(product.mails(id)).toEqual([`invitation ${visitor}`, `cancellation ${visitor}`]);
      expect(await busyAt(entry.startsAt)).toBe(false);
    });

    test('tells what people do with our meetings, and nothing of theirs', async () => {
      const other = {
        ...entry,
        id: 'batonother',
        startsAt: '2026-11-27T15:00:00.000Z',
        endsAt: '2026-11-27T16:00:00.000Z',
      };
      await calendar.put(entry);
      await calendar.put(other);
      product.addBusy('2026-11-24T18:00:00Z', '2026-11-24T19:00:00Z');
      const first = await calendar.changes({ token: null, from });
      expect(ids(first.changed)).toEqual([id, other.id]);
      expect(first.changed).toContainEqual(await calendar.read(id));
      expect(first.isWhole).toBe(true);
      const quiet = await calendar.changes({ token: first.token, from });
      expect(quiet).toMatchObject({ changed: [], isWhole: false });

      product.addBusy('2026-11-24T20:00:00Z', '2026-11-24T21:00:00Z');
      product.move(id, '2026-11-25T16:00:00Z', '2026-11-25T16:30:00Z');
      product.reply(id, 'declined');
      product.remove(other.id);
      const { changed, token } = await calendar.changes({ token: quiet.token, from });
      expect(changed).toHaveLength(2);
      expect(changed).toContainEqual({ kind: 'gone', id: other.id });
      expect(changed.find((each) => each.id === id)).toMatchObject({
        startsAt: '2026-11-25T16:00:00.000Z',
        replies: { [visitor]: 'declined' },
      });
      expect((await calendar.changes({ token, from })).changed).toEqual([]);
    });

    test('starts anew when the token for changes is too old', async () => {
      await calendar.put(entry);
      const { token } = await calendar.changes({ token: null, from });
      product.forgetChanges();
      const again = await calendar.changes({ token, from });
      expect(ids(again.changed)).toEqual([id]);
      expect(again.isWhole).toBe(true);
      expect((await calendar.changes({ token: again.token, from })).changed).toEqual([]);
    });
  });
}

const ids = (changed: readonly Standing[]) => changed.map(({ id: each }) => each).toSorted();
