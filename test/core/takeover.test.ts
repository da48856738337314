import { describe, expect, test } from 'vitest';
import type { Lead, Rep } from '../../src/core/lead.ts';
import {
  deleted,
  edited,
  endTakeover,
  handBack,
  pauseMs,
  repLine,
  sendOnly,
  type ThreadLine,
  takeOver,
} from '../../src/core/takeover.ts';
import type { Delivery } from '../../src/core/undelivered.ts';
import { claim, reject } from '../../src/core/verdict.ts';
import { aLead, anOffer, aPlaybook, claimedBy, minutesAgo, now, rita, sam } from '../support/leads.ts';

const playbook = aPlaybook();
const all: Delivery = { upTo: 99, sending: null };
const since = '1763650000.000100';
const press = (rep: Rep, more: { delivery?: Delivery; shiftEnds?: string | null } = {}) => ({
  ...{ rep, playbook, now, since, delivery: all, shiftEnds: null },
  ...more,
});
const line = (change: Partial<ThreadLine> = {}): ThreadLine => ({
  by: sam.id,
  text: 'Hi there',
  ts: '1763650001.000100',
  source: 'slack:C1:1763650001.000100',
  isBroadcast: false,
  hasFiles: false,
  ...change,
});
const by = { playbook, now, endedAt: null };

function done<Outcome extends { kind: string }>(outcome: Outcome) {
  if (outcome.kind !== 'done') throw new Error(`not done but ${outcome.kind}`);
  return outcome as Extract<Outcome, { kind: 'done' }>;
}
const talking = (lead: Lead = claimedBy(sam, 6)): Lead => done(takeOver(lead, press(sam))).lead;
const jobs = ({ owed }: { owed: readonly { job: { kind: string } }[] }) => owed.map(({ job }) => job.kind);
const whispers = ({ owed }: { owed: readonly { job: object }[] }) =>
  owed.flatMap(({ job }) => ('what' in job ? [job.what] : []));

describe('taking over', () => {
  test('claims what nobody has, and names the rep to the visitor once', () => {
    const taken = done(takeOver(aLead(), press(sam)));
    expect(taken.lead).toMatchObject({ state: 'claimed', rep: sam, takeover: { rep: sam, at: now, since } });
    expect(taken.events.map(({ kind }) => kind)).toEqual(['claimed', 'taken-over']);
    expect(taken.lead.messages.slice(aLead().messages.length).map(({ text }) => text)).toEqual([
      'Sam Okafor from Northwind Analytics is taking over from here and has our whole conversation.',
    ]);
    expect(jobs(taken)).toContain('end-takeover');
  });

  test('is a claim in all else: the turn goes with the lead', () => {
    const lead = aLead({ offer: anOffer({ rep: rita, by: 'rotation', turn: rita.id }) });
    const claimed = done(claim(lead, press(sam)));
    expect(claimed.turns?.length).toBeGreaterThan(0);
    expect(done(takeOver(lead, press(sam))).turns).toEqual(claimed.turns);
  });

  test.each<[string, Lead, string]>([
    ['another rep’s', claimedBy(rita, 6), 'taken'],
    ['another rep’s booking', claimedBy(rita, 6, { state: 'booked' }), 'over'],
    ['a rejected one', claimedBy(sam, 6, { state: 'rejected' }), 'over'],
    ['a closed one', aLead({ state: 'closed' }), 'over'],
    ['one that somebody talks in already', talking(), 'talking'],
  ])('%s: refused, with the reason', (_what, lead, kind) => {
    expect(takeOver(lead, press(sam)).kind).toBe(kind);
  });

  test('their own booking too', () => {
    expect(talking(claimedBy(sam, 6, { state: 'booked' }))).toMatchObject({ state: 'booked', takeover: { rep: sam } });
  });

  test('drops what Baton has said and not sent, but neither what has set out nor what a rep wrote', () => {
    const lead = claimedBy(sam, 6);
    const last = lead.messages.length;
    const more = (from: 'baton' | 'rep', text: string, n: number) =>
      ({ n, from, name: null, text, channel: 'web', at: now, asks: null }) as const;
    const messages = [...lead.messages, more('baton', 'one', last + 1), more('rep', 'two', last + 2)];
    const busy = { ...lead, messages: [...messages, more('baton', 'three', last + 3)] };
    const upTo = (sending: number | null) => ({ delivery: { upTo: last, sending } });
    const dropped = (sending: number | null) => done(takeOver(busy, press(sam, upTo(sending)))).lead.dropped;
    expect(dropped(null)).toEqual([last + 1, last + 3]);
    expect(dropped(last + 1)).toEqual([last + 3]);
  });
});

