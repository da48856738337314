// The text of a step: a template over what the visitor said. A line with a blank that is not known is left out, and a step of
// which only greeting and closing are left says nothing. No word comes from anywhere but the template and the answers.
import { clip } from './clip.ts';
import { type Language, languageOf } from './language.ts';
import { type Lead, quoteOf } from './lead.ts';
import { person } from './person.ts';
import { fieldOf, type Playbook } from './playbook.ts';
import type { Sequence } from './playbook-nurture.ts';
import { sayable } from './sayable.ts';
import { standingAnswers } from './taken-back.ts';
import { showValue } from './value.ts';

export type Written = { subject: string; paragraphs: string[]; language: Language };
export type About = { lead: Lead; playbook: Playbook };

/** Longer words of a visitor end with "…". */
const longest = 300;

/** Null: there is nothing to say. */
export function stepText(sequence: Sequence, step: number, about: About): Written | null {
  const worded = wording(sequence, about);
  const text = worded.texts[step];
  if (text === undefined) return null;
  const paragraphs = text.split(/\n\s*\n/).map((paragraph) => lines(paragraph, about));
  if (paragraphs.slice(1, -1).every((paragraph) => paragraph === '')) return null;
  const subject = subjectOf(worded.subjects, step).replaceAll('{company}', about.playbook.company.name);
  return { subject, paragraphs: paragraphs.filter((paragraph) => paragraph !== ''), language: worded.language };
}

type Worded = { language: Language; texts: string[]; subjects: (string | undefined)[] };

/** In the visitor's language, if the page has the sequence in it. */
function wording({ id, steps }: Sequence, { lead, playbook }: About): Worded {
  const theirs = languageOf(lead.messages, playbook.languages);
  const translated = playbook.translations[theirs]?.nurture?.[id];
  const from = translated ?? steps;
  return {
    language: translated === undefined ? playbook.languages[0] : theirs,
    texts: from.map(({ text }) => text),
    subjects: from.map(({ subject }, n) => subject ?? steps[n]?.subject),
  };
}

/** A step without one answers the last that has one. */
function subjectOf(subjects: Worded['subjects'], step: number): string {
  const own = subjects[step];
  return own ?? `Re: ${subjects.slice(0, step).findLast((subject) => subject !== undefined) ?? ''}`;
}

function lines(paragraph: string, about: About): string {
  return paragraph
    .split('\n')
    .map((line) => filled(line.trim(), about))
    .filter((line) => line !== null && line !== '')
    .join('\n');
}

/** Null: a blank of it is not known. An unknown name leaves no gap, as everywhere: `Hello {name},` becomes `Hello,`. */
function filled(line: string, about: About): string | null {
  const blanks = [...line.matchAll(/\{([^{}]*)\}/g)].map(([, blank = '']) => blank);
  if (blanks.some((blank) => blank !== 'name' && filling(blank, about) === null)) return null;
  return line.replace(/(,? ?)\{([^{}]*)\}/g, (_whole, before: string, blank: string) => {
    const value = filling(blank, about);
    return value === null ? '' : `${before}${value}`;
  });
}

function filling(blank: string, { lead: whole, playbook }: About): string | null {
  const lead = sayable(whole);
  switch (blank) {
    case 'name':
      return told(person(lead, playbook).name?.trim().split(/\s+/)[0]);
    case 'company':
      return playbook.company.name;
    case 'rep':
      return (lead.nurture?.by ?? lead.rep)?.name ?? null;
    case 'link':
      return playbook.nurture.link ?? null;
    default:
      return answered(blank, { lead, playbook });
  }
}

function answered(blank: string, { lead, playbook }: About): string | null {
  const [id = '', part] = blank.split('.');
  const field = fieldOf(playbook, id);
  const answer = standingAnswers(lead).find((each) => each.field === id);
  if (field === undefined || answer === undefined) return null;
  // Who only accepted what Baton proposed has said no words of their own.
  if (part === 'quote') return answer.evidence.kind === 'said' ? told(quoteOf(lead, answer.evidence)) : null;
  const shown = showValue(field.kind, answer.value, field.options);
  return field.kind === 'email' ? shown : told(shown);
}

/** An address of the web would let anybody have our mails say it to whomever they name. */
const address = /:\/\/|www\.|\p{L}\.\p{L}{2,}/iu;

/** One line of it; null: nothing that may go into a mail. */
function told(words: string | null | undefined): string | null {
  const line = (words ?? '').replace(/[\s\p{Cc}]+/gu, ' ').trim();
  return line === '' || address.test(line) ? null : clip(line, longest);
}
