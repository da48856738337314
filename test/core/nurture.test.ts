import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withConsequences } from '../../src/core/consequences.ts';
import type { Decision } from '../../src/core/decision.ts';
import { dueStep, sent } from '../../src/core/due-step.ts';
import type { Job } from '../../src/core/job.ts';
import type { Lead, LeadState, Message } from '../../src/core/lead.ts';
import { begin, stop, unlessPolite, withNurture } from '../../src/core/nurture.ts';
import type { NurtureEnd } from '../../src/core/nurtured.ts';
import type { Playbook } from '../../src/core/playbook.ts';
import { nurture as press, undo } from '../../src/core/verdict.ts';
import { aLead, aPlaybook, aTranscript, claimedBy, sam } from '../support/leads.ts';

const text = 'Hello {name},\n\nAbout “{use_case.quote}”.\n\nBye';
const page: Playbook = aPlaybook({
  zone: 'Europe/Berlin',
  nurture: {
    sequences: [
      {
        id: 'one',
        label: 'One',
        steps: [
          { afterDays: 3, subject: 'S', text },
          { afterDays: 7, text },
          { afterDays: 7, text },
        ],
      },
      { id: 'other', label: 'Other', steps: [{ afterDays: 1, subject: 'S', text }] },
    ],
    borderline: 'one',
  },
});
const friday = '2026-11-20T15:00:00.000Z';
const by = { playbook: page, now: friday };
const at = (now: string) => ({ playbook: page, now });
const plain = (lead: Lead, events: Decision['events'] = []): Decision => ({ lead, events, owed: [] });
const nurturing = (change: Partial<Lead> = {}) =>
  aLead({ state: 'nurturing', offer: null, verdict: 'borderline', readUpTo: 7, ...change });
const ours = { kind: 'nurtured', by: 'baton', data: {} } as const;
/** As Baton has just nurtured it. */
const begun = (change: Partial<Lead> = {}) => withNurture(nurturing(change), plain(nurturing(change), [ours]), by);
const running = (change: Partial<Lead> = {}) => begun(change).lead;
const steps = ({ owed }: Decision) =>
  owed.map(({ job }) => job).filter((job): job is Job & { kind: 'send-step' } => job.kind === 'send-step');
const why = ({ nurture }: Lead) => nurture?.stopped?.why ?? null;
type Sending = Parameters<typeof dueStep>[2];
const sending = (now: string): Sending => ({ playbook: page, now, canMail: true, suppressed: null });
const kinds = ({ events }: Decision) => events.map(({ kind }) => kind);
const line = (lead: Lead, words: string): Message[] => [
  ...lead.messages,
  { n: lead.messages.length + 1, from: 'visitor', name: null, text: words, channel: 'web', at: friday, asks: null },
];
/** With one more line of the visitor's, which a turn has read. */
const heard = (lead: Lead, words = 'Here I am again'): Lead => {
  const messages = line(lead, words);
  return { ...lead, messages, readUpTo: messages.length };
};

