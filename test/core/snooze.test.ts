// A lead sleeps until a time, and wakes once.
import { expect, test } from 'vitest';
import type { Lead } from '../../src/core/lead.ts';
import { snooze, wake } from '../../src/core/snooze.ts';
import { claim, nurture, reject, undo } from '../../src/core/verdict.ts';
import { aLead, anOffer, aPlaybook, claimedBy, now, rita, sam } from '../support/leads.ts';

const listed = ({ id, name }: typeof sam) => ({ slack: id, name, takes: [], weight: 1 });
const team = { id: 'sales', name: 'Sales', channel: '#s', takes: [], claim: 'channel' as const };
const playbook = aPlaybook({ teams: [{ ...team, reps: [sam, rita].map(listed) }] });
const press = { rep: sam, playbook, now };
const day = 86_400_000;
const after = (ms: number) => new Date(Date.parse(now) + ms).toISOString();
const asleep = (lead: Lead, until = after(day)) => {
  const outcome = snooze(lead, { ...press, until });
  if (outcome.kind !== 'done') throw new Error(outcome.kind);
  return outcome;
};

test.each([
  ['a lead that waits', aLead(), after(day), 'done'],
  ['one that is mine', claimedBy(sam, 6), after(day), 'done'],
  ['one of a colleague', claimedBy(rita, 6), after(day), 'taken'],
  ['one that is over', aLead({ state: 'nurturing' }), after(day), 'over'],
  ['until now', aLead(), now, 'past'],
  ['until yesterday', aLead(), after(-day), 'past'],
  ['for 90 days', aLead(), after(90 * day), 'done'],
  ['for longer', aLead(), after(90 * day + 1), 'too-far'],
] as const)('%s', (_what, lead, until, kind) => {
  expect(snooze(lead, { ...press, until }).kind).toBe(kind);
});

test('snoozing again replaces: the earlier time wakes nobody', () => {
  const { lead: first, owed } = asleep(claimedBy(sam, 6));
  expect(first.snoozedUntil).toBe(after(day));
  expect(owed.at(-1)).toEqual({
    job: { kind: 'wake', lead: first.id, at: after(day) },
    key: `wake:${first.id}`,
    delayMs: day,
  });
  const { lead: second } = asleep(first, after(2 * day));
  expect(wake(second, after(day), { playbook, now: after(day) })).toBeNull();
  const woken = wake(second, after(2 * day), { playbook, now: after(2 * day) });
  expect(woken?.lead.snoozedUntil).toBeNull();
  expect(woken && wake(woken.lead, after(2 * day), { playbook, now })).toBeNull();
});

test.each([
  ['whoever has it', claimedBy(rita, 6, { snoozedUntil: after(day) }), [rita]],
  [
    'else whose it should be',
    aLead({ snoozedUntil: after(day), offer: anOffer({ rep: rita, by: 'rotation' }) }),
    [rita],
  ],
  ['else everybody the team lists', aLead({ snoozedUntil: after(day) }), [sam, rita]],
] as const)('on waking up it calls %s', (_whom, lead, reps) => {
  const note = { kind: 'woke', at: after(day), reps };
  expect(wake(lead, after(day), { playbook, now: after(day) })?.owed).toContainEqual({
    job: { kind: 'post-note', lead: lead.id, note },
  });
});

test('a claim or a rejection wakes it', () => {
  const { lead } = asleep(aLead());
  const rejection = { reason: 'competitor', wrongField: null, note: '' };
  for (const moved of [claim(lead, press), reject(lead, press, rejection)]) {
    expect(moved).toMatchObject({ kind: 'done', lead: { snoozedUntil: null } });
  }
});

test('whoever promised to come back is called on the morning of that day, unless it was taken back', () => {
  const outcome = nurture(claimedBy(sam, 6), press, { until: '2026-12-14', note: '' });
  if (outcome.kind !== 'done') throw new Error(outcome.kind);
  const morning = '2026-12-14T09:00:00.000Z';
  expect(outcome.owed).toContainEqual(
    expect.objectContaining({ job: { kind: 'wake', lead: outcome.lead.id, at: morning } }),
  );
  const woken = wake(outcome.lead, morning, { playbook, now: morning });
  expect(woken?.owed.at(-1)?.job).toMatchObject({ note: { kind: 'woke', reps: [sam] } });
  const undone = undo(outcome.lead, press);
  if (undone.kind !== 'done') throw new Error(undone.kind);
  expect(wake(undone.lead, morning, { playbook, now: morning })).toBeNull();
});

test('where mails go out by themselves nobody is called', () => {
  const steps = [{ afterDays: 1, subject: 'Hello', text: 'Hi {name},\n\n{use_case.quote}\n\nBest' }];
  const own = aPlaybook({ nurture: { sequences: [{ id: 'touch', label: 'Touch', steps }] } });
  const outcome = nurture(
    claimedBy(sam, 6),
    { ...press, playbook: own },
    { until: '2026-12-14', note: '', sequence: 'touch' },
  );
  if (outcome.kind !== 'done') throw new Error(outcome.kind);
  expect(outcome.lead.snoozedUntil).toBeNull();
  expect(outcome.owed.map(({ job }) => job.kind)).not.toContain('wake');
});
