// What goes back by mail: which lines are one mail, when it sets out, and that it lands in the thread it answers.
import { expect, test } from 'vitest';
import type { Lead, Message } from '../../src/core/lead.ts';
import { withLine } from '../../src/core/line.ts';
import { lastMail, type MailRef, threadHeaders } from '../../src/core/mail-thread.ts';
import { asOneMail, pauseLeft, replyMail } from '../../src/core/reply-mail.ts';
import { handBack, owedSilence } from '../../src/core/takeover.ts';
import { waiting } from '../../src/core/undelivered.ts';
import { aLead, aPlaybook, claimedBy, now, sam } from '../support/leads.ts';

const playbook = aPlaybook();
const thread: MailRef = { id: '<theirs@acme.example>', from: 'ada@acme.example', subject: 'Re: Hello', references: [] };

function byMail(lead: Lead = aLead()): Lead {
  const n = lead.messages.length + 1;
  const line: Message = { n, from: 'visitor', name: null, text: 'Hi', channel: 'mail', at: now, asks: null };
  return { ...lead, messages: [...lead.messages, line] };
}
const said = (lead: Lead, text: string, from: 'baton' | 'rep' = 'baton', channel?: string) =>
  withLine(lead, {
    from,
    name: from === 'rep' ? sam.name : 'Baton',
    text,
    asks: null,
    at: now,
    ...(channel !== undefined && { channel }),
  });
const ours = (lead: Lead) => lead.messages.filter(({ from, channel }) => from !== 'visitor' && channel === 'mail');

test('a line takes the channel of the visitor’s last one; what has a mail of its own stays in the chat', () => {
  expect(said(aLead(), 'Hello').messages.at(-1)?.channel).toBe('web');
  const lead = said(byMail(), 'Hello');
  expect(lead.messages.at(-1)?.channel).toBe('mail');
  expect(said(lead, 'Booked', 'baton', lead.channel).messages.at(-1)?.channel).toBe('web');
});

test('lines of one sender, one after the other, are one mail', () => {
  const lead = said(said(said(said(byMail(), 'one'), 'two'), 'three', 'rep'), 'four');
  expect(asOneMail(ours(lead), null).map(({ text }) => text)).toEqual(['one', 'two']);
  expect(asOneMail(ours(lead).slice(2), null).map(({ text }) => text)).toEqual(['three']);
  const split = said(said(said(byMail(), 'one'), 'two', 'baton', 'web'), 'three');
  const all = split.messages.filter(({ from }) => from !== 'visitor').slice(-3);
  expect(asOneMail(all, null).map(({ text }) => text)).toEqual(['one']);
});

test('what has set out goes again as it was, whatever was said since; none of it can be held back', () => {
  const lead = said(said(said(byMail(), 'one'), 'two'), 'three');
  const [one, two, three] = ours(lead);
  expect(asOneMail(ours(lead), two?.n ?? 0)).toEqual([one, two]);
  const delivery = { upTo: (one?.n ?? 0) - 1, sending: two?.n ?? 0 };
  expect(waiting(lead, delivery)).toEqual([three]);
});

test('it waits until nobody adds to it, longer for a person who types', () => {
  const at = (seconds: number) => new Date(Date.parse(now) + seconds * 1_000).toISOString();
  expect(pauseLeft(ours(said(byMail(), 'one')), at(5))).toBe(15_000);
  expect(pauseLeft(ours(said(byMail(), 'one')), at(25))).toBe(0);
  expect(pauseLeft(ours(said(byMail(), 'one', 'rep')), at(25))).toBe(35_000);
});

test('the thread goes on; a rep’s words are under their name, Baton says what it is', () => {
  const about = { id: 'x@y.example', playbook, thread, unsubscribe: 'https://y.example/unsubscribe/t' };
  const baton = said(said(byMail(), 'One.'), 'Two.');
  expect(replyMail(baton, ours(baton), about)).toMatchObject({
    to: { address: 'ada@acme.example' },
    subject: 'Re: Hello',
    text: expect.stringMatching(/^One\.\n\nTwo\.\n\nBaton, the AI assistant of .+\n$/),
    headers: {
      'In-Reply-To': '<theirs@acme.example>',
      References: '<theirs@acme.example>',
      'Auto-Submitted': 'auto-replied',
      'List-Unsubscribe': '<https://y.example/unsubscribe/t>',
    },
  });
  const rep = said(byMail(claimedBy(sam, 5)), 'Hello', 'rep');
  const mail = replyMail(rep, ours(rep), { ...about, unsubscribe: null });
  expect(mail).toMatchObject({ sender: sam.name, headers: { 'Auto-Submitted': 'no' } });
  expect(mail.html).toBeUndefined();
  expect(mail.headers).not.toHaveProperty('List-Unsubscribe');
});

test('references: each once, the beginning and the end of a long thread, and nothing that is no id', () => {
  const many = Array.from({ length: 60 }, (_, n) => `<${n}@a.example>`);
  const { References: long = '' } = threadHeaders({ ...thread, references: [...many, ...many] });
  expect(long.split(' ')).toHaveLength(20);
  expect(long).toMatch(/^<0@a\.example> .*<59@a\.example> <theirs@acme\.example>$/);
  const odd = ['no id', 'a@b>\r\nBcc: x', '', '<theirs@acme.example>'];
  expect(threadHeaders({ ...thread, references: odd }).References).not.toMatch(/[\r\n]|no id/);
  expect(threadHeaders({ ...thread, id: 'what the provider calls it' })).toEqual({});
});

test('the mail they wrote last is the one that is answered', () => {
  const event = (data: Record<string, unknown>) => {
    return { id: 'event_1' as const, lead: aLead().id, kind: 'received' as const, by: 'visitor', at: now, data };
  };
  const events = [event({ message: 1, mail: { ...thread, subject: 'first' } }), event({ mail: thread }), event({})];
  expect(lastMail(events)).toEqual(thread);
  expect(lastMail([event({ message: 1 })])).toBeNull();
  expect(lastMail([event({ mail: 'nonsense' })])).toBeNull();
});

test('by mail nobody leaves the chat: handing back says nothing, and silence takes days', () => {
  const talking = { ...claimedBy(sam, 5), takeover: { rep: sam, at: now, since: '1.1' } };
  const chat = handBack(talking, { playbook, now, why: 'silence' });
  const mail = handBack(byMail(talking), { playbook, now, why: 'silence' });
  if (chat.kind !== 'done' || mail.kind !== 'done') throw new Error('nobody talked');
  expect(chat.lead.messages).toHaveLength(talking.messages.length + 1);
  expect(mail.lead.messages).toHaveLength(talking.messages.length + 1);
  expect(mail.lead.messages.at(-1)?.from).toBe('visitor');
  const [inChat, byPost] = [talking, byMail(talking)].map((lead) => owedSilence(lead, playbook)[0]?.delayMs ?? 0);
  expect(inChat).toBe(playbook.limits.takeoverMinutes * 60_000);
  expect(byPost).toBe(playbook.continuity.longestGapHours * 3_600_000);
});
