// Visitors answer the mails they got: the conversation goes on by mail with all it knows, and what somebody else or a program
// wrote never becomes theirs. Over HTTP and real SMTP, with the clock in hand.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { LeadId } from '../../src/core/lead.ts';
import { erasePerson } from '../../src/flows/erase-person.ts';
import { sendTimes } from '../../src/flows/send-times.ts';
import type { MailAct, SandboxMail } from '../../src/sandbox/state.ts';
import { actionIds } from '../../src/slack/cards/actions.ts';
import { getLead } from '../../src/store/lead.ts';
import { suppressionOf } from '../../src/store/suppressed.ts';
import { type Baton, dana, signed, startBaton } from '../support/baton.ts';
import { changedPlaybook } from '../support/default-playbook.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const playbook = changedPlaybook((page) => {
  const changed = page.replace(/^ladder:\n(?: .*\n)*/m, '').replace('  managers: []', '  managers: [U0DANA]');
  return `${changed}\nops: "#baton-ops"\n`;
});

let baton: Baton;
let count = 0;
beforeAll(async () => {
  baton = await startBaton({ selfService: true, playbook });
}, 60_000);
afterEach(() => baton.sandbox.mail.faults.clear());
afterAll(() => baton.stop());

/** Oldest first. */
const mails = (name: string): SandboxMail[] =>
  baton.sandbox.mail
    .mailbox()
    .filter(({ to }) => to === `${name}@acme.example`)
    .toReversed();
const header = (mail: SandboxMail | undefined, name: string) =>
  mail?.headers.find((each) => each.name === name.toLowerCase())?.value;
const whole = async (lead: LeadId) => (await getLead(baton.app.deps.db, lead))!;
const stopOf = async (lead: LeadId) => (await whole(lead)).nurture?.stopped?.why ?? null;
const eventsOf = async (lead: LeadId, kind: string) =>
  (await baton.lead(lead)).events.filter((event) => event.kind === kind).map(({ data }) => data);
const visitorLines = async (lead: LeadId) =>
  (await whole(lead)).messages.filter(({ from }) => from === 'visitor').map(({ text, channel }) => [channel, text]);

/** As the page of the sandbox does. */
async function act(mail: SandboxMail | undefined, what: MailAct) {
  const answer = await fetch(`${baton.sandbox.url}/sandbox/mail/${mail?.id}/act`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(what),
  });
  return { status: answer.status, ...((await answer.json()) as { lead?: string; note?: string; error?: string }) };
}
const reply = async (name: string, text: string) => {
  const answer = await act(mails(name).at(-1), { kind: 'reply', text });
  expect(answer).toMatchObject({ status: 200 });
  await baton.pass(1_100);
  await baton.pass(21_000);
  return answer;
};
async function post(body: object) {
  const raw = JSON.stringify(body);
  const answer = await fetch(`${baton.app.url}/mail/webhook`, {
    method: 'POST',
    body: raw,
    headers: signed(raw, baton.sandbox.mailSecret),
  });
  return {
    status: answer.status,
    ...((await answer.json()) as { lead?: string | null; note?: string; error?: string }),
  };
}
const written = (changes: object) => ({
  type: 'mail.received',
  id: `<${++count}@customer.example>`,
  from: { address: 'somebody@customer.example', name: 'Some Body' },
  subject: 'Hello',
  text: 'Hello there',
  ...changes,
});

async function monday() {
  const days = (8 - baton.clock.now.getUTCDay()) % 7 || 7;
  const at = Date.parse(`${baton.clock.now.toISOString().slice(0, 10)}T14:00:00.000Z`) + days * day;
  await baton.pass(at - baton.clock.now.getTime());
}

/** Somebody who fell silent below the bar, and has had the first mail. */
async function nurtured(name = `ada${++count}`) {
  await monday();
  await baton.say(name, 'We want to replace our reporting tool');
  await baton.say(name, 'within two months');
  const { lead } = await baton.say(name, `${name}@acme.example`);
  await baton.pass(31 * minute);
  await baton.pass(3 * day);
  expect(mails(name)).toHaveLength(1);
  return { name, lead };
}

