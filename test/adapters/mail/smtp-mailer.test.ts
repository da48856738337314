// The real SMTP client against the stand-in server: every reply a server can give has one meaning for the worker.
import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Mail, Mailer } from '../../../src/adapters/mail/mailer.ts';
import { createSmtpMailer, type SmtpMailer } from '../../../src/adapters/mail/smtp-mailer.ts';
import { visitorMail } from '../../../src/core/mail.ts';
import { OutsideError } from '../../../src/errors.ts';
import { type MailSandbox, startMailSandbox } from '../../../src/sandbox/mail/mail-sandbox.ts';

let sandbox: MailSandbox;
let mailer: SmtpMailer;
beforeAll(async () => {
  sandbox = await startMailSandbox();
});
afterAll(() => sandbox.stop());
beforeEach(() => {
  sandbox.restore({ mailbox: [] });
  sandbox.faults.clear();
  mailer = createSmtpMailer({ url: sandbox.url, from: 'Northwind <hello@northwind.example>' });
});
afterEach(() => mailer.stop());

const mail: Mail = visitorMail({
  kind: 'booked',
  id: 'lead_1-booked-1@baton.example',
  to: { address: 'zoe@customer.example', name: 'Zoë Ängström' },
  language: 'de',
  company: 'Northwind',
  rep: { name: 'Dana Reed', email: 'dana@northwind.example' },
  label: 'Erstgespräch',
  zone: 'Europe/Vienna',
  hostZone: 'Europe/Berlin',
  selfService: 'https://baton.example/m/abc',
  now: '2026-11-20T08:00:00.000Z',
  startsAt: '2026-11-24T09:00:00.000Z',
  endsAt: '2026-11-24T09:30:00.000Z',
  call: 'https://meet.example/abc',
  event: { uid: 'baton0abc@google.com', sequence: 1 },
});

async function failure(sending: ReturnType<Mailer['send']>): Promise<OutsideError> {
  const error = await sending.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(OutsideError);
  return error as OutsideError;
}

test('a mail arrives as it was written, known by our id and as written by a machine', async () => {
  expect(await mailer.send({ ...mail, headers: { 'List-Unsubscribe': '<https://baton.example/u>' } })).toEqual({
    kind: 'sent',
  });
  const [arrived] = sandbox.mailbox();
  expect(arrived).toMatchObject({
    messageId: '<lead_1-booked-1@baton.example>',
    from: 'hello@northwind.example',
    to: 'zoe@customer.example',
    subject: mail.subject,
    // The parser ends what it reads with a line end of its own.
    text: `${mail.text}\n`,
    html: `${mail.html}\n`,
    invite: mail.invite,
    ics: mail.invite?.ics,
  });
  const header = (wanted: string) => arrived?.headers.find(({ name }) => name === wanted)?.value;
  expect(header('auto-submitted')).toBe('auto-generated');
  expect(header('list-unsubscribe')).toBe('<https://baton.example/u>');
  expect(header('from')).toBe('Northwind <hello@northwind.example>');
});

test('a mail without a calendar file has none', async () => {
  const { invite: _invite, ...plain } = mail;
  await mailer.send(plain);
  expect(sandbox.mailbox()[0]).toMatchObject({ invite: null, ics: null });
});

test('several at once share few connections', async () => {
  const sent = await Promise.all(
    Array.from({ length: 12 }, (_, n) => mailer.send({ ...mail, id: `${n}@baton.example` })),
  );
  expect(sent).toEqual(Array.from({ length: 12 }, () => ({ kind: 'sent' })));
  expect(sandbox.mailbox()).toHaveLength(12);
});

test('a recipient who is not taken is refused, with the server’s own sentence', async () => {
  sandbox.faults.add({ kind: 'recipient-refused' });
  expect(await mailer.send(mail)).toEqual({
    kind: 'refused',
    why: '550 5.1.1 <zoe@customer.example> There is no such mailbox',
  });
  expect(await mailer.send(mail)).toEqual({ kind: 'sent' });
});

test('a message that is refused after it was read is refused', async () => {
  sandbox.faults.add({ kind: 'content-refused' });
  expect(await mailer.send(mail)).toEqual({ kind: 'refused', why: '554 5.7.1 The message looks like spam' });
});

test('"come back later" is tried again later, and no address gets into the log', async () => {
  sandbox.faults.add({ kind: 'greylisted' });
  const error = await failure(mailer.send(mail));
  expect(error).toMatchObject({ system: 'mail', retry: 'later', status: 450 });
  expect(error.message).toContain('Greylisted');
  expect(error.message).not.toContain('zoe');
  expect(error.cause).toBeUndefined();
  expect(await mailer.send(mail)).toEqual({ kind: 'sent' });
});

