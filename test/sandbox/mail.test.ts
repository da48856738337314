// The stand-in mail server speaks real SMTP, and what it shows of a mail can neither run nor fetch anything.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.stop());
beforeEach(() => {
  sandbox.mail.restore({ mailbox: [] });
  sandbox.mail.faults.clear();
});

const ics = 'BEGIN:VCALENDAR\r\nSUMMARY:Grüße, 東京\r\nEND:VCALENDAR\r\n';
const mail = {
  from: 'Baton <baton@northwind.example>',
  to: 'Zoë Ängström <zoe@customer.example>',
  subject: 'Grüße aus dem Süden',
  text: 'Guten Tag',
  html: '<html><head></head><body><p>Guten Tag <a href="https://northwind.example/">hier</a></p></body></html>',
  icalEvent: { method: 'PUBLISH', filename: 'invite.ics', content: ics },
  messageId: '<one@northwind.example>',
};

async function deliver(changes: object = {}, url = sandbox.smtpUrl): Promise<void> {
  const transport = createTransport(url);
  try {
    await transport.sendMail({ ...mail, ...changes });
  } finally {
    transport.close();
  }
}

test('a mail arrives whole: newest first, both calendar parts as they were written', async () => {
  await deliver();
  await deliver({ messageId: '<two@northwind.example>', subject: 'Second' });
  const { mailbox } = sandbox.state();
  expect(mailbox.map(({ subject }) => subject)).toEqual(['Second', 'Grüße aus dem Süden']);
  expect(mailbox[1]).toMatchObject({
    from: 'baton@northwind.example',
    to: 'zoe@customer.example',
    messageId: '<one@northwind.example>',
    copies: 1,
    text: 'Guten Tag\n',
    invite: { method: 'PUBLISH', ics },
    ics,
  });
  expect(mailbox[1]?.headers.find(({ name }) => name === 'to')?.value).toContain('zoe@customer.example');
});

test('the same Message-ID twice is one mail that came twice', async () => {
  await deliver();
  await deliver();
  expect(sandbox.state().mailbox).toMatchObject([{ copies: 2 }]);
});

test('only the newest are kept', async () => {
  await deliver();
  const [one] = sandbox.state().mailbox;
  const many = Array.from({ length: 40 }, (_, n) => ({ ...one!, id: `mail-${n}`, messageId: `<${n}@old.example>` }));
  sandbox.mail.restore({ mailbox: many });
  await deliver({ subject: 'Newest' });
  const { mailbox } = sandbox.state();
  expect(mailbox).toHaveLength(40);
  expect(mailbox[0]?.subject).toBe('Newest');
  expect(mailbox.at(-1)?.id).toBe('mail-38');
});

test('without the password nothing is taken', async () => {
  const wrong = sandbox.smtpUrl.replace('sandbox-password', 'guessed');
  await expect(deliver({}, wrong)).rejects.toMatchObject({ code: 'EAUTH', responseCode: 535 });
  const none = sandbox.smtpUrl.replace(/\/\/.*@/, '//');
  await expect(deliver({}, none)).rejects.toMatchObject({ responseCode: 530 });
  expect(sandbox.state().mailbox).toEqual([]);
});

test.each([
  ['greylisted', 450],
  ['recipient-refused', 550],
  ['sender-refused', 550],
  ['content-refused', 554],
] as const)('%s: answered with %i once, then taken', async (kind, responseCode) => {
  sandbox.mail.faults.add({ kind });
  await expect(deliver()).rejects.toMatchObject({ responseCode });
  expect(sandbox.state().mailbox).toEqual([]);
  await deliver();
  expect(sandbox.state().mailbox).toHaveLength(1);
});

test('a lost answer: the mail is there and the sender does not know', async () => {
  sandbox.mail.faults.add({ kind: 'answer-lost' });
  await expect(deliver()).rejects.toThrow();
  expect(sandbox.state().mailbox).toHaveLength(1);
});

test('faults come over HTTP too, for one address if asked', async () => {
  const post = (body: object) =>
    fetch(`${sandbox.url}/sandbox/mail/faults`, { method: 'POST', body: JSON.stringify(body) });
  expect((await post({ kind: 'on fire' })).status).toBe(422);
  expect((await post({ kind: 'recipient-refused', to: 'zoe@customer.example' })).status).toBe(201);
  await deliver({ to: 'somebody@else.example' });
  await expect(deliver()).rejects.toMatchObject({ responseCode: 550 });
});

test('the HTML is shown as a mail program would: no script, no picture from elsewhere, links beside', async () => {
  await deliver();
  const [{ id } = { id: '' }] = sandbox.state().mailbox;
  const shown = await fetch(`${sandbox.url}/sandbox/mail/${id}.html`);
  expect(shown.headers.get('content-security-policy')).toMatch(/^sandbox (?!.*allow-scripts).*default-src 'none'/);
  expect(await shown.text()).toContain('<head><base target="_blank"></head>');
  const file = await fetch(`${sandbox.url}/sandbox/mail/${id}.ics`);
  expect(file.headers.get('content-disposition')).toBe('attachment; filename="invite.ics"');
  expect(await file.text()).toBe(ics);
  expect((await fetch(`${sandbox.url}/sandbox/mail/mail-none.html`)).status).toBe(404);
});

test('every change is told, and the mailbox survives a restart', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'baton-mail-'));
  const keepIn = join(folder, 'sandbox.json');
  const first = await startSandbox({ keepIn });
  let changes = 0;
  first.mail.onChange(() => {
    changes += 1;
  });
  await deliver({}, first.smtpUrl);
  expect(changes).toBe(1);
  await first.stop();
  const second = await startSandbox({ keepIn });
  expect(second.state().mailbox).toMatchObject([{ subject: 'Grüße aus dem Süden' }]);
  await second.stop();
  await rm(folder, { recursive: true });
});
