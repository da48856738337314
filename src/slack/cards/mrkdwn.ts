// Makes other people's text harmless. What is on screen is never mrkdwn (STYLE.md says why), so `literal` is enough there;
// `escapeMrkdwn` is for the fallback `text`, the one place that Slack parses. Both only add invisible word joiners
// and drop the marks that would turn the rest of a card's line around.
import { clip } from '../../core/clip.ts';

const joiner = '\u2060';
/** A visitor's right-to-left override would show a rep another text than the one that is there. */
const turns = /[\u202a-\u202e\u2066-\u2069]/g;

/** For plain_text and rich_text: nothing is parsed there, but a typed "&lt;" could be shown as "<". */
export function literal(text: string): string {
  return text
    .toWellFormed()
    .replace(turns, '')
    .replace(/&(?=(?:amp|lt|gt|quot|apos|nbsp|#\d+|#x[\da-f]+);)/gi, `&${joiner}`);
}

/** For mrkdwn: cannot ping, link, format, quote or become an emoji, and reads as it was typed. */
export function escapeMrkdwn(text: string): string {
  return text
    .toWellFormed()
    .replace(turns, '')
    .replace(/:(?=[\w+'-]+:)/g, `:${joiner}`)
    .replace(/(?<=\w):(?=\/\/)|(?<=\w)\.(?=[a-z])|(?<=\S)@(?=\S)/gi, `$&${joiner}`)
    .replace(/[*_~`]/g, `${joiner}$&${joiner}`)
    .replace(/^([^\S\n]*)(?=>|[-•] |\d+\. )/gm, `$1${joiner}`)
    .replace(/[&<>]/g, (sign) => (sign === '&' ? '&amp;' : sign === '<' ? '&lt;' : '&gt;'));
}

/** Cuts text that is already escaped; an entity stays whole or goes as a whole. */
export function clipEscaped(text: string, max: number): string {
  if (text.length <= max) return text;
  return `${clip(text, max)
    .slice(0, -1)
    .replace(/&[a-z]{0,3}$/, '')}…`;
}