test('a lost answer is tried again later by the worker alone; the second copy is the same message', async () => {
  sandbox.faults.add({ kind: 'answer-lost', times: 2 });
  expect(await failure(mailer.send(mail))).toMatchObject({ retry: 'later' });
  expect(sandbox.mailbox()).toMatchObject([{ copies: 1 }]);
  await failure(mailer.send(mail));
  expect(await mailer.send(mail)).toEqual({ kind: 'sent' });
  expect(sandbox.mailbox()).toMatchObject([{ copies: 3 }]);
});

test('a slow server is waited for', async () => {
  sandbox.faults.add({ kind: 'slow', ms: 300 });
  expect(await mailer.send(mail)).toEqual({ kind: 'sent' });
});

test('a sender that is not taken, and a wrong password, are for a person', async () => {
  sandbox.faults.add({ kind: 'sender-refused' });
  expect(await failure(mailer.send(mail))).toMatchObject({ system: 'mail', retry: 'never', status: 550 });
  const wrong = createSmtpMailer({ url: sandbox.url.replace(/:[^:@]+@/, ':wrong@'), from: 'a@northwind.example' });
  const error = await failure(wrong.send(mail));
  expect(error).toMatchObject({ system: 'mail', retry: 'never', status: 535 });
  expect(error.message).not.toContain('wrong');
  await wrong.stop();
});

test('nobody there, somebody who says nothing, somebody who will not talk', async () => {
  const nobody = createSmtpMailer({ url: 'smtp://127.0.0.1:9', from: 'a@northwind.example' });
  expect(await failure(nobody.send(mail))).toMatchObject({ system: 'mail', retry: 'later' });
  await nobody.stop();
  const [busy, closed] = await Promise.all([saying('421 4.3.2 Try again later'), saying('554 5.7.1 Go away')]);
  for (const [{ url }, retry, status] of [
    [busy, 'later', 421],
    [closed, 'never', 554],
  ] as const) {
    const theirs = createSmtpMailer({ url, from: 'a@northwind.example' });
    expect(await failure(theirs.send(mail))).toMatchObject({ system: 'mail', retry, status });
    await theirs.stop();
  }
  for (const { server } of [busy, closed]) server.close();
});

test('a server that hangs up is called once: when again is for the worker to say', async () => {
  let calls = 0;
  const { server, url } = await saying('');
  server.on('connection', () => {
    calls += 1;
  });
  const theirs = createSmtpMailer({ url, from: 'a@northwind.example' });
  expect(await failure(theirs.send(mail))).toMatchObject({ system: 'mail', retry: 'later' });
  expect(calls).toBe(1);
  await theirs.stop();
  server.close();
});

test('a password is not sent in the clear to another machine', async () => {
  // This machine under a name that does not say so.
  const url = sandbox.url.replace('127.0.0.1', 'LOCALHOST');
  const careful = createSmtpMailer({ url, from: 'a@northwind.example' });
  expect((await failure(careful.send(mail))).message).toContain('STARTTLS');
  expect(sandbox.mailbox()).toEqual([]);
  await careful.stop();
  const told = createSmtpMailer({ url: `${url}/?requireTLS=false`, from: 'a@northwind.example' });
  expect(await told.send(mail)).toEqual({ kind: 'sent' });
  await told.stop();
});

test('what a visitor typed begins no header and adds no recipient', async () => {
  const evil = 'Zoë\r\nBcc: all@evil.example\r\n\r\nHello';
  await mailer.send({
    ...mail,
    id: 'a\r\nX-Evil: 1@b>',
    to: { address: mail.to.address, name: evil },
    subject: evil,
    headers: { 'X-Own': evil },
  });
  const [arrived] = sandbox.mailbox();
  expect(arrived?.headers.map(({ name }) => name)).not.toContain('bcc');
  expect(arrived?.headers.map(({ name }) => name)).not.toContain('x-evil');
  expect(arrived?.subject).toBe('Zoë Bcc: all@evil.example Hello');
  for (const address of [
    'a@b.example, all@evil.example',
    'a@b.example\r\nRCPT TO:<x@y.example>',
    'nobody',
    '<a@b.c>',
    '',
  ]) {
    expect(await mailer.send({ ...mail, to: { address } })).toMatchObject({ kind: 'refused' });
  }
  expect(sandbox.mailbox()).toHaveLength(1);
});

test('a name or an address in any script', async () => {
  await mailer.send({ ...mail, to: { address: 'jörg@customer.example', name: '"Doe, Jane" <x@y.example> 東京' } });
  const [arrived] = sandbox.mailbox();
  expect(arrived?.to).toBe('jörg@customer.example');
  expect(sandbox.mailbox()).toHaveLength(1);
});

/** A server that says this line to everyone, and no more. */
async function saying(line: string): Promise<{ url: string; server: Server }> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.end(line === '' ? '' : `${line}\r\n`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}