describe('a line in the thread', () => {
  test.each<[string, Lead, Partial<ThreadLine>]>([
    ['nobody has taken over', claimedBy(sam, 6), {}],
    ['somebody else writes it', talking(), { by: rita.id }],
    ['it was written before', talking(), { ts: '1763649999.000100' }],
    ['it was written in that very moment', talking(), { ts: since }],
    ['the lead has become another rep’s', { ...talking(), rep: rita }, {}],
    ['it is an aside', talking(), { text: '// who has a price list?' }],
    ['it is an aside after a space', talking(), { text: ' //who' }],
    ['it is an aside as Slack takes it', talking(), { text: ';;who' }],
    ['it is an aside as others mark it', talking(), { text: '\\\\ who' }],
    ['it is locked', talking(), { text: '🔒 who' }],
    ['it is a colleague’s note', talking(), { text: 'Note: who', by: rita.id }],
    ['it is empty', talking(), { text: ' ' }],
  ])('is private when %s', (_when, lead, change) => {
    expect(repLine(lead, line(change), by)).toEqual({ kind: 'private' });
  });

  test('goes to the visitor under the name of the rep who took over', () => {
    const sent = done(repLine(talking(), line(), by));
    expect(sent.lead.messages.at(-1)).toMatchObject({ from: 'rep', name: sam.name, text: 'Hi there' });
    expect(jobs(sent)).toEqual(['send-reply', 'end-takeover']);
    expect(repLine(sent.lead, line(), by)).toEqual({ kind: 'repeat' });
  });

  test.each<[Partial<ThreadLine>, string]>([
    [{ isBroadcast: true }, 'not-sent-broadcast'],
    [{ text: 'NOTE: ask for a discount' }, 'kept-note'],
    [{ text: 'private : no' }, 'kept-note'],
    [{ hasFiles: true, text: '' }, 'not-sent-files'],
  ])('that cannot go is told to its author: %j', (change, what) => {
    const kept = done(repLine(talking(), line(change), by));
    expect(whispers(kept)).toEqual([what]);
    expect(kept.lead.messages).toEqual(talking().messages);
  });

  test('beside the end that nobody pressed, its author is told; later it is private again', () => {
    const lead = claimedBy(sam, 6);
    const at = (ms: number) => String((Date.parse(now) + ms) / 1_000);
    const ended = { ...by, endedAt: now };
    for (const ms of [-30_000, 1_000, 59_000]) {
      expect(whispers(done(repLine(lead, line({ ts: at(ms) }), ended)))).toEqual(['not-sent-ended']);
    }
    for (const one of [
      line({ ts: at(61_000) }),
      line({ ts: at(1_000), by: rita.id }),
      line({ ts: at(1), text: '//' }),
    ]) {
      expect(repLine(lead, one, ended)).toEqual({ kind: 'private' });
    }
  });
});

describe('Send to visitor', () => {
  const one = { text: 'We have SSO', source: 'slack:C1:5.5' };
  test.each<[string, Lead, string]>([
    ['offered', aLead(), 'unclaimed'],
    ['another rep’s', claimedBy(rita, 6), 'taken'],
    ['rejected', claimedBy(sam, 6, { state: 'rejected' }), 'over'],
    ['theirs', claimedBy(sam, 6), 'done'],
    ['taken over', talking(), 'done'],
  ])('%s: %s', (_state, lead, kind) => {
    expect(sendOnly(lead, press(sam), one).kind).toBe(kind);
  });

  test('sends an aside without its slashes, once, and nothing empty', () => {
    const lead = claimedBy(sam, 6);
    const sent = done(sendOnly(lead, press(sam), { ...one, text: '// We have SSO' }));
    expect(sent.lead.messages.at(-1)).toMatchObject({ from: 'rep', text: 'We have SSO' });
    expect(sent.lead.takeover).toBeNull();
    expect(sendOnly(sent.lead, press(sam), one).kind).toBe('sent-already');
    expect(sendOnly(lead, press(sam), { ...one, text: '//' }).kind).toBe('empty');
    const note = done(sendOnly(lead, press(sam), { ...one, text: 'Note: prices are net' }));
    expect(note.lead.messages.at(-1)?.text).toBe('Note: prices are net');
  });
});

