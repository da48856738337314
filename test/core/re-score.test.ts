import { describe, expect, test } from 'vitest';
import { withConsequences } from '../../src/core/consequences.ts';
import type { Lead, Message } from '../../src/core/lead.ts';
import { lossNudges } from '../../src/core/nudge.ts';
import { pillars } from '../../src/core/pillars.ts';
import type { Playbook } from '../../src/core/playbook.ts';
import { reScore as look, scoreMoved, withScore } from '../../src/core/re-score.ts';
import { score } from '../../src/core/score.ts';
import { judge } from '../../src/core/turn.ts';
import { aLead, anAnswer, anOffer, aPlaybook, claimedBy, rita, sam } from '../support/leads.ts';
import { random } from '../support/year-of-leads.ts';

type Conduct = Playbook['rubric']['conduct'];
const start = Date.parse('2026-11-02T10:00:00.000Z');
const hour = 3_600_000;
const at = (hours: number) => new Date(start + hours * hour).toISOString();

type Line = [from: Message['from'], hours: number, text?: string, asks?: string];
const talk = (...lines: Line[]): Message[] =>
  lines.map(([from, hours, text = 'Noted, thank you', asks], i) => {
    return { n: i + 1, from, name: null, text, channel: 'web', at: at(hours), asks: asks ?? null };
  });

const silentTwo = { points: -9, when: 'silent', days: 2, because: 'Silent for two days' } as const;
const silentSeven = { points: -15, when: 'silent', days: 7, because: 'Silent for a week' } as const;
function page(...conduct: Conduct): Playbook {
  const rules = [{ points: 70, when: { field: 'email' }, because: 'Can be reached' }];
  return aPlaybook({
    rubric: { answers: rules, conduct },
    pillars: { intent: { needs: [{ field: 'email' }], oneOf: [] }, context: none(), nextStep: none() },
  });
}
const none = () => ({ needs: [], oneOf: [] });

const first: Line[] = [
  ['visitor', 0, 'We need a forecast'],
  ['baton', 0.01],
  ['visitor', 0.02, 'I am dana@corp.example'],
];
function lead(change: Partial<Lead> = {}, ...lines: Line[]): Lead {
  const messages = talk(...first, ...lines);
  const answers = [anAnswer(messages, 'email', { value: 'dana@corp.example', quote: 'dana@corp.example' })];
  return { ...aLead(), messages, answers, dropped: [], bar: { team: 'sales', points: 60 }, ...change };
}
const because = (of: Lead, rule: Conduct[number], now?: string) =>
  score(of, page(rule), now).reasons.some((reason) => reason.because === rule.because);

describe('silence', () => {
  const answered = lead({}, ['rep', 1]);
  test.each([
    ['before its days are over', answered, 48.9, false],
    ['when they are', answered, 49, true],
    ['of whoever waits for us there is none', lead(), 500, false],
    ['a line that was dropped asks nobody', lead({ dropped: [4] }, ['rep', 1]), 500, false],
    ['our own reminders do not begin it anew', lead({}, ['rep', 1], ['rep', 40]), 49, true],
    ['an answer ends it', lead({}, ['rep', 1], ['visitor', 60, 'Hello']), 500, false],
  ])('%s', (_, of, hours, expected) => {
    expect(because(of, silentTwo, at(hours))).toBe(expected);
  });

  test('without a moment nobody is silent', () => {
    expect(because(answered, silentTwo)).toBe(false);
  });
});

describe('what we do', () => {
  const rule = (when: 'answers-slowly' | 'asked-again' | 'broken-hand-back') =>
    ({ points: -5, when, because: when }) as const;
  const asks = 'What is the best e-mail address to reach you?';

  test('slow answers, by the middle one', () => {
    const slow = lead({}, ['baton', 1], ['visitor', 4, 'Yes'], ['baton', 5], ['visitor', 9, 'No']);
    expect(because(slow, rule('answers-slowly'))).toBe(true);
    const quick = lead({}, ['baton', 1], ['visitor', 1.1, 'Yes'], ['baton', 5], ['visitor', 9, 'No']);
    expect(because(quick, rule('answers-slowly'))).toBe(false);
  });

  test.each<[string, Lead, boolean]>([
    ['a rep asks for it', lead({}, ['rep', 1, asks]), true],
    ['a rep shows that they have read it', lead({}, ['rep', 1, 'Shall I use the e-mail you gave us?']), false],
    ['Baton asks for it', lead({}, ['baton', 1, 'And your e-mail?', 'email']), true],
    ['Baton asks for something else', lead({}, ['baton', 1, 'How many are you?', 'size']), false],
    ['it was asked before it was said', lead(), false],
  ])('asked again: %s', (_, of, expected) => {
    expect(because(of, rule('asked-again'))).toBe(expected);
  });

  test('a hand-back is broken when the visitor waited for the rep', () => {
    const { handedBack } = page().words;
    const waits = lead({}, ['rep', 1], ['visitor', 2, 'So what does it cost?'], ['baton', 3, handedBack]);
    expect(because(waits, rule('broken-hand-back'))).toBe(true);
    const answered = lead({}, ['visitor', 1, 'What does it cost?'], ['rep', 2], ['baton', 3, handedBack]);
    expect(because(answered, rule('broken-hand-back'))).toBe(false);
    const dropped = { ...answered, dropped: [5] };
    expect(because(dropped, rule('broken-hand-back')), 'the rep took their line back').toBe(true);
  });
});

