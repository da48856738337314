// GET /api/*: everything a BI tool or a test needs to see, behind a bearer token.
import { createHash, timingSafeEqual } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { asked } from '../core/asked.ts';
import { endOf } from '../core/booking.ts';
import { committee, type Piece } from '../core/committee.ts';
import type { LeadEvent } from '../core/event.ts';
import { languageOf } from '../core/language.ts';
import { type Evidence, type Lead, type LeadId, type LeadState, leadStates, quoteOf } from '../core/lead.ts';
import { person } from '../core/person.ts';
import type { Playbook } from '../core/playbook.ts';
import { howSaid } from '../core/sayable.ts';
import { standingAnswers } from '../core/taken-back.ts';
import type { TeamBar } from '../core/team-bar.ts';
import { visitorZone } from '../core/tell-meeting.ts';
import type { Deps } from '../deps.ts';
import { BadRequestError } from '../errors.ts';
import { amnesiaOf } from '../store/amnesia.ts';
import { readTeamBars } from '../store/bars.ts';
import { lastCuration } from '../store/curation.ts';
import { eventsAfter, eventsOf } from '../store/events.ts';
import { readExperiments } from '../store/experiments.ts';
import { fieldQuality } from '../store/field-quality.ts';
import { getLead, getLeads, listLeads } from '../store/lead.ts';
import { getStats } from '../store/stats.ts';