/** A rep's, on Monday, who talked with them in the chat. */
async function claimed(name = `ben${++count}`) {
  await monday();
  await baton.say(
    name,
    "Hi, we want to replace our reporting tool before end of Q1, we're 50 people and I make the decision",
  );
  await baton.say(name, `${name}@acme.example`);
  const { lead } = await baton.say(name, 'Yes, a call sounds good');
  return { name, lead };
}
const cardOf = (lead: LeadId) => {
  const card = baton.cards().find(({ metadata }) => metadata?.event_payload.lead === lead);
  if (card === undefined) throw new Error(`no card of ${lead}`);
  return card;
};
const notes = (lead: LeadId) => baton.thread(cardOf(lead)).map(({ text }) => text.replaceAll('\u2060', ''));

describe('a visitor answers by mail', () => {
  test('the conversation goes on by mail with all it knows, qualifies, and is claimed', async () => {
    const { name, lead } = await nurtured();
    const [first] = mails(name);
    await reply(name, 'Hi,\n\nwe are about 60 people, and I make the decision.\n\nBest regards,\nAda');
    expect(await visitorLines(lead)).toContainEqual([
      'mail',
      'Hi,\n\nwe are about 60 people, and I make the decision.',
    ]);
    expect(await stopOf(lead)).toBe('replied');

    const [, answer, ...others] = mails(name);
    expect(others).toEqual([]);
    expect(answer?.subject).toBe('Re: Your conversation with Northwind Analytics');
    expect(header(answer, 'References')).toContain(first?.messageId);
    expect(header(answer, 'In-Reply-To')).toMatch(/^<.+@mail\.sandbox\.example>$/);
    expect(header(answer, 'List-Unsubscribe-Post')).toBe('List-Unsubscribe=One-Click');
    expect(header(answer, 'Auto-Submitted')).toBe('auto-replied');
    expect(answer?.html).toBeNull();
    expect(baton.app.deps.mailIds?.read(answer?.messageId ?? '')?.lead).toBe(lead);
    // What is known is not asked again.
    expect(answer?.text).not.toMatch(/how many people|your e-?mail|replace/i);

    for (let turns = 0; (await whole(lead)).state === 'chatting' && turns < 6; turns++) {
      await reply(name, 'Yes, a call sounds good. We have 20,000 euros for it and start in March');
    }
    const offered = await whole(lead);
    expect(offered).toMatchObject({ state: 'offered', verdict: 'qualified' });
    expect(offered.answers.map(({ field }) => field)).toContain('use_case');
    await baton.press(cardOf(lead), actionIds.claim);
    await baton.pass(30_000);
    expect((await whole(lead)).state).toBe('claimed');
    expect(mails(name).at(-1)?.text).toContain('Dana');
    // Nothing of it went into the chat that they had left.
    const chat = baton.replies(name).length;
    expect(
      (await whole(lead)).messages.filter(({ from, channel }) => from !== 'visitor' && channel === 'web'),
    ).toHaveLength(chat);
  });

  test('the same mail twice is one line; what is said at a time is one mail', async () => {
    const { name, lead } = await nurtured();
    const body = written({
      from: { address: `${name.toUpperCase()}@acme.example`, name: 'Ada' },
      inReplyTo: `<${mails(name)[0]?.messageId}>`.replaceAll('<<', '<').replaceAll('>>', '>'),
      text: 'We are 60 people',
    });
    const answers = await Promise.all([post(body), post(body), post(body)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 200, 202]);
    await baton.pass(1_100);
    expect(mails(name)).toHaveLength(1);
    await baton.pass(21_000);
    expect(mails(name)).toHaveLength(2);
    expect((await visitorLines(lead)).filter(([channel]) => channel === 'mail')).toHaveLength(1);
    expect((await post(body)).status).toBe(200);
  });

  test('HTML only, in German: their own words, and an answer in their language', async () => {
    const { name, lead } = await nurtured();
    await post(
      written({
        from: { address: `${name}@acme.example`, name: 'Ada' },
        references: [mails(name)[0]?.messageId ?? ''],
        text: '',
        html: '<p>Hallo, wir sind 60 Leute und ich entscheide das. Meine Karte: 4111 1111 1111 1111</p><blockquote>Hello</blockquote>',
      }),
    );
    await baton.pass(1_100);
    await baton.pass(21_000);
    const said = (await visitorLines(lead)).at(-1)?.[1];
    expect(mails(name).at(-1)?.text).toContain('Baton, der KI-Assistent von Northwind Analytics');
    expect(said).toMatch(/^Hallo, wir sind 60 Leute und ich entscheide das\. Meine Karte: •+$/);
  });

  test('a rep reads in the thread that they answered by mail, and answers by mail under their own name', async () => {
    const { name, lead } = await claimed();
    await baton.press(cardOf(lead), actionIds.claim);
    const times = await baton.lead(lead);
    expect(times.state).toBe('claimed');
    // A mail of Baton's that they can answer: it is signed whatever it is about.
    const id = baton.app.deps.mailIds?.make(lead, 'booked-0');
    const mail = {
      from: { address: `${name}@acme.example`, name: 'Ben' },
      inReplyTo: `<${id}>`,
      subject: 'Our meeting',
    };
    expect((await post(written({ ...mail, text: 'Can we talk about prices first?' }))).status).toBe(202);
    await baton.pass(1_100);
    expect(notes(lead).join('\n')).toContain('The visitor answered by e-mail:');
    expect(notes(lead).join('\n')).toContain('Can we talk about prices first?');
    await baton.pass(30_000);
    const before = mails(name).length;

    await baton.press(cardOf(lead), actionIds.takeOver);
    await baton.pass(2 * minute);
    const card = cardOf(lead);
    for (const text of ['Of course.', 'What would you compare us with?']) {
      await baton.sandbox.slack.act({ kind: 'say', user: dana, channel: card.channel, threadTs: card.ts, text });
      await baton.pass(5_000);
    }
    await baton.pass(2 * minute);
    const now = mails(name).slice(before);
    const own = now.at(-1);
    expect(own?.text).toBe('Of course.\n\nWhat would you compare us with?\n\nDana Reyes\nNorthwind Analytics\n');
    expect(header(own, 'from')).toMatch(/^"?Dana Reyes"? <meetings@northwind\.example>$/);
    expect(header(own, 'Auto-Submitted')).toBe('no');
    expect(own?.subject).toBe('Re: Our meeting');
    expect(await eventsOf(lead, 'touched')).toHaveLength(1);
  });

  test('times are offered by mail and chosen with a number; the calendar’s own mail confirms it, once', async () => {
    const { name, lead } = await claimed();
    await baton.press(cardOf(lead), actionIds.claim);
    await baton.pass(minute);
    const from = { address: `${name}@acme.example`, name: 'Ben' };
    const id = baton.app.deps.mailIds?.make(lead, 'keep-in-touch-1');
    await post(written({ from, inReplyTo: `<${id}>`, text: 'When could we talk?' }));
    await baton.pass(1_100);
    await baton.pass(21_000);
    const times = [1, 2].map((days) => {
      const startsAt = new Date(Math.ceil(baton.clock.now.getTime() / day) * day + days * day + 15 * 60 * minute);
      return { startsAt: startsAt.toISOString(), hosts: [{ id: dana, name: 'Dana Reyes' }] };
    });
    const sending = { rep: { id: dana, name: 'Dana Reyes' }, times, kind: 'call', lengthMin: 30 };
    expect((await sendTimes(baton.app.deps, lead, sending)).kind).toBe('done');
    const before = mails(name).length;
    await baton.pass(minute);
    // One mail in their thread, and not a second one that says the same.
    const [offer, ...others] = mails(name).slice(before);
    expect(others).toEqual([]);
    expect(offer?.text).toMatch(/^2\. .+$/m);
    expect(offer?.text).toContain('/meet/');
    await reply(name, '2\n\nBest,\nBen');
    await baton.pass(minute);
    const booked = await whole(lead);
    expect(booked.state).toBe('booked');
    expect(booked.booking?.meeting?.startsAt).toBe(times[1]?.startsAt);
    // The mail of the calendar confirms it; the line that says the same stays in the chat.
    const after = mails(name).slice(before + 1);
    expect(after.filter(({ ics }) => ics !== null)).toHaveLength(1);
    expect(booked.messages.at(-1)).toMatchObject({ from: 'baton', channel: 'web' });
    expect(after.length).toBeLessThanOrEqual(2);
  });

  test('nobody is given up after half an hour by mail; after days they are, and written to again', async () => {
    const { name, lead } = await nurtured();
    await reply(name, 'We are 60 people');
    expect((await whole(lead)).messages.at(-1)?.asks).not.toBeNull();
    await baton.pass(day);
    expect((await whole(lead)).state).toBe('chatting');
    await baton.pass(day);
    expect((await whole(lead)).state).not.toBe('chatting');
    const [first, ...later] = (await whole(lead)).nurture?.sent ?? [];
    expect([first?.step, later]).toEqual([0, []]);
  });

  test('who comes back to the chat is answered in the chat', async () => {
    const { name, lead } = await nurtured();
    await reply(name, 'We are 60 people');
    const sent = mails(name).length;
    await baton.say(name, 'Here I am again, and I decide');
    await baton.pass(minute);
    expect(mails(name)).toHaveLength(sent);
    expect((await whole(lead)).messages.at(-1)).toMatchObject({ from: 'baton', channel: 'web' });
  });
});

