// Free answers: the sentences of a message that say something, without greetings, questions, refusals and contact data.

import type { Span } from '../folded.ts';
import type { Field } from '../playbook.ts';
import { readWants } from '../wants.ts';
import { isNoAnswer } from './no-answer.ts';
import { type Candidate, cutAsQuoted, type Page, type ReadingContext } from './page.ts';
import { isQuestion, sentencesOf } from './stated.ts';

const plea =
  /^[\s"']*(?:(?:hi|hey|hello)[\s,!]+)*(?:can|could|would) (?:you|u|it|this|your \p{L}+)(?: guys)? (?:please |maybe )?(?:help|handle|automate|replace|let us|make it)\b/u;
const onlyWantsUs =
  /^[\s"']*(?:(?:i|we)(?:'d| would|'m| am)?|(?:im|id)) (?:just |really )?(?:like|love|want|need|interested in|looking for|have)(?: to (?:see|book|get|have|schedule|know))?(?: (?:a|an|the|your|some|more|about))* (?:demo|trial|call|meeting|quote|pricing|prices?|info|information|question|questions|details)\W*$/;

export function readText(page: Page, _field: Field, { asked }: ReadingContext): Candidate[] {
  if (!asked) return [];
  const saying = sentencesOf(page.plain).filter((sentence) => saysSomething(page.plain, sentence));
  const [first, last] = [saying[0], saying.at(-1)];
  if (first === undefined || last === undefined) return [];
  const words = page.plain.slice(first.start, last.end);
  const start = first.start + (/^[\s"']*(?:(?:hi|hey|hello)(?: there)?\s*[,!-]\s*)?/.exec(words)?.[0].length ?? 0);
  return cutAsQuoted(page, start, last.end);
}

function saysSomething(text: string, sentence: Span): boolean {
  const words = text.slice(sentence.start, sentence.end);
  const letters = words.replace(/[^\p{L}]/gu, '');
  if (letters.length < 2 || isNoAnswer(words) || onlyWantsUs.test(words)) return false;
  if (isContactOnly(words)) return false;
  const wants = readWants(words);
  if (wants === 'person' || wants === 'leaving' || wants === 'declining') return false;
  return !isQuestion(text, sentence) || plea.test(words);
}

function isContactOnly(words: string): boolean {
  if (!words.includes('__')) return false;
  const rest = words
    .replace(/_+/g, ' ')
    .replace(
      /\b(?:my|e-?mail|mail|address|phone|number|mobile|cell|is|it'?s|at|me|reach|call|contact|on|or|and|you|can|here|the|best|please|text|i'?m|use|send|to)\b/g,
      '',
    );
  return rest.replace(/[^\p{L}]/gu, '').length < 3;
}
