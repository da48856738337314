// What goes back to a visitor who wrote by mail: their thread goes on, in plain text as a person writes it, and all that was said
// at a time is one mail.
import { languageOf } from './language.ts';
import type { Lead, Message } from './lead.ts';
import { mailChannel } from './line.ts';
import { type Mail, mailWord } from './mail.ts';
import { type MailRef, replySubject, threadHeaders } from './mail-thread.ts';
import { person } from './person.ts';
import type { Playbook } from './playbook.ts';
import { sayable } from './sayable.ts';

/** Nobody gets three mails in a minute: more may be said, and people write several lines. */
const pauseMs: Readonly<Record<Message['from'], number>> = { baton: 20_000, rep: 60_000, visitor: 0 };

/**
 * The lines that go as one mail: of one sender, one after the other. `sending`: what has set out goes again as it was, or the
 * program that gets it twice would show one of two.
 */
export function asOneMail(lines: readonly Message[], sending: number | null): Message[] {
  const [first] = lines;
  const other = lines.findIndex(
    ({ from, name, channel, n }) =>
      channel !== mailChannel || from !== first?.from || name !== first.name || (sending !== null && n > sending),
  );
  return lines.slice(0, other < 0 ? undefined : Math.max(1, other));
}

/** How long to wait until nobody adds to it any more. */
export function pauseLeft(lines: readonly Message[], now: string): number {
  const last = lines.at(-1);
  if (last === undefined) return 0;
  return Math.max(0, Date.parse(last.at) + pauseMs[last.from] - Date.parse(now));
}

/** `thread`: the mail it answers. `unsubscribe`: the link. */
type Replying = { id: string; playbook: Playbook; thread: MailRef; unsubscribe: string | null };

export function replyMail(lead: Lead, lines: readonly Message[], about: Replying): Mail {
  const { id, playbook, thread, unsubscribe } = about;
  const { name } = person(sayable(lead), playbook);
  const company = playbook.company.name;
  const [first] = lines;
  const rep = first?.from === 'rep' ? first.name : null;
  const language = languageOf(lead.messages, playbook.languages);
  const signature = rep === null ? mailWord(language, 'from', { company }) : `${rep}\n${company}`;
  return {
    id,
    to: { address: thread.from, ...(name !== null && { name }) },
    ...(rep !== null && { sender: rep }),
    subject: replySubject(thread.subject === '' ? company : thread.subject),
    text: `${[...lines.map(({ text }) => text), signature].join('\n\n')}\n`,
    headers: {
      ...threadHeaders(thread),
      // A person wrote it, or a program answered one: RFC 3834.
      'Auto-Submitted': rep === null ? 'auto-replied' : 'no',
      ...(unsubscribe !== null && {
        'List-Unsubscribe': `<${unsubscribe}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      }),
    },
  };
}
