// The interviewer without a model: reads what the visitor wrote since the last turn with the deterministic parsers.
// Every claim carries the visitor's exact words, so that `checkClaim` accepts it.
import { acceptedOffer, clearNo, isMereReply } from './confirmed.ts';
import { checkClaim } from './evidence.ts';
import { mayCarry } from './form.ts';
import type { Turn, View } from './interviewer.ts';
import { type Answer, type Claim, currentAnswers, type Lead, type Message } from './lead.ts';
import type { Field, Playbook } from './playbook.ts';
import { freeInput } from './playbook-form.ts';
import { theirOffer } from './reading/money.ts';
import { quotedLine, wordsAt } from './reading/page.ts';
import { namesOthers } from './reading/person.ts';
import { isQuestion, sentencesOf } from './reading/stated.ts';
import { joined, sayings } from './reading/text.ts';
import { type Finding, layOut, literalFindings, type Page, readPage } from './reading.ts';
import { askedBefore, sameValue } from './same-value.ts';
import { isCarried } from './sayable.ts';
import { mayHaveChanged, saidAt } from './stale.ts';
import { stillSoBefore } from './still-so.ts';
import type { Value } from './value.ts';
import { readWants, type Wants } from './wants.ts';

/**
 * A message of the burst and the field it answers. `opening`: nothing was asked yet; `heard`: what Baton said before it;
 * `isBack`: they were asked whether what they said long ago still holds.
 */
type Line = { message: Message; page: Page; asked: string | null; opening: boolean; heard: string; isBack: boolean };
type Read = Finding & { line: Line };

export function guidedTurn({ lead, playbook }: View): Turn {
  const lines = unread(lead, playbook);
  const known = knownIn(lead, playbook);
  const claims: Claim[] = [];
  for (const field of playbook.fields) {
    if (field.kind === 'text') continue;
    const all = lines.flatMap((line) => readLine(field, line, playbook));
    // What was typed into the field's own input goes before what is said of it elsewhere in the form.
    const own = all.filter(({ line }) => line.message.input === field.id);
    const read = own.length > 0 ? own : all;
    const told = namesOthers(field) ? read : read.slice(-1);
    const news = told.filter(
      (one, i) => isNews(known, field, one) && told.findIndex(({ value }) => value === one.value) === i,
    );
    claims.push(...news.flatMap((one) => believed(claimOf(field, one), { lead, playbook })));
    if (read.length === 0)
      claims.push(...accepted(field, { lines, lead, playbook }).filter((claim) => isNews(known, field, claim)));
  }
  for (const field of playbook.fields) {
    if (field.kind !== 'text') continue;
    const still = accepted(field, { lines, lead, playbook });
    claims.push(...still);
    if (still.length > 0) continue;
    const read = longest(lines.flatMap((line) => readFree(field, { line, playbook, claims })));
    if (read === undefined || !isNews(known, field, read)) continue;
    claims.push(...believed(claimOf(field, read), { lead, playbook }));
  }
  return { claims, wants: wantsOf(lines, claims), interviewer: 'guided' };
}

/**
 * What the check would refuse is not claimed: words run on into what is only imagined, a later line takes one back. Only
 * what is not sure enough for its field is claimed all the same, so that it is counted.
 */
function believed(claim: Claim, { lead, playbook }: View): Claim[] {
  const checked = checkClaim(claim, { ...playbook, messages: lead.messages, answers: lead.answers });
  return checked.kind === 'accepted' || checked.reason === 'not-sure-enough' ? [claim] : [];
}

function unread(lead: Lead, { fields, country }: Playbook): Line[] {
  const opener = fields.find(({ kind, ask }) => kind === 'text' && ask)?.id ?? null;
  const lines: Line[] = [];
  const first = lead.messages.find(({ from }) => from === 'visitor')?.n ?? 0;
  for (const message of lead.messages) {
    if (message.from !== 'visitor' || message.n <= lead.readUpTo) continue;
    const before = lead.messages.filter(({ from, n }) => from === 'baton' && n < message.n);
    // A greeting, before they had written anything, asks nothing.
    const isUnasked = before.every(({ n, asks }) => n < first && asks === null);
    const opening = message.input === undefined ? isUnasked : message.input === freeInput;
    const heard = before.map(({ text }) => text).join('\n');
    const asked = opening ? opener : askedBefore(lead.messages, message.n);
    const isBack = stillSoBefore(lead.messages, message.n, lead) !== null;
    lines.push({ message, page: layOut(message.text, country), asked, opening, heard, isBack });
  }
  return lines;
}

