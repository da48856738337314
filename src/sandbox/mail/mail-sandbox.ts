// A mail server, stood in for: real SMTP on loopback with a password, and a mailbox to look into. Baton must not be able to
// tell it from a real one; nothing ever leaves it.
import { randomBytes } from 'node:crypto';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { Hono } from 'hono';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { BadRequestError } from '../../errors.ts';
import type { SandboxMail } from '../state.ts';
import { answerMail, type MailHook, mailActShape } from './answer-mail.ts';
import { createMailFaults, type MailFaults, mailFaultShape } from './mail-faults.ts';
import { createMailbox, type Mailbox } from './mailbox.ts';

export type MailSnapshot = { mailbox: SandboxMail[] };

export type MailSandbox = {
  /** For SMTP_URL. */
  readonly url: string;
  /** For MAIL_WEBHOOK_SECRET. */
  readonly webhookSecret: string;
  /** Where Baton hears what becomes of its mails. */
  webhookUrl: string | null;
  readonly app: Hono;
  readonly faults: MailFaults;
  mailbox(): SandboxMail[];
  onChange(fn: () => void): () => void;
  snapshot(): MailSnapshot;
  restore(snapshot: MailSnapshot): void;
  stop(): Promise<void>;
};

const user = 'sandbox';
const password = 'sandbox-password';

export async function startMailSandbox({
  host = '127.0.0.1',
  now = () => new Date(),
  webhookSecret = `whsec_${randomBytes(24).toString('base64')}`,
}: {
  host?: string;
  now?: () => Date;
  webhookSecret?: string;
} = {}): Promise<MailSandbox> {
  const mailbox = createMailbox(now);
  const faults = createMailFaults();
  const hook: MailHook = { url: null, secret: webhookSecret, now };
  const sockets = new Map<number | undefined, Socket>();
  const server = createServer({ mailbox, faults, drop: ({ remotePort }) => sockets.get(remotePort)?.destroy() });
  server.server.on('connection', (socket) => {
    const { remotePort } = socket;
    sockets.set(remotePort, socket);
    socket.once('close', () => sockets.delete(remotePort));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, host, () => resolve());
  });
  // A client that goes away in the middle of a word is its own trouble.
  server.removeAllListeners('error').on('error', () => {});
  return {
    url: `smtp://${user}:${password}@${host}:${(server.server.address() as AddressInfo).port}`,
    webhookSecret,
    get webhookUrl() {
      return hook.url;
    },
    set webhookUrl(url) {
      hook.url = url;
    },
    app: createMailRoutes(mailbox, { faults, hook }),
    faults,
    mailbox: mailbox.all,
    onChange: mailbox.onChange,
    snapshot: () => ({ mailbox: mailbox.all() }),
    restore: (snapshot) => mailbox.restore(snapshot.mailbox),
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets.values()) socket.destroy();
      }),
  };
}

type Parts = { mailbox: Mailbox; faults: MailFaults; drop(session: SMTPServerSession): void };

function createServer({ mailbox, faults, drop }: Parts): SMTPServer {
  return new SMTPServer({
    // Its own certificate would be one that nobody trusts.
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    disableReverseLookup: true,
    size: 2_000_000,
    rejectOversized: true,
    onAuth(auth, _session, answer) {
      const isRight = auth.username === user && auth.password === password;
      if (isRight) answer(null, { user });
      else answer(refusal(535, '5.7.8 Authentication credentials invalid'));
    },
    onMailFrom({ address }, _session, answer) {
      const fault = faults.take(['sender-refused'], address);
      answer(fault === undefined ? null : refusal(550, `5.7.1 <${address}> may not send from here`));
    },
    onRcptTo({ address }, _session, answer) {
      const fault = faults.take(['greylisted', 'recipient-refused'], address);
      if (fault === undefined) answer();
      else if (fault.kind === 'greylisted') answer(refusal(450, `4.2.0 <${address}> Greylisted, try again later`));
      else answer(refusal(550, `5.1.1 <${address}> There is no such mailbox`));
    },
    onData(stream, session, answer) {
      receive(stream, session).then(
        (outcome) => (outcome === 'drop' ? drop(session) : answer(outcome)),
        (error: Error) => answer(error),
      );
    },
  });

  async function receive(
    stream: SMTPServerDataStream,
    { envelope }: SMTPServerSession,
  ): Promise<Error | null | 'drop'> {
    const parts: Buffer[] = [];
    for await (const part of stream) parts.push(part as Buffer);
    const [recipient] = envelope.rcptTo;
    const to = recipient?.address ?? '';
    const fault = faults.take(['content-refused', 'answer-lost', 'slow'], to);
    if (fault?.kind === 'content-refused') return refusal(554, '5.7.1 The message looks like spam');
    if (fault?.kind === 'slow') await wait(fault.ms, undefined, { ref: false });
    const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
    if (!stream.sizeExceeded) await mailbox.take(Buffer.concat(parts), { from, to });
    return fault?.kind === 'answer-lost' ? 'drop' : null;
  }
}

