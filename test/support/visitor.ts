// One visitor of `test/leads/`, from `visitor.yml` to every stage as text. Reply by reply it does what a running Baton
// does: a burst is one turn, a long silence settles the conversation, and a card that is owed gets posted.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import { chosen, sayHeld } from '../../src/core/answer-times.ts';
import { confirm, hold } from '../../src/core/book.ts';
import { brief } from '../../src/core/brief.ts';
import { currentAnswers, type Lead, pillarNames, quoteOf } from '../../src/core/lead.ts';
import { offerTimes } from '../../src/core/offer-times.ts';
import { parsePlaybook } from '../../src/core/parse-playbook.ts';
import { timesAsked } from '../../src/core/pillars.ts';
import { fieldOf, type Playbook } from '../../src/core/playbook.ts';
import { posted } from '../../src/core/post.ts';
import { findQuotes } from '../../src/core/quote.ts';
import { sameValue } from '../../src/core/same-value.ts';
import { settleSilence } from '../../src/core/turn.ts';
import { showValue, type Value } from '../../src/core/value.ts';
import { leadCard } from '../../src/slack/cards/lead-card.ts';
import { type Conversation, converse } from './conversation.ts';
import { showBlocks } from './show-blocks.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const unitMs = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;

const lines = z.union([z.string().transform((line) => [line]), z.array(z.string()).min(1)]);
const gap = z
  .string()
  .regex(/^\d+ (?:minute|hour|day)s?$/)
  .transform((words) => {
    const [count, unit = ''] = words.split(' ');
    return Number(count) * unitMs[unit.replace(/s$/, '') as keyof typeof unitMs];
  });

const value = z.union([z.string(), z.number(), z.record(z.string(), z.union([z.string(), z.number()]))]);
/** Written by `npm run cases`: see core/review-case.ts. */
const expected = z.union([
  z.null(),
  z.strictObject({ quote: z.string(), value: value.optional() }),
  z.strictObject({ not: value }),
]);

/** A line is one message, a list of lines a burst; `after` is how long the visitor waited before writing. */
const visitorPage = z.strictObject({
  about: z.string().min(20),
  playbook: z.string().default('playbook.yml'),
  start: z.iso.datetime().default('2026-11-23T14:00:00.000Z'),
  page: z.strictObject({ url: z.url(), title: z.string().optional(), referrer: z.string().optional() }).optional(),
  /** What is free in the calendar of the only rep; without it, nobody books. */
  free: z.array(z.iso.datetime()).optional(),
  visitor: z
    .strictObject({ name: z.string().optional(), email: z.string().optional(), phone: z.string().optional() })
    .default({}),
  says: z
    .array(z.union([lines.transform((says) => ({ says, after: 0 })), z.strictObject({ after: gap, says: lines })]))
    .min(1),
  /** What reviewers found that has to be read in it, by field. */
  expects: z.record(z.string(), expected).default({}),
});

export type Stages = {
  lead: Lead;
  playbook: Playbook;
  texts: Record<string, string>;
  expects: Record<string, z.infer<typeof expected>>;
};

export function meet(folder: string): Stages {
  const page = visitorPage.parse(parse(readFileSync(join(folder, 'visitor.yml'), 'utf8')));
  const playbook = page.free === undefined ? readPlaybook(page.playbook) : withCalendar(page.playbook);
  const conversation = converse(playbook, page.start);
  conversation.set({
    visitor: { ...page.visitor, id: 'visitor_1' } as Lead['visitor'],
    page: (page.page ?? null) as Lead['page'],
  });
  for (const { after, says } of page.says) {
    pause(conversation, after, playbook);
    conversation.say(...says);
    if (page.free !== undefined) keepChoice(conversation, playbook);
    post(conversation, playbook);
    if (page.free !== undefined) offerFree(conversation, { playbook, free: page.free });
  }
  const { lead, now } = conversation;
  const texts = {
    conversation: conversationText(lead),
    answers: answersText(lead, playbook),
    judgement: judgementText(lead, playbook),
    card:
      lead.offer === null
        ? 'No card: the conversation did not go to the reps.'
        : showBlocks(leadCard({ lead, playbook, now }).blocks),
  };
  return {
    lead,
    playbook,
    expects: page.expects,
    texts: Object.fromEntries(Object.entries(texts).map(([stage, text]) => [stage, visible(text)])),
  };
}

