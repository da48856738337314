// Times a visitor may choose from. They are offers, not holds: nothing is anybody's before it is chosen and the calendar has
// it. The same free times at the same moment always give the same three.
import { DateTime } from 'luxon';
import { type Booking, noBooking, type ProposedTime } from './booking.ts';
import { type Decision, owedRedraw, say } from './decision.ts';
import { inTheirLanguage } from './in-language.ts';
import type { Owed } from './job.ts';
import { languageOf } from './language.ts';
import type { Lead, Rep } from './lead.ts';
import { chatOf, isByMail } from './line.ts';
import { bookingOf, type Playbook } from './playbook.ts';
import type { Slot } from './slots.ts';
import { visitorZone } from './tell-meeting.ts';
import { keptFrom } from './unproven.ts';
import { whenText } from './when.ts';
import type { Wish } from './wish.ts';
import { fill, type LineName } from './words.ts';

/** More are no choice but a list. */
const atOnce = 3;
/** Closer together they are the same choice. */
const apartMin = 120;
/** When people like to talk, on their own clock. */
const daytime = { from: 8 * 60, until: 18 * 60 };

type Local = { slot: Slot; at: number; day: string; minute: number; isWorkday: boolean };

/** `zone`: in which the days and times of day are the visitor's, or those they will read. `wish`: nothing else is good. */
export function goodTimes(
  slots: readonly Slot[],
  { now, zone, wish = null }: { now: string; zone: string; wish?: Wish | null },
): Slot[] {
  const all = slots.filter(({ start }) => start > now).map((slot) => localOf(slot, zone));
  const wished = wish === null ? all : all.filter((time) => isWished(time, wish));
  const namesHour = wish !== null && (wish.at !== null || wish.from > 0 || wish.until < 24 * 60);
  const sensible = namesHour ? wished : wished.filter(isSensible);
  const good = sensible.length === 0 ? wished : sensible;
  const at = wish?.at ?? null;
  if (wish === null || at === null) return spread(good, null);
  const exact = good.filter(({ minute }) => minute === at);
  const [only] = exact;
  if (wish.days !== null && only !== undefined) return [only.slot];
  return exact.length > 0 ? spread(exact, null) : spread(good, at);
}

function localOf(slot: Slot, zone: string): Local {
  const local = DateTime.fromISO(slot.start, { zone });
  const minute = local.hour * 60 + local.minute;
  return { slot, at: local.toMillis(), day: local.toISODate() ?? '', minute, isWorkday: local.weekday <= 5 };
}

const isSensible = ({ minute, isWorkday }: Pick<Local, 'minute' | 'isWorkday'>) =>
  isWorkday && minute >= daytime.from && minute < daytime.until;

export function inDaytime(startsAt: string, zone: string): boolean {
  return isSensible(localOf({ start: startsAt, hosts: [] }, zone));
}

function isWished({ slot, day, minute }: Local, { days, from, until, after, before }: Wish): boolean {
  return (
    (days === null || days.includes(day)) &&
    minute >= from &&
    minute < until &&
    (after === null || slot.start > after) &&
    (before === null || slot.start < before)
  );
}

/** The soonest, then on other days and at other times of the day; `near`: as close to this time of day as there is. */
function spread(times: readonly Local[], near: number | null): Slot[] {
  const chosen: Local[] = [];
  for (let i = 0; i < atOnce; i++) {
    const left = times.filter((time) => !chosen.includes(time));
    const rank = (time: Local): number[] => [
      near === null ? 0 : Math.abs(time.minute - near),
      chosen.filter(({ day }) => day === time.day).length,
      chosen.some(({ at }) => Math.abs(at - time.at) < apartMin * 60_000) ? 1 : 0,
      chosen.filter(({ minute }) => partOf(minute) === partOf(time.minute)).length,
      time.at,
    ];
    const [best] = left.map((time) => ({ time, rank: rank(time) })).sort((a, b) => compare(a.rank, b.rank));
    if (best !== undefined) chosen.push(best.time);
  }
  return chosen.toSorted((a, b) => a.at - b.at).map(({ slot }) => slot);
}

