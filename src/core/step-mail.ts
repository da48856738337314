// A step of a sequence as a mail: plain, in one thread, and with a way to end it in every one.
import { type Mail, mailWord } from './mail.ts';
import { type Block, mailHtml, mailText } from './mail-html.ts';
import type { Written } from './step-text.ts';

/** `before`: the ids of those the visitor has had, oldest first. `unsubscribe`: the link. */
export type StepMail = {
  id: string;
  to: Mail['to'];
  written: Written;
  company: string;
  before: readonly string[];
  unsubscribe: string;
};

export function stepMail({ id, to, written, company, before, unsubscribe }: StepMail): Mail {
  const { subject, paragraphs, language } = written;
  const blocks: Block[] = [
    ...paragraphs.map((text): Block => ({ kind: 'line', text })),
    {
      kind: 'small',
      text: mailWord(language, 'whyThis', { company }),
      link: mailWord(language, 'stop'),
      href: unsubscribe,
    },
  ];
  const last = before.at(-1);
  return {
    id,
    to,
    subject,
    text: mailText(blocks),
    html: mailHtml(blocks, { subject, language }),
    headers: {
      // One press in the mail program, without a page in between: RFC 8058.
      'List-Unsubscribe': `<${unsubscribe}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      ...(last !== undefined && { 'In-Reply-To': `<${last}>` }),
      ...(last !== undefined && { References: before.map((each) => `<${each}>`).join(' ') }),
    },
  };
}
