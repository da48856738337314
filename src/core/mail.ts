// The mails a visitor gets about a meeting, in their language. A mail tells what the calendar has done, or asks for what is
// still open; nothing in it may be hoped for.
import { ics } from './ics.ts';
import type { Language } from './language.ts';
import { type Block, isLink, mailHtml, mailText, type Row } from './mail-html.ts';
import { utcText, type Where, whenText, zoneText } from './when.ts';
import { mailEnglish } from './words/mail-english.ts';
import { mailFrench } from './words/mail-french.ts';
import { mailGerman } from './words/mail-german.ts';
import { mailSpanish } from './words/mail-spanish.ts';

/** What a `Mailer` carries. */
export type Mail = {
  /** Without angle brackets, such as `lead_1-booked-2@baton.example`. Ours, so that a second copy is known as the same message. */
  id: string;
  to: { address: string; name?: string };
  subject: string;
  text: string;
  /** Without it, the mail is plain text. */
  html?: string;
  /** Whose words it carries, before the address that all mails are from. */
  sender?: string;
  /** A calendar file; `method` as mail programs read it. */
  invite?: { method: 'PUBLISH' | 'CANCEL'; ics: string };
  /** Further headers, such as List-Unsubscribe. */
  headers?: Readonly<Record<string, string>>;
};

type About = {
  id: string;
  to: { address: string; name?: string };
  language: Language;
  company: string;
  /** Who meets the visitor, as far as that is settled. */
  rep: { name: string; email: string | null } | null;
  /** The playbook's name for this kind of meeting. */
  label: string;
  /** The visitor's, where it is known; `hostZone` is the rep's. */
  zone: string | null;
  hostZone: string;
  /** The page on which the visitor chooses, moves or cancels. */
  selfService: string | null;
  now: string;
};

export type MeetingMail = About & {
  kind: 'booked' | 'moved' | 'cancelled' | 'reminder';
  startsAt: string;
  endsAt: string;
  /** Where it was before it moved. */
  before?: string;
  /** The address of the call. */
  call: string | null;
  /** The calendar event's own uid. Every change has a higher sequence. */
  event: { uid: string; sequence: number };
};

/** `times`: those proposed; none when the visitor may choose from all on the page. */
export type ChoiceMail = About & { kind: 'choose'; times: readonly string[] };

export type VisitorMail = MeetingMail | ChoiceMail;

type Words = Readonly<Record<keyof typeof mailEnglish, string>>;
const wordsOf: Record<Language, Words> = { en: mailEnglish, de: mailGerman, fr: mailFrench, es: mailSpanish };

export function mailWord(
  language: Language,
  word: keyof typeof mailEnglish,
  blanks: Readonly<Record<string, string>> = {},
): string {
  return fill(wordsOf[language][word], blanks);
}

export function visitorMail(about: VisitorMail): Mail {
  const plain = withPlainNames(about);
  const { id, to, language } = plain;
  const { subject, blocks } = plain.kind === 'choose' ? choiceOf(plain) : meetingOf(plain);
  const words = wordsOf[language];
  const hello = to.name === undefined ? words.helloAnyone : fill(words.hello, { name: to.name });
  const all: Block[] = [line(hello), ...blocks, line(fill(words.from, { company: plain.company }))];
  const content = { text: mailText(all), html: mailHtml(all, { subject, language }) };
  const invite = plain.kind === 'choose' || plain.kind === 'reminder' ? undefined : inviteOf(plain);
  return { id, to, subject, ...content, ...(invite !== undefined && { invite }) };
}

type Content = { subject: string; blocks: Block[] };

