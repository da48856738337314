import { describe, expect, test } from 'vitest';
import type { Lead, Rep } from '../../src/core/lead.ts';
import { claim, nurture, type Press, reject, undo, undoMs } from '../../src/core/verdict.ts';
import { converse } from '../support/conversation.ts';
import { defaultPlaybook } from '../support/default-playbook.ts';

const playbook = defaultPlaybook();
const dana: Rep = { id: 'U0DANA', name: 'Dana' };
const marco: Rep = { id: 'U0MARCO', name: 'Marco' };
const at = (minute: number) => new Date(Date.UTC(2026, 10, 23, 15, minute)).toISOString();
const press = (rep: Rep, minute = 0, more: Partial<Press> = {}): Press => ({ rep, playbook, now: at(minute), ...more });
const why = { reason: 'not_qualified', wrongField: null, note: '' };
const until = { until: '2027-01-11', note: '' };

function offered(): Lead {
  const talk = converse();
  talk.say('Can I talk to a real person please');
  return { ...talk.lead, card: { channel: 'C1', ts: '1.1' } };
}

function done<Outcome extends { kind: string }>(outcome: Outcome) {
  if (outcome.kind !== 'done') throw new Error(`not done but ${outcome.kind}`);
  return outcome as Extract<Outcome, { kind: 'done' }>;
}
const kinds = (outcome: { owed: { job: { kind: string } }[] }) => outcome.owed.map(({ job }) => job.kind);

describe('claim', () => {
  test('gives the lead to the rep, tells the visitor and fills the thread', () => {
    const claimed = done(claim(offered(), press(dana)));
    expect(claimed.lead).toMatchObject({ state: 'claimed', rep: dana });
    expect(claimed.lead.messages.at(-1)).toMatchObject({
      from: 'baton',
      text: expect.stringContaining('Dana from Northwind'),
    });
    expect(claimed.events).toMatchObject([{ kind: 'claimed', by: 'U0DANA', data: { afterMs: expect.any(Number) } }]);
    expect(kinds(claimed)).toEqual(['update-card', 'post-note', 'update-card', 'send-reply']);
  });

  test('has one winner', () => {
    const { lead } = done(claim(offered(), press(dana)));
    expect(claim(lead, press(marco, 1))).toEqual({ kind: 'taken', by: dana, msAgo: 60_000 });
    expect(claim(lead, press(dana, 1))).toMatchObject({ kind: 'yours' });
  });

  test('of a lead that is over says so', () => {
    const { lead } = done(reject(offered(), press(dana), why));
    expect(claim(lead, press(marco, 1))).toMatchObject({ kind: 'over' });
  });

  test('is for the listed reps when the playbook says so', () => {
    const [team] = playbook.teams;
    if (team === undefined) throw new Error('no team');
    const strict = {
      ...playbook,
      teams: [{ ...team, claim: 'reps' as const, reps: [{ slack: 'U0DANA', name: 'Dana', takes: [], weight: 1 }] }],
    };
    expect(claim(offered(), press(marco, 0, { playbook: strict }))).toEqual({ kind: 'not-allowed', team: 'sales' });
    expect(claim(offered(), press(dana, 0, { playbook: strict })).kind).toBe('done');
  });
});

describe('reject and nurture', () => {
  test('keep the reason and tell the visitor', () => {
    const rejected = done(
      reject(offered(), press(dana), { reason: 'not_qualified', wrongField: 'size', note: 'two people' }),
    );
    expect(rejected.lead).toMatchObject({
      state: 'rejected',
      repVerdict: { kind: 'rejected', by: dana, wrongField: 'size', note: 'two people' },
    });
    expect(rejected.lead.messages.at(-1)?.text).toBe(playbook.words.rejected);
  });

  test('say nothing to spam', () => {
    const lead = offered();
    const rejected = done(reject(lead, press(dana), { ...why, reason: 'spam' }));
    expect(rejected.lead.messages).toHaveLength(lead.messages.length);
    expect(kinds(rejected)).not.toContain('send-reply');
  });

  test('are for the one who claimed', () => {
    const { lead } = done(claim(offered(), press(dana)));
    expect(reject(lead, press(marco, 1), why)).toMatchObject({ kind: 'taken', by: dana });
    expect(done(nurture(lead, press(dana, 1), until)).lead).toMatchObject({ state: 'nurturing', rep: dana });
  });

  test('find a lead that is over, over', () => {
    const { lead } = done(nurture(offered(), press(dana), until));
    expect(reject(lead, press(marco, 1), why)).toMatchObject({ kind: 'over' });
    expect(nurture(lead, press(dana, 1), until)).toMatchObject({ kind: 'over' });
  });
});

describe('undo', () => {
  test.each([
    ['a claim', (lead: Lead) => claim(lead, press(dana)), 'offered', null],
    ['a rejection', (lead: Lead) => reject(lead, press(dana), why), 'offered', null],
    ['a nurturing', (lead: Lead) => nurture(lead, press(dana), until), 'offered', null],
    [
      'a rejection of a claimed lead',
      (lead: Lead) => reject(done(claim(lead, press(dana))).lead, press(dana), why),
      'claimed',
      dana,
    ],
  ])('takes back %s', (_what, decide, state, rep) => {
    const { lead } = done(decide(offered()));
    const back = done(undo(lead, press(dana, 5)));
    expect(back.lead).toMatchObject({ state, rep });
    expect(back.lead.repVerdict?.kind).toBe(state === 'claimed' ? 'claimed' : undefined);
    const told = state === 'claimed' ? 'Dana from Northwind' : playbook.words.released;
    expect(back.lead.messages.at(-1)?.text).toContain(told);
  });

  test('ends after five minutes and is for the one who decided', () => {
    const { lead } = done(claim(offered(), press(dana)));
    const late = new Date(Date.parse(at(0)) + undoMs + 1).toISOString();
    expect(undo(lead, press(dana, 0, { now: late }))).toEqual({ kind: 'too-late' });
    expect(undo(lead, press(marco, 1))).toMatchObject({ kind: 'taken', by: dana });
    expect(undo(offered(), press(dana))).toMatchObject({ kind: 'over' });
  });

  test('finds a lead that the visitor has brought back meanwhile, over', () => {
    const { lead } = done(nurture(done(claim(offered(), press(dana))).lead, press(dana), until));
    expect(undo({ ...lead, state: 'chatting' }, press(dana, 1))).toMatchObject({ kind: 'over' });
  });

  test('of silence towards spam stays silent', () => {
    const lead = offered();
    const rejected = done(reject(lead, press(dana), { ...why, reason: 'spam' }));
    expect(done(undo(rejected.lead, press(dana, 1))).lead.messages).toHaveLength(lead.messages.length);
  });
});