export function readApi({ db, playbook, now }: Deps, token: string | undefined): Hono {
  const routes = new Hono();
  routes.use('/api/*', async (c, next) => {
    if (token === undefined)
      throw new BadRequestError(503, 'The read API is not configured: set API_TOKEN and restart.');
    const given = /^Bearer (.+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
    if (given === undefined || !same(given, token)) {
      throw new BadRequestError(401, 'Send the API_TOKEN as "Authorization: Bearer …".');
    }
    c.header('cache-control', 'no-store');
    await next();
  });

  routes.get('/api/leads', async (c) => {
    const limit = limitOf(c, { usual: 50, most: 200 });
    const before = c.req.query('before');
    const found = await listLeads(db, {
      limit,
      ...stateOf(c),
      ...(before !== undefined && { before: before as LeadId }),
    });
    const leads = await getLeads(
      db,
      found.map(({ id }) => id),
    );
    const items = leads.map((lead) => leadView(lead, playbook));
    return c.json({ items, next: found.length === limit ? (found.at(-1)?.id ?? null) : null });
  });

  routes.get('/api/leads/:id', async (c) => {
    const lead = await getLead(db, c.req.param('id') as LeadId);
    if (lead === undefined) throw new BadRequestError(404, 'There is no lead with this id.');
    return c.json({ ...leadView(lead, playbook), events: (await eventsOf(db, lead.id)).map(eventView) });
  });

  routes.get('/api/events', async (c) => {
    const page = await eventsAfter(db, c.req.query('after') ?? '', limitOf(c, { usual: 100, most: 1_000 }));
    if (page === undefined)
      throw new BadRequestError(422, '"after" must be the "next" of an earlier answer, or left out.');
    return c.json({ items: page.items, next: page.next });
  });

  routes.get('/api/stats', async (c) => {
    const bars = await readTeamBars(db, { playbook, now: now().toISOString() });
    const { fields } = await fieldQuality(db);
    const curation = await lastCuration(db, playbook);
    const amnesia = await latelyForgotten();
    const experiments = await readExperiments(db, { playbook, now: now().toISOString() });
    return c.json({ ...(await getStats(db)), fields, bars: bars.map(barView), curation, amnesia, experiments });
  });

  const latelyForgotten = async () => {
    const until = now();
    const from = new Date(until.getTime() - amnesiaDays * 86_400_000).toISOString();
    const period = { from, until: until.toISOString() };
    return { ...period, ...(await amnesiaOf(db, { ...period, team: null, playbook, now: period.until })) };
  };
  return routes;
}

/** Looked back upon: four weeks. */
const amnesiaDays = 28;

/** Where a team's bar stands, and what the verdicts said last. */
function barView({ team, state, since, locked, proposal, share, change }: TeamBar) {
  return { team, bar: state.bar, since, locked, proposal, share, change };
}

export function leadView(lead: Lead, playbook: Playbook) {
  const { id, state, verdict, score, reasons, pillars, rep, card } = lead;
  return {
    id,
    state,
    verdict,
    score,
    bar: lead.bar,
    reasons,
    pillars,
    person: person(lead, playbook),
    language: languageOf(lead.messages, playbook.languages),
    rep,
    repVerdict: lead.repVerdict,
    offer: lead.offer,
    playbook: lead.playbook,
    conversation: lead.conversation,
    channel: lead.channel,
    joined: lead.joined.map(({ channel, at, by, was }) => ({ channel, at, by, was })),
    page: lead.page,
    arms: lead.arms,
    answers: standingAnswers(lead).map(({ field, value, evidence, confidence = null, at }) => ({
      field,
      value,
      evidence: howSaid(evidence),
      quote: quoteOf(lead, evidence),
      ...placeView(evidence),
      confidence,
      at,
    })),
    committee: committee(lead, playbook).map(({ kind, name, role, part, stance, concern }) => ({
      kind,
      name: pieceView(name),
      role: pieceView(role),
      part: pieceView(part),
      stance: pieceView(stance),
      concern: pieceView(concern),
    })),
    refused: lead.refused.map(({ field, value, quote, reason }) => ({ field, value, quote, reason })),
    questions: asked(lead),
    messages: lead.messages.map(({ n, from, text, channel, at, input }) => ({
      n,
      from,
      text,
      channel,
      at,
      ...(input !== undefined && { input }),
      ...(lead.dropped.includes(n) && { dropped: true }),
    })),
    takeover: lead.takeover && { rep: lead.takeover.rep, at: lead.takeover.at },
    card: card && { channel: card.channel, ts: card.ts },
    booking: bookingView(lead, playbook),
    crm: lead.crm,
    deal: lead.deal,
    createdAt: lead.createdAt,
    updatedAt: lead.updatedAt,
  };
}

/** What the calendar has, or else what it is asked for. `zone`: the visitor's. */
function bookingView(lead: Lead, playbook: Playbook) {
  if (lead.booking === null) return null;
  const { meeting, wanted, outcome } = lead.booking;
  const asked = wanted?.kind === 'meet' ? wanted.meeting : null;
  const shown = meeting ?? asked;
  const state = wanted === null ? (meeting === null ? null : 'booked') : wanted.kind === 'meet' ? 'held' : 'cancelling';
  return {
    state,
    startsAt: shown?.startsAt ?? null,
    endsAt: shown === null ? null : endOf(shown),
    kind: shown?.kind ?? null,
    hosts: shown?.hosts ?? [],
    zone: visitorZone(lead, playbook),
    asked: asked && { startsAt: asked.startsAt, endsAt: endOf(asked), kind: asked.kind, hosts: asked.hosts },
    event: meeting === null ? null : { id: meeting.event.id, link: meeting.event.link },
    call: meeting?.event.call ?? null,
    reply: meeting?.reply ?? null,
    outcome,
  };
}

/** In which line it was said; or in which earlier lead. */
function placeView(evidence: Evidence): { message: number | null; from?: { lead: LeadId; channel: string } } {
  if (evidence.kind !== 'carried') return { message: evidence.message };
  const { lead, channel } = evidence;
  return { message: null, from: { lead, channel } };
}

function pieceView(piece: Piece | null) {
  if (piece === null) return null;
  const { value, quote, evidence } = piece;
  const { start, end } = evidence;
  return { value, evidence: howSaid(evidence), quote, ...placeView(evidence), start, end };
}

const eventView = ({ kind, by, at, data }: LeadEvent) => ({ kind, by, at, data });

function stateOf(c: Context): { state?: LeadState } {
  const state = c.req.query('state');
  if (state === undefined) return {};
  const found = leadStates.find((each) => each === state);
  if (found === undefined) throw new BadRequestError(422, `"state" must be one of ${leadStates.join(', ')}.`);
  return { state: found };
}

function limitOf(c: Context, { usual, most }: { usual: number; most: number }): number {
  const given = c.req.query('limit');
  if (given === undefined) return usual;
  const limit = Number(given);
  if (!Number.isInteger(limit) || limit < 1 || limit > most) {
    throw new BadRequestError(422, `"limit" must be a whole number from 1 to ${most}.`);
  }
  return limit;
}

function same(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
