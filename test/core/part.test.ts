// Joining and taking apart again leaves each lead what it would have had alone, however their lines came between each other.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { carriedFrom, takeAlong } from '../../src/core/carry.ts';
import { join, mayEnd, merged } from '../../src/core/join.ts';
import { type Answer, type Lead, type Message, newLead } from '../../src/core/lead.ts';
import { lineId } from '../../src/core/line.ts';
import { canPart, part, partedDelivery, withoutCarried } from '../../src/core/part.ts';
import { person } from '../../src/core/person.ts';
import { prompt } from '../../src/core/prompt.ts';
import { sayable } from '../../src/core/sayable.ts';
import { aLead, anAnswer, aPlaybook, aTranscript, now, sam } from '../support/leads.ts';

const playbook = aPlaybook();
const by = { playbook, now };
const web = { channel: 'web', conversation: 'site' };
const phone = { channel: 'whatsapp', conversation: '1/2' };
const match = { by: 'phone', rank: 'verified', was: 'claimed' } as const;
const visitor = { id: '2', name: 'Dana', phone: '+16505551234', verified: ['phone'] as const };

type Spoken = { from: 'visitor' | 'baton'; at: 'web' | 'whatsapp'; answers: boolean; asks: boolean };
const spoken: fc.Arbitrary<Spoken> = fc.record({
  from: fc.constantFrom('visitor', 'baton'),
  at: fc.constantFrom('web', 'whatsapp'),
  answers: fc.boolean(),
  asks: fc.boolean(),
});

/** The lines as they came, said into `lead` and each with the answer that it gave. */
function told(lead: Lead, lines: readonly Spoken[]): Lead {
  let after = lead;
  for (const { from, at, answers, asks } of lines) {
    const i = after.messages.filter(({ channel }) => channel === at).length;
    const n = after.messages.length + 1;
    const place = at === after.channel ? {} : { conversation: phone.conversation };
    const text = `line ${i} of ${at}`;
    const line: Message = { n, from, name: null, text, channel: at, at: now, asks: asks ? 'size' : null, ...place };
    after = { ...after, messages: [...after.messages, line] };
    if (from === 'visitor' && answers) {
      const evidence = { kind: 'said', message: n, start: 0, end: text.length } as const;
      const answer: Answer = { field: 'use_case', value: text, evidence, interviewer: 'guided', at: now };
      const refused = {
        field: 'size',
        value: i,
        message: n,
        quote: text,
        reason: 'not-sure-enough',
        interviewer: 'guided',
        at: now,
      } as const;
      after = { ...after, answers: [...after.answers, answer], refused: [...after.refused, refused] };
    }
    if (from === 'baton' && asks) after = { ...after, dropped: [...after.dropped, n] };
  }
  return after;
}

const alone = (place: typeof web, lines: readonly Spoken[]) => {
  const start = newLead({ id: 'lead_site', ...place, visitor: { id: 'v' }, page: null, playbook: 'test', now });
  return told(
    start,
    lines.filter(({ at }) => at === place.channel),
  );
};
const shown = ({ messages, answers, refused, dropped }: Lead) => ({
  messages: messages.map(({ conversation: _, ...line }) => line),
  answers,
  refused,
  dropped,
});

test('joined and parted, both are as they had been alone', () => {
  fc.assert(
    fc.property(fc.array(spoken, { maxLength: 14 }), fc.nat({ max: 14 }), (lines, upTo) => {
      const own = alone(web, []);
      const { lead, events } = join(own, { ...phone, visitor, match, now });
      expect(events).toMatchObject([{ kind: 'joined', data: { channel: 'whatsapp', by: 'phone', rank: 'verified' } }]);
      expect(JSON.stringify(events)).not.toContain(visitor.phone);
      const whole = { ...told(lead, lines), inThread: Math.min(upTo, lines.length) };
      const parted = part(whole, { joined: whole.joined[0]!, id: 'lead_other', by });
      expect(shown(parted.kept)).toEqual(shown(alone(web, lines)));
      expect(shown(parted.left)).toEqual(shown(alone(phone, lines)));
      expect(parted.left.messages.every(({ conversation }) => conversation === undefined)).toBe(true);
      expect(parted.kept).toMatchObject({ visitor: { id: 'v' }, joined: [], parted: 1 });
      expect(parted.kept.inThread).toBeLessThanOrEqual(parted.kept.messages.length);
      const sent = partedDelivery(parted, { upTo: Math.min(upTo, lines.length), sending: null });
      const delivered = lines.slice(0, upTo).filter(({ at }) => at === 'whatsapp').length;
      expect(sent.left.upTo).toBe(delivered);
      expect(parted.to.size).toBe(lines.length);
    }),
  );
});

test('two leads that become one, and part again, have lost nothing', () => {
  fc.assert(
    fc.property(fc.array(spoken, { maxLength: 10 }), (lines) => {
      const older = alone(web, lines);
      const newer = { ...alone(phone, lines), id: 'lead_newer' as const, visitor };
      const one = join(merged(older, newer), { ...phone, visitor, match, now }).lead;
      expect(one.messages.map(({ n }) => n)).toEqual(one.messages.map((_, i) => i + 1));
      const { kept, left } = part(one, { joined: one.joined[0]!, id: 'lead_again', by });
      expect(shown(kept)).toEqual(shown(older));
      expect(shown(left)).toEqual(shown(newer));
    }),
  );
});

