// What a visitor may press instead of writing, under Baton's last line. Pressing writes `say` for them, so a button stands there
// only where those very words, in answer to that very line, are read as what stands on it.
import { clearYes } from './confirmed.ts';
import { checkClaim } from './evidence.ts';
import { guidedTurn } from './guided.ts';
import { inLanguage } from './in-language.ts';
import { type Language, languageOf } from './language.ts';
import { type Lead, type Message, newLead } from './lead.ts';
import { mayOffer } from './offer-times.ts';
import { pickTime } from './pick-time.ts';
import { type Field, fieldOf, type Option, type Playbook } from './playbook.ts';
import { buttonOf } from './playbook-fields.ts';
import { isStillSo } from './still-so.ts';
import { timesTold } from './tell.ts';
import { visitorZone } from './tell-meeting.ts';
import { dayAndTime, whenText } from './when.ts';

export type Choice = { label: string; say: string };
/** `link`: the visitor's own page, where there are more times. */
export type Choices = { choices?: Choice[]; times?: Choice[]; link?: { label: string; url: string } };

/** `link`: the page on which this visitor can choose from all times; null: there is none. */
export type Choosing = { playbook: Playbook; now: string; link: string | null };

const ours: Record<Language, { yes: string; no: string; more: string }> = {
  en: { yes: 'Yes', no: 'No', more: 'More times' },
  de: { yes: 'Ja', no: 'Nein', more: 'Weitere Zeiten' },
  fr: { yes: 'Oui', no: 'Non', more: "D'autres horaires" },
  es: { yes: 'Sí', no: 'No', more: 'Más horarios' },
};

/** Of line `n`: nothing once anybody wrote after it, and nothing while a person talks to them. */
export function choices(lead: Lead, n: number, { playbook, now, link }: Choosing): Choices {
  const line = lead.messages.findLast((message) => !lead.dropped.includes(message.n));
  if (line === undefined || line.n !== n || line.from !== 'baton' || lead.takeover !== null) return {};
  const language = languageOf(lead.messages, playbook.languages);
  const times = timesIn(line, lead, { playbook, now, language });
  if (times.length > 0) return { times, ...(link !== null && { link: { label: ours[language].more, url: link } }) };
  if (asksYesOrNo(line, lead, playbook)) return { choices: yesAndNo(language, playbook) };
  const field = line.asks === null ? undefined : fieldOf(playbook, line.asks);
  if (field?.kind !== 'choice') return {};
  const found = optionsOf(field, { playbook, language });
  return found.length === 0 ? {} : { choices: found };
}

type In = { playbook: Playbook; language: Language };

/** Reading a button takes as long as reading a line, and is the same for everybody. */
const ready = new WeakMap<Playbook, Map<string, Choice[]>>();

function optionsOf(field: Field, { playbook, language }: In): Choice[] {
  const kept = ready.get(playbook) ?? new Map<string, Choice[]>();
  ready.set(playbook, kept);
  const found = kept.get(`${language} ${field.id}`) ?? readable(field, { playbook, language });
  kept.set(`${language} ${field.id}`, found);
  return found;
}

function readable(field: Field, about: In): Choice[] {
  return field.options.flatMap((option) => {
    const label = buttonOf(field, option, { ...about.playbook, language: about.language });
    const words = [label, ...option.whenAsked, ...option.says];
    const say = words.find((each) => isReadAs(each, field, { ...about, option }));
    return say === undefined ? [] : [{ label, say }];
  });
}

/** Whether the words, right after the question, are read as the option, surely enough, and as nothing else. */
function isReadAs(say: string, field: Field, { playbook, language, option }: In & { option: Option }): boolean {
  const { question } = fieldOf(inLanguage(playbook, language), field.id) ?? field;
  const by = { name: null, channel: '', at: '2026-01-01T00:00:00.000Z' };
  const messages: Message[] = [
    { n: 1, from: 'visitor', text: '…', asks: null, ...by },
    { n: 2, from: 'baton', text: question, asks: field.id, ...by },
    { n: 3, from: 'visitor', text: say, asks: null, ...by },
  ];
  const start = { id: 'lead_button', conversation: '', channel: '', visitor: { id: '' }, page: null } as const;
  const lead = { ...newLead({ ...start, playbook: playbook.version, now: by.at }), messages, readUpTo: 2 };
  const [claim, ...others] = guidedTurn({ lead, playbook }).claims;
  if (claim?.field !== field.id || claim.value !== option.id || others.length > 0) return false;
  return checkClaim(claim, { ...playbook, messages }).kind === 'accepted';
}

/** Whether it still holds, whether a meeting is to be cancelled, whether they may be written to. */
function asksYesOrNo(line: Message, lead: Lead, playbook: Playbook): boolean {
  return (
    (isStillSo(line, lead) && timesTold([line], 'stillSo', playbook) > 0) ||
    timesTold([line], 'cancelAsk', playbook) > 0 ||
    timesTold([line], 'mayWrite', playbook) > 0
  );
}

function yesAndNo(language: Language, { country }: Playbook): Choice[] {
  const { yes, no } = ours[language];
  if (clearYes(yes, country) === null || clearYes(no, country) !== null) throw new Error(`"${yes}" is no yes.`);
  return [yes, no].map((label) => ({ label, say: label }));
}

/** The times that the line names, of those on offer. */
function timesIn(line: Message, lead: Lead, { playbook, now, language }: In & { now: string }): Choice[] {
  const proposed = lead.booking?.proposed;
  if (proposed == null || line.n < proposed.message || !mayOffer(lead, now)) return [];
  const where = { zone: visitorZone(lead, playbook), language };
  const offered = { times: proposed.times, zone: where.zone, now, country: playbook.country };
  return proposed.times.flatMap(({ startsAt }, index) => {
    if (startsAt <= now || !line.text.includes(whenText(startsAt, where))) return [];
    const label = dayAndTime(startsAt, where);
    const say = [label, String(index + 1)].find((each) => {
      const picked = pickTime(each, offered);
      return picked?.kind === 'picked' && picked.index === index;
    });
    return say === undefined ? [] : [{ label, say }];
  });
}
