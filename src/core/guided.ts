// The interviewer without a model: reads what the visitor wrote since the last turn with the deterministic parsers.
// Every claim carries the visitor's exact words, so that `checkClaim` accepts it.
import type { Turn, View } from './interviewer.ts';
import { type Claim, currentAnswers, type Lead, type Message } from './lead.ts';
import type { Field, Playbook } from './playbook.ts';
import { wordsAt } from './reading/page.ts';
import { isQuestion, sentencesOf } from './reading/stated.ts';
import { type Finding, layOut, type Page, readPage } from './reading.ts';
import { askedBefore, sameValue } from './same-value.ts';
import { readWants, type Wants } from './wants.ts';

/** A message of the burst and the field it answers. `opening`: nothing was asked yet. */
type Line = { message: Message; page: Page; asked: string | null; opening: boolean };
type Read = Finding & { line: Line };

export function guidedTurn({ lead, playbook }: View): Turn {
  const lines = unread(lead, playbook);
  const known = new Map(currentAnswers(lead).map(({ field, value }) => [field, value]));
  const claims: Claim[] = [];
  for (const field of playbook.fields) {
    if (field.kind === 'text') continue;
    const read = lines.flatMap((line) => readLine(field, line, playbook)).at(-1);
    if (read !== undefined && isNews(known, field, read)) claims.push(claimOf(field, read));
  }
  for (const field of playbook.fields) {
    if (field.kind !== 'text') continue;
    const read = longest(lines.flatMap((line) => readFree(field, { line, playbook, claims })));
    if (read !== undefined && isNews(known, field, read)) claims.push(claimOf(field, read));
  }
  return { claims, wants: wantsOf(lines, claims), interviewer: 'guided' };
}

function unread(lead: Lead, { fields, country }: Playbook): Line[] {
  const opener = fields.find(({ kind, ask }) => kind === 'text' && ask)?.id ?? null;
  const lines: Line[] = [];
  for (const message of lead.messages) {
    if (message.from !== 'visitor' || message.n <= lead.readUpTo) continue;
    const opening = !lead.messages.some(({ from, n }) => from === 'baton' && n < message.n);
    const asked = opening ? opener : askedBefore(lead.messages, message.n);
    lines.push({ message, page: layOut(message.text, country), asked, opening });
  }
  return lines;
}

function readLine(field: Field, line: Line, { zone, country }: Playbook): Read[] {
  const asked = line.asked === field.id;
  const [read] = readPage(field, line.page, { at: line.message.at, asked, zone, country });
  return read === undefined ? [] : [{ ...read, line }];
}

/** Words so common that they do not make an answer on their own. */
const small =
  /\b(?:we|we're|we've|i|i'm|im|are|am|is|have|has|a|an|the|of|about|around|roughly|our|my|and|so|in|at|it|its|it's|by|for|with|on|to|just|budget|team|company|people|here|this|from|work|currently|using|use|me)\b/g;
const wish =
  /\b(?:need|want|look(?:ing)?|help|try(?:ing)?|like to|interest(?:ed)?|improve|automate|replace|solve|problem|issue|struggl\w*|switch|integrat\w*|build|track|manage|reduce|increase|evaluat\w*|searching|suche|cherche|busco)\b/;

/** Free text, unless the words have all gone into answers of another kind: "50 people" is no use case. */
function readFree(
  field: Field,
  { line, playbook, claims }: { line: Line; playbook: Playbook; claims: readonly Claim[] },
): Read[] {
  const [read] = readLine(field, line, playbook);
  if (read === undefined) return [];
  let rest = line.page.original.slice(read.start, read.end);
  for (const claim of claims) {
    if (claim.message !== line.message.n || !isTyped(playbook, claim, line)) continue;
    rest = rest.replace(claim.quote, ' ');
  }
  const words =
    rest
      .toLowerCase()
      .replace(small, ' ')
      .match(/\p{L}{2,}/gu) ?? [];
  const alone = !claims.some(({ message }) => message === line.message.n);
  const enough = line.opening && !alone ? words.length >= 1 && wish.test(rest.toLowerCase()) : words.length >= 1;
  return enough ? [read] : [];
}

/** "HubSpot" can be the answer to "What must it work with?"; a size or a date is none. Of an opening all is taken out. */
function isTyped({ fields }: Playbook, claim: Claim, line: Line): boolean {
  const kind = fields.find(({ id }) => id === claim.field)?.kind;
  return line.opening || (kind !== 'choice' && kind !== 'company');
}

function longest(read: Read[]): Read | undefined {
  return read.toSorted((a, b) => b.end - b.start - (a.end - a.start))[0];
}

function isNews(known: ReadonlyMap<string, Finding['value']>, field: Field, read: Read): boolean {
  const value = known.get(field.id);
  return value === undefined || !sameValue(value, read.value);
}

function claimOf(field: Field, { line, value, start, end }: Read): Claim {
  const { n, text } = line.message;
  return { field: field.id, value, message: n, quote: text.slice(start, end) };
}

const loudest: readonly Wants[] = ['person', 'leaving', 'declining', 'asking', 'answering'];

function wantsOf(lines: readonly Line[], claims: readonly Claim[]): Wants {
  const all = lines.map((line) => wantsIn(line, claims));
  const wants = loudest.find((one) => all.includes(one)) ?? 'nothing';
  const answered = claims.some(({ field, message }) =>
    lines.some((line) => line.asked === field && line.message.n === message),
  );
  if (wants === 'declining' && answered) return 'answering';
  return wants === 'nothing' && claims.length > 0 ? 'answering' : wants;
}

/** "Can I get a demo?" is answered by what was read from it. */
function wantsIn({ message, page }: Line, claims: readonly Claim[]): Wants {
  const wants = readWants(message.text);
  if (wants !== 'asking') return wants;
  const quotes = claims.filter((claim) => claim.message === message.n).map(({ quote }) => quote);
  const questions = sentencesOf(page.plain)
    .filter((sentence) => isQuestion(page.plain, sentence))
    .map(({ start, end }) => wordsAt(page, start, end));
  return questions.every((words) => quotes.some((quote) => words.includes(quote))) ? 'answering' : wants;
}