function refusal(responseCode: number, sentence: string): Error {
  return Object.assign(new Error(sentence), { responseCode });
}

/** As a mail program shows it: nothing runs, nothing is fetched, links open elsewhere. */
const policy = [
  'sandbox allow-popups allow-popups-to-escape-sandbox',
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "form-action 'none'",
  "frame-ancestors 'self'",
].join('; ');

/** As mail programs show a mail without HTML. */
function plain(text: string): string {
  const escaped = text.replace(/[&<>]/g, (mark) => `&#${mark.charCodeAt(0)};`);
  const linked = escaped.replace(/https?:\/\/[^\s"]+/g, (url) => `<a href="${url}">${url}</a>`);
  const style = 'margin: 16px; font: 15px/1.5 system-ui, sans-serif; white-space: pre-wrap; overflow-wrap: anywhere';
  return `<!doctype html><html><head><base target="_blank"></head><body style="${style}">${linked}</body></html>`;
}

function createMailRoutes(mailbox: Mailbox, { faults, hook }: { faults: MailFaults; hook: MailHook }): Hono {
  const app = new Hono();
  const find = (id: string): SandboxMail => {
    const mail = mailbox.find(id);
    if (mail === undefined) throw new BadRequestError(404, `There is no mail "${id}" in the mailbox.`);
    return mail;
  };
  app.onError((error, c) => {
    if (error instanceof BadRequestError) return c.json({ error: error.message }, error.status);
    throw error;
  });
  app.get('/sandbox/mail/:file{.+\\.html}', (c) => {
    const { html, text } = find(c.req.param('file').slice(0, -'.html'.length));
    c.header('content-security-policy', policy);
    c.header('x-content-type-options', 'nosniff');
    c.header('referrer-policy', 'no-referrer');
    return c.html(html === null ? plain(text) : html.replace(/<head[^>]*>/i, '$&<base target="_blank">'));
  });
  app.get('/sandbox/mail/:file{.+\\.ics}', (c) => {
    const { ics } = find(c.req.param('file').slice(0, -'.ics'.length));
    if (ics === null) throw new BadRequestError(404, 'This mail has no calendar file.');
    c.header('content-disposition', 'attachment; filename="invite.ics"');
    c.header('x-content-type-options', 'nosniff');
    return c.body(ics, 200, { 'content-type': 'text/calendar; charset=utf-8' });
  });
  app.post('/sandbox/mail/:id/act', async (c) => {
    const act = mailActShape.safeParse(await c.req.json().catch(() => null));
    if (!act.success)
      throw new BadRequestError(422, 'An act is { kind, text?, from? }; see src/sandbox/mail/answer-mail.ts.');
    return c.json(await answerMail(find(c.req.param('id')), act.data, hook));
  });
  app.post('/sandbox/mail/faults', async (c) => {
    const fault = mailFaultShape.safeParse(await c.req.json().catch(() => null));
    if (!fault.success)
      throw new BadRequestError(422, 'A fault is { kind, times?, ms?, to? }; see src/sandbox/mail/mail-faults.ts.');
    faults.add(fault.data);
    return c.json({ added: fault.data }, 201);
  });
  return app;
}