describe('continuity is measured by real gaps', () => {
  const three = [
    ['baton', 1],
    ['visitor', 1.1, 'Yes'],
    ['rep', 2],
  ] as const satisfies Line[];
  const stands = (of: Lead, book = page(), now?: string) => pillars(of, book, now).continuity;

  test('what we write while we wait makes a gap no smaller', () => {
    expect(stands(lead({}, ...three, ['rep', 60], ['visitor', 61, 'Hello']))).toBe(false);
    expect(stands(lead({}, ...three, ['rep', 40], ['visitor', 49, 'Hello']))).toBe(true);
  });
  test('who waited for us has left nobody waiting', () => {
    expect(stands(lead({}, ['rep', 90], ['visitor', 91, 'Hello']))).toBe(true);
  });
  test('a gap that is still open counts where the page weighs silence', () => {
    const of = lead({}, ...three);
    expect(stands(of, page(silentSeven), at(50))).toBe(true);
    expect(stands(of, page(silentSeven), at(50.1))).toBe(false);
    expect(stands(of, page(), at(500))).toBe(true);
  });
});

/** A look, with what follows from it. */
function reScore(of: Lead, by: { playbook: Playbook; now: string }) {
  const decision = look(of, by);
  return decision && withConsequences(of, decision, by);
}

