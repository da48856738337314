// What a mail provider's inbound parser posts: a mail that came, or what became of one of ours. The shape is Baton's own; what
// each provider calls these things is for a few lines in front of the door.
import { z } from 'zod';
import { at, parseBody, text } from '../webhook.ts';

/** The Message-ID of the mail, or what else the provider knows it by. */
const id = text.pipe(z.string().trim().min(1).max(1_000));
const address = text.pipe(z.string().trim().toLowerCase().max(254).pipe(z.email('must be an e-mail address')));
const line = (most: number) =>
  text.transform((given) =>
    given
      .replace(/[\s\p{Cc}]+/gu, ' ')
      .trim()
      .slice(0, most),
  );
/** A thread may be long; the beginning and the end of it find every mail of ours. */
const mostReferences = 100;
const mostHeaders = 200;

/** One of them, or as they stand in the header: several in one text. */
const messageIds = z
  .union([text, z.array(text)])
  .transform((given) => [given].flat().flatMap((each) => each.split(/[\s,]+/)))
  .transform((given) => given.filter((each) => each !== '' && each.length <= 500))
  .transform((given) => (given.length > mostReferences ? [...given.slice(0, 10), ...given.slice(-90)] : given));

const value = z.union([text, z.array(text)]).transform((given) => [given].flat().join(', ').slice(0, 2_000));
const headers = z
  .union([
    z.record(z.string(), value).transform((given) => Object.entries(given)),
    z
      .array(z.object({ name: z.string(), value }))
      .transform((given) => given.map(({ name, value }): [string, string] => [name, value])),
  ])
  .transform(
    (given) => new Map(given.slice(0, mostHeaders).map(([name, value]) => [name.trim().toLowerCase(), value])),
  );

const received = z.object({
  type: z.literal('mail.received'),
  id,
  from: z.object({ address, name: line(200).nullish() }),
  to: z.unknown().optional(),
  subject: line(500).nullish(),
  text: text.nullish(),
  html: text.nullish(),
  inReplyTo: messageIds.nullish(),
  references: messageIds.nullish(),
  at: at.nullish(),
  headers: headers.nullish(),
});

const failed = z.object({
  type: z.enum(['mail.bounced', 'mail.complained']),
  id,
  address,
  messageId: text.nullish(),
  why: line(500).nullish(),
});

const mailEvent = z.discriminatedUnion('type', [received, failed], {
  error: 'must be mail.received, mail.bounced or mail.complained',
});

export type MailEvent = z.infer<typeof mailEvent>;

export const parseMailEvent = (raw: string): MailEvent => parseBody(raw, mailEvent);
