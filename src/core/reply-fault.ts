// What keeps a reply of a model from reaching a visitor. Better a plain question from the playbook than a promise nobody
// keeps: whatever is in doubt is refused.
import { getDomain, parse } from 'tldts';
import { fold } from './folded.ts';
import type { Found } from './knowledge.ts';
import { unbackedFigures } from './knowledge-guard.ts';
import type { Lead } from './lead.ts';
import type { Playbook } from './playbook.ts';
import { conduct } from './prompt.ts';

export type ReplyFault = 'empty' | 'too-long' | 'promises' | 'reveals' | 'claims-human' | 'link' | 'price';

/** `passages`: what the team's own pages say, and so what a reply may say too. */
export type SaidTo = { lead: Pick<Lead, 'messages'>; playbook: Playbook; passages: readonly Pick<Found, 'text'>[] };

const longestReply = 600;

/** Why the visitor must not read this, or null. */
export function replyFault(reply: string, to: SaidTo): ReplyFault | null {
  if (!/\p{L}/u.test(reply)) return 'empty';
  if (reply.length > longestReply) return 'too-long';
  const text = fold(reply).text.replaceAll('\n', ' ');
  if (promises.some((pattern) => pattern.test(text))) return 'promises';
  if (times.some((pattern) => pattern.test(text))) return 'promises';
  if (revealing.some((pattern) => pattern.test(text)) || tellsSecret(text, to)) return 'reveals';
  if (human.test(text)) return 'claims-human';
  const ours = [{ text: ownWords(to.playbook) }, ...to.passages];
  const own = fold(ours.map((each) => each.text).join('\n')).text;
  if ((text.match(hours) ?? []).some((hour) => !own.includes(hour))) return 'promises';
  if (hasLink(text, own, `${own} ${fold(visitorWords(to.lead)).text}`)) return 'link';
  return unbackedFigures(reply, ours).length > 0 ? 'price' : null;
}

const done =
  '(?:booked|scheduled|reserved|arranged|confirmed|passed|forwarded|handed|notified|alerted|sent|emailed|escalated|informed|told|connected|transferred|invited|cancell?ed|rescheduled|set up)';
