// What the CRM should have of a lead, whatever stands there now: the person with what they said, the conversation, the
// meeting, and who else has a say. Nothing here is guessed, and what is not known is null.

import { endOf } from './booking.ts';
import { type Brief, brief } from './brief.ts';
import { type CrmEntry, type CrmRef, type CrmValue, type CrmValues, type Sought, usualFields } from './crm.ts';
import { knownInCrm } from './in-crm.ts';
import { type Lead, pillarNames, quoteOf } from './lead.ts';
import { person } from './person.ts';
import { fieldOf, type Playbook } from './playbook.ts';
import { type BatonSource, batonSources, crmOf } from './playbook-crm.ts';
import { standingAnswers } from './taken-back.ts';
import { lastDay, lowest, showValue } from './value.ts';

type EntryWish =
  | Pick<Extract<CrmEntry, { kind: 'note' }>, 'kind' | 'title' | 'text' | 'on'>
  | Pick<Extract<CrmEntry, { kind: 'meeting' }>, 'kind' | 'title' | 'text' | 'startsAt' | 'endsAt' | 'state'>
  | Pick<Extract<CrmEntry, { kind: 'stakeholder' }>, 'kind' | 'name' | 'title'>;

/** `owner`: the rep whose lead it is, by their Slack id. `entries`: by the name they have for this lead. */
export type CrmRecord = { values: CrmValues; owner: string | null; entries: Readonly<Record<string, EntryWish>> };

/** Null: such a lead is nothing for the CRM, or there is nothing by which to know the person again. */
export function crmRecord(lead: Lead, playbook: Playbook): CrmRecord | null {
  if (playbook.crmName === null || !lands(lead, playbook)) return null;
  const known = brief(lead, playbook);
  return {
    values: { ...usualValues(lead, known, playbook), ...mappedValues(lead, known, playbook) },
    owner: lead.rep?.id ?? null,
    entries: { note: noteOf(lead, known, playbook), ...meetingOf(lead), ...stakeholdersOf(known) },
  };
}

/** The field names under which this playbook writes and reads. */
export function crmFields(playbook: Playbook): string[] {
  const { fields, sdr } = crmOf(playbook);
  return [...new Set([...Object.keys(fields), ...(sdr === undefined ? [] : [sdr.field])])];
}

/** Whom to ask the CRM for; `known`: where it stood last. */
export function soughtOf(lead: Lead, known: CrmRef | null, playbook: Playbook): Sought {
  const { email, domain } = person(lead, playbook);
  return { ref: lead.id, known, email, domain, fields: [...usualFields, ...crmFields(playbook)] };
}

/** The fields that the CRM is to have, and those of them that are to hold long text. */
export function neededFields(playbook: Playbook): { fields: string[]; texts: string[] } {
  const long = Object.entries(crmOf(playbook).fields).filter(([, source]) =>
    /^baton\.(transcript|brief|reasons)$/.test(source),
  );
  return { fields: crmFields(playbook), texts: long.map(([name]) => name) };
}

function lands(lead: Lead, playbook: Playbook): boolean {
  const { email, phone } = person(lead, playbook);
  if (email === null && phone === null) return false;
  if (lead.offer !== null || lead.state === 'nurturing' || knownInCrm(lead, playbook)?.place != null) return true;
  return crmOf(playbook).writes === 'everyone' && lead.verdict !== null;
}

function usualValues(lead: Lead, { person }: Brief, playbook: Playbook): CrmValues {
  const { statuses, source } = crmOf(playbook);
  const words = person.name?.trim().split(/\s+/) ?? [];
  const last = words.at(-1) ?? null;
  return {
    firstName: words.length > 1 ? words.slice(0, -1).join(' ') : null,
    lastName: last,
    email: person.email,
    phone: person.phone,
    company: person.company,
    source,
    ...(statuses[lead.state] !== undefined && { status: statuses[lead.state] ?? null }),
  };
}

function mappedValues(lead: Lead, known: Brief, playbook: Playbook): CrmValues {
  const answers = standingAnswers(lead);
  return Object.fromEntries(
    Object.entries(crmOf(playbook).fields).map(([name, source]): [string, CrmValue] => {
      const [of = '', part] = source.split('.');
      if (of === 'baton') return [name, ownValue(part, { lead, known, playbook })];
      const answer = answers.find(({ field }) => field === of);
      const field = fieldOf(playbook, of);
      if (answer === undefined || field === undefined) return [name, null];
      if (part === 'quote') return [name, quoteOf(lead, answer.evidence)];
      if (part === 'date') return [name, answer.at.slice(0, 10)];
      const { kind, options } = field;
      // The CRM gets numbers it can count with and days it can sort by: ranges and money by their lower end, spans by their last day.
      const plain = kind === 'number' || kind === 'money' ? lowest(answer.value) : null;
      const day = kind === 'date' ? lastDay(answer.value) : null;
      return [name, plain ?? day ?? showValue(kind, answer.value, options)];
    }),
  );
}

