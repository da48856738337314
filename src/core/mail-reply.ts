// What a person wrote in a mail, without what they answered and what their program adds: plain rules over lines, in four languages.
// Better a line too many than one of theirs too few; but no word of ours may ever come back as theirs.
import { clip } from './clip.ts';
import { htmlText } from './html-text.ts';
import {
  advertisements,
  attributions,
  closings,
  namedAttributions,
  otherLabel,
  senderLabel,
  separators,
  thanks,
} from './words/mail-marks.ts';

type Mail = { text?: string | null; html?: string | null; from: { address: string; name?: string | null } };

/** As long as a line of the chat may be. */
const longest = 10_000;
/** Nobody reads, or writes, more than that; the rest is quoted anyway. */
const mostLines = 5_000;
const longestLine = 4_000;

/** Empty: they wrote nothing of their own. */
export function mailReply({ text, html, from }: Mail): string {
  const whole = (text ?? '').trim() === '' ? htmlText(html ?? '') : (text ?? '');
  const lines = whole
    .replace(/\r\n?/g, '\n')
    .replace(/[\u200b\u200e\u200f\ufeff]/g, '')
    .split('\n', mostLines)
    .map((line) =>
      line
        .slice(0, longestLine)
        .replace(/[\u00a0\t]/g, ' ')
        .trimEnd(),
    );
  const own = withoutClosing(withoutQuotes(lines), from);
  return clip(
    unwrapped(own)
      .join('\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim(),
    longest,
  );
}

function withoutQuotes(lines: readonly string[]): string[] {
  const own: string[] = [];
  for (let i = 0; i < lines.length; i++) {
    const line = (lines[i] ?? '').trim();
    if (isQuoted(line)) continue;
    if (/^--$/.test(line) || isOneOf(separators, line) || isBlock(lines, i)) break;
    const length = attributionAt(lines, i);
    if (length > 0) {
      // Who answers between the lines of a mail goes on below; else all that follows is quoted.
      if (!isQuoted(nextWords(lines, i + length))) break;
      i += length - 1;
      continue;
    }
    if (!isOneOf(advertisements, line)) own.push(lines[i] ?? '');
  }
  while (/^[\s_*=-]*$/.test(own.at(-1) ?? 'words')) own.pop();
  return own;
}

const isQuoted = (line: string): boolean => line.startsWith('>');
const isOneOf = (marks: readonly RegExp[], line: string): boolean => marks.some((mark) => mark.test(line));
const nextWords = (lines: readonly string[], from: number): string =>
  lines
    .slice(from, from + 10)
    .find((line) => line.trim() !== '')
    ?.trim() ?? '';

/** How many lines it takes; 0: there is none. */
function attributionAt(lines: readonly string[], at: number): number {
  if (isOneOf(namedAttributions, (lines[at] ?? '').trim())) return 1;
  for (const length of [1, 2, 3]) {
    const joined = lines
      .slice(at, at + length)
      .map((line) => line.trim())
      .join(' ');
    if (joined.length <= 600 && isOneOf(attributions, joined)) return length;
  }
  return 0;
}

function isBlock(lines: readonly string[], at: number): boolean {
  if (!senderLabel.test(lines[at]?.trim() ?? '')) return false;
  return lines.slice(at + 1, at + 5).some((line) => otherLabel.test(line.trim()));
}

const mostSignature = 8;
const longestSignature = 90;

/** "Best regards" and who they are. After a thank-you it must be their own name that follows. */
function withoutClosing(lines: readonly string[], from: Mail['from']): readonly string[] {
  const at = lines.findLastIndex((line) => closings.test(line.trim()) || thanks.test(line.trim()));
  const closing = lines[at]?.trim();
  if (closing === undefined || lines.slice(0, at).every((line) => line.trim() === '')) return lines;
  const after = lines
    .slice(at + 1)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (after.length > mostSignature) return lines;
  if (after.some((line) => line.length > longestSignature || line.endsWith('?'))) return lines;
  const [who] = after;
  if (thanks.test(closing) && (who === undefined || !isNamed(who, from))) return lines;
  const postscript = lines.findIndex((line, n) => n > at && /^\s*p\.?\s?s\.?(?:\s|:)/i.test(line));
  return [...lines.slice(0, at), ...(postscript < 0 ? [] : lines.slice(postscript))];
}

function isNamed(line: string, { address, name }: Mail['from']): boolean {
  const theirs: string[] = `${name ?? ''} ${address.split('@')[0] ?? ''}`.toLowerCase().match(/\p{L}{2,}/gu) ?? [];
  const words = line.toLowerCase().match(/\p{L}+/gu) ?? [];
  return words.length > 0 && words.length <= 5 && words.some((word) => theirs.includes(word));
}

/** Where a line ended only because the next word did not fit, they belong together. */
function unwrapped(lines: readonly string[]): string[] {
  const whole: string[] = [];
  let before = 0;
  for (const line of lines) {
    const [word = ''] = line.trimStart().split(' ', 1);
    const isWrapped = before >= 40 && before <= 80 && before + 1 + word.length > 70;
    const isOwn = line.trim() === '' || /^\s*(?:[-*•]|\d+[.)])\s/.test(line);
    if (isWrapped && !isOwn && whole.length > 0) whole.push(`${whole.pop() ?? ''} ${line.trimStart()}`);
    else whole.push(line);
    before = line.length;
  }
  return whole;
}