function meetingOf(about: MeetingMail): Content {
  const words = wordsOf[about.language];
  const { kind, startsAt, endsAt, before, call, label, selfService } = about;
  const names = namesOf(about);
  const when = whenText(startsAt, whereOf(about));
  const minutes = Math.round((Date.parse(endsAt) - Date.parse(startsAt)) / 60_000);
  const rows: Row[] = [
    { label: words.what, text: label },
    { label: words.when, text: when },
    ...(before === undefined ? [] : [{ label: words.before, text: whenText(before, whereOf(about)) }]),
    { label: words.length, text: fill(words.minutes, { n: String(minutes) }) },
    ...(call === null || kind === 'cancelled' ? [] : [{ label: words.join, text: call }]),
  ];
  const file = { booked: words.file, moved: words.movedFile, cancelled: words.cancelFile, reminder: null }[kind];
  const [page, chat] = kind === 'cancelled' ? [words.again, words.againInChat] : [words.change, words.changeInChat];
  return {
    subject: fill(words[`${kind}Subject`], { ...names, when }),
    blocks: [
      line(fill(words[kind], names)),
      { kind: 'rows', rows },
      ...zoneBlocks(about, startsAt),
      ...(file === null ? [] : [line(file)]),
      nextStep({ page, chat, selfService }),
    ],
  };
}

function choiceOf(about: ChoiceMail): Content {
  const words = wordsOf[about.language];
  const { times, selfService } = about;
  const names = namesOf(about);
  const [first] = times;
  const step = nextStep({ page: words.pick, chat: words.pickInChat, selfService });
  if (first === undefined) {
    return { subject: fill(words.openSubject, names), blocks: [line(fill(words.open, names)), step] };
  }
  const items = times.map((at) => whenText(at, whereOf(about)));
  return {
    subject: fill(words.chooseSubject, names),
    blocks: [line(fill(words.choose, names)), { kind: 'list', items }, ...zoneBlocks(about, first), step],
  };
}

const line = (text: string): Block => ({ kind: 'line', text });

const whereOf = ({ zone, hostZone, language }: About): Where => ({ zone: zone ?? hostZone, language });

/** Whose clock it is must not be guessed where the visitor has not said where they are. */
function zoneBlocks(about: About, at: string): Block[] {
  if (about.zone !== null) return [];
  const named = zoneText(at, whereOf(about));
  const distance = utcText(at, about.hostZone);
  const zone = named.includes(distance) ? named : `${named} (${distance})`;
  return [line(fill(wordsOf[about.language].hostZone, { zone }))];
}

function nextStep({ page, chat, selfService }: { page: string; chat: string; selfService: string | null }): Block {
  return selfService === null ? line(chat) : { kind: 'link', text: page, href: selfService };
}

function namesOf({ rep, company, language }: About): { who: string; rep: string } {
  if (rep === null) return { who: company, rep: company };
  return { who: fill(wordsOf[language].repOf, { rep: rep.name, company }), rep: rep.name };
}

function inviteOf(about: MeetingMail): Required<Mail>['invite'] {
  const { kind, event, startsAt, endsAt, label, company, rep, to, call, selfService, now } = about;
  const words = wordsOf[about.language];
  const method = kind === 'cancelled' ? 'CANCEL' : 'PUBLISH';
  const links = [call === null ? '' : `${words.join} ${call}`, selfService ?? ''];
  const organizer = rep === null || rep.email === null ? null : { name: rep.name, email: rep.email };
  const file = ics({
    method,
    ...event,
    startsAt,
    endsAt,
    title: `${label}: ${rep?.name ?? company}`,
    description: [namesOf(about).who, ...links].filter((text) => text !== '').join('\n'),
    location: call,
    url: selfService,
    organizer,
    attendee: { name: to.name ?? null, email: to.address },
    now,
  });
  return { method, ics: file };
}

/** Names are one line each, and a link that is none is not there. */
function withPlainNames<About extends VisitorMail>(about: About): About {
  const { rep, company, label, selfService, to } = about;
  const name = oneLine(to.name ?? '');
  return {
    ...about,
    company: oneLine(company),
    label: oneLine(label),
    rep: rep === null ? null : { ...rep, name: oneLine(rep.name) },
    to: { address: to.address, ...(name !== '' && { name }) },
    selfService: linkOrNull(selfService),
    ...('call' in about && { call: linkOrNull(about.call) }),
  };
}

const oneLine = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
const linkOrNull = (text: string | null): string | null => (text !== null && isLink(text) ? text : null);

function fill(words: string, blanks: Readonly<Record<string, string>>): string {
  return words.replace(/\{(\w+)\}/g, (_whole, blank: string) => blanks[blank] ?? '');
}
