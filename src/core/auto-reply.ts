// Whether a mail was written by a program: an absence note, a list, a notice that something could not be delivered. Nobody has
// answered then, and nobody may be answered, or two programs write to each other for ever.
import { awaySubjects } from './words/mail-marks.ts';

type Mail = { from: { address: string }; subject: string; headers: ReadonlyMap<string, string> };

/** `headers`: by their names in small letters. */
export function isAutoReply({ from, subject, headers }: Mail): boolean {
  const submitted = headers.get('auto-submitted')?.trim().toLowerCase();
  if (submitted !== undefined && submitted !== '' && !submitted.startsWith('no')) return true;
  if (['x-autoreply', 'x-autorespond', 'x-autoresponder'].some((name) => says(headers.get(name)))) return true;
  if (/^(?:bulk|junk|list|auto_reply)\b/i.test(headers.get('precedence')?.trim() ?? '')) return true;
  if (headers.has('list-id') || headers.get('return-path')?.trim() === '<>') return true;
  if (/^(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply)@/i.test(from.address)) return true;
  return awaySubjects.some((away) => away.test(subject.trim()));
}

const says = (value: string | undefined): boolean => value !== undefined && !/^(?:no|false|0)?$/i.test(value.trim());
