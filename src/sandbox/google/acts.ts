// What people do in their calendars while Baton is not looking, and what an admin does to Baton's access.
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { BadRequestError } from '../../errors.ts';
import { cancelEvent, replaceBody } from './events.ts';
import { mailGuests } from './mails.ts';
import type { Tokens } from './tokens.ts';
import {
  calendarOf,
  type EventBody,
  guestOf,
  newEvent,
  type StoredEvent,
  touch,
  type When,
  type World,
} from './world.ts';

const email = z.email().max(200).toLowerCase();
const id = z.string().min(1).max(1_024);
/** A day means all day; `endsAt` is then the day after the last. */
const time = z.union([z.iso.datetime({ offset: true }), z.iso.date()]);
const reply = z.enum(['needsAction', 'accepted', 'declined', 'tentative']);

const actShape = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('add-busy'),
    email,
    startsAt: time,
    endsAt: time,
    title: z.string().max(200).default('Private'),
    /** One of theirs; without it the primary one. */
    calendar: id.exactOptional(),
    status: z.enum(['confirmed', 'tentative']).default('confirmed'),
  }),
  z.object({ kind: z.literal('move'), email, event: id, startsAt: time, endsAt: time }),
  z.object({ kind: z.literal('delete'), email, event: id }),
  /** `email` is the guest's. */
  z.object({ kind: z.literal('reply'), email, event: id, reply }),
  /** Closed: their grants are gone, and the company delegates this person no more. */
  z.object({ kind: z.literal('access'), email, open: z.boolean() }),
  z.object({ kind: z.literal('readable'), calendar: id, readable: z.boolean() }),
]);
export type GoogleAct = z.input<typeof actShape>;
export type GoogleActAnswer = { kind: 'done'; event?: string } | { kind: 'trouble'; text: string };

export function readGoogleAct(body: unknown): GoogleAct {
  const act = actShape.safeParse(body);
  if (act.success) return act.data;
  throw new BadRequestError(
    422,
    `This is not something a person does in Google Calendar: ${z.prettifyError(act.error)}`,
  );
}

export function doGoogleAct(world: World, tokens: Tokens, given: GoogleAct): GoogleActAnswer {
  const act = actShape.parse(given);
  switch (act.kind) {
    case 'add-busy':
      return addBusy(world, act);
    case 'move': {
      const event = ownEvent(world, act);
      if (event === undefined) return trouble(`${act.email} has no event ${act.event}.`);
      if (!isForward(act)) return trouble('An event ends after it starts.');
      change(world, event, { ...event.body, start: whenOf(act.startsAt), end: whenOf(act.endsAt) });
      return { kind: 'done', event: event.id };
    }
    case 'delete': {
      const event = ownEvent(world, act);
      if (event === undefined) return trouble(`${act.email} has no event ${act.event}.`);
      cancelEvent(world, event, 'all');
      return { kind: 'done', event: event.id };
    }
    case 'reply': {
      const event = world.events.find((each) => each.id === act.event && guestOf(each, act.email) !== undefined);
      const guest = event && guestOf(event, act.email);
      if (event === undefined || guest === undefined) return trouble(`${act.email} is not invited to ${act.event}.`);
      guest.responseStatus = act.reply;
      touch(world, event);
      return { kind: 'done', event: event.id };
    }
    case 'access': {
      const account = world.accounts.find((each) => each.email === act.email);
      if (account === undefined) return trouble(`Nobody here has the address ${act.email}.`);
      account.isOpen = act.open;
      if (!act.open) tokens.forget(act.email);
      world.changed();
      return { kind: 'done' };
    }
    case 'readable': {
      const calendar = world.calendars.find((each) => each.id === act.calendar);
      if (calendar === undefined) return trouble(`There is no calendar ${act.calendar}.`);
      calendar.isReadable = act.readable;
      world.changed();
      return { kind: 'done' };
    }
  }
}

type AddBusy = Extract<z.output<typeof actShape>, { kind: 'add-busy' }>;

function addBusy(world: World, act: AddBusy): GoogleActAnswer {
  const calendar = calendarOf(world, act.email, act.calendar ?? 'primary');
  if (calendar === undefined) return trouble(`${act.email} has no such calendar.`);
  if (!isForward(act)) return trouble('An event ends after it starts.');
  const event = newEvent(world, {
    id: randomBytes(13).toString('hex'),
    calendar: calendar.id,
    body: { summary: act.title, start: whenOf(act.startsAt), end: whenOf(act.endsAt), status: act.status },
  });
  world.events.push(event);
  touch(world, event);
  return { kind: 'done', event: event.id };
}

function change(world: World, event: StoredEvent, body: EventBody): void {
  const before = structuredClone(event.body);
  replaceBody(event, body);
  mailGuests(world, event, { before, send: 'all' });
  touch(world, event);
}

function ownEvent({ calendars, events }: World, { email: owner, event }: { email: string; event: string }) {
  const theirs = calendars.filter((each) => each.owner === owner).map((each) => each.id);
  return events.find(
    ({ id: each, calendar, body }) => each === event && theirs.includes(calendar) && body.status !== 'cancelled',
  );
}

const whenOf = (text: string): When => (text.includes('T') ? { dateTime: text } : { date: text });
const isForward = ({ startsAt, endsAt }: { startsAt: string; endsAt: string }) =>
  startsAt.includes('T') === endsAt.includes('T') && Date.parse(startsAt) < Date.parse(endsAt);
const trouble = (text: string): GoogleActAnswer => ({ kind: 'trouble', text });