function readLine(field: Field, line: Line, { zone, country, fields }: Playbook): Read[] {
  if (!mayCarry(line.message, field, fields)) return [];
  const asked = line.asked === field.id;
  const all = readPage(field, line.page, { at: line.message.at, asked, zone, country });
  const read = line.isBack
    ? all.filter(({ start, end }) => !isMereReply(line.message.text.slice(start, end), country))
    : all;
  // One message may name several people; of everything else the first is meant.
  return (namesOthers(field) ? read : read.slice(0, 1)).map((one) => ({ ...one, line }));
}

/**
 * What each field holds: the latest answer, or everybody who was named. What may have changed, and what came along from
 * another lead, is news when it is said here.
 */
function knownIn(lead: Lead, { fields }: Playbook): Map<string, Value[]> {
  const now = lead.messages.at(-1)?.at ?? lead.updatedAt;
  const isOld = (field: Field, answer: Answer) =>
    mayHaveChanged(field, { value: answer.value, at: saidAt(lead, answer) }, now);
  const latest = new Set(currentAnswers(lead));
  return new Map(
    fields.map((field) => {
      const answers = lead.answers.filter((answer) => answer.field === field.id && !isCarried(answer));
      return [
        field.id,
        answers
          .filter((answer) => (namesOthers(field) || latest.has(answer)) && !isOld(field, answer))
          .map(({ value }) => value),
      ];
    }),
  );
}

/** Words so common that they do not make an answer on their own. */
const small =
  /\b(?:we|we're|we've|i|i'm|im|are|am|is|have|has|a|an|the|of|about|around|roughly|our|my|and|so|in|at|it|its|it's|by|for|with|on|to|just|budget|team|company|people|here|this|from|work|currently|using|use|me|oh|ok|well|abuot|experts?|then)\b/g;
