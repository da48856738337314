// Reads what Baton's home shows. Nothing here is kept for it: it is what routing, cards and commands read too.
import { calendarOf, type RepFacts, unknownRep } from '../core/desk.ts';
import type { Availability, Colleague, Home } from '../core/home.ts';
import type { Rep } from '../core/lead.ts';
import type { Playbook } from '../core/playbook.ts';
import { presence } from '../core/presence.ts';
import { repNumbers } from '../core/rep-numbers.ts';
import { spansInDays } from './answers.ts';
import type { Reader } from './db.ts';
import { absencesOf, factsOf } from './desk.ts';
import { leadsInState } from './lead.ts';
import { countedEvents } from './numbers.ts';
import { preferencesOf } from './preferences.ts';

type About = { rep: Rep; playbook: Playbook; now: string };

const days = spansInDays[1];

/** `withTeam`: for whom may see it. */
export async function readHome(reader: Reader, { withTeam, ...about }: About & { withTeam: boolean }): Promise<Home> {
  const { rep, now } = about;
  const since = new Date(Date.parse(now) - days * 86_400_000).toISOString();
  return {
    availability: await availabilityOf(reader, about),
    mine: await leadsInState(reader, { state: 'claimed', rep: rep.id }),
    waiting: await leadsInState(reader, { state: 'offered' }),
    numbers: repNumbers(await countedEvents(reader, { since, rep: rep.id }), rep.id),
    days,
    team: withTeam ? await readTeam(reader, { ...about, since }) : null,
  };
}

export async function availabilityOf(reader: Reader, { rep, playbook, now }: About): Promise<Availability> {
  const facts = (await factsOf(reader, [rep.id], now)).get(rep.id) ?? unknownRep;
  const calendar = calendarOf(rep.id, playbook, facts);
  const listed = playbook.teams.flatMap(({ reps }) => reps).find(({ slack }) => slack === rep.id);
  return {
    rep,
    presence: presence(calendar, now),
    away: (await absencesOf(reader, rep.id)).filter(({ until }) => until === null || until > now),
    zone: calendar.zone,
    hours: calendar.hours,
    ownHours: facts.hours !== null,
    atOnce: facts.atOnce ?? listed?.atOnce ?? null,
    ownLimit: facts.atOnce !== null,
    preferences: await preferencesOf(reader, rep.id),
  };
}

/** Everybody the playbook lists, in its order. */
async function readTeam(reader: Reader, { playbook, now, since }: About & { since: string }): Promise<Colleague[]> {
  const listed = new Map(playbook.teams.flatMap(({ reps }) => reps).map(({ slack, name }) => [slack, name]));
  const ids = [...listed.keys()];
  if (ids.length === 0) return [];
  const facts: Map<string, RepFacts> = await factsOf(reader, ids, now);
  const events = await countedEvents(reader, { since });
  return ids.map((id) => {
    const known = facts.get(id) ?? unknownRep;
    return {
      rep: { id, name: listed.get(id) ?? id },
      presence: presence(calendarOf(id, playbook, known), now),
      open: known.open,
      numbers: repNumbers(events, id),
    };
  });
}
