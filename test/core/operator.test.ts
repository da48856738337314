import { describe, expect, test } from 'vitest';
import type { Lead } from '../../src/core/lead.ts';
import { notDelivered } from '../../src/core/not-delivered.ts';
import { type OperatorLine, operatorLeft, operatorSpoke } from '../../src/core/operator.ts';
import { posted } from '../../src/core/post.ts';
import { endTakeover, handBack, repLine, takeOver } from '../../src/core/takeover.ts';
import { type Delivery, undelivered } from '../../src/core/undelivered.ts';
import { claim } from '../../src/core/verdict.ts';
import { converse } from '../support/conversation.ts';
import { aLead, aPlaybook, aTranscript, claimedBy, minutesAgo, now, rita, sam } from '../support/leads.ts';

const playbook = aPlaybook();
const all: Delivery = { upTo: 99, sending: null };
const by = { playbook, now, delivery: all };
const line = (change: Partial<OperatorLine> = {}): OperatorLine => ({
  product: 'intercom',
  conversation: 'c1',
  id: '133',
  text: 'Hi, Olga here.',
  at: now,
  operator: { id: '8148', name: 'Olga' },
  ...change,
});
function done<Outcome extends { kind: string }>(outcome: Outcome) {
  if (outcome.kind !== 'done') throw new Error(`not done but ${outcome.kind}`);
  return outcome as Extract<Outcome, { kind: 'done' }>;
}
const jobs = ({ owed }: { owed: readonly { job: { kind: string } }[] }) => owed.map(({ job }) => job.kind);
const paused = (lead: Lead = claimedBy(sam, 6)): Lead => done(operatorSpoke(lead, line(), by)).lead;

describe('an operator writes in the product', () => {
  test('Baton is silent, the line is in the transcript under their name, and is not sent again', () => {
    const before = claimedBy(sam, 6);
    const spoken = done(operatorSpoke(before, line(), by));
    const { lead } = spoken;
    expect(lead.takeover).toMatchObject({ rep: { id: 'intercom:8148', name: 'Olga' }, product: 'intercom' });
    expect(lead.messages.at(-1)).toMatchObject({
      from: 'rep',
      name: 'Olga',
      text: 'Hi, Olga here.',
      channel: 'intercom',
    });
    expect(undelivered(lead, { upTo: before.messages.length, sending: null })).toEqual([]);
    expect(jobs(spoken)).toEqual(expect.arrayContaining(['update-card', 'post-note', 'end-takeover']));
    expect(spoken.events).toMatchObject([{ kind: 'taken-over', by: 'intercom:8148' }]);
  });

  test('told twice it is one line', () => {
    expect(operatorSpoke(paused(), line(), by).kind).toBe('repeat');
    expect(operatorSpoke(paused(), line({ conversation: 'c2' }), by).kind).toBe('done');
  });

  test('what Baton has said and nobody can have read is dropped; a rep’s line is not', () => {
    const lead = aLead({
      messages: aTranscript(['A person please!', { baton: 'Of course.' }, { rep: 'Hello' }]),
    });
    const { lead: after } = done(operatorSpoke(lead, line(), { ...by, delivery: { upTo: 1, sending: null } }));
    expect(after.dropped).toEqual([2]);
  });

  test('a rep who talks from Slack goes on, and their lines still go out', () => {
    const talking = done(
      takeOver(claimedBy(sam, 6), { rep: sam, playbook, now, since: '1', delivery: all, shiftEnds: null }),
    ).lead;
    const after = paused(talking);
    expect(after.takeover?.rep).toEqual(sam);
    const typed = { by: sam.id, text: 'Me again', ts: '2', source: 'slack:C1:2', isBroadcast: false, hasFiles: false };
    expect(repLine(after, typed, { playbook, now, endedAt: null }).kind).toBe('done');
  });

  test('a claim stands: the visitor has heard from a person', () => {
    const lead = claimedBy(sam, 6);
    const next = { step: 'remind', at: now } as const;
    const watched = { ...lead, ladder: { kind: 'claimed', since: minutesAgo(6), dueAt: now, next } } as const;
    expect(paused(watched).ladder).toBeNull();
  });

  test('the pause lasts whatever becomes of the lead, and its card says nothing to the visitor', () => {
    const offered = paused(aLead({ card: null }));
    const claimed = done(claim(offered, { rep: sam, playbook, now }));
    expect(claimed.lead.takeover?.product).toBe('intercom');
    const card = { channel: 'C1', ts: '1.1' };
    expect(posted(offered, card, { drawn: offered, playbook, now }).lead.messages).toEqual(offered.messages);
  });
});