describe('beginning', () => {
  test('three days later, at the next time at which the team works', () => {
    const { lead, events, owed } = begun();
    // Friday at four in Berlin; three days later is Monday at the same time.
    expect(lead.nurture).toMatchObject({
      sequence: 'one',
      step: 0,
      by: null,
      dueAt: '2026-11-23T15:00:00.000Z',
      heard: 7,
    });
    expect(events.at(-1)).toMatchObject({ kind: 'nurture-began', by: 'baton', data: { sequence: 'one', step: 0 } });
    expect(owed).toContainEqual({
      job: { kind: 'send-step', lead: lead.id, step: 0, at: '2026-11-23T15:00:00.000Z' },
      key: `nurture:${lead.id}`,
      delayMs: 3 * 86_400_000,
    });
  });

  test('nobody is written to at night or on a holiday', () => {
    const closed = { ...page, holidays: ['2026-11-23'] };
    const evening = '2026-11-20T20:30:00.000Z';
    const due = (playbook: Playbook, now: string) =>
      begin(nurturing(), { sequence: 'one', by: null }, { playbook, now })?.dueAt;
    expect(due(closed, friday)).toBe('2026-11-24T08:00:00.000Z');
    expect(due(page, evening)).toBe('2026-11-24T08:00:00.000Z');
    const own = { ...page, teams: [{ ...page.teams[0]!, zone: 'America/New_York', hours: hoursFrom(10) }] };
    expect(due(own, evening)).toBe('2026-11-24T15:00:00.000Z');
  });

  test('a rep’s own nurturing begins what the rep chose, on their day', () => {
    const claimed = claimedBy(sam, 5);
    const pressing = { rep: sam, playbook: page, now: friday };
    const chosen = press(claimed, pressing, { until: '2026-12-15', note: 'After the fair', sequence: 'other' });
    if (chosen.kind !== 'done') throw new Error(chosen.kind);
    const { lead, events } = withConsequences(claimed, chosen, by);
    expect(lead.nurture).toMatchObject({
      sequence: 'other',
      by: sam,
      note: 'After the fair',
      dueAt: '2026-12-15T08:00:00.000Z',
    });
    expect(events.find(({ kind }) => kind === 'nurture-began')).toMatchObject({ by: sam.id });

    const back = undo(lead, { ...pressing, now: '2026-11-20T15:01:00.000Z' });
    if (back.kind !== 'done') throw new Error(back.kind);
    expect(back.lead.nurture).toBeNull();
    const without = press(claimed, pressing, { until: '2026-12-15', note: '' });
    expect(without).toMatchObject({ kind: 'done', lead: { state: 'nurturing', nurture: null } });
  });

  test('without a sequence of the page for it, nobody is written to', () => {
    const { borderline: _, ...nurture } = page.nurture;
    const none = { ...page, nurture };
    const decided = withNurture(nurturing(), plain(nurturing(), [ours]), { playbook: none, now: friday });
    expect(decided.lead.nurture).toBeNull();
    expect(begin(nurturing(), { sequence: 'gone', by: sam }, by)).toBeNull();
  });

  test('what they had before is not sent again, and nothing begins of which all was sent', () => {
    const had = (...of: number[]) => of.map((step) => ({ sequence: 'one', step, at: friday, via: 'mail' as const }));
    const having = (...of: number[]) =>
      nurturing({ nurture: { ...running().nurture!, sent: had(...of), stopped: { why: 'replied', at: friday } } });
    expect(begin(having(0), { sequence: 'one', by: null }, by)).toMatchObject({ step: 1, stopped: null });
    expect(begin(having(0, 1, 2), { sequence: 'one', by: sam }, by)).toBeNull();
  });

  test.each<[NurtureEnd, boolean, boolean]>([
    ['unsubscribed', false, false],
    ['bounced', false, false],
    ['complained', false, false],
    ['pressed', false, true],
    ['replied', true, true],
    ['offered', true, true],
  ])('after an end because it was %s, Baton: %s, a rep: %s', (end, baton, rep) => {
    const lead = nurturing({ nurture: { ...running().nurture!, stopped: { why: end, at: friday } } });
    expect(begin(lead, { sequence: 'one', by: null }, by) !== null).toBe(baton);
    expect(begin(lead, { sequence: 'one', by: sam }, by) !== null).toBe(rep);
  });
});

describe('ending', () => {
  test.each<[LeadState, NurtureEnd | null]>([
    ['nurturing', null],
    ['closed', null],
    ['chatting', 'replied'],
    ['offered', 'offered'],
    ['claimed', 'claimed'],
    ['booked', 'booked'],
    ['rejected', 'rejected'],
  ])('a lead that goes to %s: %s', (state, end) => {
    const before = running();
    const after = withNurture(before, plain({ ...before, state }), by);
    expect(why(after.lead)).toBe(end);
    expect(kinds(after)).toEqual(end === null ? [] : ['nurture-stopped']);
    expect(after.lead.nurture?.dueAt === null).toBe(end !== null);
  });

  test('a line of the visitor ends it once it was read; one that was there before does not', () => {
    const before = running();
    const unread = { ...before, messages: line(before, 'Hello again') };
    expect(why(withNurture(before, plain(unread), by).lead)).toBeNull();
    expect(why(withNurture(before, plain({ ...unread, readUpTo: 8 }), by).lead)).toBe('replied');
  });

  test('whoever answers and is handed on in one turn has answered', () => {
    const before = running();
    expect(why(withNurture(before, plain({ ...heard(before), state: 'offered' }), by).lead)).toBe('replied');
  });

  test.each([
    ['Thank you!', 'nothing', null],
    ['Bye, have a nice day', 'leaving', null],
    ['not interested', 'leaving', 'replied'],
    ['Please stop writing to me', 'leaving', 'replied'],
    ['Bitte keine Mails', 'nothing', 'replied'],
    ['We need it in May', 'answering', 'replied'],
    ['No thanks', 'declining', 'replied'],
  ] as const)('“%s” (%s): %s', (words, wants, end) => {
    const before = running();
    const polite = unlessPolite({ ...before, messages: line(before, words) }, wants);
    const read = { ...polite, readUpTo: 8 };
    expect(why(withNurture(before, plain(read), by).lead)).toBe(end);
  });

  test('an answer to a step is told in the thread of a card, also after the last one', () => {
    const card = { channel: 'C0SDRLEADS', ts: '1.1' };
    const one = { sequence: 'one', step: 1, at: '2026-12-01T09:00:00.000Z', via: 'mail' } as const;
    for (const stopped of [null, { why: 'over', at: friday } as const]) {
      const before = running({ card });
      const gone = { ...before, nurture: { ...before.nurture!, sent: [one], stopped } };
      const answered = withNurture(gone, plain(heard(gone)), by);
      expect(why(answered.lead)).toBe('replied');
      expect(answered.owed.map(({ job }) => job)).toContainEqual({
        kind: 'post-note',
        lead: before.id,
        note: { kind: 'step-answered', at: friday, sequence: 'One', step: 2, sentAt: one.at },
      });
    }
    const fresh = running({ card });
    expect(withNurture(fresh, plain(heard(fresh)), by).owed.some(({ job }) => job.kind === 'post-note')).toBe(false);
  });

  test('whoever stops it says why, and only what runs can stop', () => {
    const stopped = stop(running(), { why: 'unsubscribed', by: 'visitor', now: friday })!;
    expect(stopped.events).toEqual([
      { kind: 'nurture-stopped', by: 'visitor', data: { sequence: 'one', why: 'unsubscribed', sent: 0 } },
    ]);
    expect(stop(stopped.lead, { why: 'bounced', by: 'baton', now: friday })).toBeNull();
    expect(stop(nurturing(), { why: 'pressed', by: sam.id, now: friday })).toBeNull();
  });
});