test('what nobody has read or answered is not taken for read, joined or parted', () => {
  const line = { from: 'visitor', at: 'web', answers: false, asks: false } as const;
  const [older, newer] = [alone(web, [line, line]), alone(phone, [{ ...line, at: 'whatsapp' }])];
  const readUpTo = (up: number) => merged({ ...older, readUpTo: up }, { ...newer, readUpTo: 1 }).readUpTo;
  expect([0, 1, 2].map(readUpTo)).toEqual([0, 1, 3]);
  const one = join(merged({ ...older, readUpTo: 2 }, { ...newer, readUpTo: 1 }), {
    ...phone,
    visitor,
    match,
    now,
  }).lead;
  const { kept, left } = part(one, { joined: one.joined[0]!, id: 'lead_other', by });
  expect([kept.readUpTo, left.readUpTo]).toEqual([2, 0]);
});

test('numbers of lines that were given once are given no second time', () => {
  const lead = aLead();
  expect(lineId(lead, 3)).toBe('lead_dana-3');
  expect(lineId({ ...lead, parted: 1 }, 3)).toBe('lead_dana.1-3');
});

test('only a lead that nobody else has met ends in another one', () => {
  const older = alone(web, []);
  expect(mayEnd(alone(phone, []), older)).toBe(true);
  expect(mayEnd(aLead({ createdAt: now }), older)).toBe(false);
  expect(mayEnd({ ...alone(phone, []), createdAt: '2020-01-01T00:00:00.000Z' }, older)).toBe(false);
});

const dana = aLead({ createdAt: now });
const earlier = { lead: dana, by: 'email', rank: 'claimed', was: 'claimed' } as const;
const fresh = () => alone(web, [{ from: 'visitor', at: 'web', answers: true, asks: false }]);

test('what comes along keeps its words, day and lead, fills only what is not known, and is dropped as it came', () => {
  const carried = carriedFrom(earlier, { aloud: false, playbook, now });
  const { lead, events } = takeAlong(fresh(), carried, playbook);
  const size = lead.answers.find(({ field }) => field === 'size');
  expect(size).toMatchObject({
    value: 140,
    at: dana.messages[4]?.at,
    evidence: { kind: 'carried', lead: dana.id, channel: 'web', of: 'said' },
  });
  expect(lead.answers.filter(({ field }) => field === 'use_case')).toEqual(fresh().answers);
  expect(events).toMatchObject([
    { kind: 'carried', data: { from: dana.id, by: 'email', rank: 'claimed', aloud: false } },
  ]);
  expect(canPart(lead)).toBe(true);
  const declining = takeAlong({ ...fresh(), declined: ['size'] }, carried, playbook).lead;
  expect(declining.answers.some(({ field }) => field === 'size')).toBe(false);
  const dropped = withoutCarried(lead, { rep: sam, by });
  expect(dropped?.from).toEqual([dana.id]);
  expect(dropped?.decision.lead.answers).toEqual(fresh().answers);
  expect(withoutCarried(fresh(), { rep: sam, by })).toBeNull();
  const twice = carriedFrom({ ...earlier, lead }, { aloud: true, playbook, now });
  expect(twice?.answers.find(({ field }) => field === 'size')?.evidence).toMatchObject({ lead: dana.id, aloud: false });
});

test('of what came along in silence neither the model nor a blank of ours has a value', () => {
  const silent = takeAlong(fresh(), carriedFrom(earlier, { aloud: false, playbook, now }), playbook).lead;
  const { state } = prompt({ lead: silent, playbook });
  expect(state).not.toMatch(/140|dana\.reyes|Acme/);
  expect(state).toContain('size: enough');
  expect(person(sayable(silent), playbook)).toMatchObject({ name: null, email: null, company: null });
  const aloud = takeAlong(fresh(), carriedFrom(earlier, { aloud: true, playbook, now }), playbook).lead;
  expect(prompt({ lead: aloud, playbook }).state).toContain('140');
  expect(sayable(aloud)).toBe(aloud);
});

test('what may have changed comes along in silence never, and aloud with its old day', () => {
  const later = '2028-11-20T15:00:00.000Z';
  const fields = (aloud: boolean) =>
    carriedFrom(earlier, { aloud, playbook, now: later })?.answers.map(({ field }) => field);
  expect(fields(false)).not.toContain('size');
  expect(fields(false)).toContain('email');
  expect(fields(true)).toContain('size');
});

test('a yes goes with the line that asked: without it, it says nothing', () => {
  const messages = aTranscript([{ baton: 'Shall we call you?' }, 'Yes']);
  const yes = anAnswer(messages, 'use_case', { value: 'call', quote: 'Yes' });
  const evidence = {
    kind: 'confirmed',
    offer: 1,
    offered: { start: 0, end: 5 },
    message: 2,
    start: 0,
    end: 3,
  } as const;
  const split = messages.map((line) => (line.n === 2 ? { ...line, ...phone } : line));
  const { lead } = join(
    { ...aLead({ messages: split, answers: [{ ...yes, evidence }] }) },
    { ...phone, visitor, match, now },
  );
  const { kept, left } = part(lead, { joined: lead.joined[0]!, id: 'lead_other', by });
  expect([kept.answers, left.answers]).toEqual([[], []]);
  const after = merged(aLead(), aLead({ messages, answers: [{ ...yes, evidence }] }));
  const lines = aLead().messages.length;
  expect(after.answers.at(-1)?.evidence).toMatchObject({ offer: lines + 1, message: lines + 2 });
});