describe('the pause ends', () => {
  const limit = (lead: Lead) => ({ at: now, why: 'silence', after: lead.messages.length }) as const;

  test('by silence, and the visitor hears that it is the assistant again', () => {
    const lead = paused();
    const ended = endTakeover(lead, limit(lead), { playbook, now });
    expect(ended?.lead.takeover).toBeNull();
    expect(ended?.lead.messages.at(-1)?.text).toContain('Olga has left the chat');
  });

  test('of a conversation that is over it ends without a word, and without a card there is no note', () => {
    const lead = paused(aLead({ state: 'closed', card: null }));
    const ended = endTakeover(lead, limit(lead), { playbook, now });
    expect(ended?.lead.messages).toEqual(lead.messages);
    expect(ended?.owed).toEqual([]);
  });

  test('by any rep who hands back, under their name', () => {
    const handed = done(handBack(paused(), { why: 'pressed', rep: rita, playbook, now }));
    expect(handed.events).toMatchObject([
      { kind: 'handed-back', by: rita.id, data: { name: 'Olga', product: 'intercom' } },
    ]);
  });

  test('by a rep who takes over', () => {
    const taken = done(takeOver(paused(), { rep: sam, playbook, now, since: '1', delivery: all, shiftEnds: null }));
    expect(taken.lead.takeover).toEqual({ rep: sam, at: now, since: '1' });
  });
});

describe('while an operator talks', () => {
  test('Baton hears and counts, asks nothing, and hands off without a word', () => {
    const chat = converse();
    chat.say('Hello');
    const asked = chat.lead.messages.length;
    chat.set({ takeover: { rep: { id: 'intercom:1', name: 'Olga' }, at: chat.now, since: '', product: 'intercom' } });
    expect(chat.say('We are 80 people at northwind.co.uk')).toBe('');
    expect(chat.lead.messages).toHaveLength(asked + 1);
    expect(chat.lead.answers).toContainEqual(expect.objectContaining({ field: 'size' }));
    expect(chat.say('Can I talk to a human?')).toBe('');
    expect(chat.lead).toMatchObject({ state: 'offered', takeover: { product: 'intercom' } });
  });
});

describe('a line that never arrives', () => {
  test('is dropped and told in the thread, once', () => {
    const lead = claimedBy(sam, 6);
    const lost = notDelivered(lead, { message: 2, why: 'It is gone.', now });
    expect(lost?.lead.dropped).toEqual([2]);
    expect(jobs({ owed: lost?.owed ?? [] })).toContain('post-note');
    expect(notDelivered(lost?.lead ?? lead, { message: 2, why: 'It is gone.', now })).toBeNull();
    expect(notDelivered(aLead({ card: null }), { message: 2, why: 'It is gone.', now })?.owed).toEqual([]);
  });
});

describe('what is told late', () => {
  test('somebody who wrote long ago is not there any more: their line is kept, and Baton goes on', () => {
    const late = line({ at: minutesAgo(playbook.limits.takeoverMinutes + 1) });
    const before = claimedBy(sam, 6);
    const spoken = done(operatorSpoke({ ...before, readUpTo: before.messages.length }, late, by));
    expect(spoken.lead.takeover).toBeNull();
    expect(spoken.lead.dropped).toEqual([]);
    expect(spoken.lead.messages.at(-1)).toMatchObject({ from: 'rep', text: late.text, at: late.at });
    expect(spoken.events).toMatchObject([{ kind: 'relayed' }]);
    expect(jobs(spoken)).not.toContain('end-takeover');
  });

  test('but what they have answered is not answered again', () => {
    const before = claimedBy(sam, 6);
    const at = minutesAgo(60);
    const messages = [...before.messages, { ...before.messages[0]!, n: before.messages.length + 1, text: 'SSO?', at }];
    const { lead } = done(operatorSpoke({ ...before, messages }, line({ at: minutesAgo(50) }), by));
    expect(lead.takeover).toMatchObject({ product: 'intercom' });
  });
});

describe('nobody of the company talks in the product any more', () => {
  const left = { product: 'intercom', conversation: 'c1', at: now, isOver: true };
  const theirs = (change: Partial<Lead> = {}) => ({
    ...paused({ ...claimedBy(sam, 6), conversation: 'c1' }),
    ...change,
  });

  test('it was closed: Baton has the conversation again and says nothing', () => {
    const before = theirs();
    const closed = done(operatorLeft(before, left, by));
    expect(closed.lead.takeover).toBeNull();
    expect(closed.lead.messages).toEqual(before.messages);
    expect(closed.events).toMatchObject([{ kind: 'handed-back', by: 'baton', data: { why: 'closed' } }]);
    expect(operatorLeft(closed.lead, left, by).kind).toBe('repeat');
  });

  test('it was given back: the visitor hears whom they talk to', () => {
    const before = theirs();
    const back = done(operatorLeft(before, { ...left, isOver: false }, by));
    expect(back.lead.takeover).toBeNull();
    expect(back.lead.messages.length).toBe(before.messages.length + 1);
  });

  test('what is told late, of another conversation, or while a rep talks from Slack ends nothing', () => {
    expect(operatorLeft(theirs(), { ...left, at: minutesAgo(1) }, by).kind).toBe('repeat');
    expect(operatorLeft(theirs(), { ...left, conversation: 'c2' }, by).kind).toBe('repeat');
    expect(operatorLeft(theirs(), { ...left, product: 'crisp' }, by).kind).toBe('repeat');
    expect(operatorLeft(theirs({ takeover: { rep: sam, at: now, since: '1' } }), left, by).kind).toBe('repeat');
    expect(operatorLeft(claimedBy(sam, 6), left, by).kind).toBe('repeat');
  });
});