describe('the step that is due', () => {
  const monday = '2026-11-23T15:00:00.000Z';
  const job = { step: 0, at: monday };

  test('is a mail where an address is known', () => {
    expect(dueStep(running(), job, sending(monday))).toMatchObject({
      kind: 'mail',
      sequence: 'one',
      step: 0,
      address: 'dana.reyes@acme.example',
      written: { subject: 'S' },
    });
  });

  test('once it is sent, the next is due after its days; after the last it is over', () => {
    let lead = running();
    const due: (string | null)[] = [];
    let now = monday;
    for (const step of [0, 1, 2]) {
      const gone = sent(lead, { sequence: 'one', step, via: 'mail', text: 'T' }, at(now))!;
      expect(sent(gone.lead, { sequence: 'one', step, via: 'mail', text: 'T' }, at(now))).toBeNull();
      lead = gone.lead;
      due.push(lead.nurture?.dueAt ?? null);
      now = lead.nurture?.dueAt ?? now;
    }
    expect(due).toEqual(['2026-11-30T15:00:00.000Z', '2026-12-07T15:00:00.000Z', null]);
    expect(why(lead)).toBe('over');
  });

  test('a mail that went out is known as sent, whatever happened meanwhile', () => {
    const stopped = stop(running(), { why: 'unsubscribed', by: 'visitor', now: monday })!.lead;
    const gone = sent(stopped, { sequence: 'one', step: 0, via: 'mail', text: 'T' }, at(monday))!;
    expect(gone.lead.nurture).toMatchObject({ sent: [{ step: 0 }], dueAt: null, stopped: { why: 'unsubscribed' } });
    expect(steps(gone)).toEqual([]);
  });

  test.each<[string, Lead, Partial<typeof job>]>([
    ['another step', running(), { step: 1 }],
    ['another time', running(), { at: friday }],
    ['an end', stop(running(), { why: 'pressed', by: sam.id, now: friday })!.lead, {}],
    ['no sequence', nurturing(), {}],
  ])('is dropped when the lead has %s', (_, lead, change) => {
    const { step, at: moment } = { ...job, ...change };
    expect(dueStep(lead, { step, at: moment }, sending(monday))).toBeNull();
  });

  test('outside working hours it waits', () => {
    const due = dueStep(running(), job, sending('2026-11-23T21:00:00.000Z'));
    if (due?.kind !== 'decided') throw new Error('nothing was decided');
    expect(due.decision.lead.nurture).toMatchObject({ step: 0, dueAt: '2026-11-24T08:00:00.000Z' });
    expect(steps(due.decision)).toMatchObject([{ step: 0, at: '2026-11-24T08:00:00.000Z' }]);
  });

  test('with nothing to say it is skipped, and said so', () => {
    const silent = running({ answers: running().answers.filter(({ field }) => field !== 'use_case') });
    const due = dueStep(silent, job, sending(monday));
    if (due?.kind !== 'decided') throw new Error('nothing was decided');
    expect(due.decision.events).toEqual([
      { kind: 'nurture-skipped', by: 'baton', data: { sequence: 'one', step: 0, why: 'nothing-to-say' } },
    ]);
    expect(due.decision.lead.nurture).toMatchObject({ step: 1, sent: [] });
  });

  test.each<[string, Lead, Partial<Sending>, NurtureEnd]>([
    ['an unread line', { ...running(), messages: line(running(), 'Hi') }, {}, 'replied'],
    ['a suppressed address', running(), { suppressed: 'complained' }, 'complained'],
    [
      'a form and no address',
      running({ channel: 'form', answers: running().answers.filter(({ field }) => field !== 'email') }),
      {},
      'unreachable',
    ],
    ['a page without the sequence', running(), { playbook: { ...page, nurture: { sequences: [] } } }, 'over'],
  ])('stops for %s', (_, lead, change, end) => {
    const given = { ...sending(monday), ...change };
    const due = dueStep(lead, job, {
      ...given,
      playbook: { ...given.playbook, lanes: { ...page.lanes, form: ['form'] } },
    });
    if (due?.kind !== 'decided') throw new Error('nothing was decided');
    expect(why(due.decision.lead)).toBe(end);
    expect(steps(due.decision)).toEqual([]);
  });

  test.each([
    ['nobody can be mailed', running(), false],
    ['no address is known', running({ answers: running().answers.filter(({ field }) => field !== 'email') }), true],
  ])('is a line in the chat where %s', (_, lead, canMail) => {
    const due = dueStep(lead, job, { ...sending(monday), canMail });
    if (due?.kind !== 'decided') throw new Error('nothing was decided');
    const { lead: told, owed } = due.decision;
    expect(told.messages.at(-1)).toMatchObject({ from: 'baton', asks: null });
    expect(told.messages.at(-1)?.text).toContain('“one dashboard for our board instead of twelve spreadsheets”');
    expect(told.nurture).toMatchObject({ step: 1, sent: [{ step: 0, via: 'chat' }] });
    expect(owed.map(({ job: { kind } }) => kind)).toContain('send-reply');
    // Our own line is no reply of theirs.
    expect(why(withNurture(lead, due.decision, at(monday)).lead)).toBeNull();
  });
});

