// A conversation that reviewers corrected as a case for the tests: what the visitor wrote, about nobody, and what has to be
// read in it. What reviewers disagree on is expected of nobody.
import { correctedPlace } from './corrected-place.ts';
import { type Answer, currentAnswers, type Lead, type Message, quoteOf } from './lead.ts';
import { type LeadReview, type Mark, type Reviewed, toCorrect } from './lead-review.ts';
import { fieldOf, type Playbook } from './playbook.ts';
import { standIns } from './stand-ins.ts';
import type { Value } from './value.ts';

/** Of one field: these words say it, with this value where one is told; not this value; or, null, nothing says it. */
export type Expected = { quote: string; value?: Value } | { not: Value } | null;
type Said = string | string[];
export type ReviewCase = {
  about: string;
  start: string;
  page?: { url: string };
  visitor?: { name?: string; email?: string; phone?: string };
  says: (Said | { after: string; says: Said })[];
  expects: Record<string, Expected>;
};

const minuteMs = 60_000;
/** Kinds whose values say nothing about anybody. */
const plainKinds: readonly string[] = ['choice', 'number', 'money', 'date'];

/** Null: nobody found anything wrong. `week`: by name, as is said of the case. */
export function reviewCase(
  lead: Lead,
  reviews: readonly Reviewed[],
  { playbook, week }: { playbook: Playbook; week: string },
): ReviewCase | null {
  const agreed = agreedOn(reviews.map(({ review }) => review));
  const wrong = Object.entries(agreed.marks).filter(([, mark]) => mark !== 'right');
  if (wrong.length === 0 && agreed.overlooked.length === 0) return null;
  const rename = standIns(lead, playbook);
  const upTo = Math.max(...reviews.map(({ review }) => review.upTo));
  const lines = heardByBaton(lead.messages.slice(0, upTo));
  const expects = expected({ ...lead, messages: lines }, agreed, { playbook, rename });
  const label = (id: string) => fieldOf(playbook, id)?.label ?? id;
  const found = [
    ...wrong.map(([id, mark]) => `${label(id)} was ${mark === 'wrong' ? 'wrong' : 'never said'}`),
    ...agreed.overlooked.map((id) => `${label(id)} was overlooked`),
  ];
  const { id: _, verified: __, ...visitor } = lead.visitor;
  const known = Object.entries(visitor).map(([key, value]) => [key, rename(value)] as const);
  return {
    about: `From reviews of ${week}: ${found.join(', ')}.`,
    start: lines[0]?.at ?? lead.createdAt,
    ...(lead.page !== null && { page: { url: `https://www.northwind.example${pathOf(lead.page.url, rename)}` } }),
    ...(known.length > 0 && { visitor: Object.fromEntries(known) }),
    says: bursts(lines, rename),
    expects,
  };
}

