// The door by which mails come back, as inbound parsers of any provider meet it: forgeries, nonsense, sizes and repeats.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listLeads } from '../../src/store/lead.ts';
import { suppressionOf } from '../../src/store/suppressed.ts';
import { type Baton, signed, startBaton } from '../support/baton.ts';

const at = '2026-11-23T14:00:00.000Z';
const good = {
  type: 'mail.received',
  id: '<1@customer.example>',
  from: { address: 'ada@acme.example', name: 'Ada' },
  to: ['meet@northwind.example'],
  subject: 'Re: Hello',
  text: 'Hello there',
  inReplyTo: '<x@y.example>',
  references: '<w@y.example> <x@y.example>',
  at,
};
const failed = { type: 'mail.bounced', id: 'b-1', address: 'nobody@acme.example', why: '5.1.1 No such user' };

describe.each(['sqlite', 'postgres'] as const)('on %s', (kind) => {
  let baton: Baton;
  beforeAll(async () => {
    baton = await startBaton({ kind, selfService: true, calendar: 'none' });
  }, 60_000);
  afterAll(() => baton.stop());

  const post = async (body: object | string, headers?: Record<string, string>) => {
    const raw = typeof body === 'string' ? body : JSON.stringify(body);
    const answer = await fetch(`${baton.app.url}/mail/webhook`, {
      method: 'POST',
      body: raw,
      headers: headers ?? signed(raw, baton.sandbox.mailSecret),
    });
    return { status: answer.status, ...((await answer.json()) as { error?: string; lead?: string | null }) };
  };
  const idOf = async (name: string) => {
    await baton.say(name, 'We want to replace our reporting tool');
    const { lead } = await baton.say(name, `${name}@acme.example`);
    return { lead, id: baton.app.deps.mailIds?.make(lead, 'keep-in-touch-1') ?? '' };
  };

  test.each([
    ['no signature', good, {}, 401, 'webhook-id'],
    ['the secret of the chat', good, signed(JSON.stringify(good)), 401, 'MAIL_WEBHOOK_SECRET'],
    ['no JSON', '{', null, 400, 'JSON'],
    ['an array', '[]', null, 422, 'body'],
    ['another type', { ...good, type: 'mail.opened' }, null, 422, 'mail.received, mail.bounced or mail.complained'],
    ['no id', { ...good, id: ' ' }, null, 422, 'id'],
    ['nobody', { ...good, from: { name: 'Ada' } }, null, 422, 'from.address'],
    ['no address', { ...good, from: { address: 'ada' } }, null, 422, 'must be an e-mail address'],
    ['a time that is none', { ...good, at: 'yesterday' }, null, 422, 'at'],
    ['a bounce of nobody', { ...failed, address: undefined }, null, 422, 'address'],
    ['what answers no mail of ours, and nobody would read', good, null, 422, 'ops channel'],
  ] as [string, object | string, Record<string, string> | null, number, string][])(
    '%s is refused in a sentence',
    async (_what, body, headers, status, says) => {
      const answer = await post(body, headers ?? undefined);
      expect([answer.status, answer.error]).toEqual([status, expect.stringContaining(says)]);
      expect(await listLeads(baton.app.deps.db, { limit: 5 })).toEqual([]);
    },
  );

  test.each([
    ['a header as it stands', (id: string) => ({ inReplyTo: `<${id}>`, references: null })],
    ['among references', (id: string) => ({ inReplyTo: '<x@y.example>', references: `<w@y.example>\r\n <${id}>` })],
    ['references as a list', (id: string) => ({ inReplyTo: undefined, references: ['w@y.example', id] })],
    [
      'at the end of a very long thread',
      (id: string) => {
        return {
          inReplyTo: null,
          references: [...Array.from({ length: 500 }, (_, n) => `<${n}@y.example>`), `<${id}>`],
        };
      },
    ],
    [
      'at the beginning of one',
      (id: string) => {
        return {
          inReplyTo: null,
          references: [`<${id}>`, ...Array.from({ length: 500 }, (_, n) => `<${n}@y.example>`)],
        };
      },
    ],
  ])('our id is found: %s', async (what, naming) => {
    const name = `v${what.replace(/\W/g, '')}`;
    const { lead, id } = await idOf(name);
    const mail = { ...good, id: `<${name}@acme.example>`, from: { address: `${name}@ACME.example` }, ...naming(id) };
    expect(await post(mail)).toEqual({ status: 202, lead });
    expect(await post(mail)).toEqual({ status: 200, lead });
    const { messages } = await baton.lead(lead);
    expect(messages.filter(({ text }) => text === 'Hello there')).toHaveLength(1);
  });

  test('headers as an object or as a list: a program’s mail is set aside, once', async () => {
    const { lead, id } = await idOf('away');
    const from = { address: 'away@acme.example' };
    for (const headers of [{ 'Auto-Submitted': 'auto-replied' }, [{ name: 'X-Autoreply', value: 'yes' }]]) {
      const mail = { ...good, from, inReplyTo: id, id: `<${Array.isArray(headers)}@a.example>`, headers };
      expect(await post(mail)).toMatchObject({ status: 202, lead, note: expect.stringContaining('program') });
      expect(await post(mail)).toMatchObject({ status: 200, lead });
    }
    expect((await baton.lead(lead)).events.filter((event) => event.kind === 'mail-set-aside')).toHaveLength(2);
  });

  test('characters no database likes do no harm, and a clock that is wrong none either', async () => {
    const { lead, id } = await idOf('odd');
    const mail = { ...good, id: 'odd', from: { address: 'odd@acme.example', name: 'O\u0000dd' }, inReplyTo: id };
    const words = 'null \u0000 half \ud800 smile 🙂';
    expect(
      (await post({ ...mail, text: words, subject: 'a\r\nBcc: x@y.example', at: '2099-01-01T00:00:00Z' })).status,
    ).toBe(202);
    const stored = await baton.lead(lead);
    expect(stored.messages.at(-1)?.text).toContain('smile 🙂');
    await baton.pass(1_100);
    await baton.pass(21_000);
    const [answer] = baton.sandbox.mail.mailbox().filter(({ to }) => to === 'odd@acme.example');
    expect(answer?.subject).toBe('Re: a Bcc: x@y.example');
    expect(answer?.headers.some(({ name }) => name === 'bcc')).toBe(false);
    // An id that is no Message-ID is not answered as if it were one.
    expect(answer?.headers.some(({ name }) => name === 'in-reply-to')).toBe(false);
  });

  test('an address that is nobody’s is not written to all the same', async () => {
    expect(await post(failed)).toEqual({ status: 202, lead: null });
    expect(await suppressionOf(baton.app.deps.db, 'NOBODY@acme.example')).toBe('bounced');
  });

  test('too large a body is refused before it is read', async () => {
    const answer = await post({ ...good, html: 'x'.repeat(1_100_000) });
    expect([answer.status, answer.error]).toEqual([413, expect.stringContaining('1024 KB')]);
  });
});

test('without its secret the door is shut, and says so', async () => {
  const baton = await startBaton({ calendar: 'none' });
  const raw = JSON.stringify(good);
  const answer = await fetch(`${baton.app.url}/mail/webhook`, { method: 'POST', body: raw, headers: signed(raw) });
  expect(answer.status).toBe(503);
  expect(await answer.text()).toContain('MAIL_WEBHOOK_SECRET');
  await baton.stop();
});