/** A wish or a trouble. "Need it by March" is about a time. */
const wish =
  /(?<!\p{L})(?:(?:need|ned|want|wnat)(?:s|ed)?(?! (?:it|this|that|one)\b)|wanna|look(?:ing)? (?:for|to|at|into)|search(?:ing)?|help|assist|try(?:ing)?|(?:would|'d|id) (?:like|love)|like to|interest(?:ed)?|improv\w*|automat\w*|replac\w*|solv\w*|problems?|issues?|struggl\w*|switch\w*|integrat\w*|build|rebuild\w*|track|manage|reduce|increase|evaluat\w*|explor\w*|mess|pain\w*|manual\w*|by hand|broken|down|slow|drown\w*|never|can'?t|cannot|missing|wrong|error\w*|too (?:much|many|long)|fed up|tired of|spend|wast\w*|such(?:e|en)|brauch\w*|möcht\w*|woll\w*|cherch\w*|besoin|voudr\w*|voul\w*|busc\w*|necesit\w*|quer\w*)(?!\p{L})/u;
/** Their own affairs, but not who they are, where they met us or what they sell. */
const affairs =
  /(?<!\p{L})(?:our \p{L}+|we (?!are|were|help|work|met|talked|spoke|got|saw|already|moved|started|have \d)\p{L}+|we have)(?!\p{L})/u;
/** A few words that name a thing and no person: "sales reporting". */
const topic =
  /^(?!what an? )(?:(?!(?:i|im|i'm|we|you|your|you're|this|that|they|he|she|it|it's|is|are|ich|du|er|wir|ihr|sie|dieser?|dieses|ist|sind|bin|bist|je|tu|vous|nous|ce|cette|est|êtes|suis|yo|tú|usted|este|esta|es|eres|soy)(?!\p{L}))\S+\s*){1,5}$/u;

/** Free text, unless the words have all gone into answers of another kind: "50 people" is no use case. */
function readFree(
  field: Field,
  { line, playbook, claims }: { line: Line; playbook: Playbook; claims: readonly Claim[] },
): Read[] {
  const { page, message, opening } = line;
  if (line.asked !== field.id) return [];
  const here = claims.filter((claim) => claim.message === message.n);
  const taken = [
    ...here.filter((claim) => isTyped(playbook, claim, line)).map(({ quote }) => quote),
    ...valuesIn(line, playbook),
  ];
  const own = sayings(page)
    .map((span) => ({ ...span, words: leftOf(wordsAt(page, span.start, span.end), taken) }))
    .filter(({ words }) => /\p{L}{2,}/u.test(words.replace(small, ' ')));
  const wished = own.filter(({ words }) => wish.test(words) || isAffair(words));
  // Nothing was asked yet, so only what sounds like the answer is one.
  const named = here.length === 0 && own.every(({ words }) => topic.test(words) || !/\p{Script=Latin}/u.test(words));
  const chosen = !opening || (wished.length === 0 && named) ? own : wished;
  return joined(page, chosen).map(({ value, start, end }) => ({ value, ...page.folded.span(start, end), line }));
}

function isAffair(words: string): boolean {
  const said = words.replace(small, ' ').match(/\p{L}{2,}/gu) ?? [];
  return affairs.test(words) && !theirOffer.test(words) && said.length >= 4;
}

/** Times and amounts that were not asked for are no use case either: "first half of next year". */
function valuesIn({ page, message }: Line, { fields, zone, country }: Playbook): string[] {
  const context = { at: message.at, asked: true, zone, country };
  return fields
    .filter(({ kind }) => kind === 'date' || kind === 'number' || kind === 'money')
    .flatMap((field) => literalFindings(field, page, context))
    .map(({ start, end }) => page.original.slice(start, end));
}

function leftOf(words: string, taken: readonly string[]): string {
  return taken
    .reduce((left, quote) => left.replace(quote, ' '), words)
    .toLowerCase()
    .trim();
}

/** "HubSpot" can be the answer to "What must it work with?"; a size or a date is none. Of an opening all is taken out. */
function isTyped({ fields }: Playbook, claim: Claim, line: Line): boolean {
  const kind = fields.find(({ id }) => id === claim.field)?.kind;
  return line.opening || (kind !== 'choice' && kind !== 'company');
}

function longest(read: Read[]): Read | undefined {
  return read.toSorted((a, b) => b.end - b.start - (a.end - a.start))[0];
}

type Heard = { lines: readonly Line[]; lead: Lead; playbook: Playbook };

/** What Baton proposed for the field, a model in its own words, and the visitor's yes to it. */
function accepted(field: Field, { lines, lead, playbook }: Heard): Claim[] {
  const { zone, country } = playbook;
  const { messages, answers } = lead;
  return lines
    .map(({ message }) =>
      acceptedOffer(message, { field, messages, answers, context: { at: message.at, asked: true, zone, country } }),
    )
    .filter((claim) => claim !== null)
    .flatMap((claim) => believed(claim, { lead, playbook }))
    .slice(-1);
}

function isNews(known: ReadonlyMap<string, readonly Value[]>, field: Field, read: Pick<Read, 'value'>): boolean {
  return known.get(field.id)?.every((value) => !sameValue(value, read.value)) ?? true;
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

/** "Can I get a demo?" is answered by what was read from it, and a question that quotes Baton's is none. */
function wantsIn({ message, page, heard, isBack }: Line, claims: readonly Claim[]): Wants {
  if (isBack && clearNo(message.text)) return 'answering';
  const wants = readWants(message.text.replace(quotedLine, ''));
  if (wants !== 'asking') return wants;
  const quotes = claims.filter((claim) => claim.message === message.n).map(({ quote }) => quote);
  const questions = sentencesOf(page.plain)
    .filter((sentence) => isQuestion(page.plain, sentence))
    .map(({ start, end }) => wordsAt(page, start, end).replace(/^[\s"“]+|[\s"”]+$/gu, ''))
    .filter((words) => !heard.includes(words));
  return questions.every((words) => quotes.some((quote) => words.includes(quote))) ? 'answering' : wants;
}
