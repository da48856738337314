// Who may give a lead to whom, and what that does: to the turn, to a takeover, to the thread.
import { describe, expect, test } from 'vitest';
import type { Note } from '../../src/core/job.ts';
import type { Lead } from '../../src/core/lead.ts';
import type { Playbook } from '../../src/core/playbook.ts';
import { reassign } from '../../src/core/reassign.ts';
import { followUp } from '../../src/core/transcript.ts';
import { claim, undo } from '../../src/core/verdict.ts';
import { aLead, anOffer, aPlaybook, claimedBy, minutesAgo, now, rita, sam } from '../support/leads.ts';

const kim = { id: 'U0KIM00001', name: 'Kim Doe' };
const listed = ({ id, name }: typeof sam) => ({ slack: id, name, takes: [], weight: 1 });
const team = { id: 'sales', name: 'Sales', channel: '#sdr-leads', takes: [] };
const open = aPlaybook({ teams: [{ ...team, claim: 'channel', reps: [sam, rita].map(listed) }] });
const closed = aPlaybook({ teams: [{ ...team, claim: 'reps', reps: [sam, rita].map(listed) }] });

type Given = { by?: typeof sam; to?: typeof sam; playbook?: Playbook; isManager?: boolean; note?: string };
const give = (lead: Lead, { by = sam, to = rita, playbook = open, isManager = false, note = '' }: Given = {}) =>
  reassign(lead, { rep: by, to, playbook, isManager, note, now });
function done(lead: Lead, given: Given = {}) {
  const outcome = give(lead, given);
  if (outcome.kind !== 'done') throw new Error(outcome.kind);
  return outcome;
}
const card = { channel: 'C0SDRLEADS', ts: '1.1' };
const offered = (change: Partial<Lead> = {}) => aLead({ card, ...change });

describe('who may', () => {
  test.each<[string, Lead, Given, string]>([
    ['anybody of the channel while it is offered', offered(), { by: kim }, 'done'],
    [
      'nobody else of the channel where only listed reps may claim',
      offered(),
      { by: kim, playbook: closed },
      'not-allowed',
    ],
    ['the rep who has it', claimedBy(sam, 6), {}, 'done'],
    ['no colleague of the rep who has it', claimedBy(rita, 6), { by: sam, to: kim }, 'taken'],
    ['a manager, whoever has it', claimedBy(rita, 6), { by: kim, to: sam, isManager: true }, 'done'],
    ['a manager, to themselves', claimedBy(rita, 6), { by: kim, to: kim, isManager: true }, 'done'],
    [
      'a manager, also where only listed reps may claim',
      offered(),
      { by: kim, playbook: closed, isManager: true },
      'done',
    ],
    ['nobody, once it is over', aLead({ state: 'rejected' }), { isManager: true }, 'over'],
    ['not to whoever has it', claimedBy(sam, 6), { to: sam }, 'has-it'],
    ['not to oneself: that is what Claim is for', offered(), { to: sam }, 'yourself'],
    ['not to somebody who may not have it', offered(), { to: kim, playbook: closed }, 'to-not-allowed'],
  ])('%s', (_who, lead, given, kind) => {
    expect(give(lead, given).kind).toBe(kind);
  });
});

test('the new rep has claimed it; the turn goes with it, the takeover ends, a snooze too', () => {
  const before = claimedBy(sam, 6, {
    offer: anOffer({ rep: sam, by: 'rotation', turn: sam.id }),
    takeover: { rep: sam, at: minutesAgo(3), since: '1.1' },
    snoozedUntil: '2026-11-21T15:00:00.000Z',
  });
  const { lead, turns, events } = done(before, { note: 'You know them.' });
  expect(lead).toMatchObject({
    state: 'claimed',
    rep: rita,
    takeover: null,
    snoozedUntil: null,
    offer: { turn: rita.id },
  });
  expect(lead.repVerdict).toMatchObject({ kind: 'claimed', by: rita, at: now, from: 'offered' });
  expect(turns).toEqual([
    { team: 'sales', rep: sam.id, by: -1, at: null },
    { team: 'sales', rep: rita.id, by: 1, at: now },
  ]);
  expect(events).toMatchObject([
    { kind: 'reassigned', by: sam.id, data: { from: sam, to: rita, note: 'You know them.', endedTakeover: true } },
    { kind: 'credited', data: { rep: sam.id } },
  ]);
  expect(lead.messages.at(-1)?.text).toBe(
    'Rita Lang from Northwind Analytics is taking over from here and has our whole conversation.',
  );
});

const noteOf = (outcome: ReturnType<typeof done>): Note => {
  const found = outcome.owed.flatMap(({ job }) => (job.kind === 'post-note' ? [job.note] : []))[0];
  if (found === undefined) throw new Error('no note');
  return found;
};
const told = (outcome: ReturnType<typeof done>) =>
  outcome.owed.flatMap(({ job }) => (job.kind === 'tell-given' ? [job.to] : []));

test('the thread gets brief and transcript once, and after that only what is new', () => {
  const first = done(offered());
  expect(noteOf(first)).toMatchObject({ kind: 'reassigned', rep: rita, by: sam, brief: true, from: 1, upTo: 7 });
  expect(followUp(noteOf(first), first.lead.messages)).toEqual({ kind: 'transcript', from: 1, to: 7, upTo: 7 });
  expect(told(first)).toEqual([rita.id]);

  const second = done(first.lead, { by: rita, to: kim });
  expect(noteOf(second)).toMatchObject({ rep: kim, brief: false, from: 8, upTo: 8 });
  expect(followUp(noteOf(second), second.lead.messages)).toEqual({ kind: 'transcript', from: 8, to: 8, upTo: 8 });
  expect(told(done(claimedBy(rita, 6), { by: kim, to: kim, isManager: true }))).toEqual([]);
});

test('whoever claims after an undo gets only what is new in the thread', () => {
  const press = { rep: sam, playbook: open, now };
  const claimed = claim(offered(), press);
  if (claimed.kind !== 'done') throw new Error(claimed.kind);
  const undone = undo(claimed.lead, press);
  if (undone.kind !== 'done') throw new Error(undone.kind);
  const again = claim(undone.lead, { ...press, rep: rita });
  if (again.kind !== 'done') throw new Error(again.kind);
  expect(followUp(noteOf(claimed), claimed.lead.messages)).toMatchObject({ from: 1, to: 7 });
  // What Baton said at the claim and at its undoing.
  expect(followUp(noteOf(again), again.lead.messages)).toMatchObject({ from: 8, to: 9 });
});

test('the new rep may hand it back to the channel for five minutes', () => {
  const { lead } = done(claimedBy(sam, 6));
  const back = undo(lead, { rep: rita, playbook: open, now });
  expect(back).toMatchObject({ kind: 'done', lead: { state: 'offered', rep: null, repVerdict: null } });
});
