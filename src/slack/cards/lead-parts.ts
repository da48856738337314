// The pieces that card, handover and lists share: how a rep reads who it is, an answer, what is unknown.
import type { Brief, BriefField } from '../../core/brief.ts';
import { clip } from '../../core/clip.ts';
import type { Member } from '../../core/committee.ts';
import { languageNames } from '../../core/language.ts';
import { fieldOf, type Playbook } from '../../core/playbook.ts';
import { showValue } from '../../core/value.ts';
import { formWords } from './form-words.ts';
import { glance } from './limits.ts';
import { memoryWords } from './memory-words.ts';
import type { Part, Piece } from './parts.ts';
import { words } from './words.ts';

export function oneLine(text: string, max: number): string {
  return clip(text.replace(/\s+/g, ' ').trim(), max);
}

export function whoAndCompany({ who, company }: Pick<Brief, 'who' | 'company'>): string {
  const name = oneLine(who, glance.name);
  return company === null ? name : `${name}, ${oneLine(company, glance.name)}`;
}

export function contactLines({ person, page, language }: Brief): Part[] {
  const ways = [person.email, person.phone].flatMap((way) => (way === null ? [] : [oneLine(way, glance.quote)]));
  const contact = ways.length === 0 ? words.card.noContact : ways.join(words.card.at);
  const writes = language === null ? [] : [`${words.card.at}${words.card.writes(languageNames[language])}`];
  const lines: Part[] = [line({ bold: words.card.contact }, contact, ...writes)];
  if (page === null) return lines;
  // A query string carries tracking, sometimes secrets, never anything a rep needs.
  const address = oneLine(page.url.replace(/[?#].*$/s, '').replace(/^https?:\/\//, ''), glance.quote);
  const title = oneLine(page.title ?? '', glance.name);
  const shown = [title, title === '' ? address : `(${address})`].filter((each) => each !== '' && each !== '()');
  return shown.length === 0 ? lines : [...lines, line({ bold: words.card.page }, shown.join(' '))];
}

export function whyNowParts({ whyNow }: Brief): Part[] {
  return whyNow === null ? [] : [heading(words.card.whyNow), { kind: 'quote', text: clip(whyNow, glance.sentence) }];
}

/** Label, value and the words behind it; a value that is the visitor's own wording stands once, in quotes. */
export function fieldParts(known: readonly BriefField[], most: number): Part[] {
  const fields = known.filter(({ onMap }) => !onMap);
  if (fields.length === 0) return [];
  const items = fields.slice(0, most).map(({ label, value, quote, offer, likely, from }): Piece[] => {
    const said = `“${oneLine(quote, glance.quote)}”`;
    const same = oneLine(value, glance.quote).toLowerCase() === oneLine(quote, glance.quote).toLowerCase();
    const name: Piece[] = [{ bold: `${oneLine(label, glance.label)}: ` }, ...(likely ? [words.card.likely] : [])];
    if (offer !== null) {
      return [...name, oneLine(value, glance.value), words.card.agreed(oneLine(endOf(offer), glance.offer + 1)), said];
    }
    const there = from === null ? '' : memoryWords.from(from.channel, showValue('date', from.at.slice(0, 10)));
    return same ? [...name, `${said}${there}`] : [...name, oneLine(value, glance.value), ` – ${said}${there}`];
  });
  return [heading(words.card.known), { kind: 'bullets', items: [...items, ...more(fields.length - most)] }];
}

/** What may have changed since it was said; it counts until the visitor says something else. */
export function oldLine({ old }: Brief): Part[] {
  if (old.length === 0) return [];
  const shown = old.slice(0, glance.unknown).map(({ label, since }) => `${oneLine(label, glance.label)} (${since})`);
  return [line({ bold: words.card.old }, [...shown, ...words.more(old.length - glance.unknown)].join(', '))];
}

/** What was proposed stands at the end of a line of Baton's. */
function endOf(offer: string): string {
  const text = [...offer.replace(/\s+/gu, ' ').trim()];
  return text.length <= glance.offer ? text.join('') : `…${text.slice(-glance.offer).join('').trimStart()}`;
}

/** What the lines above the list do not say already, word for word. */
export function notYetShown({ fields, person, who, wants }: Brief): BriefField[] {
  const shown = [person.email, person.phone, person.company, who, wants];
  return fields.filter(({ value, quote }) => !(shown.includes(value) && value === quote));
}

/** What a form says that no parser took for an answer: as it was typed, and nothing is made of it. */
export function typedParts({ typed }: Brief, most: number): Part[] {
  if (typed.length === 0) return [];
  const items = typed
    .slice(0, most)
    .map(({ label, text }): Piece[] => [
      { bold: `${oneLine(label, glance.label)}: ` },
      `“${oneLine(text, glance.quote)}”`,
    ]);
  return [heading(formWords.typed), { kind: 'bullets', items: [...items, ...more(typed.length - most)] }];
}

export function unknownLine({ unknown }: Brief): Part {
  if (unknown.length === 0) return line(words.card.nothingUnknown);
  const labels = unknown
    .slice(0, glance.unknown)
    .map(({ label, declined }) => `${oneLine(label, glance.label)}${declined ? words.card.declined : ''}`);
  return line({ bold: words.card.unknown }, [...labels, ...words.more(unknown.length - glance.unknown)].join(', '));
}

export function questionParts(title: string, questions: readonly string[], most: number): Part[] {
  if (questions.length === 0) return [];
  const items = questions.slice(0, most).map((question): Piece[] => [`“${oneLine(question, glance.quote)}”`]);
  return [heading(title), { kind: 'bullets', items: [...items, ...more(questions.length - most)] }];
}

/** What Baton answered by itself, so that a rep neither repeats nor contradicts it. */
export function answeredParts({ answered }: Brief, most: number): Part[] {
  if (answered.length === 0) return [];
  const items = answered
    .slice(0, most)
    .map(({ question, source }): Piece[] => [`“${oneLine(question, glance.quote)}” – ${oneLine(source, glance.name)}`]);
  return [heading(words.card.answered), { kind: 'bullets', items: [...items, ...more(answered.length - most)] }];
}

export function wantLine({ wants, lastWords }: Brief): Part[] {
  if (wants !== null) return [line({ bold: words.card.wants }, `“${oneLine(wants, glance.quote)}”`)];
  return lastWords === null ? [] : [line({ bold: words.card.wrote }, `“${oneLine(lastWords, glance.sentence)}”`)];
}

export function wrongAnswer(playbook: Playbook, field: string): string {
  return words.card.wrong(oneLine(fieldOf(playbook, field)?.label ?? field, glance.label));
}

export function line(...pieces: Piece[]): Part {
  return { kind: 'line', pieces };
}

export function heading(text: string): Part {
  return line({ bold: text });
}

export function more(count: number): Piece[][] {
  return words.more(count).map((text) => [text]);
}

/** The account map: a line for each person beside the visitor, all but the part in the visitor's words. */
export function committeeParts({ committee }: Brief): Part[] {
  const others = committee.filter(({ kind }) => kind !== 'visitor');
  if (others.length === 0) return [];
  const items = others.slice(0, glance.people).map(memberPieces);
  return [
    heading(words.card.committee),
    { kind: 'bullets', items: [...items, ...more(others.length - glance.people)] },
  ];
}

function memberPieces({ name, role, part, stance, concern }: Member): Piece[] {
  const shown = (text: string): Piece => {
    const short = oneLine(text, glance.value);
    return { shown: `${words.card.at}${short}`, said: `, ${short}` };
  };
  const stands = stance === null ? [] : [oneLine(stance.quote, glance.label)];
  const worry = concern === null ? [] : [`“${oneLine(concern.quote, glance.quote)}”`];
  const leaning = [...stands, ...worry].join(': ');
  return [
    { bold: oneLine(name?.value ?? '', glance.name) },
    ...[role?.value, part?.value].flatMap((text) => (text === undefined ? [] : [shown(text)])),
    ...(leaning === '' ? [] : [{ shown: `${words.card.at}${leaning}`, said: `, ${leaning}` }]),
  ];
}
