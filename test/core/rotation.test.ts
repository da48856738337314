// A turn goes with the lead: who claims it has had one, who was sent a bad one has theirs back, and undoing undoes that too.
import { describe, expect, test } from 'vitest';
import type { Lead, Offer, Rep } from '../../src/core/lead.ts';
import { inTurn, passTurn } from '../../src/core/rotation.ts';
import { claim, nurture, type Pressed, reject, undo } from '../../src/core/verdict.ts';
import { aLead, anOffer, aPlaybook, now } from '../support/leads.ts';

const dana: Rep = { id: 'U0DANA', name: 'Dana' };
const mia: Rep = { id: 'U0MIA', name: 'Mia' };
const guest: Rep = { id: 'U0GUEST', name: 'Guest' };
const reps = [dana, mia].map(({ id, name }) => ({ slack: id, name, takes: [], weight: 1 }));
const playbook = aPlaybook({
  teams: [{ id: 'sales', name: 'Sales', channel: '#s', takes: [], claim: 'channel', reps }],
  rejectReasons: [
    { id: 'not_qualified', label: 'Not qualified', tellVisitor: true, givesTurnBack: true },
    { id: 'no_time', label: 'No time', tellVisitor: true, givesTurnBack: false },
  ],
});
const by = (rep: Rep) => ({ rep, playbook, now });
const why = (reason: string) => ({ reason, wrongField: null, note: '' });
const toDana = (change: Partial<Offer> = {}) =>
  aLead({ offer: anOffer({ rep: dana, by: 'rotation', turn: dana.id, ...change }) });

function done(pressed: Pressed | { kind: 'too-late' }) {
  if (pressed.kind !== 'done') throw new Error(pressed.kind);
  const turns = (pressed.turns ?? []).map(({ rep, by }) => `${rep} ${by > 0 ? '+' : ''}${by}`);
  const credited = pressed.events.filter(({ kind }) => kind === 'credited').map(({ data }) => data.rep);
  return { lead: pressed.lead, turn: pressed.lead.offer?.turn, turns, credited };
}

describe('a claim', () => {
  test('of the rep it was offered to moves nothing', () => {
    expect(done(claim(toDana(), by(dana)))).toMatchObject({ turn: dana.id, turns: [], credited: [] });
  });
  test('of a colleague takes the turn along', () => {
    const turned = done(claim(toDana(), by(mia)));
    expect(turned).toMatchObject({ turn: mia.id, turns: ['U0DANA -1', 'U0MIA +1'], credited: [dana.id] });
    expect(done(undo(turned.lead, by(mia)))).toMatchObject({ turn: dana.id, turns: ['U0MIA -1', 'U0DANA +1'] });
  });
  test('of somebody outside the rota gives it back', () => {
    expect(done(claim(toDana(), by(guest)))).toMatchObject({ turn: null, turns: ['U0DANA -1'] });
  });
  test('from the queue of the night is a turn too', () => {
    const queued = aLead({ offer: anOffer({ by: 'nobody', startsAt: null }) });
    expect(done(claim(queued, by(mia)))).toMatchObject({ turn: mia.id, turns: ['U0MIA +1'], credited: [] });
  });
  test('of a lead that went to its owner is nobody’s turn', () => {
    expect(done(claim(toDana({ by: 'owner', turn: null }), by(mia)))).toMatchObject({ turn: null, turns: [] });
  });
});

describe('a rejection', () => {
  test('gives the turn back, and taking it back takes it again', () => {
    const turned = done(reject(toDana(), by(dana), why('not_qualified')));
    expect(turned).toMatchObject({ turn: null, turns: ['U0DANA -1'], credited: [dana.id] });
    expect(done(undo(turned.lead, by(dana)))).toMatchObject({ turn: dana.id, turns: ['U0DANA +1'], credited: [] });
  });
  test('after a claim gives it back to whoever has it', () => {
    const claimed = done(claim(toDana(), by(mia))).lead;
    expect(done(reject(claimed, by(mia), why('not_qualified')))).toMatchObject({ turn: null, turns: ['U0MIA -1'] });
  });
  test('for a reason that the playbook does not credit keeps it', () => {
    expect(done(reject(toDana(), by(dana), why('no_time')))).toMatchObject({ turn: dana.id, turns: [] });
  });
});

test('who nurtures a lead has had their turn, also after taking that back', () => {
  const turned = done(nurture(toDana(), by(dana), { until: '2027-01-01', note: '' }));
  expect(turned).toMatchObject({ turn: dana.id, turns: [] });
  expect(done(undo(turned.lead, by(dana)))).toMatchObject({ turn: dana.id, turns: [] });
});

test('a turn is passed once, however often that is decided', () => {
  const once = passTurn(toDana(), null, { playbook, now });
  expect(once.turns).toHaveLength(1);
  const twice = passTurn(once.lead as Lead, null, { playbook, now });
  expect(twice).toEqual({ lead: once.lead, turns: [], events: [] });
});

test('equal shares go to whoever has waited longest, then in the order of the page', () => {
  const seat = (rep: string, served: number | null, lastAt: string | null, weight = 1) => ({
    rep,
    served,
    lastAt,
    weight,
  });
  const order = (...seats: ReturnType<typeof seat>[]) => inTurn(seats).map(({ rep }) => rep);
  expect(order(seat('a', 2, '2026-11-20'), seat('b', 2, '2026-11-19'))).toEqual(['b', 'a']);
  expect(order(seat('a', 2, '2026-11-20'), seat('b', 4, '2026-11-19', 2))).toEqual(['b', 'a']);
  expect(order(seat('a', null, null), seat('b', null, null))).toEqual(['a', 'b']);
  expect(order(seat('a', 1, '2026-11-20', 3), seat('b', 1, '2026-11-19', 4))).toEqual(['b', 'a']);
});