/** What has to be read in it and is not, in words. */
export function unmet({ lead, expects }: Pick<Stages, 'lead' | 'expects'>): string[] {
  const answers = new Map(currentAnswers(lead).map((answer) => [answer.field, answer]));
  return Object.entries(expects).flatMap(([field, wanted]) => {
    const answer = answers.get(field);
    if (wanted === null) return answer === undefined ? [] : [`${field}: nothing says it`];
    const isValue = (value: unknown) => answer !== undefined && sameValue(answer.value, value as Value);
    if ('not' in wanted) return isValue(wanted.not) ? [`${field}: not ${JSON.stringify(wanted.not)}`] : [];
    const quote = answer === undefined ? '' : quoteOf(lead, answer.evidence);
    const meets = findQuotes(quote, wanted.quote).length > 0 || findQuotes(wanted.quote, quote).length > 0;
    const isRight = meets && (wanted.value === undefined || isValue(wanted.value));
    return isRight ? [] : [`${field}: “${wanted.quote}” says ${JSON.stringify(wanted.value ?? 'it')}`];
  });
}

/** A reader of the files must see what a visitor smuggled in. */
function visible(text: string): string {
  return text.replace(/\p{Cf}/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

export function readPlaybook(path: string, change: (page: string) => string = (page) => page): Playbook {
  const parsed = parsePlaybook(change(readFileSync(join(root, path), 'utf8')));
  if (parsed.kind === 'wrong') throw new Error(`${path}: ${JSON.stringify(parsed.problems)}`);
  return { ...parsed.page, version: path, calendar: false, crmName: null };
}

function pause(conversation: Conversation, ms: number, playbook: Playbook): void {
  const silentMs = playbook.limits.silenceMinutes * unitMs.minute;
  if (ms > silentMs) {
    conversation.wait(silentMs);
    const { lead, now } = conversation;
    const settled = settleSilence(lead, lead.messages.length, { playbook, now });
    if (settled !== null) conversation.set(settled.lead);
  }
  conversation.wait(Math.max(0, ms > silentMs ? ms - silentMs : ms));
}

/** One rep, who is always there and whose calendar is connected. */
function withCalendar(path: string): Playbook {
  const dana = '    reps: [{ slack: U0DANA, name: Dana Reyes }]\n';
  return { ...readPlaybook(path, (page) => page.replace('    reps: []\n', dana)), calendar: true };
}

/** As the job does that reads the calendar. */
function offerFree(conversation: Conversation, { playbook, free }: { playbook: Playbook; free: string[] }): void {
  const job = conversation.last.owed.map((owed) => owed.job).find(({ kind }) => kind === 'propose-times');
  if (job?.kind !== 'propose-times') return;
  const { lead, now } = conversation;
  const hosts = [{ id: 'U0DANA', name: 'Dana Reyes' }];
  const slots = free.map((start) => ({ start, hosts: ['U0DANA'] }));
  const calendar = { slots, hosts, who: { kind: 'call', lengthMin: 30 } };
  const decision = offerTimes(lead, calendar, { job, playbook, now, link: null });
  if (decision !== null) conversation.set(decision.lead);
}

/** As a turn does whose visitor chose a time that is still free, and then the calendar. */
function keepChoice(conversation: Conversation, playbook: Playbook): void {
  const { lead, now, times } = conversation;
  const meeting = times?.kind === 'picked' ? chosen(lead, times.index) : null;
  if (meeting === null) return;
  const until = new Date(Date.parse(now) + 10 * unitMs.minute).toISOString();
  const event = { id: 'baton1', link: null, call: null, uid: 'baton1@google.com' };
  const held = hold(lead, { by: 'visitor', meeting, event: event.id, until, playbook, now, times: 0 });
  if (held.kind !== 'done') throw new Error(`The time could not be held: ${held.kind}`);
  const said = sayHeld(conversation.last, held, { playbook, now, link: null });
  const booked = confirm(said.lead, event, { playbook, now, link: null });
  if (booked !== null) conversation.set(booked.lead);
}

function post(conversation: Conversation, playbook: Playbook): void {
  if (!conversation.last.owed.some(({ job }) => job.kind === 'post-card')) return;
  const { lead, now } = conversation;
  conversation.set(posted(lead, { channel: 'C0SDRLEADS', ts: '1.0' }, { drawn: lead, playbook, now }).lead);
}

function conversationText({ messages }: Lead): string {
  let at = messages[0]?.at ?? '';
  const said = messages.map((message) => {
    const waitedMs = Date.parse(message.at) - Date.parse(at);
    at = message.at;
    const silence = waitedMs >= unitMs.minute ? `     … ${showWait(waitedMs)} later\n` : '';
    const who = message.from === 'visitor' ? 'visitor' : 'Baton  ';
    const asks = message.asks === null ? '' : `  [asks ${message.asks}]`;
    return `${silence}${String(message.n).padStart(3)}  ${who}  ${message.text.replaceAll('\n', '\n              ')}${asks}`;
  });
  return said.join('\n');
}

function showWait(ms: number): string {
  if (ms >= 2 * unitMs.day) return `${Math.round(ms / unitMs.day)} days`;
  return ms >= 2 * unitMs.hour ? `${Math.round(ms / unitMs.hour)} hours` : `${Math.round(ms / unitMs.minute)} min`;
}

function answersText(lead: Lead, playbook: Playbook): string {
  const current = new Set(currentAnswers(lead));
  const rows = lead.answers.map((answer) => {
    const field = fieldOf(playbook, answer.field);
    const shown = showValue(field?.kind ?? 'text', answer.value, field?.options);
    const stale = current.has(answer) ? '' : '  (replaced later)';
    return `${answer.field}: ${shown}${stale}\n  “${quoteOf(lead, answer.evidence)}” in message ${answer.evidence.message}`;
  });
  const refused = lead.refused.map(({ field, quote, reason }) => `refused ${field}: “${quote}” (${reason})`);
  return [...rows, ...refused].join('\n') || 'Nothing.';
}

function judgementText(lead: Lead, playbook: Playbook): string {
  const { unknown, questions } = brief(lead, playbook);
  const list = (all: readonly string[]) => all.join(', ') || 'none';
  const asked = [...timesAsked(lead.messages, lead)].map(([field, times]) =>
    times === 1 ? field : `${field} (${times} times)`,
  );
  return [
    `state: ${lead.state}`,
    `verdict: ${lead.verdict ?? 'none yet'}`,
    ...(lead.offer === null
      ? []
      : [
          `offered to: ${lead.offer.team}, because ${lead.offer.why === 'asked' ? 'the visitor asked for a person' : 'it qualified'}`,
        ]),
    `score: ${lead.score}, bar ${playbook.bar.start}`,
    ...lead.reasons.map(({ points, because }) => `  ${points > 0 ? '+' : ''}${points} ${because}`),
    `pillars: ${pillarNames.map((name) => `${name} ${lead.pillars[name] ? 'yes' : 'no'}`).join(', ')}`,
    `asked: ${list(asked)}`,
    `declined: ${list(lead.declined)}`,
    `unknown: ${list(unknown.map(({ field }) => field))}`,
    `asked us: ${questions.length === 0 ? 'nothing' : questions.map((question) => `“${question}”`).join(' ')}`,
  ].join('\n');
}
