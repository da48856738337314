// A mail came in answer to one of ours. It is the visitor's line, if it comes from the visitor's address and a person wrote it;
// whose conversation it belongs to is said by our own signed ids and never guessed.

import { isAutoReply } from '../core/auto-reply.ts';
import type { Lead, LeadId } from '../core/lead.ts';
import { mailChannel } from '../core/line.ts';
import { colleagueWrote, isTheirs, type SetAside, setAside } from '../core/mail-heard.ts';
import { mailReply } from '../core/mail-reply.ts';
import { type MailRef, shortened, type Writer } from '../core/mail-thread.ts';
import { mask } from '../core/mask.ts';
import type { Deps } from '../deps.ts';
import type { Tx } from '../store/db.ts';
import { eventsOf } from '../store/events.ts';
import { getLead } from '../store/lead.ts';
import { isMailNoted, noteMail } from '../store/noted-mail.ts';
import { changeLead } from './change-lead.ts';
import { hearLine } from './receive-message.ts';

/** `inReplyTo`, `references`: the ids of the mails it answers. `headers`: by their names in small letters. */
export type IncomingMail = Omit<MailRef, 'from'> & {
  from: Writer;
  text: string | null;
  html: string | null;
  inReplyTo: readonly string[];
  headers: ReadonlyMap<string, string>;
  at: string;
};

export type MailTaken =
  | { kind: 'stored' | 'repeat'; lead: LeadId }
  /** Somebody else wrote it. */
  | { kind: 'colleague'; lead: LeadId }
  | { kind: 'set-aside'; lead: LeadId; why: SetAside }
  /** The lead was erased. */
  | { kind: 'gone' }
  /** It answers no mail of ours. `unread`: nobody could be told. */
  | { kind: 'ignored' | 'passed-on' | 'repeated' | 'unread' };

export async function receiveMail(deps: Deps, mail: IncomingMail): Promise<MailTaken> {
  const lead = leadOf(deps, mail);
  if (lead === null) return passOn(deps, mail);
  const text = mask(mailReply(mail));
  const why: SetAside | null = isAutoReply(mail) ? 'auto-reply' : text === '' ? 'empty' : null;
  if (why !== null) return note(deps, { lead, mail }, { kind: 'set-aside', lead, why });
  const heard = await deps.db.inTx((tx) => hear(deps, tx, { lead, mail, text }));
  return heard ?? note(deps, { lead, mail }, { kind: 'colleague', lead }, text);
}

/** The mail it answers, or the latest of ours before that. */
function leadOf({ mailIds }: Deps, { inReplyTo, references }: IncomingMail): LeadId | null {
  const named = [...references, ...inReplyTo].toReversed();
  for (const id of named) {
    const read = mailIds?.read(id) ?? null;
    if (read !== null) return read.lead;
  }
  return null;
}

/** `null`: somebody else wrote it. */
async function hear(
  deps: Deps,
  tx: Tx,
  { lead: id, mail, text }: { lead: LeadId; mail: IncomingMail; text: string },
): Promise<MailTaken | null> {
  const lead = await getLead(tx, id);
  if (lead === undefined) return { kind: 'gone' };
  if (!isTheirs(lead, mail.from.address, deps.playbook)) return null;
  const line = {
    channel: mailChannel,
    // Whoever may answer for two leads has two mails.
    providerId: JSON.stringify([id, mail.id]),
    name: mail.from.name ?? lead.visitor.name ?? null,
    text,
    at: inOrder(lead, mail.at, deps.now().toISOString()),
  };
  const arrival = { visitor: lead.visitor, page: null, mail: refOf(mail) };
  return (await hearLine(deps, tx, { lead: id, line, arrival })) ?? { kind: 'gone' };
}

/** Clocks of mail programs are what they are: nothing is written later than it came, or before what it answers. */
function inOrder({ messages, createdAt }: Lead, at: string, now: string): string {
  const before = messages.at(-1)?.at ?? createdAt;
  if (at > now) return now;
  return at < before ? before : at;
}

function refOf({ id, from, subject, references, inReplyTo }: IncomingMail): MailRef {
  return { id, from: from.address, subject, references: shortened(references.length > 0 ? references : inReplyTo) };
}

type Noted = Extract<MailTaken, { kind: 'set-aside' | 'colleague' }>;

async function note(
  deps: Deps,
  { lead, mail }: { lead: LeadId; mail: IncomingMail },
  as: Noted,
  text = '',
): Promise<MailTaken> {
  const done = await changeLead(deps, lead, async (before, now, tx) => {
    const events = await eventsOf(tx, lead);
    if (events.some(({ kind, data }) => kind === 'mail-set-aside' && data.mail === mail.id)) return { kind: 'repeat' };
    const decision =
      as.kind === 'set-aside'
        ? setAside(before, mail, as.why)
        : colleagueWrote(before, { from: mail.from, text, mail: refOf(mail) }, { playbook: deps.playbook, now });
    return { kind: 'done', ...decision };
  });
  if (done.kind === 'done') return as;
  return done.kind === 'gone' ? { kind: 'gone' } : { kind: 'repeat', lead };
}

/** Those who keep Baton running read it, once. Nothing of it is kept here: it is nobody's whom we know. */
async function passOn(deps: Deps, mail: IncomingMail): Promise<MailTaken> {
  if (isAutoReply(mail)) return { kind: 'ignored' };
  const { ops: to } = deps.playbook;
  if (to === undefined) return { kind: 'unread' };
  const at = deps.now().toISOString();
  const { from, subject } = mail;
  const news = { kind: 'mail', what: 'unplaced', from, subject, text: mask(mailReply(mail)), at } as const;
  return deps.db.inTx(async (tx) => {
    if (await isMailNoted(tx, mail.id)) return { kind: 'repeated' };
    await noteMail(tx, { mail: mail.id, at }, deps.newId);
    await deps.queue.enqueue(tx, [{ job: { kind: 'tell', to, news } }]);
    return { kind: 'passed-on' };
  });
}
