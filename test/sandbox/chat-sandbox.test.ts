// The chat stand-in against a Baton of six lines: what it sends is signed, retried and ordered; what it takes is checked.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterEach, expect, test } from 'vitest';
import { type ChatSandbox, createChatSandbox } from '../../src/sandbox/chat/chat-sandbox.ts';
import { signBody } from '../../src/sandbox/chat/signature.ts';
import { answerOf, visitorScripts } from '../../src/sandbox/chat/visitors.ts';

const secret = `whsec_${Buffer.from('a secret of thirty-two letters!!').toString('base64')}`;
const pace = { readMs: 0, perLetterMs: 0, longestMs: 0, quietMs: 2, patienceMs: 2_000 };
type Taken = { id: string; body: { conversation: string; message: { id: string; text: string }; channel: string } };

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function baton(answer: (taken: Taken, count: number) => number) {
  const taken: Taken[] = [];
  const server: Server = createServer(async (request, response) => {
    let raw = '';
    for await (const part of request) raw += part;
    const body = new Webhook(secret).verify(raw, request.headers as Record<string, string>) as Taken['body'];
    const one = { id: String(request.headers['webhook-id']), body };
    taken.push(one);
    response.writeHead(answer(one, taken.length)).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(() => new Promise((resolve) => server.close(resolve)));
  return { taken, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/chat/webhook` };
}

function sandbox(options: Partial<Parameters<typeof createChatSandbox>[0]> = {}): ChatSandbox {
  const chat = createChatSandbox({ webhookSecret: secret, pace, retryMs: [5, 5, 5], ...options });
  stops.push(() => chat.stop());
  return chat;
}

async function post(chat: ChatSandbox, path: string, body: unknown, headers: Record<string, string> = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await chat.app.request(path, { method: 'POST', body: text, headers });
  return { status: response.status, json: (await response.json()) as Record<string, string> };
}

function reply(chat: ChatSandbox, message: { conversation: string; id: string; text: string }, at = new Date()) {
  const { conversation, id, text } = message;
  const from = { kind: 'baton', name: 'Baton' };
  const body = JSON.stringify({
    type: 'message.created',
    conversation,
    message: { id, text, at: at.toISOString() },
    from,
  });
  return post(chat, '/sandbox/chat/replies', body, signBody(secret, { id: `wh_${id}`, body, at }));
}

const until = (check: () => boolean) => expect.poll(check, { timeout: 3_000, interval: 5 }).toBe(true);

test('a line is stored, signed and sent, and a refusal is tried again under the same webhook-id', async () => {
  const { taken, url } = await baton((_, count) => (count < 3 ? 503 : 202));
  const chat = sandbox({ webhookUrl: url });
  const { conversation } = (await post(chat, '/sandbox/chat/new', {})).json;
  const said = await post(chat, '/sandbox/chat/say', { conversation, text: ' Hello ' });
  expect(said.status).toBe(202);
  await until(() => taken.length === 3);
  expect(new Set(taken.map(({ id }) => id)).size).toBe(1);
  expect(taken[0]?.body).toMatchObject({
    conversation,
    channel: 'web',
    message: { id: said.json.message, text: 'Hello' },
  });
  await until(() => chat.troubles().length === 0);
});

test('lines of one conversation arrive in order even when the first is refused at first', async () => {
  const { taken, url } = await baton((_, count) => (count === 1 ? 500 : 202));
  const chat = sandbox({ webhookUrl: url });
  const { conversation } = (await post(chat, '/sandbox/chat/new', {})).json;
  for (const text of ['one', 'two']) await post(chat, '/sandbox/chat/say', { conversation, text });
  await until(() => taken.length === 3);
  expect(taken.map(({ body }) => body.message.text)).toEqual(['one', 'one', 'two']);
});

test('troubles say what to do: nobody answers, and a wrong secret is not tried again', async () => {
  const away = sandbox({ webhookUrl: 'http://127.0.0.1:9/chat/webhook' });
  const { conversation } = (await post(away, '/sandbox/chat/new', {})).json;
  await post(away, '/sandbox/chat/say', { conversation, text: 'Anyone?' });
  await until(() => away.troubles()[0]?.text.includes('Given up') === true);
  expect(away.troubles()).toHaveLength(1);
  expect(away.troubles()[0]?.text).toContain('Is Baton running?');

  const { taken, url } = await baton(() => 401);
  const refused = sandbox({ webhookUrl: url });
  const other = (await post(refused, '/sandbox/chat/new', {})).json.conversation;
  await post(refused, '/sandbox/chat/say', { conversation: other, text: 'Hi' });
  await until(() => refused.troubles().length === 1);
  expect(refused.troubles()[0]?.text).toContain('CHAT_WEBHOOK_SECRET');
  expect(taken).toHaveLength(1);
});

test('a reply is taken once, and only with the right signature and a fresh time', async () => {
  const { url } = await baton(() => 202);
  const chat = sandbox({ webhookUrl: url });
  const conversation = (await post(chat, '/sandbox/chat/new', {})).json.conversation as string;
  expect((await reply(chat, { conversation, id: 'm1', text: 'Welcome' })).json).toEqual({ repeated: false });
  expect((await reply(chat, { conversation, id: 'm1', text: 'Welcome' })).json).toEqual({ repeated: true });
  expect(chat.conversations()[0]?.lines).toMatchObject([{ id: 'm1', from: 'baton', name: 'Baton', text: 'Welcome' }]);

  expect((await reply(chat, { conversation, id: 'm2', text: 'Late' }, new Date(Date.now() - 600_000))).status).toBe(
    401,
  );
  const signed = signBody(secret, { id: 'wh', body: 'something else', at: new Date() });
  expect((await post(chat, '/sandbox/chat/replies', '{}', signed)).status).toBe(401);
  expect((await post(chat, '/sandbox/chat/replies', '{}')).status).toBe(401);
  expect(chat.conversations()[0]?.lines).toHaveLength(1);
});

test('wrong shapes answer with a sentence', async () => {
  const chat = sandbox();
  expect(await post(chat, '/sandbox/chat/say', { conversation: 'none', text: 'x' })).toMatchObject({ status: 404 });
  expect(await post(chat, '/sandbox/chat/say', '{')).toMatchObject({ status: 400 });
  expect(await post(chat, '/sandbox/chat/say', { conversation: 'none', text: '  ' })).toMatchObject({ status: 422 });
  expect(await post(chat, '/sandbox/chat/play', { visitor: 'nobody' })).toMatchObject({ status: 404 });
});

test('a played visitor answers each question, says goodbye when nothing is asked, and is gone', async () => {
  const lines = ['Thanks! By when would you like this to be in place?', 'How many people work at your company?'];
  const chat = sandbox();
  const { taken, url } = await baton(({ body }, count) => {
    const text = lines[count - 1] ?? 'Thank you, a colleague will be in touch.';
    void reply(chat, { conversation: body.conversation, id: `m${count}`, text });
    return 202;
  });
  chat.webhookUrl = url;
  await post(chat, '/sandbox/chat/play', { visitor: 'eager' });
  await until(() => taken.at(-1)?.body.message.text.startsWith('Great, thank you') === true);
  const [opening, when, size, ...goodbye] = taken.map(({ body }) => body.message.text);
  expect(opening).toMatch(/dashboard/);
  expect(when).toMatch(/end of next quarter/);
  expect(size).toMatch(/120 people/);
  expect(goodbye).toHaveLength(1);
});

test('what was kept comes back', async () => {
  const { url } = await baton(() => 202);
  const chat = sandbox({ webhookUrl: url });
  const { conversation } = (await post(chat, '/sandbox/chat/new', { visitor: { name: 'Ada' } })).json;
  await post(chat, '/sandbox/chat/say', { conversation, text: 'Hello' });
  const later = sandbox({ webhookUrl: url });
  later.restore(chat.snapshot());
  expect(later.conversations()).toEqual(chat.conversations());
  expect((await post(later, '/sandbox/chat/say', { conversation, text: 'Again' })).status).toBe(202);
});

// The questions of the default playbook, word for word: a visitor who misses one makes a poor first impression.
const asked: [question: string, eager: RegExp][] = [
  ['What would you like to get done?', /dashboard/],
  ['Could you tell me a little more about what you want to achieve?', /dashboard/],
  ['By when would you like this to be in place?', /next quarter/],
  ['Is there a date or a quarter you are working towards, or something that makes it pressing now?', /next quarter/],
  ['How many people work at your company?', /120/],
  ['Who decides on something like this at your company, you or somebody else?', /sign off/],
  ['Would you sign off on this yourself, decide together with others, or does somebody else decide?', /sign off/],
  ['Do you have a budget in mind for this?', /20,000/],
  ['Even a rough range helps, per month or per year?', /20,000/],
  ['What do you use for this today, or what else are you looking at?', /HubSpot/],
  ['Is there a tool in place today, or is it done by hand?', /HubSpot/],
  ['Which company are you with?', /Fjordline/],
  ['Is there anything it must do, or must work with?', /without an export/],
  ['What is the best e-mail address to reach you?', /@/],
  ['Could you check the e-mail address? I could not read it.', /@/],
  ['Would a short call with our team be a good next step, or would you rather get something by e-mail first?', /call/],
  ['Great! I have Tue 10:00 and Wed 14:00. Which time suits you?', /first one/],
];

test.each(asked)('the eager visitor understands "%s"', (question, says) => {
  const [script] = visitorScripts;
  if (script === undefined) throw new Error('there are no visitors');
  expect(answerOf(script, question, { said: [], fallbacks: 0 })?.say).toMatch(says);
});

test('a visitor asked the same thing for ever says goodbye in the end', () => {
  for (const script of visitorScripts) {
    const memory = { said: [] as string[], fallbacks: 0 };
    const turns = Array.from({ length: 12 }, () => {
      const answer = answerOf(script, 'How many people work at your company?', memory);
      if (answer === null) return 'gone';
      if (script.otherwise.includes(answer.say)) memory.fallbacks++;
      memory.said.push(answer.say);
      return answer.last ? 'goodbye' : 'answer';
    });
    expect(
      turns.filter((turn) => turn === 'goodbye'),
      script.id,
    ).toHaveLength(1);
    expect(turns.at(-1), script.id).toBe('gone');
  }
});
