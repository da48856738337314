// What a rep reads in sixty seconds before talking to the visitor. Everything here is cut from the transcript or counted;
// nothing is written by a model.
import { asked } from './asked.ts';
import { clip } from './clip.ts';
import { committee, type Member } from './committee.ts';
import { isOnlyLikely } from './confidence.ts';
import { labelOf } from './form.ts';
import { isToAsk, known } from './known.ts';
import { type Language, languageOf } from './language.ts';
import { currentAnswers, type Evidence, type Lead, type Page, quoteOf } from './lead.ts';
import { companyOf, type Person, person } from './person.ts';
import { type Field, fieldOf, type Playbook } from './playbook.ts';
import { promised } from './promised.ts';
import { namesOthers } from './reading/person.ts';
import { howSaid, isSilent } from './sayable.ts';
import { oldAnswers, standingAnswers } from './taken-back.ts';
import { showValue } from './value.ts';

/** `offer`: what Baton had proposed, where the quote is the visitor's yes to it; `likely`: no more than that is sure. */
export type BriefField = {
  field: string;
  label: string;
  value: string;
  quote: string;
  offer: string | null;
  likely: boolean;
  evidence: Evidence;
  /** Where and when they said it, if that was in another lead. */
  from: { channel: string; at: string } | null;
  /** Somebody beside the visitor, whom the committee tells more of. */
  onMap: boolean;
};

export type Brief = {
  headline: string;
  /** The visitor's name, or the best that stands for it. */
  who: string;
  person: Person;
  company: string | null;
  /** The one they write in, unless it is the page's own. */
  language: Language | null;
  page: Page | null;
  /** What they want, in their words. */
  wants: string | null;
  /** What they wrote last, for a conversation that has said little else. */
  lastWords: string | null;
  /** The whole sentence in which they said why this matters now. */
  whyNow: string | null;
  fields: BriefField[];
  /** Said so long ago that it may have changed, and not confirmed since; `since`: the month. */
  old: { label: string; since: string }[];
  unknown: { field: string; label: string; declined: boolean }[];
  /** The visitor and everybody they named as having a part in the decision. */
  committee: Member[];
  /** Asked and not answered yet. */
  questions: string[];
  /** Asked and answered by Baton from the team's pages. */
  answered: { question: string; source: string }[];
  /** What Baton told the visitor that somebody will do. */
  promised: string[];
  /** What stands in a form and is no answer, as it was typed. */
  typed: { label: string; text: string }[];
  refused: number;
  agenda: string[];
};

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });
const contactKinds: readonly Field['kind'][] = ['email', 'phone', 'company'];

export function brief(lead: Lead, playbook: Playbook): Brief {
  const fields = briefFields(lead, playbook);
  const about = person(lead, playbook);
  const who = whoIs(about);
  const want = firstOf(fields, wantFields(playbook));
  const unknown = playbook.fields
    .filter((field) => isToAsk(field, lead, playbook) && known(lead, field) === undefined)
    .map(({ id, label }) => ({ field: id, label, declined: lead.declined.includes(id) }));
  const questions = asked(lead);
  const facts = {
    wants: want === undefined ? null : inWords(want),
    whyNow: whyNow(lead, playbook, fields),
    fields,
    old: oldAnswers(lead, playbook).map(({ label, since }) => ({ label, since })),
    unknown,
    committee: committee(lead, playbook),
    questions: questions.flatMap(({ text, source }) => (source === null ? [text] : [])),
    answered: questions.flatMap(({ text, source }) => (source === null ? [] : [{ question: text, source }])),
    promised: promised(lead, playbook),
  };
  const company = companyOf(about);
  const language = languageOf(lead.messages, playbook.languages);
  const place = company === null ? who : `${who}, ${company}`;
  return {
    headline: want === undefined ? place : `${place}: ${inWords(want)}`,
    who,
    person: about,
    company,
    language: language === playbook.languages[0] ? null : language,
    page: lead.page,
    lastWords: lastWords(lead, about),
    ...facts,
    typed: typedInto(lead, playbook),
    refused: lead.refused.length,
    agenda: agenda({ ...facts, ...sayableOf(fields, playbook) }, playbook),
  };
}

function typedInto(lead: Lead, playbook: Playbook): Brief['typed'] {
  const read = new Set(currentAnswers(lead).map(({ evidence }) => evidence.message));
  return lead.messages.flatMap(({ n, input, text }) =>
    input === undefined || read.has(n) ? [] : [{ label: labelOf(input, playbook), text }],
  );
}

/** A line that is nothing but an address says nothing that the contact does not. */
function lastWords({ messages }: Lead, { email, phone }: Person): string | null {
  const isAddress = (text: string) => [email, phone].includes(text.trim().toLowerCase());
  const written = messages.filter(({ from, input }) => from === 'visitor' && input === undefined);
  return written.findLast(({ text }) => !isAddress(text))?.text ?? null;
}

