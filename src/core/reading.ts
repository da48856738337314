// Reads one field in what a visitor wrote. Only what the visitor states about themselves counts: a number they ask
// about, deny or imagine is not read, and rather nothing than a guess.
import type { Field } from './playbook.ts';
import { readChoice } from './reading/choice.ts';
import { readCompany } from './reading/company.ts';
import { readEmail, readPhone } from './reading/contacts.ts';
import { readDate } from './reading/date.ts';
import { readMoney } from './reading/money.ts';
import { readCount, readNumber } from './reading/number.ts';
import { type Candidate, type Finding, layOut, type Page, type ReadingContext } from './reading/page.ts';
import { readPerson } from './reading/person.ts';
import { isStated, withoutCorrected } from './reading/stated.ts';
import { readText } from './reading/text.ts';
import type { FieldKind } from './value.ts';

export type { Finding, Page, ReadingContext } from './reading/page.ts';
export { layOut } from './reading/page.ts';

type Parser = (page: Page, field: Field, context: ReadingContext) => Candidate[];

const parsers: Record<FieldKind, Parser> = {
  text: readText,
  number: readNumber,
  money: readMoney,
  date: readDate,
  choice: readChoice,
  email: readEmail,
  phone: readPhone,
  company: readCompany,
  person: readPerson,
};

/** The answers to the field in the order of the text; the first is the one to take. */
export function readField(field: Field, text: string, context: ReadingContext): Finding[] {
  return readPage(field, layOut(text, context.country), context);
}

/** `readField` over a page that is already laid out: reading many fields lays it out once. */
export function readPage(field: Field, page: Page, context: ReadingContext): Finding[] {
  const stated = statedIn(field, page, context);
  const sure = stated.filter((candidate) => candidate.weak !== true);
  const best = sure.length > 0 ? sure : stated;
  const options = new Set(field.kind === 'choice' ? best.map(({ value }) => value) : []);
  if (options.size > 1 && !context.asked) return [];
  return best.map((candidate) => located(page, candidate));
}

/** `weak`: nothing in the words themselves tells what they are about. */
export type Possible = Finding & { weak: boolean };

/**
 * Everything the visitor states that could be an answer to the field, also what is too ambiguous to pick from: what a
 * claim may rest on. `lone`: the message came without a pending question of another field, so that a bare number counts.
 */
export function possibleFindings(field: Field, page: Page, context: ReadingContext & { lone: boolean }): Possible[] {
  const { asked } = context;
  const open = field.kind === 'choice' ? asked : true;
  const read = standingAlone(field, page, { ...context, open });
  return statedOf(field, page, { read, asked, claimed: true }).map((candidate) => possible(page, candidate));
}

/** `possibleFindings`, also where the visitor denies, imagines or asks it, tells it of others or takes it back. */
export function spokenFindings(field: Field, page: Page, context: ReadingContext & { lone: boolean }): Possible[] {
  return standingAlone(field, page, { ...context, open: true }).map((candidate) => possible(page, candidate));
}

type Standing = ReadingContext & { lone: boolean; open: boolean };

/** What is read without the question of another field making sense of it. */
function standingAlone(field: Field, page: Page, { lone, open, ...context }: Standing): Candidate[] {
  const { asked } = context;
  const short = page.plain.split(' ').length <= 8;
  const anyTime = field.kind === 'date' && (short || !deadline.test(`${field.id} ${field.question}`));
  const counts = field.kind === 'number' || field.kind === 'money' || anyTime;
  const bare = asked || field.kind === 'phone' || (lone && counts);
  const parsed = parsers[field.kind](page, field, { ...context, asked: open }).filter(
    (one) => bare || one.weak !== true,
  );
  return field.kind === 'number' && bare ? [...parsed, ...readCount(page, field, context)] : parsed;
}

/** For such a field a passing "today" is no answer. */
const deadline = /urgen|deadline|tim(?:e|ing)|by when|in place|live|start/i;

/** What the words would say for the field, whoever states them. */
export function literalFindings(field: Field, page: Page, context: ReadingContext): Finding[] {
  return parsers[field.kind](page, field, { ...context, asked: true }).map((candidate) => located(page, candidate));
}

/** What is counted in the words for a field that counts, whatever the noun. */
export function countsIn(field: Field, page: Page, context: ReadingContext): Finding[] {
  return field.kind === 'number' ? readCount(page, field, context).map((candidate) => located(page, candidate)) : [];
}

function statedIn(field: Field, page: Page, context: ReadingContext): Candidate[] {
  const { asked } = context;
  const read = parsers[field.kind](page, field, context).filter((candidate) => asked || candidate.weak !== true);
  return field.kind === 'text' ? read : statedOf(field, page, { read, asked });
}

/** Of such a field an option that disappoints is an answer too. */
const tools =
  /\b(?:in[_ ]use|use[sd]?|compet\w*|compared|tools?|crm|stack|systems?|vendors?|current\w*|alternatives?|software|provider)\b/i;

const names: readonly FieldKind[] = ['text', 'company', 'person'];

type Read = { read: Candidate[]; asked: boolean; claimed?: boolean };

function statedOf(field: Field, page: Page, { read, asked, claimed = false }: Read): Candidate[] {
  const judged = {
    asked,
    request: field.kind === 'choice',
    aside: field.kind === 'person',
    rejectable: field.kind === 'choice' ? !tools.test(`${field.id} ${field.label}`) : !names.includes(field.kind),
    order: claimed,
    search: claimed && field.kind === 'date',
  };
  const stated = read.filter((one) => isStated(page.plain, one, judged));
  return withoutCorrected(stated, page.plain);
}

function possible(page: Page, candidate: Candidate): Possible {
  return { ...located(page, candidate), weak: candidate.weak === true };
}

function located(page: Page, { value, start, end }: Candidate): Finding {
  return { value, ...page.folded.span(start, end) };
}