/** Pages may be made for one visitor, and say so in their address. */
function pathOf(url: string, rename: (text: string) => string): string {
  const path = url.replace(/^https?:\/\/[^/?#]*/, '').replace(/[?#].*$/s, '');
  return path.replace(/[^/]+/g, (part) => encodeURIComponent(renamedPart(decoded(part), rename)));
}

/** In an address, names have hyphens where others have spaces. */
function renamedPart(part: string, rename: (text: string) => string): string {
  if (part.includes('@')) return rename(part);
  const spaced = part.replaceAll(/[-_+]/g, ' ');
  const renamed = rename(spaced);
  return renamed === spaced ? part : renamed.replaceAll(' ', '-');
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

type Agreed = Pick<LeadReview, 'marks' | 'overlooked' | 'corrections'>;

function agreedOn(reviews: readonly LeadReview[]): Agreed {
  const fields = new Set(reviews.flatMap(({ marks }) => Object.keys(marks)));
  const marks = [...fields].flatMap((field): [string, Mark][] => {
    const given = new Set(reviews.flatMap((review) => review.marks[field] ?? []));
    const [mark] = given;
    return mark !== undefined && given.size === 1 ? [[field, mark]] : [];
  });
  const corrections = new Map(reviews.flatMap((review) => review.corrections.map((one) => [one.field, one] as const)));
  const overlooked = [...new Set(reviews.flatMap((review) => review.overlooked))];
  return { marks: Object.fromEntries(marks), overlooked, corrections: [...corrections.values()] };
}

/** Once a rep has written, the rest is no conversation of Baton's. */
function heardByBaton(messages: readonly Message[]): readonly Message[] {
  const rep = messages.findIndex(({ from }) => from === 'rep');
  return rep < 0 ? messages : messages.slice(0, rep);
}

type With = { playbook: Playbook; rename: (text: string) => string };

function expected(lead: Lead, agreed: Agreed, about: With): Record<string, Expected> {
  const answers = new Map(currentAnswers(lead).map((answer) => [answer.field, answer]));
  const right = Object.keys(agreed.marks).filter((field) => agreed.marks[field] === 'right');
  const never = Object.keys(agreed.marks).filter((field) => agreed.marks[field] === 'not-said');
  return Object.fromEntries([
    ...right.flatMap((field) => asItWas(answers.get(field), lead, about)),
    ...never.map((field) => [field, null] as const),
    ...toCorrect(agreed).flatMap((field) => corrected(field, { lead, agreed, about, was: answers.get(field) })),
  ]);
}

function asItWas(answer: Answer | undefined, lead: Lead, { playbook, rename }: With): [string, Expected][] {
  if (answer === undefined || answer.evidence.kind !== 'said' || lead.messages.length < answer.evidence.message)
    return [];
  const isPlain = plainKinds.includes(fieldOf(playbook, answer.field)?.kind ?? '');
  const quote = rename(quoteOf(lead, answer.evidence));
  return [[answer.field, { quote, ...(isPlain && { value: answer.value }) }]];
}

type Correcting = { lead: Lead; agreed: Agreed; about: With; was: Answer | undefined };

function corrected(field: string, { lead, agreed, about, was }: Correcting): [string, Expected][] {
  const correction = agreed.corrections.find((each) => each.field === field);
  if (correction !== undefined && correctedPlace(lead, correction.words) !== null) {
    const { words, option } = correction;
    const isNone = fieldOf(about.playbook, field)?.kind === 'choice' && option === null;
    return isNone
      ? [[field, null]]
      : [[field, { quote: about.rename(words), ...(option !== null && { value: option }) }]];
  }
  const isPlain = plainKinds.includes(fieldOf(about.playbook, field)?.kind ?? '');
  return was !== undefined && isPlain ? [[field, { not: was.value }]] : [];
}

/** Lines without one of Baton's between them are one burst; a wait of a minute and more is told. */
function bursts(messages: readonly Message[], rename: (text: string) => string): ReviewCase['says'] {
  const says: { after: string | null; lines: string[] }[] = [];
  messages.forEach(({ from, text, at }, i) => {
    if (from !== 'visitor') return;
    const before = messages[i - 1];
    const waitedMs = before === undefined ? 0 : Date.parse(at) - Date.parse(before.at);
    const after = waitedMs < minuteMs ? null : waitOf(waitedMs);
    const last = says.at(-1);
    if (before?.from === 'visitor' && after === null && last !== undefined) last.lines.push(rename(text));
    else says.push({ after, lines: [rename(text)] });
  });
  return says.map(({ after, lines }) => {
    const [only = '', ...more] = lines;
    const said = more.length === 0 ? only : lines;
    return after === null ? said : { after, says: said };
  });
}

function waitOf(ms: number): string {
  const minutes = Math.round(ms / minuteMs);
  return minutes < 120 ? `${minutes} minute${minutes === 1 ? '' : 's'}` : `${Math.round(minutes / 60)} hours`;
}