export function whoIs({ name, email }: Pick<Person, 'name' | 'email'>): string {
  return name ?? email ?? 'Unnamed visitor';
}

function briefFields(lead: Lead, playbook: Playbook): BriefField[] {
  return standingAnswers(lead).map(({ field: id, value, evidence, confidence, at }) => {
    const field = fieldOf(playbook, id);
    return {
      field: id,
      label: field?.label ?? id,
      value: showValue(field?.kind ?? 'text', value, field?.options),
      quote: quoteOf(lead, evidence),
      offer: evidence.kind === 'confirmed' ? (lead.messages[evidence.offer - 1]?.text ?? null) : null,
      likely: isOnlyLikely(confidence),
      evidence,
      from: evidence.kind === 'carried' ? { channel: evidence.channel, at } : null,
      onMap: field !== undefined && namesOthers(field),
    };
  });
}

/** A mere yes says nothing by itself. */
function inWords({ evidence, value, quote }: BriefField): string {
  return howSaid(evidence) === 'said' ? quote : value;
}

/** Fields that say what the visitor wants: what the intent pillar needs, or else the first free answer. */
function wantFields(playbook: Playbook): string[] {
  const needed = playbook.pillars.intent.needs.map(({ field }) => field);
  return needed.length > 0 ? needed : playbook.fields.filter(({ kind }) => kind === 'text').map(({ id }) => id);
}

function whyNow(lead: Lead, playbook: Playbook, fields: readonly BriefField[]): string | null {
  const dates = playbook.fields.filter(({ kind }) => kind === 'date').map(({ id }) => id);
  const intent = playbook.pillars.intent.oneOf.map(({ field }) => field);
  const source = firstOf(fields, [...dates, ...intent, ...wantFields(playbook)]);
  if (source === undefined) return null;
  return source.evidence.kind === 'said' ? sentenceAround(lead, source.evidence) : inWords(source);
}

function sentenceAround(lead: Lead, { message, start, end }: Evidence): string {
  const text = lead.messages[message - 1]?.text ?? '';
  const touching = [...sentences.segment(text)].filter(
    ({ index, segment }) => index < end && index + segment.length > start,
  );
  return touching
    .map(({ segment }) => segment)
    .join('')
    .trim();
}

/** What a rep may say aloud: of who only claims to be somebody, what they said here. */
function sayableOf(all: readonly BriefField[], playbook: Playbook): Pick<Brief, 'wants' | 'fields'> {
  const fields = all.filter((field) => !isSilent(field));
  const want = firstOf(fields, wantFields(playbook));
  return { wants: want === undefined ? null : inWords(want), fields };
}

/** Three to five lines a rep can read aloud: first what the visitor said and asked, then what is still unknown. */
function agenda(known: Pick<Brief, 'wants' | 'fields' | 'unknown' | 'committee' | 'questions'>, playbook: Playbook) {
  const { wants, fields, unknown, questions } = known;
  const date = fields.find(({ field }) => fieldOf(playbook, field)?.kind === 'date');
  const toAsk = unknown
    .filter(({ declined }) => !declined)
    .flatMap(({ field }) => playbook.fields.filter(({ id, kind }) => id === field && !contactKinds.includes(kind)))
    .map(({ question }) => question);
  const opening =
    wants === null
      ? 'In your own words: what would you like to get done?'
      : `You wrote “${short(wants)}”. What would be different for you once that works?`;
  const first = questions.slice(0, 1).map((question) => `You asked: “${short(question)}” Let me answer that first.`);
  const timing = date === undefined ? [] : [`You said “${short(inWords(date))}”. What happens if it takes longer?`];
  const others = agendaOfOthers(known.committee);
  const closing = 'What should the next step after today be, and by when?';
  return [opening, ...[...first, ...toAsk.slice(0, 1), ...timing, ...toAsk.slice(1, 2), others].slice(0, 3), closing];
}

function agendaOfOthers(committee: readonly Member[]): string {
  const others = committee.flatMap(({ kind, name, concern }) =>
    kind === 'visitor' || name === null ? [] : [{ name: short(name.value), concern }],
  );
  const worried = others.find(({ concern }) => concern !== null);
  if (worried?.concern)
    return `You wrote of ${worried.name}: “${short(worried.concern.value)}”. What would settle that?`;
  const [first] = others;
  if (first === undefined) return 'Who else should be part of this?';
  return `You mentioned ${first.name}. When should we bring them in?`;
}

function firstOf(fields: readonly BriefField[], ids: readonly string[]): BriefField | undefined {
  return ids.flatMap((id) => fields.filter(({ field }) => field === id)).at(0);
}

function short(text: string): string {
  return clip(text.replace(/\s+/g, ' ').trim(), 120);
}