test('however often it begins, ends and is due, nobody gets a step twice, and nothing after an end', () => {
  const acts = ['due', 'late', 'reply', 'offer', 'back', 'press', 'stop'] as const;
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...acts), { maxLength: 40 }), (sequence) => {
      let lead = running();
      let clock = Date.parse(friday);
      const went: string[] = [];
      for (const act of sequence) {
        clock += 60_000;
        const now = new Date(clock).toISOString();
        if (act === 'due' || act === 'late') {
          const { nurture } = lead;
          if (nurture?.dueAt == null) continue;
          clock = Math.max(clock, Date.parse(nurture.dueAt) + (act === 'late' ? 7 * 3_600_000 : 0));
          const moment = new Date(clock).toISOString();
          const due = dueStep(lead, { step: nurture.step, at: nurture.dueAt }, sending(moment));
          if (due?.kind === 'decided') lead = withNurture(lead, due.decision, at(moment)).lead;
          if (due?.kind !== 'mail') continue;
          expect(why(lead)).toBeNull();
          went.push(`${due.sequence}-${due.step}`);
          lead = withNurture(lead, sent(lead, { ...due, via: 'mail', text: '' }, at(moment))!, at(moment)).lead;
        } else if (act === 'reply')
          lead = withNurture(lead, plain({ ...heard(lead), state: 'chatting' }), at(now)).lead;
        else if (act === 'offer') lead = withNurture(lead, plain({ ...lead, state: 'offered' }), at(now)).lead;
        else if (act === 'back') lead = withNurture(lead, plain({ ...lead, state: 'nurturing' }, [ours]), at(now)).lead;
        else if (act === 'stop') lead = stop(lead, { why: 'pressed', by: sam.id, now })?.lead ?? lead;
        else {
          const again = begin(lead, { sequence: 'other', by: sam }, at(now));
          lead = withNurture(
            lead,
            plain({ ...lead, state: 'nurturing', ...(again && { nurture: again }) }),
            at(now),
          ).lead;
        }
      }
      expect(new Set(went).size).toBe(went.length);
    }),
  );
});

test('a lead that nobody writes to is left alone', () => {
  const lead = aLead({ messages: aTranscript(['Hi']) });
  const decision = plain(lead);
  expect(withNurture(lead, decision, by)).toBe(decision);
});

function hoursFrom(hour: number) {
  return Array.from({ length: 7 }, () => [{ from: hour * 60, until: hour * 60 + 120 }]);
}
