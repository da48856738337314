// What the visitor asked, each question cut from the transcript: the sentences that end in a question mark, or a whole
// line that asks without one. Card, lookup and reply go by the same list.
import type { Lead, Message } from './lead.ts';
import { quotedLine } from './reading/page.ts';
import { readWants } from './wants.ts';

export type Question = { message: number; start: number; end: number; text: string };

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });
const longest = 400;

/** Our own questions, quoted back or repeated, are none of theirs. */
export function questions(messages: readonly Message[]): Question[] {
  const ours: string[] = [];
  const theirs: Question[] = [];
  for (const message of messages) {
    const found = questionsIn(message);
    if (message.from === 'baton') ours.push(...found.map(({ text }) => keyOf(text)));
    if (message.from !== 'visitor') continue;
    theirs.push(...found.filter(({ text }) => !ours.some((said) => keyOf(text).includes(said))));
  }
  return theirs;
}

/** By which the same question asked twice is recognised. */
export function keyOf(question: string): string {
  return question.toLowerCase().replace(/\s+/g, ' ');
}

function questionsIn({ n, from, text }: Message): Question[] {
  const at = (index: number, words: string): Question => {
    const start = index + words.length - words.trimStart().length;
    const asked = words.trim();
    return { message: n, start, end: start + asked.length, text: asked };
  };
  const own = text.replace(quotedLine, (line) => ' '.repeat(line.length));
  const marked = /[?？؟]/.test(own)
    ? [...sentences.segment(own)].filter(({ segment }) => isMarked(segment.trim()))
    : [];
  if (marked.length > 0) return marked.map(({ index, segment }) => at(index, segment));
  return from === 'visitor' && own.length <= longest && readWants(own) === 'asking' ? [at(0, own)] : [];
}

function isMarked(sentence: string): boolean {
  return /[\p{L}\p{N}]/u.test(sentence) && /[?？؟]["'”’)\]]*$/.test(sentence);
}

/** What the visitor asked since the last turn, and since a rep wrote last: what came before is the rep's to answer. */
export function newQuestions({ messages, readUpTo }: Pick<Lead, 'messages' | 'readUpTo'>): Question[] {
  const seen = Math.max(readUpTo, messages.findLast(({ from }) => from === 'rep')?.n ?? 0);
  return questions(messages).filter(({ message }) => message > seen);
}

/** "Does Northwind read HubSpot?" asks for HubSpot: the company's own name says nothing about what is wanted. */
export function withoutCompany(question: string, company: string): string {
  const [first = ''] = company.split(' ');
  const escaped = [company, first].map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return question.replace(new RegExp(`(?<=\\S\\s)(?:${escaped.join('|')})(?![\\p{L}\\p{N}])`, 'gu'), ' ');
}
