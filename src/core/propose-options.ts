// Answers that fit no option of a question: what several people answered in the same words, and what reviewers say fits none.
// Nobody can tell from words alone whether they mean something new, so it is proposed with what was written, and only where
// at least three different people wrote it.
import { firstReply } from './first-reply.ts';
import type { Lead } from './lead.ts';
import type { Reviewed } from './lead-review.ts';
import { namesSomebody } from './names-somebody.ts';
import { type PageChange, plainly } from './page-change.ts';
import { person } from './person.ts';
import type { Field, Playbook } from './playbook.ts';
import type { Proposal, Seen } from './propose-changes.ts';
import { findQuotes } from './quote.ts';
import { readWants } from './wants.ts';

const fewestPeople = 3;
const mostWords = 3;
const longest = 40;
/** Of one question: a manager reads the most frequent first. */
const mostPerField = 2;
const quotes = 3;

/** `words`: short enough to be a name for what was meant; null: a sentence that may hold such words. */
type Unfit = { lead: Lead; text: string; words: string | null };

export function proposeOptions(seen: Seen): Proposal[] {
  const { playbook } = seen;
  return playbook.fields
    .filter(({ kind, ask }) => kind === 'choice' && ask)
    .flatMap((field) => {
      const unfit = [...unfitReplies(field, seen), ...corrected(field, seen)];
      const of = new Set(unfit.map(({ lead }) => lead.id)).size;
      const found = groupsOf(unfit).filter(
        ({ words, all }) => peopleOf(all, playbook) >= fewestPeople && isAbout(field, { words, all }, seen),
      );
      return apart(found)
        .slice(0, mostPerField)
        .map(({ words, all }): Proposal => {
          const said = { people: peopleOf(all, playbook), quotes: quotesOf(all) };
          return {
            change: changeOf(field, words, nameOf(words, all)),
            leads: [...new Set(all.map(({ lead }) => lead.id))],
            of,
            said,
          };
        });
    });
}

function unfitReplies(field: Field, { recent }: Seen): Unfit[] {
  return recent.flatMap((lead) => {
    const reply = firstReply(lead, field);
    if (reply === null || reply.isUnderstood) return [];
    return reply.lines
      .filter(({ text }) => readWants(text) === 'answering')
      .map(({ text }) => ({ lead, text, words: asName(text) }));
  });
}

/** What reviewers copied, and said that it is none of the options. */
function corrected(field: Field, { reviews, leads }: Seen): Unfit[] {
  return reviews.flatMap(({ lead: id, review }: Reviewed): Unfit[] => {
    const lead = leads.get(id);
    const own = review.corrections.filter((each) => each.field === field.id && each.option === null);
    return lead === undefined ? [] : own.map(({ words }) => ({ lead, text: words, words: asName(words) }));
  });
}

function asName(text: string): string | null {
  const bare = text.trim().replace(/^[\s\p{P}]+|[\s\p{P}]+$/gu, '');
  return bare === '' || bare.length > longest || bare.split(/\s+/).length > mostWords ? null : bare;
}

type Group = { words: string; all: readonly Unfit[] };

/** The most people first. Somebody has to have written the words alone; others may have put them in a sentence. */
function groupsOf(unfit: readonly Unfit[]): Group[] {
  const names = new Set(unfit.flatMap(({ words }) => (words === null ? [] : [plainly(words)])));
  return [...names]
    .map((words) => ({ words, all: unfit.filter(({ text }) => findQuotes(text, words).length > 0) }))
    .toSorted((a, b) => b.all.length - a.all.length || a.words.length - b.words.length || (a.words < b.words ? -1 : 1));
}

/** "metabase" and "use metabase" are one. */
function apart(groups: readonly Group[]): Group[] {
  const kept: Group[] = [];
  for (const group of groups) {
    const isNew = kept.every(
      ({ words }) => findQuotes(words, group.words).length === 0 && findQuotes(group.words, words).length === 0,
    );
    if (isNew) kept.push(group);
  }
  return kept;
}

/** One person may have written from several places, or come back. */
function peopleOf(all: readonly Unfit[], playbook: Playbook): number {
  const keys = all.map(({ lead }) => {
    const { id, email } = person(lead, playbook);
    return (email ?? id).toLowerCase();
  });
  return new Set(keys).size;
}

/** Not what people write whatever they are asked, what a reviewer gave a meaning, or what names somebody. */
function isAbout(field: Field, { words, all }: Group, { recent, reviews, playbook }: Seen): boolean {
  if (all.some(({ lead }) => namesSomebody(words, { lead, playbook }))) return false;
  const hasMeaning = reviews.some(({ review }) =>
    review.corrections.some((one) => one.field === field.id && one.option !== null && plainly(one.words) === words),
  );
  if (hasMeaning) return false;
  const others = playbook.fields.filter(({ id }) => id !== field.id);
  const elsewhere = recent.filter((lead) =>
    others.some((other) => firstReply(lead, other)?.lines.some(({ text }) => plainly(asName(text) ?? '') === words)),
  );
  return elsewhere.length * 2 < all.length;
}

/** As most of those wrote it who wrote nothing else; a name begins with a capital letter. */
function nameOf(words: string, all: readonly Unfit[]): string {
  const written = all.flatMap((one) => (one.words !== null && plainly(one.words) === words ? [one.words] : []));
  const counted = [...Map.groupBy(written, (each) => each)].toSorted((a, b) => b[1].length - a[1].length);
  const [name = words] = counted[0] ?? [];
  return /\p{Lu}/u.test(name) ? name : name.replace(/^\p{L}/u, (letter) => letter.toUpperCase());
}

/** Words that only space out what an option is called mean that option; all others are one of their own. */
function changeOf(field: Field, words: string, name: string): PageChange {
  const known = field.options.find(({ label, says, whenAsked }) =>
    [label, ...says, ...whenAsked].some((each) => letters(each) === letters(words)),
  );
  if (known !== undefined) return { kind: 'whenAsked', field: field.id, option: known.id, words: [words] };
  return { kind: 'option', field: field.id, option: idFor(name, field), label: name };
}

const letters = (words: string): string => plainly(words).replace(/[^\p{L}\p{N}]/gu, '');

function idFor(name: string, { options }: Field): string {
  const plain = plainly(name).normalize('NFKD').replace(/\p{M}/gu, '');
  const id = plain.replace(/[^a-z0-9]+/g, '_').replace(/^[^a-z]+|_+$/g, '');
  const taken = (each: string) => options.some((option) => option.id === each);
  const base = id === '' ? 'option' : id;
  if (id !== '' && !taken(id)) return id;
  let n = 2;
  while (taken(`${base}_${n}`)) n += 1;
  return `${base}_${n}`;
}

function quotesOf(all: readonly Unfit[]): string[] {
  const texts = new Map(all.toReversed().map(({ text }) => [letters(text), text.trim()]));
  return [...texts.values()].toReversed().slice(0, quotes);
}
