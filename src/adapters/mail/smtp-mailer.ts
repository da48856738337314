// Sends mails by SMTP. One call is one try, and one connection: what goes wrong is the worker's to try again, never the
// pool's, so that waits are counted and known in one place.
import type { NodemailerError, SendMailOptions, Transporter } from 'nodemailer';
import { OutsideError } from '../../errors.ts';
import type { Mail, Mailer } from './mailer.ts';

export type SmtpMailer = Mailer & { stop(): Promise<void> };

const connectMs = 10_000;
const silenceMs = 20_000;
/** All of it: a server may trickle its replies and is never silent. */
const wholeMs = 60_000;
const maxConnections = 3;

/** `url`: `smtp://` (TLS as soon as the server offers it) or `smtps://` (from the start), with user and password. */
export function createSmtpMailer({ url, from }: { url: string; from: string }): SmtpMailer {
  let opened: Promise<Transporter> | undefined;
  return {
    async send(mail) {
      if (!isAddress(mail.to.address)) return { kind: 'refused', why: 'This is not an e-mail address.' };
      opened ??= open(url);
      const pool = await opened;
      try {
        await pool.sendMail({ ...messageOf(mail, from), signal: AbortSignal.timeout(wholeMs) });
        return { kind: 'sent' };
      } catch (error) {
        return readFailure(error as NodemailerError);
      }
    },
    async stop() {
      (await opened)?.close();
    },
  };
}

async function open(url: string): Promise<Transporter> {
  const { createTransport } = await import('nodemailer');
  return createTransport({
    url,
    pool: true,
    maxConnections,
    maxRequeues: 0,
    requireTLS: mustHide(new URL(url)),
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    dnsTimeout: connectMs,
    socketTimeout: silenceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

/** A password never leaves the machine unencrypted, unless the address says so with `?requireTLS=false`. */
function mustHide({ username, hostname, searchParams }: URL): boolean {
  if (searchParams.get('requireTLS') === 'false') return false;
  return username !== '' && !/^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(hostname);
}

function messageOf({ id, to, sender, subject, text, html, invite, headers }: Mail, from: string): SendMailOptions {
  const own = Object.entries(headers ?? {}).map(([name, value]) => [oneLine(name), oneLine(value)]);
  return {
    from: sender === undefined ? oneLine(from) : { name: oneLine(sender), address: addressIn(from) },
    to: { name: oneLine(to.name ?? ''), address: to.address },
    subject: oneLine(subject),
    messageId: `<${id.replace(/[<>\s\p{Cc}]/gu, '')}>`,
    text,
    ...(html !== undefined && { html }),
    headers: { 'Auto-Submitted': 'auto-generated', ...Object.fromEntries(own) },
    ...(invite !== undefined && {
      icalEvent: { method: invite.method, filename: 'invite.ics', content: invite.ics },
    }),
  };
}

/** What a visitor typed must not begin another header. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();

/** Of `Northwind <meet@northwind.example>`. */
const addressIn = (from: string): string => /<([^<>]+)>\s*$/.exec(from)?.[1] ?? oneLine(from);

const isAddress = (address: string): boolean =>
  /^[^\s<>()[\],;:"\\\p{Cc}@]+@[^\s<>()[\],;:"\\\p{Cc}@]+$/u.test(address);

/** A mail has one recipient, so a message refused after it was read is refused for them. */
function readFailure(error: NodemailerError): { kind: 'refused'; why: string } {
  const { code = 'unknown', command = '', responseCode: status, response = '' } = error;
  const isTheirs = (command === 'RCPT TO' && status !== 530) || command === 'DATA';
  if (status !== undefined && status >= 500 && isTheirs) return { kind: 'refused', why: response };
  const isForever = status === undefined ? code === 'EAUTH' : status >= 500;
  // Servers repeat addresses in their sentences, and these go into the log; the cause would carry them as they are.
  const sentence = error.message.replace(/\S+@\S+/g, '[address]');
  throw new OutsideError(`the mail server failed (${code}, ${command || 'no command'}): ${sentence}`, {
    system: 'mail',
    retry: isForever ? 'never' : 'later',
    ...(status !== undefined && { status }),
  });
}