describe('edits and deletes', () => {
  const sent = done(repLine(talking(), line(), by)).lead;
  const n = sent.messages.length;
  const waits = { playbook, now, delivery: { upTo: n - 1, sending: null } };
  const there = { playbook, now, delivery: { upTo: n, sending: null } };
  const leaving = { playbook, now, delivery: { upTo: n - 1, sending: n } };
  const edit = (text: string, editTs = '1763650002.1') => ({ ...line({ text }), before: 'Hi there', editTs });

  test('of a line that waits: the new one goes in its place', () => {
    const changed = done(edited(sent, edit('Hello'), waits)).lead;
    expect(changed.dropped).toEqual([n]);
    expect(changed.messages.at(-1)).toMatchObject({ from: 'rep', name: sam.name, text: 'Hello' });
    expect(edited(changed, edit('Hello'), waits)).toEqual({ kind: 'repeat' });
    expect(edited(changed, edit('An older one', '1763650001.9'), waits)).toEqual({ kind: 'repeat' });
    expect(done(edited(changed, edit('Hey', '1763650003.1'), waits)).lead.messages.at(-1)?.text).toBe('Hey');
    expect(done(deleted(changed, line(), waits)).lead.dropped).toEqual([n, n + 1]);
  });

  test('an edit that makes it private takes it back', () => {
    const changed = done(edited(sent, edit('// Hi there'), waits)).lead;
    expect(changed.dropped).toEqual([n]);
    expect(changed.messages).toHaveLength(n);
    expect(edited(changed, edit('Hi there again'), waits)).toEqual({ kind: 'private' });
  });

  test.each([
    ['is there', there],
    ['may be there', leaving],
  ])('of a line that %s: its author hears', (_what, at) => {
    expect(whispers(done(edited(sent, edit('Hello'), at)))).toEqual(['edit-too-late']);
    expect(whispers(done(deleted(sent, line(), at)))).toEqual(['delete-too-late']);
  });

  test('that Slack tells of before the line are the line, or the end of it', () => {
    const late = done(edited(talking(), edit('Hello'), waits)).lead;
    expect(late.messages.at(-1)).toMatchObject({ from: 'rep', text: 'Hello' });
    expect(repLine(late, line(), by)).toEqual({ kind: 'repeat' });
    const [withdrawn] = done(deleted(talking(), line(), waits)).events;
    expect(withdrawn).toMatchObject({ kind: 'withdrawn', data: { source: line().source } });
    expect(repLine(talking(), line(), { ...by, isWithdrawn: true })).toEqual({ kind: 'private' });
    expect(edited(talking(), { ...edit('Hello'), before: '// Hello' }, waits)).toEqual({ kind: 'private' });
  });

  test('of a line that never left the thread are nobody’s business', () => {
    const other = { ...edit('x'), source: 'slack:C1:7.7', by: rita.id };
    expect(edited(sent, other, waits)).toEqual({ kind: 'private' });
    expect(deleted(sent, other, waits)).toEqual({ kind: 'private' });
    expect(deleted(done(deleted(sent, line(), waits)).lead, line(), waits)).toEqual({ kind: 'repeat' });
  });
});

describe('handing back', () => {
  test('is the rep’s who talks, and tells the visitor', () => {
    const back = done(handBack(talking(), { why: 'pressed', rep: sam, playbook, now }));
    expect(back.lead.takeover).toBeNull();
    expect(back.lead.messages.at(-1)).toMatchObject({ from: 'baton', text: expect.stringContaining('Baton, the AI') });
    expect(handBack(talking(), { why: 'pressed', rep: rita, playbook, now })).toEqual({ kind: 'talks', by: sam });
    expect(handBack(back.lead, { why: 'pressed', rep: sam, playbook, now })).toEqual({ kind: 'nobody-talks' });
  });

  test('happens by itself when nobody wrote since, and not of another takeover', () => {
    const lead = talking();
    const limit = { why: 'silence', at: now, after: lead.messages.length } as const;
    expect(endTakeover(lead, limit, by)?.events).toMatchObject([{ kind: 'handed-back', by: 'baton' }]);
    expect(endTakeover(done(repLine(lead, line(), by)).lead, limit, by)).toBeNull();
    expect(endTakeover(lead, { ...limit, at: minutesAgo(90) }, by)).toBeNull();
    expect(endTakeover(claimedBy(sam, 6), limit, by)).toBeNull();
  });

  test('at the end of the shift waits for a pause in the talk', () => {
    const soon = new Date(Date.parse(now) + 60_000).toISOString();
    const taken = done(takeOver(claimedBy(sam, 6), press(sam, { shiftEnds: soon })));
    const [owed] = taken.owed.filter(({ job }) => job.kind === 'end-takeover' && job.why === 'shift');
    expect(owed?.delayMs).toBe(60_000);
    const limit = { why: 'shift', at: now } as const;
    const early = endTakeover(taken.lead, limit, { playbook, now: soon });
    expect(early?.lead.takeover).not.toBeNull();
    expect(early?.owed).toMatchObject([{ job: { kind: 'end-takeover', why: 'shift' }, delayMs: pauseMs - 60_000 }]);
    const late = new Date(Date.parse(now) + pauseMs).toISOString();
    expect(endTakeover(taken.lead, limit, { playbook, now: late })?.lead.takeover).toBeNull();
  });

  test('happens when the lead is no longer theirs', () => {
    const why = { reason: 'not_qualified', wrongField: null, note: '' };
    expect(done(reject(talking(), { rep: sam, playbook, now }, why)).lead.takeover).toBeNull();
  });
});
