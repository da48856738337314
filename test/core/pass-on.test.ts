// "Not my territory": who gets the lead next, whose turn it was, and where its card stands then.
import { describe, expect, test } from 'vitest';
import { emptyDesk } from '../../src/core/desk.ts';
import type { Lead } from '../../src/core/lead.ts';
import { passOn } from '../../src/core/pass-on.ts';
import type { Playbook } from '../../src/core/playbook.ts';
import { posted } from '../../src/core/post.ts';
import { aLead, anOffer, aPlaybook, claimedBy, now, rita, sam } from '../support/leads.ts';

const listed = ({ id, name }: typeof sam) => ({ slack: id, name, takes: [], weight: 1 });
const team = { takes: [], claim: 'channel' as const };
const alone = aPlaybook({
  teams: [{ ...team, id: 'sales', name: 'Sales', channel: '#sdr-leads', reps: [sam, rita].map(listed) }],
});
const several = aPlaybook({
  teams: [
    { ...team, id: 'emea', name: 'EMEA', channel: '#emea', takes: [{ field: 'size', atLeast: 9_000 }], reps: [] },
    { ...team, id: 'sales', name: 'Sales', channel: '#sdr-leads', reps: [sam, rita].map(listed) },
  ],
});
const card = { channel: 'C0SDRLEADS', ts: '1.1' };
const sams = anOffer({ rep: sam, by: 'rotation', turn: sam.id, at: '2026-11-20T14:00:00.000Z' });
const offered = (change: Partial<Lead> = {}) => aLead({ card, offer: sams, inThread: 3, ...change });

type Given = { playbook?: Playbook; team?: string | null; over?: string[]; rep?: typeof sam };
const pass = (lead: Lead, { playbook = alone, team = null, over = [], rep = sam }: Given = {}) =>
  passOn(lead, { rep, playbook, now, team, desk: emptyDesk, over });
function done(lead: Lead, given: Given = {}) {
  const outcome = pass(lead, given);
  if (outcome.kind !== 'done') throw new Error(outcome.kind);
  return outcome;
}
const kinds = (outcome: ReturnType<typeof done>) => outcome.owed.map(({ job }) => job.kind);

describe('within one team', () => {
  test('it goes to the next rep, and the turn is given back', () => {
    const outcome = done(offered());
    expect(outcome.lead).toMatchObject({ state: 'offered', card, inThread: 3, offer: { rep: rita, at: now } });
    expect(outcome.lead.offer?.log).toContainEqual({ kind: 'passed-over', rep: sam.name });
    expect(outcome.turns).toMatchObject([{ rep: sam.id, by: -1 }, { rep: rita.id }]);
    expect(outcome.events).toMatchObject([
      { kind: 'misrouted', by: sam.id, data: { from: 'sales', team: 'sales', to: rita } },
      { kind: 'credited', data: { rep: sam.id } },
    ]);
    expect(kinds(outcome)).toEqual(['update-card', 'post-note']);
    expect(outcome.lead.repVerdict).toBeNull();
  });

  test('nobody who has said so before gets it again; when all have, the channel has it', () => {
    const { offer } = done(offered(), { rep: rita, over: [sam.id] }).lead;
    expect(offer).toMatchObject({ rep: null, by: 'nobody', startsAt: now });
    expect(offer?.log.at(-1)).toEqual({ kind: 'none-left' });
  });

  test('whoever had claimed it is released, and the visitor hears of it; of an offer they do not', () => {
    const before = claimedBy(sam, 6, { offer: sams, takeover: { rep: sam, at: now, since: '1.1' } });
    const outcome = done(before);
    expect(outcome.lead).toMatchObject({ state: 'offered', rep: null, takeover: null });
    expect(outcome.lead.messages.at(-1)?.text).toContain('finding the right colleague');
    expect(done(offered()).lead.messages).toHaveLength(offered().messages.length);
  });

  test('the owner who says so is passed over too', () => {
    const owned = aPlaybook({ teams: alone.teams, owners: { 'dana.reyes@acme.example': sam.id } });
    expect(done(offered({ offer: { ...sams, by: 'owner', turn: null } }), { playbook: owned }).lead.offer?.rep).toEqual(
      rita,
    );
  });
});

describe('to a team with another channel', () => {
  test('the card that stands says so, and a new one is posted there', () => {
    const outcome = done(offered(), { playbook: several, team: 'emea' });
    expect(outcome.lead).toMatchObject({ card: null, inThread: 0, offer: { team: 'emea', rep: null } });
    expect(outcome.owed).toMatchObject([{ job: { kind: 'retire-card', card } }, { job: { kind: 'post-card' } }]);
  });

  test('it is asked alone, whatever it takes', () => {
    const { log } = done(offered(), { playbook: several, team: 'emea' }).lead.offer ?? {};
    expect(log?.map(({ kind }) => kind)).toEqual(['team', 'no-reps']);
  });

  test('a card that was being posted in the old channel meanwhile is retired, not kept', () => {
    const drawn = offered({ card: null });
    const { lead } = done(drawn, { playbook: several, team: 'emea' });
    const outcome = posted(lead, card, { drawn, playbook: several, now });
    expect(outcome.lead.card).toBeNull();
    expect(outcome.owed).toMatchObject([{ job: { kind: 'retire-card', card } }, { job: { kind: 'post-card' } }]);
  });
});

test.each([
  ['a colleague’s lead', claimedBy(rita, 6), 'taken'],
  ['a lead that is over', aLead({ state: 'closed' }), 'over'],
])('not for %s', (_what, lead, kind) => {
  expect(pass(lead).kind).toBe(kind);
});