type Knowing = { lead: Lead; known: Brief; playbook: Playbook };

function ownValue(what: string | undefined, { lead, known, playbook }: Knowing): CrmValue {
  const source = batonSources.find((each) => each === what);
  if (source === undefined) return null;
  const { verdict, repVerdict, bar, score, page, channel, reasons } = lead;
  const values: Record<BatonSource, () => CrmValue> = {
    score: () => score,
    bar: () => bar?.points ?? null,
    verdict: () => verdict,
    pillars: () => pillarNames.filter((name) => lead.pillars[name]).join(';') || null,
    reasons: () =>
      reasons.map(({ points, because }) => `${points > 0 ? '+' : ''}${points} ${because}`).join('\n') || null,
    playbook: () => lead.playbook,
    reason: () =>
      repVerdict?.kind === 'rejected'
        ? (playbook.rejectReasons.find(({ id }) => id === repVerdict.reason)?.label ?? repVerdict.reason)
        : null,
    note: () =>
      repVerdict !== null && repVerdict.kind !== 'claimed' && repVerdict.note !== '' ? repVerdict.note : null,
    page: () => page && pageAddress(page.url),
    channel: () => channel,
    brief: () => briefText(known),
    transcript: () => transcriptText(lead),
    lead: () => lead.id,
  };
  return values[source]();
}

/** With its campaign; what else stands in an address may be the visitor's secret. */
function pageAddress(url: string): string {
  const address = URL.parse(url);
  if (address === null) return url.replace(/[?#].*$/s, '');
  const campaign = [...address.searchParams].filter(([name]) => name.startsWith('utm_'));
  address.search = new URLSearchParams(campaign).toString();
  address.hash = '';
  return address.href;
}

function noteOf(lead: Lead, known: Brief, { company }: Playbook): EntryWish {
  return {
    kind: 'note',
    title: `Website chat of ${company.name}: ${known.headline}`,
    text: `${briefText(known)}\n\nConversation\n${transcriptText(lead)}`,
    on: lead.createdAt,
  };
}

/** What the visitor said, each with their own words. */
function briefText({ fields, whyNow, unknown, committee }: Brief): string {
  const others = committee.flatMap(({ kind, name, role, concern }) =>
    kind === 'visitor' || name === null
      ? []
      : [[name.value, role?.value, concern && `“${concern.quote}”`].filter((part) => part != null).join(', ')],
  );
  const lines = [
    ...fields.map(({ label, value, quote }) => `${label}: ${value} (“${quote}”)`),
    ...(whyNow === null ? [] : [`Why now: “${whyNow}”`]),
    ...others.map((other) => `Has a say: ${other}`),
    ...(unknown.length === 0 ? [] : [`Not known yet: ${unknown.map(({ label }) => label).join(', ')}`]),
  ];
  return lines.join('\n');
}

function transcriptText({ messages }: Lead): string {
  return messages
    .map(({ at, from, name, text }) => `${at.slice(0, 16).replace('T', ' ')} ${name ?? whose[from]}: ${text}`)
    .join('\n');
}

const whose = { visitor: 'Visitor', baton: 'Baton', rep: 'Rep' } as const;

function meetingOf({ booking }: Lead): Record<string, EntryWish> {
  const meeting = booking?.meeting ?? booking?.calledOff?.meeting ?? null;
  if (booking === null || meeting === null) return {};
  const { startsAt, hosts } = meeting;
  const missed = booking.outcome === 'no-show';
  const state = booking.meeting === null ? (missed ? 'no-show' : 'cancelled') : (booking.outcome ?? 'planned');
  const title = `Meeting with ${hosts.map(({ name }) => name).join(', ')}`;
  const text = booking.meeting?.event.call ?? '';
  return { meeting: { kind: 'meeting', title, text, startsAt, endsAt: endOf(meeting), state } };
}

function stakeholdersOf({ committee }: Brief): Record<string, EntryWish> {
  const others = committee.filter(({ kind, name }) => kind === 'colleague' && name !== null);
  return Object.fromEntries(
    others.flatMap(({ name, role }) => {
      const key =
        name?.value
          .toLowerCase()
          .normalize('NFKD')
          .replaceAll(/[^a-z0-9]+/g, '_') ?? '';
      const known = key.replaceAll('_', '') !== '';
      return known && name !== null
        ? [[`person_${key}`, { kind: 'stakeholder', name: name.value, title: role?.value ?? null } as const]]
        : [];
    }),
  );
}