/** What nobody has done yet, and what only others may promise. English, German, French and Spanish. */
const promises = [
  new RegExp(`\\b(?:i|we)(?:'ve| have|'d| had)?(?: just| already| now| also)* ${done}\\b`),
  /\b(?:is|are|was|were|been|you're|it's|now|all)(?: now| already| all)* (?:booked|scheduled|reserved|confirmed|arranged|passed on|forwarded|handed over|set up for)\b/,
  /\b(?:i'll|i will|i'm going to|i can|let me|we'll|we will)(?: now| just| gladly| go ahead and)* (?:book|schedule|reserve|send|e-?mail|text|forward|arrange|set up)\b/,
  /\b(?:i promise|we promise)\b/,
  /\b(?:someone|somebody|colleague|rep|expert|specialist|team|he|she|they)\b.{0,40}\b(?:will|is going to|are going to) (?:call|contact|ring|phone|e-?mail|reach out|get back|join|meet)\b/,
  /\b(?:ich habe?|wir haben)\b.{0,80}\b(?:gebucht|reserviert|vereinbart|eingetragen|weitergeleitet|weitergegeben|übergeben|geschickt|gesendet|informiert|bestätigt)\b/,
  /\b(?:ist|sind|wurde|wurden)\b.{0,50}\b(?:gebucht|reserviert|vereinbart|eingetragen|weitergeleitet|weitergegeben|bestätigt)(?![\p{L}])/u,
  /\bich (?:buche|reserviere|schicke|sende)(?![\p{L}])/u,
  /(?:j'ai|nous avons)\b.{0,50}(?:réservé|planifié|transmis|envoyé|programmé|confirmé|prévenu)/,
  /\b(?:est|sont|a été)(?![\p{L}]).{0,30}(?:réservée?|planifiée?|confirmée?|programmée?|transmise?)(?![\p{L}])/u,
  /(?<![\p{L}])(?:he|hemos)\b.{0,30}(?:reservado|agendado|programado|enviado|transferido|confirmado|avisado)/u,
  /\b(?:put|putting|add|added|adding|enter|entered|pencil|pencill?ed|block|blocked|hold|holding)\b.{0,40}\b(?:calendar|diary|slot)\b/,
  /\b(?:trage|setze|schreibe|blocke|lege)\b.{0,40}(?:kalender|termin)|(?:mets|note|inscris|bloque|ajoute)\b.{0,40}(?:calendrier|agenda|créneau)|(?:pongo|anoto|apunto|bloqueo|añado|agendo)\b.{0,40}(?:calendario|agenda|hora)/,
  /(?<![\p{L}])(?:está|queda|ha sido)(?![\p{L}]).{0,30}(?:reservad|agendad|programad|confirmad)[oa]/u,
];

const weekday =
  '(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|montag|dienstag|mittwoch|donnerstag|freitag|morgen|lundi|mardi|mercredi|jeudi|vendredi|demain|lunes|martes|miércoles|jueves|viernes|mañana';
const meeting =
  'call|meet|meeting|demo|slot|talk|free|available|suits?|works?|anruf|telefonat|termin|gespräch|passt|frei|appel|rendez-vous|réunion|créneau|convient|libre|llamada|reunión|cita|viene bien|disponible';
/** Which times are free is for Baton to say, out of a calendar. */
const times = [
  new RegExp(`(?<!\\p{L})(?:${weekday})(?!\\p{L}).{0,60}(?<!\\p{L})(?:${meeting})(?!\\p{L})`, 'u'),
  new RegExp(`(?<!\\p{L})(?:${meeting})(?!\\p{L}).{0,60}(?<!\\p{L})(?:${weekday})(?!\\p{L})`, 'u'),
  new RegExp(
    `(?<!\\p{L})(?:see|hear|sehen|hören|sprechen|vemos|voit|à|bis)(?: you| uns| nos)? (?:on |am )?(?:${weekday})(?!\\p{L})`,
    'u',
  ),
];
const hours = /(?<![\p{N}.,:])\d{1,2}(?:[:h]\d{2}| ?(?:[ap]\.?m\b|uhr\b|o'clock\b|h\b))/gu;

const revealing = [
  /\b(?:your|our|the|lead|conversation|my) (?:\w+ )?(?:score|rating|ranking)\b|\bscor(?:e|ed|es)\b.{0,40}\d|\b\d{1,3} (?:points?|out of 100)\b|\b\d{1,3} ?\/ ?100\b/,
  /\b(?:score|qualif\w+|our) (?:bar|threshold)\b|\bthe (?:bar|threshold) (?:is|of|at|stands)\b|\bqualified lead\b|\b(?:you|this|that) (?:don't |do not |would |does |doesn't )?qualif(?:y|ies|ied)\b/,
  /\b(?:system|developer) (?:prompt|message|instructions?)\b|\b(?:my|these|the) (?:prompt|instructions|guidelines|rules)\b|\b(?:i am|i'm|i was) (?:instructed|told|programmed|configured) (?:to|not)\b/,
  /\b(?:our|my|the|internal|qualification|qualifying|these) criteria\b|\bplaybook\b|\brubric\b|\bpillars?\b/,
  /\b(?:other|another|previous|different) (?:visitor|lead|prospect|customer|client)s?\b.{0,40}\b(?:said|told|asked|paid|pays?|pay|budget|wrote)\b/,
  /(?:punktzahl|schwellenwert|qualifizierungskriterien|systemprompt|(?:meine|unsere) (?:anweisungen|kriterien|regeln)|mes (?:instructions|consignes)|nos critères|puntuación|(?:mis|nuestras) instrucciones|nuestros criterios)/,
];

const human =
  /\bi(?:'m| am)(?: actually| really)? (?:a |an )?(?:real |actual |live )?(?:human|person)\b|\b(?:not|no) (?:a |an )?(?:bot|ai|machine|robot|chatbot)\b|\bich bin (?:ein (?:echter )?mensch|kein (?:bot|roboter))|\bje (?:suis (?:un humain|une vraie personne)|ne suis pas un (?:robot|bot))|\bsoy (?:un humano|una persona)/;

const wordsOf = (text: string) => fold(text).text.match(/[\p{L}\p{N}']+/gu) ?? [];

/** So many words of the prompt in a row are no accident. */
const tellingRun = 8;
const promptRuns = new Set(runsOf(conduct));

function runsOf(text: string): string[] {
  const words = wordsOf(text);
  return words
    .slice(0, Math.max(0, words.length - tellingRun + 1))
    .map((_, i) => words.slice(i, i + tellingRun).join(' '));
}

/** Words that stand in the playbook for reps and managers only, unless the visitor used them first. */
function tellsSecret(text: string, { lead, playbook }: SaidTo): boolean {
  const reps = playbook.teams.flatMap((team) => team.reps.flatMap(({ name }) => [name, ...name.split(/\s+/)]));
  const secrets = [
    ...reps.filter((name) => name.length > 2),
    ...playbook.teams.flatMap((team) => [team.channel, ...team.reps.map(({ slack }) => slack)]),
    ...[...playbook.rubric.answers, ...playbook.rubric.conduct].map(({ because }) => because),
    ...playbook.fields.flatMap(({ id, options }) => [id, ...options.map((option) => option.id)]).filter(isCode),
  ].map((secret) => fold(secret).text);
  const theirs = fold(visitorWords(lead)).text;
  if (secrets.some((secret) => holds(text, secret) && !holds(theirs, secret))) return true;
  return runsOf(text).some((run) => promptRuns.has(run));
}

/** "next_step" is ours; "size" is a word. */
const isCode = (id: string) => id.includes('_');

function holds(text: string, part: string): boolean {
  const at = text.indexOf(part);
  if (at < 0) return false;
  const around = `${text[at - 1] ?? ' '}${text[at + part.length] ?? ' '}`;
  return !/[\p{L}\p{N}]/u.test(around) || holds(text.slice(at + 1), part);
}

function ownWords({ company, words, fields }: Playbook): string {
  return [company.name, ...Object.values(words), ...fields.flatMap(({ question, probe }) => [question, probe])].join(
    ' ',
  );
}

function visitorWords({ messages }: Pick<Lead, 'messages'>): string {
  return messages.flatMap(({ from, text }) => (from === 'visitor' ? [text] : [])).join('\n');
}

/** A full link must stand in the playbook; a bare name such as northwind.com may also come from the visitor. */
function hasLink(text: string, ours: string, heard: string): boolean {
  const full = text.match(/(?:https?:\/\/|www\.)\S+|\]\(/g) ?? [];
  if (full.some((link) => !ours.includes(link.replace(/[.,;!?)]+$/, '')))) return true;
  const bare = text.match(/[\p{L}\p{N}_+.@-]+\.[\p{L}]{2,}/gu) ?? [];
  return bare.some((name) => isAddress(name) && !heard.includes(name));
}

function isAddress(name: string): boolean {
  const host = name.slice(name.lastIndexOf('@') + 1);
  return getDomain(host) !== null && parse(host).isIcann === true;
}
