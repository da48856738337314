// What the team's own pages say about a visitor's question. A passage counts for a question by the share of the wanted
// words it holds, rare words weighing more: a question about something the pages do not know finds nothing.
import { clip } from './clip.ts';
import { type Evidence, type Lead, quoteOf, type Told } from './lead.ts';
import { type Passage, sentencesIn } from './passages.ts';
import type { Question } from './questions.ts';
import { searchWords } from './search-words.ts';
import { fill, type Words } from './words.ts';

/** `strong`: it answers well enough to be quoted as the answer. */
export type Match = Passage & { strong: boolean };
/** A passage and the question it was found for. */
export type Found = Match & { question: Question };

/** A passage that holds a wanted word, in its headings or in its text. */
export type Hit = { passage: number; wanted: number; inSource: boolean };
export type Ranked = { passage: number; share: number; strong: boolean };

/** Under this share of the wanted words a passage is about something else. */
const floor = 0.5;
const strongFrom = 0.7;

/** Best first. `total` is the number of all passages, which tells a rare word from a common one. */
export function rankPassages(hits: readonly Hit[], about: { wanted: number; total: number }): Ranked[] {
  const holders = Array.from({ length: about.wanted }, () => new Set<number>());
  for (const { passage, wanted } of hits) holders[wanted]?.add(passage);
  const weights = holders.map(({ size }) => Math.log(1 + about.total / (size + 0.5)));
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const held = new Map<number, { share: number; order: number }>();
  const counted = new Set<string>();
  for (const { passage, wanted, inSource } of hits) {
    const part = (weights[wanted] ?? 0) / all;
    const so = held.get(passage) ?? { share: 0, order: 0 };
    const first = !counted.has(`${passage} ${wanted}`);
    counted.add(`${passage} ${wanted}`);
    // Headings and text that both speak of it make it likelier that this is what the passage is about.
    held.set(passage, { share: so.share + (first ? part : 0), order: so.order + part * (inSource ? 0.6 : 1) });
  }
  return [...held]
    .filter(([, { share }]) => share >= floor)
    .sort(([, a], [, b]) => b.order - a.order)
    .map(([passage, { share }]) => ({ passage, share, strong: share >= strongFrom }));
}

const longestAnswer = 320;

/** What Baton quotes of a passage: its first sentence, and the second where both are short. Never a piece of code. */
export function quoteFrom({ text }: Passage): string {
  const [first = '', second] = sentencesIn(text.replace(/^(?:`{3}|~{3})[\s\S]*|\n(?:`{3}|~{3})[\s\S]*/, ''));
  const both = second === undefined ? first : `${first} ${second}`;
  return both.length <= longestAnswer ? both : clip(first, longestAnswer);
}

/** What Baton tells from the pages, the questions it answers with that, and whether another one stays open. */
export type Quotes = { lines: string[]; tells: Told[]; restOpen: boolean };

/** Words of the visitor's that an answer was made of. */
export type Said = { message: number; quote: string };

export function saidBy(lead: Pick<Lead, 'messages'>, evidence: Evidence): Said {
  return { message: evidence.message, quote: quoteOf(lead, evidence) };
}

export type AskedFor = { questions: readonly Question[]; said: readonly Said[]; words: Pick<Words, 'told'> };

/** The answers in Baton's own words: nothing but sentences of the pages, each with its source. */
export function quotes(found: readonly Found[], { questions, said, words }: AskedFor): Quotes {
  const answers = answersTo(found, said).slice(0, mostAnswers);
  const tells = answers.map(toldBy);
  const open = questions.filter((question) => isOpen(question, said));
  return {
    lines: [...new Set(answers.map((each) => fill(words.told, { answer: quoteFrom(each), source: each.source })))],
    tells,
    restOpen: open.some((question) => !tells.some((told) => isSame(told, question))),
  };
}

/** More than this in one reply is a leaflet. */
const mostAnswers = 3;

/** The best quotable passage of each question; what the visitor's answers are made of is no question to us. */
function answersTo(found: readonly Found[], said: readonly Said[]): Found[] {
  const answers: Found[] = [];
  for (const each of found) {
    const taken = answers.some(({ question }) => isSame(question, each.question));
    if (!taken && each.strong && quoteFrom(each) !== '' && isOpen(each.question, said)) answers.push(each);
  }
  return answers;
}

/** Whether a question asks for more than what was read from it: "Around 50?" is an answer. */
export function isOpen(question: Question, said: readonly Said[]): boolean {
  const quotes = said.filter(({ message }) => message === question.message).map(({ quote }) => quote);
  const rest = quotes.reduce((text, quote) => text.replace(quote, ' '), question.text);
  return quotes.length === 0 || searchWords(rest).length > 0;
}

export function isSame(a: Told | Question, b: Told | Question): boolean {
  return a.message === b.message && a.start === b.start;
}

function toldBy({ question: { message, start, end }, source }: Found): Told {
  return { message, start, end, source };
}

/** What a reply of a model's answered: the questions for which it was handed a passage whose source it names. */
export function namedIn(reply: string, found: readonly Found[]): Told[] {
  const told: Told[] = [];
  for (const each of found) {
    if (names(reply, each.source) && !told.some((one) => isSame(one, each.question))) told.push(toldBy(each));
  }
  return told;
}

/** In brackets, as in "(from: Pricing)": many a source is also an ordinary word. */
function names(reply: string, source: string): boolean {
  if (/[()[\]]/.test(source)) return reply.includes(source);
  return Array.from(reply.matchAll(/[([]([^()[\]]*)[)\]]/g)).some(([, inside = '']) => inside.includes(source));
}
