// What arrived at the stand-in mail server, newest first. A mail is known by its Message-ID, as the big providers do it: a second
// copy of the same is counted and not shown again.
import { randomUUID } from 'node:crypto';
import PostalMime from 'postal-mime';
import type { SandboxMail } from '../state.ts';

export type Mailbox = ReturnType<typeof createMailbox>;
export type Envelope = { from: string; to: string };

/** The page is sent all of them at every change. */
const most = 40;

export function createMailbox(now: () => Date) {
  let mails: SandboxMail[] = [];
  const listeners = new Set<() => void>();
  const changed = () => {
    for (const listener of listeners) listener();
  };
  return {
    onChange(fn: () => void): () => void {
      listeners.add(fn);
      return () => listeners.delete(fn);
    },
    all: () => structuredClone(mails),
    find: (id: string) => mails.find((mail) => mail.id === id),
    restore(kept: SandboxMail[]) {
      mails = structuredClone(kept);
      changed();
    },
    async take(raw: Buffer, envelope: Envelope): Promise<void> {
      const mail = await read(raw, envelope);
      const before = mails.find(({ messageId, to }) => messageId === mail.messageId && to === mail.to);
      if (before === undefined) mails = [{ ...mail, at: now().toISOString() }, ...mails].slice(0, most);
      else before.copies += 1;
      changed();
    },
  };
}

async function read(raw: Buffer, { from, to }: Envelope): Promise<Omit<SandboxMail, 'at'>> {
  const { messageId, subject, text, html, attachments, headers } = await PostalMime.parse(raw, {
    attachmentEncoding: 'utf8',
  });
  const invite = attachments.find(({ mimeType }) => mimeType === 'text/calendar');
  const file = attachments.find(({ filename }) => filename?.endsWith('.ics'));
  return {
    id: `mail-${randomUUID().slice(0, 8)}`,
    messageId: messageId ?? '',
    copies: 1,
    from,
    to,
    subject: subject ?? '',
    text: text ?? '',
    html: html ?? null,
    invite: invite === undefined ? null : { method: invite.method ?? '', ics: textOf(invite.content) },
    ics: file === undefined ? null : textOf(file.content),
    headers: headers.map(({ key, value }) => ({ name: key, value })),
  };
}

/** The parser shortens the line ends of calendars; on the wire they are as RFC 5545 wants them. */
function textOf(content: string | ArrayBuffer | Uint8Array): string {
  const text = typeof content === 'string' ? content : new TextDecoder().decode(content);
  return text.replace(/\r?\n/g, '\r\n');
}
