// Which bar judges a lead: that of the team that takes it as far as is known, and while people have it the one it came in by.
import { expect, test } from 'vitest';
import { barFor, barOf, teamTaking } from '../../src/core/bar.ts';
import { judge, offerToLearn } from '../../src/core/turn.ts';
import { weeklyTicks, weekOfLearning } from '../../src/core/weekly.ts';
import { aLead, anAnswer, anOffer, aPlaybook, aTranscript, now } from '../support/leads.ts';

const team = { claim: 'channel' as const, reps: [] };
const playbook = aPlaybook({
  teams: [
    { ...team, id: 'enterprise', name: 'Enterprise', channel: '#big', takes: [{ field: 'size', atLeast: 100 }] },
    { ...team, id: 'sales', name: 'Sales', channel: '#sdr-leads', takes: [] },
  ],
});
const bars = new Map([
  ['enterprise', 71.2],
  ['sales', 58],
]);
const by = { playbook, bars, now };
const said = aTranscript(['We are 12 people.']);
const small = { messages: said, answers: [anAnswer(said, 'size', { value: 12, quote: '12' })] };
const fresh = { state: 'chatting', verdict: null, offer: null } as const;

test('it follows what is known: the bar of the first team whose rules hold, on the next whole point', () => {
  expect(teamTaking(aLead(), playbook).id).toBe('enterprise');
  expect(barFor(aLead(fresh), by)).toEqual({ team: 'enterprise', points: 72 });
  expect(barFor(aLead({ ...fresh, ...small }), by)).toEqual({ team: 'sales', points: 58 });
  expect(judge(aLead({ ...fresh, bar: { team: 'sales', points: 58 } }), by).bar).toEqual({
    team: 'enterprise',
    points: 72,
  });
});

test('where no verdict has moved it, it stands where the playbook starts', () => {
  expect(barFor(aLead(fresh), { playbook, bars: undefined })).toEqual({ team: 'enterprise', points: 60 });
  expect([barOf(aLead(), playbook), barOf(aLead({ bar: { team: 'sales', points: 63 } }), playbook)]).toEqual([60, 63]);
});

test.each(['offered', 'claimed', 'booked'] as const)('while it is %s, the bar it came in by stands', (state) => {
  const bar = { team: 'enterprise', points: 15 };
  const lead = judge(aLead({ state, bar }), by);
  expect([lead.bar, lead.verdict]).toEqual([bar, 'qualified']);
  expect(lead.score).toBe(15);
});

test.each([
  ['nurturing', true],
  ['closed', true],
  ['quiet', true],
  ['chatting', false],
  ['rejected', false],
] as const)('a lead that is %s may be posted to learn: %s', (state, may) => {
  const offer = state === 'rejected' ? anOffer() : null;
  const decision = offerToLearn(aLead({ state, offer, bar: { team: 'sales', points: 60 } }), by);
  expect(decision?.lead.offer?.why ?? null).toBe(may ? 'learning' : null);
  expect(decision?.owed.map(({ job }) => job.kind) ?? []).toEqual(may ? ['post-card'] : []);
});

test('Monday looks for each team’s bar, Friday fills up, and no lead is between two weeks', () => {
  const [monday, friday] = weeklyTicks({ ...playbook, zone: 'America/New_York' });
  const due = (tick: typeof monday, at: string) => {
    const { period, owed } = tick?.due(at) ?? { period: '', owed: [] };
    return [period, ...owed.map(({ key }) => key)];
  };
  expect(due(monday, '2026-11-23T12:59:00.000Z')).toEqual(['2026-W47', 'move-bar:enterprise', 'move-bar:sales']);
  expect(due(monday, '2026-11-23T13:00:00.000Z')[0]).toBe('2026-W48');
  expect(due(friday, '2026-11-27T16:59:00.000Z')[0]).toBe('2026-W47');
  expect(due(friday, '2026-11-27T17:00:00.000Z')).toEqual([
    '2026-W48',
    'keep-learning:enterprise',
    'keep-learning:sales',
  ]);
  const zone = 'America/New_York';
  expect(weekOfLearning(2_968, zone).until).toBe(weekOfLearning(2_969, zone).from);
});