describe('what is no line of theirs', () => {
  test('a colleague answers: kept beside the transcript, told to people, and the sequence stops', async () => {
    const { name, lead } = await nurtured();
    const colleague = { address: 'carl@acme.example', name: 'Carl Boss' };
    const sent = mails(name)[0];
    const answer = await act(sent, { kind: 'reply', text: 'Ada has left. We are 900 people.', from: colleague });
    expect(answer).toMatchObject({ status: 200, lead, note: expect.stringContaining('Somebody else') });
    await baton.pass(minute);
    expect((await visitorLines(lead)).flat()).not.toContain('Ada has left. We are 900 people.');
    expect((await whole(lead)).answers.map(({ value }) => value)).not.toContain(900);
    expect(await eventsOf(lead, 'mail-set-aside')).toMatchObject([{ why: 'colleague', from: colleague }]);
    expect(await stopOf(lead)).toBe('replied');
    const told = baton.sandbox.state().messages.filter(({ text }) => text.includes('Ada has left'));
    expect(told).toHaveLength(1);
    expect(told[0]?.text).toContain('Carl Boss');
    await baton.pass(30 * day);
    expect(mails(name)).toHaveLength(1);
  });

  test('with a card, their rep reads it in the thread', async () => {
    const { lead } = await claimed();
    await baton.press(cardOf(lead), actionIds.claim);
    const id = baton.app.deps.mailIds?.make(lead, 'booked-0');
    const body = written({ inReplyTo: `<${id}>`, text: 'I am the buyer here.' });
    expect([(await post(body)).status, (await post(body)).status]).toEqual([202, 200]);
    await baton.pass(minute);
    const told = notes(lead).filter((text) => text.includes('I am the buyer here.'));
    expect(told).toHaveLength(1);
    expect(told[0]).toContain('somebody@customer.example');
  });

  test('an absence note changes nothing', async () => {
    const { name, lead } = await nurtured();
    expect(await act(mails(name)[0], { kind: 'auto-reply' })).toMatchObject({ status: 200, lead });
    await baton.pass(minute);
    expect(await stopOf(lead)).toBeNull();
    expect((await whole(lead)).state).toBe('nurturing');
    expect(await eventsOf(lead, 'mail-set-aside')).toMatchObject([{ why: 'auto-reply' }]);
    await baton.pass(12 * day);
    expect(mails(name)).toHaveLength(2);
  });

  test('an id that somebody made up finds nobody: ops reads the mail once', async () => {
    const { name, lead } = await nurtured();
    const forged = (mails(name)[0]?.messageId ?? '').replace(/\.[\w-]{22}@/, `.${'A'.repeat(22)}@`);
    expect(forged).toContain(lead);
    const body = written({
      inReplyTo: forged,
      from: { address: `${name}@acme.example` },
      text: 'Let me in, pwd: secret1',
    });
    expect(await post(body)).toMatchObject({ status: 202, lead: null });
    expect(await post(body)).toMatchObject({ status: 200, lead: null });
    await baton.pass(minute);
    expect(await stopOf(lead)).toBeNull();
    const told = baton.sandbox.state().messages.filter(({ text }) => text.includes('Let me in'));
    expect(told).toHaveLength(1);
    expect(told[0]?.text).not.toContain('secret1');
    expect(baton.sandbox.state().channels.find(({ id }) => id === told[0]?.channel)?.name).toBe('baton-ops');
  });

  test('of a person who was erased nothing is kept', async () => {
    const { name, lead } = await nurtured();
    const [mail] = mails(name);
    await erasePerson(baton.app.deps, lead, { id: dana, name: 'Dana Reyes' });
    await baton.pass(minute);
    expect(await act(mail, { kind: 'reply', text: 'Hello again' })).toMatchObject({ status: 200, lead: null });
    expect(await act(mail, { kind: 'auto-reply' })).toMatchObject({ status: 200, lead: null });
    expect(await getLead(baton.app.deps.db, lead)).toBeUndefined();
  });
});