describe('after the hand-off', () => {
  const book = page(silentTwo, silentSeven);
  const claimed = judge(
    { ...lead({}, ['rep', 1]), state: 'claimed', rep: sam, offer: anOffer(), repVerdict: claimedBy(sam, 1).repVerdict },
    { playbook: book, now: at(1) },
  );
  const looked = (hours: number, of = claimed) => {
    const decision = reScore(of, { playbook: book, now: at(hours) });
    if (decision === null) throw new Error('nothing is weighed');
    return decision;
  };

  test('each change is an event with before, after and why; nothing happens between two steps', () => {
    expect(claimed).toMatchObject({ score: 70, verdict: 'qualified' });
    expect(looked(48.9).events).toEqual([]);
    const { lead: fell, events } = looked(49);
    expect(events).toMatchObject([
      { kind: 're-scored', by: 'baton', data: { before: 70, after: 61, lost: [], gained: [{ points: -9 }] } },
    ]);
    expect(scoreMoved(fell, book)).toEqual({ was: 70, because: ['Silent for two days'] });
    expect(looked(60, fell).events.map(({ kind }) => kind)).toEqual(['cql-lost']);
  });

  test('a lead that was qualified is so no more once, and again when the visitor has answered', () => {
    const { lead: lost, events } = looked(49 + 24 * 6);
    expect(events.map(({ kind }) => kind)).toEqual(['re-scored', 'cql-lost']);
    expect(lost).toMatchObject({ score: 46, verdict: 'borderline', state: 'claimed' });
    expect(looked(300, lost).events).toEqual([]);

    const more = talk(...first, ['rep', 1], ['visitor', 301, 'Sorry!'], ['rep', 302], ['visitor', 303, 'Yes, please']);
    const back = judge({ ...lost, messages: more }, { playbook: book, now: at(303) });
    const decided = withScore(lost, { lead: back, events: [], owed: [] }, { playbook: book, now: at(303) });
    expect(decided.events.map(({ kind }) => kind)).toEqual(['re-scored', 'cql-regained']);
    expect(scoreMoved(back, book)).toBeNull();
  });

  const gone = { kind: 'cql-lost', by: 'baton', data: {} } as const;
  const day = at(24 * 9);
  test.each<[string, Partial<Lead>, string | null]>([
    ['hears at once, as far as they are at work', {}, at(1)],
    ['whose visitor sleeps, when it wakes', { snoozedUntil: day }, day],
    ['whose visitor has slept, at once', { snoozedUntil: at(0) }, at(1)],
    ['of an unclaimed lead there is none', { rep: null, state: 'offered' }, null],
  ])('the rep of a loss: %s', (_, change, dueAt) => {
    const nudges = lossNudges({ ...claimed, ...change }, [gone], at(1));
    expect(nudges).toEqual(
      dueAt === null ? [] : [{ to: sam.id, lead: claimed.id, what: 'cql-lost', about: claimed.offer?.at, dueAt }],
    );
    expect(lossNudges({ ...claimed, ...change }, [{ ...gone, kind: 're-scored' }], at(1))).toEqual([]);
  });

  test.each<[string, Playbook['customers'], boolean]>([
    ['a customer by every rule', { when: [{ field: 'email' }, { page: ['/account'] }], tell: '#cs' }, true],
    ['by one rule of two', { when: [{ field: 'email' }, { field: 'size' }], tell: '#cs' }, false],
    ['the page names no rule', undefined, false],
  ])('at risk: %s', (_, customers, isAtRisk) => {
    const own = { ...book, ...(customers && { customers }) };
    const page = { url: 'https://corp.example/account' };
    const { events, owed, lead: after } = reScore({ ...claimed, page }, { playbook: own, now: at(49 + 24 * 6) })!;
    expect(events.map(({ kind }) => kind)).toEqual(['re-scored', 'cql-lost', ...(isAtRisk ? ['at-risk'] : [])]);
    const why = { counted: ['Silent for two days', 'Silent for a week'], gone: [], pillars: ['continuity'] };
    const news = { kind: 'at-risk', why, at: at(49 + 24 * 6) };
    const told = owed.filter(({ job }) => job.kind === 'tell').map(({ job }) => job);
    expect(told).toMatchObject(isAtRisk ? [{ kind: 'tell', to: '#cs', lead: claimed.id, news }] : []);
    expect(reScore(after, { playbook: own, now: at(400) })?.events, 'once').toEqual([]);
  });

  test('what a rep writes counts at once; a press alone judges nobody', () => {
    const rude = { points: -20, when: 'asked-again', because: 'Asked again' } as const;
    const by = { playbook: page(rude), now: at(3) };
    const messages = talk(...first, ['rep', 1], ['rep', 3, 'What is the best e-mail address to reach you?']);
    const wrote = withScore(claimed, { lead: { ...claimed, messages }, events: [], owed: [] }, by);
    expect(wrote.events.map(({ kind }) => kind)).toEqual(['re-scored', 'cql-lost']);
    const stale = { ...claimed, score: 1 };
    expect(withScore(stale, { lead: { ...stale, rep: rita }, events: [], owed: [] }, by).lead.score).toBe(1);
  });

  test.each(['chatting', 'booked', 'closed', 'rejected', 'quiet'] as const)('nobody looks while it is %s', (state) => {
    expect(reScore({ ...claimed, state }, { playbook: book, now: at(49) })).toBeNull();
    const moved = { lead: { ...claimed, state }, events: [], owed: [] };
    expect(withScore(claimed, moved, { playbook: book, now: at(49) })).toBe(moved);
  });

  test('a lead that went to nobody was handed off to nobody: it stays as near the bar as it came', () => {
    const kept = judge({ ...lead({}, ['baton', 1]), state: 'nurturing', offer: null }, { playbook: book, now: at(1) });
    expect(reScore(kept, { playbook: book, now: at(49 + 24 * 6) })).toBeNull();
    const moved = { lead: kept, events: [], owed: [] };
    expect(withScore(lead(), moved, { playbook: book, now: at(1) })).toBe(moved);
  });

  test('a page that weighs none of it owes nothing and changes nothing', () => {
    const plain = page({ points: 4, when: 'answers-twice', because: 'Keeps answering' });
    expect(reScore(claimed, { playbook: plain, now: at(900) })).toBeNull();
    const same = withScore(claimed, { lead: claimed, events: [], owed: [] }, { playbook: plain, now: at(900) });
    expect([same.lead, same.events, same.owed]).toEqual([claimed, [], []]);
  });

  test('however the conversation turns, no step is seen late by more than a moment', () => {
    const draw = random(5);
    for (let round = 0; round < 300; round++) {
      const lines: Line[] = [...first];
      for (let hours = 1; hours < 700; hours += draw() * 80) {
        lines.push(draw() < 0.5 ? ['visitor', hours, 'Yes'] : ['rep', hours]);
      }
      let seen = claimed;
      let now = at(1);
      while (now < at(900)) {
        const messages = talk(...lines).filter((message) => message.at <= now);
        const decision = reScore({ ...seen, messages }, { playbook: book, now });
        const delayMs = decision?.owed.find(({ job }) => job.kind === 're-score')?.delayMs ?? Number.NaN;
        const next = new Date(Date.parse(now) + delayMs).toISOString();
        // Just before the next look nothing is other than now, unless somebody wrote, who would be looked at by their own turn.
        const wrote = talk(...lines).some((message) => message.at > now && message.at <= next);
        const eve = new Date(Date.parse(next) - 1).toISOString();
        if (!wrote && decision !== null) {
          expect(score(decision.lead, book, eve).score).toBe(decision.lead.score);
          expect(pillars(decision.lead, book, eve)).toEqual(decision.lead.pillars);
        }
        seen = decision?.lead ?? seen;
        now = next;
      }
    }
  });
});

test('a page says for how many days', () => {
  expect(() => page({ points: -9, when: 'silent', because: 'Silent' } as never)).toThrow(/days/);
});
