// Other people's names, companies, addresses and numbers in the place of a visitor's own: each one always by the same, in a
// shape that is read the same way. Knows only what Baton read or can tell by its form: a person has to read the result.
import { committee } from './committee.ts';
import { companyDomain, isFreeMail } from './contact.ts';
import type { Lead } from './lead.ts';
import type { Playbook } from './playbook.ts';
import { phonesIn } from './reading/phone-numbers.ts';

const firstNames = ['Robin', 'Kim', 'Alex', 'Sasha', 'Jamie', 'Noa', 'Mika', 'Charlie', 'Luca', 'Toni'];
const lastNames = ['Vale', 'Marsh', 'Stone', 'Brooks', 'Hale', 'Winter', 'Field', 'Lark', 'Moss', 'Reed'];
const companies = [
  'Brightwater',
  'Oakfield',
  'Silverline',
  'Northgate',
  'Fernhill',
  'Redstone',
  'Lakeview',
  'Westbrook',
];
const legalForms = /^(?:gmbh|ag|kg|se|inc|llc|ltd|limited|corp|plc|sa|sas|sarl|srl|bv|oy|ab)\.?$/i;
const address = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}.-]+\.\p{L}{2,}/gu;
const link = /https?:\/\/[^\s<>"')\]]+/gu;

/** Signs that stand for nothing, and that nobody types. */
const privateUse = /[\uE000-\uF8FF]/g;
const firstPrivate = 0xe000;

type StandIns = { words: Map<string, string>; exact: Map<string, string> };

/** Turns a text of this lead's into the same text about nobody. */
export function standIns(lead: Lead, playbook: Playbook): (text: string) => string {
  const names = { words: new Map(), exact: new Map() };
  // Companies first: their names are part of addresses.
  for (const [i, name] of namesOf(lead, playbook, 'company').entries()) {
    addCompany(names, name, companies[i % companies.length] ?? '');
  }
  for (const [i, name] of namesOf(lead, playbook, 'person').entries()) addPerson(names, name, i);
  const mails = new Map<string, string>();
  return (text) => {
    const kept: string[] = [];
    // What is in place stays out of reach of what comes after it.
    const keep = (standIn: string) => String.fromCodePoint(firstPrivate + kept.push(standIn) - 1);
    const parted = text
      .replace(address, (mail) => keep(mailFor(mail, { names, mails })))
      .replace(link, () => keep('https://www.brightwater.example/'));
    const dialled = withoutPhones(parted, playbook.country, keep);
    const named = withoutNames(dialled, names, keep);
    return named.replace(privateUse, (sign) => kept[(sign.codePointAt(0) ?? 0) - firstPrivate] ?? sign);
  };
}

/** Of all answers, the latest and older ones, and of what the chat product said. */
function namesOf(lead: Lead, playbook: Playbook, kind: 'company' | 'person'): string[] {
  const fields = new Set(playbook.fields.filter((field) => field.kind === kind).map(({ id }) => id));
  const said = lead.answers.flatMap(({ field, value }) => (fields.has(field) ? [String(value)] : []));
  if (kind === 'company') {
    const mails = [lead.visitor.email ?? '', ...lead.messages.flatMap(({ text }) => text.match(address) ?? [])];
    const domains = mails.flatMap((mail) => companyDomain(mail)?.split('.')[0] ?? []);
    const untold = domains.filter((each) => !said.some((name) => squeezed(name).includes(squeezed(each))));
    return unique([...said, ...untold]);
  }
  const others = committee(lead, playbook).flatMap(({ name }) => (name === null ? [] : [name.value]));
  const listed = lead.messages.flatMap(({ from, name }) => (from === 'baton' || name === null ? [] : [name]));
  // The visitor first: their address is made of the first name.
  const own = lead.answers.flatMap(({ field, value }) => (field === 'name' ? [String(value)] : []));
  return unique([
    ...own,
    ...(lead.visitor.name === undefined ? [] : [lead.visitor.name]),
    ...said,
    ...others,
    ...listed,
  ]);
}

function addCompany({ words, exact }: StandIns, name: string, standIn: string): void {
  const parts = name.split(/\s+/);
  const form = parts.length > 1 && legalForms.test(parts.at(-1) ?? '') ? ` ${parts.at(-1)}` : '';
  words.set(name.toLowerCase(), `${standIn}${form}`);
  words.set(squeezed(name), standIn.toLowerCase());
  const [first = ''] = parts;
  if (parts.length > 1 && first.length > 2 && !exact.has(first)) exact.set(first, standIn);
}

/** "Dana" is the same person as "Dana Reyes". */
function addPerson({ words, exact }: StandIns, name: string, i: number): void {
  const parts = name.split(/\s+/);
  const [first = '', last = ''] = [parts[0], parts.at(-1)];
  const knownFirst = exact.get(first);
  const standIn = [
    knownFirst ?? firstNames[i % firstNames.length],
    ...(parts.length > 1 ? [lastNames[i % lastNames.length]] : []),
  ];
  words.set(name.toLowerCase(), standIn.join(' '));
  if (first.length > 1 && knownFirst === undefined) exact.set(first, standIn[0] ?? '');
  if (parts.length > 1 && last.length > 1) exact.set(last, standIn[1] ?? '');
}

type Mails = { names: StandIns; mails: Map<string, string> };

/** The domain of a free-mail service says nothing about anybody, and counts. */
function mailFor(mail: string, { names, mails }: Mails): string {
  const known = mails.get(mail.toLowerCase());
  if (known !== undefined) return known;
  const i = mails.size;
  const domain = mail.slice(mail.lastIndexOf('@') + 1).toLowerCase();
  const company = companyDomain(mail)?.split('.')[0] ?? domain;
  const named = [...names.words].find(([name]) => squeezed(name).includes(squeezed(company)))?.[1];
  const host = isFreeMail(mail)
    ? domain
    : `${squeezed(named?.split(' ')[0] ?? companies[i % companies.length] ?? '')}.example`;
  const box = `${firstNames[i % firstNames.length]}.${lastNames[i % lastNames.length]}`.toLowerCase();
  const standIn = `${box}@${host}`;
  mails.set(mail.toLowerCase(), standIn);
  return standIn;
}

function withoutPhones(text: string, country: string, keep: (standIn: string) => string): string {
  return phonesIn(text, country)
    .toSorted((a, b) => b.start - a.start)
    .reduce(
      (left, { start, end }) => left.slice(0, start) + keep(redialled(left.slice(start, end))) + left.slice(end),
      text,
    );
}

/** The last digits of a number are those of its owner. */
function redialled(phone: string): string {
  const last = '010199';
  let left = last.length;
  const digits = [...phone].toReversed().map((sign) => (/\d/.test(sign) && left > 0 ? (last[--left] ?? sign) : sign));
  return digits.toReversed().join('');
}

function withoutNames(text: string, { words, exact }: StandIns, keep: (standIn: string) => string): string {
  const all = [...new Set([...words.keys(), ...exact.keys()])].filter((name) => name !== '');
  if (all.length === 0) return text;
  const sources = all
    .toSorted((a, b) => b.length - a.length)
    .map((name) => name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'));
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${sources.join('|')})(?![\\p{L}\\p{N}])`, 'giu');
  return text.replace(pattern, (found) => {
    const standIn = words.get(found.toLowerCase()) ?? exact.get(found);
    if (standIn === undefined) return found;
    return keep(found === found.toLowerCase() ? standIn.toLowerCase() : standIn);
  });
}

const squeezed = (name: string) => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

function unique(names: readonly string[]): string[] {
  const seen = new Map(names.map((name) => [name.trim().toLowerCase(), name.trim()]));
  return [...seen.values()].filter((name) => name !== '');
}