describe('what becomes of a mail', () => {
  test.each(['bounce', 'complaint'] as const)('a %s is the end, once, and the rep reads of it', async (kind) => {
    const { name, lead } = await nurtured();
    const [mail] = mails(name);
    expect((await act(mail, { kind })).status).toBe(200);
    await baton.pass(30 * day);
    const what = kind === 'bounce' ? 'bounced' : 'complained';
    expect(await stopOf(lead)).toBe(what);
    expect(await suppressionOf(baton.app.deps.db, `${name}@acme.example`)).toBe(what);
    expect(mails(name)).toHaveLength(1);
    expect(await eventsOf(lead, what)).toHaveLength(1);
  });

  test('without the id of the mail it is found by its address, and told in the thread', async () => {
    const { name, lead } = await claimed();
    await baton.press(cardOf(lead), actionIds.claim);
    const body = { type: 'mail.bounced', id: 'b-1', address: `${name}@acme.example`, why: '5.1.1 No such user' };
    expect(await post(body)).toMatchObject({ status: 202, lead });
    expect((await post(body)).status).toBe(200);
    await baton.pass(minute);
    expect(notes(lead).filter((text) => text.includes('5.1.1 No such user'))).toHaveLength(1);
  });

  test('an answer that the server refuses goes into the chat instead', async () => {
    const { name, lead } = await nurtured();
    const before = baton.replies(name).length;
    baton.sandbox.mail.faults.add({ kind: 'recipient-refused' });
    await reply(name, 'We are 60 people');
    await baton.pass(minute);
    expect(mails(name)).toHaveLength(1);
    expect(baton.replies(name)).toHaveLength(before + 1);
    expect(await eventsOf(lead, 'bounced')).toMatchObject([{ why: expect.stringContaining('550') }]);
  });

  test('a lost answer: the same lines under the same id, and what is said later is another mail', async () => {
    const { name, lead } = await nurtured();
    baton.sandbox.mail.faults.add({ kind: 'answer-lost', times: 2 });
    await reply(name, 'We are 60 people');
    for (const seconds of [5, 30, 120, 300]) await baton.pass(seconds * 1_000);
    expect(mails(name)).toMatchObject([{ copies: 1 }, { copies: 3 }]);
    await baton.app.deps.db.inTx((tx) => baton.app.deps.queue.enqueue(tx, [{ job: { kind: 'send-reply', lead } }]));
    await baton.pass(minute);
    expect(mails(name)).toHaveLength(2);
  });
});
