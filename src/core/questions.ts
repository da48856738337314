// What the visitor asked, each question cut from the transcript: the sentences that end in a question mark, or a whole
// line that asks without one. Card, lookup and reply go by the same list.
import type { Lead, Message } from './lead.ts';
import { readWants } from './wants.ts';

export type Question = { message: number; start: number; end: number; text: string };

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });
const longest = 400;

export function questions(messages: readonly Message[]): Question[] {
  return messages.filter(({ from }) => from === 'visitor').flatMap(questionsIn);
}

function questionsIn({ n, text }: Message): Question[] {
  const at = (start: number, words: string): Question => {
    const from = start + words.length - words.trimStart().length;
    const asked = words.trim();
    return { message: n, start: from, end: from + asked.length, text: asked };
  };
  if (/[?？؟]/.test(text)) {
    const marked = [...sentences.segment(text)].filter(({ segment }) => isMarked(segment.trim()));
    if (marked.length > 0) return marked.map(({ index, segment }) => at(index, segment));
  }
  return text.length <= longest && readWants(text) === 'asking' ? [at(0, text)] : [];
}

function isMarked(sentence: string): boolean {
  return /[\p{L}\p{N}]/u.test(sentence) && /[?？؟]["'”’)\]]*$/.test(sentence);
}

/** What the visitor asked since the last turn. */
export function newQuestions({ messages, readUpTo }: Pick<Lead, 'messages' | 'readUpTo'>): Question[] {
  return questions(messages.filter(({ n }) => n > readUpTo));
}

/** "Does Northwind read HubSpot?" asks for HubSpot: the company's own name says nothing about what is wanted. */
export function withoutCompany(question: string, company: string): string {
  const [first = ''] = company.split(' ');
  const escaped = [company, first].map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return question.replace(new RegExp(`(?<=\\S\\s)(?:${escaped.join('|')})(?![\\p{L}\\p{N}])`, 'gu'), ' ');
}