const partOf = (minute: number) => (minute < 12 * 60 ? 'morning' : 'afternoon');

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((rank, i) => rank !== b[i]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

/**
 * `zone`: the visitor's own, where it is known by now. `notice`: what is said before. `link`: the page on which they can
 * choose from all times.
 */
export type Proposing = {
  times: readonly ProposedTime[];
  kind: string;
  lengthMin: number;
  by: Rep | 'baton';
  zone: string | null;
  playbook: Playbook;
  now: string;
  link: string | null;
  notice?: string | null;
};

export function propose(before: Lead, proposing: Proposing): Decision {
  const { times, kind, lengthMin, by, playbook, now, notice } = proposing;
  const who = by === 'baton' ? by : by.id;
  const booking: Booking = before.booking ?? noBooking;
  const lead = { ...before, booking: { ...booking, zone: proposing.zone ?? booking.zone } };
  const lines = offering(lead, { ...proposing, times: times.map(({ startsAt }, i) => ({ n: i + 1, startsAt })) });
  const said = say(
    { lead, events: [], owed: [] },
    { text: [...(notice ? [notice] : []), ...lines].join('\n'), asks: null, at: now },
  );
  const message = said.lead.messages.length;
  const proposed = { kind, lengthMin, times, by: who, at: now, message };
  const data = { times: times.map(({ startsAt }) => startsAt), meeting: kind, lengthMin, message };
  const note: Owed[] =
    by === 'baton'
      ? []
      : [
          {
            job: { kind: 'post-note', lead: lead.id, note: { kind: 'times-sent', rep: by, at: now, times, lengthMin } },
          },
          // Whom a rep writes to may have left the chat.
          ...(isByMail(lead)
            ? []
            : [
                {
                  job: { kind: 'send-mail' as const, lead: lead.id, what: 'choose' as const, for: now },
                  key: `mail:${lead.id}:${now}`,
                },
              ]),
        ];
  return {
    lead: { ...said.lead, booking: { ...lead.booking, proposed } },
    events: [{ kind: 'proposed', by: who, data }],
    owed: [...said.owed, ...note, ...owedNudges(lead, message, playbook), ...owedRedraw(lead)],
  };
}

type Offering = Pick<Proposing, 'playbook' | 'link'> & {
  times: readonly { n: number; startsAt: string }[];
  ask?: LineName;
};

/** The times as a list the visitor can answer with a number; of a single one, whether it is to be. */
export function offering(lead: Lead, { playbook, link, times, ask = 'timesAsk' }: Offering): string[] {
  const { words } = inTheirLanguage(playbook, lead);
  const where = { zone: visitorZone(lead, playbook), language: languageOf(lead.messages, playbook.languages) };
  // Behind it is everything that the lead has in calendars.
  const more = link === null || keptFrom(lead, chatOf(lead)) !== null ? [] : [fill(words.chooseLink, { link })];
  const [only, ...others] = times;
  if (only !== undefined && others.length === 0) {
    const single = ask === 'timesAsk' ? words.timeAsk : words.thatTime;
    return [fill(single, { when: whenText(only.startsAt, where) }), ...more];
  }
  return [words[ask], ...times.map(({ n, startsAt }) => `${n}. ${whenText(startsAt, where)}`), words.timesHow, ...more];
}

const dayMinutes = 24 * 60;

/** They are asked once more, and then their rep is told: unless they choose or write. */
export function owedNudges(lead: Lead, message: number, playbook: Playbook): Owed[] {
  const { id, offer } = lead;
  const { nudgeMinutes, alertMinutes } = bookingOf(playbook, offer?.team);
  // Nobody reads their mail as they read a chat.
  const patience = isByMail(lead) ? Math.max(nudgeMinutes, dayMinutes) : nudgeMinutes;
  return [
    ...(nudgeMinutes === 0
      ? []
      : [
          {
            job: { kind: 'nudge-visitor' as const, lead: id, message },
            key: `nudge-visitor:${id}`,
            delayMs: patience * 60_000,
          },
        ]),
    ...(alertMinutes === 0
      ? []
      : [{ job: { kind: 'alert-rep' as const, lead: id, message, dueAt: null }, key: `alert-rep:${id}` }]),
  ];
}
