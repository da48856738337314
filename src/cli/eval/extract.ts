// Runs the interviewer turn by turn over dialogues and says what it wrote down: values with the visitor's words,
// and against gold values recall, precision, unsupported values and values from turns that carry none.
import { z } from 'zod';
import { checkClaim } from '../../core/evidence.ts';
import type { Interviewer, Turn } from '../../core/interviewer.ts';
import { type Answer, currentAnswers, type Lead, newLead, quoteOf } from '../../core/lead.ts';
import { fieldOf, type Playbook } from '../../core/playbook.ts';
import { asksFor } from './asks-for.ts';
import { isGold } from './gold.ts';
import { badLine, type Evaluation, messagesSchema, type Printed, readLines, share, toMessages } from './lines.ts';
import { counted, sumUsage } from './measure.ts';

const lineSchema = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  messages: messagesSchema.min(1),
  asked: z.string().nullish(),
  fields: z.array(z.string()).optional(),
  gold: z.record(z.string(), z.unknown()).optional(),
  at: z.iso.datetime({ offset: true }).optional(),
});
type Line = z.infer<typeof lineSchema>;
type Counts = { gold: number; found: number; right: number; unsupported: number; bare: number; onBare: number };

/** The interviewer and the playbook it goes by. */
type Listening = { playbook: Playbook; interviewer: Interviewer };

export function evalExtract({ playbook, interviewer }: Listening) {
  return async (text: string, now: string): Promise<Evaluation> => {
    const total: Counts = { gold: 0, found: 0, right: 0, unsupported: 0, bare: 0, onBare: 0 };
    const turns: Turn[] = [];
    const lines: Printed[] = [];
    for (const line of readLines(text, lineSchema)) {
      if (line.kind === 'bad') {
        lines.push(badLine(line));
        continue;
      }
      const heard = await listen(line.value, { playbook, interviewer, now });
      count(total, line.value, { ...heard, playbook });
      turns.push(...heard.turns);
      lines.push(printed(line.value, heard));
    }
    return { lines, summary: [...summed(total), ...spent(turns)] };
  };
}

function printed({ id }: Line, { lead, unsupported, turns }: Heard): Printed {
  const values = currentAnswers(lead).map(({ field, value, evidence }) => {
    const { message, start, end } = evidence;
    return { field, value, message, start, end, quote: quoteOf(lead, evidence) };
  });
  const fellBack = whyFellBack(turns);
  const shown = values.map(({ field, value, quote }) => `${field} ${JSON.stringify(value)} “${quote}”`);
  return {
    data: { id, values, unsupported, ...(fellBack.length > 0 && { fellBack }) },
    text: `${id}: ${shown.join(', ') || 'nothing'}`,
  };
}

type Heard = { lead: Lead; unsupported: number; turns: readonly Turn[] };

/** Numbers the lines anew, so that offsets can be looked up, and reads each of the visitor's as a turn of its own. */
async function listen(line: Line, { playbook, interviewer, now }: Listening & { now: string }): Promise<Heard> {
  const given = toMessages(line.messages, line.at ?? now).map((message, index) => ({ ...message, n: index + 1 }));
  const messages = asking(given, line, playbook);
  const start = {
    id: 'lead_eval',
    conversation: 'eval',
    channel: 'eval',
    visitor: { id: 'eval' },
    page: null,
  } as const;
  let lead: Lead = newLead({ ...start, playbook: playbook.version, now: messages[0]?.at ?? now });
  let unsupported = 0;
  const turns: Turn[] = [];
  for (const message of messages) {
    lead = { ...lead, messages: [...lead.messages, message] };
    if (message.from !== 'visitor') continue;
    const turn = await interviewer({ lead, playbook });
    turns.push(turn);
    const { fields, zone, country } = playbook;
    const answers = turn.claims
      .filter(({ field }) => line.fields?.includes(field) ?? true)
      .flatMap((claim): Answer[] => {
        const checked = checkClaim(claim, { messages: lead.messages, fields, zone, country });
        if (checked.kind === 'refused') {
          // The words say it, only not clearly enough for the field.
          if (checked.reason !== 'not-sure-enough') unsupported += 1;
          return [];
        }
        const { value, evidence } = checked;
        return [{ field: claim.field, value, evidence, interviewer: turn.interviewer, at: message.at }];
      });
    lead = { ...lead, answers: [...lead.answers, ...answers], readUpTo: message.n };
  }
  return { lead, unsupported, turns };
}

/** Which field each line of Baton's asks for: the playbook's own question, or what its words ask; `asked` is the last. */
function asking(given: Lead['messages'], { asked }: Line, playbook: Playbook): Lead['messages'] {
  const last = given.findLast(({ from }) => from === 'baton')?.n;
  return given.map((message) => {
    if (message.from !== 'baton') return message;
    if (message.n === last && asked) return { ...message, asks: asked };
    const own = playbook.fields.find(({ question }) => message.text.includes(question));
    const worded = playbook.fields.find((field) => asksFor([message], field)[0]?.asks === field.id);
    return { ...message, asks: (own ?? worded)?.id ?? null };
  });
}

function count(total: Counts, line: Line, { lead, unsupported, playbook }: Heard & { playbook: Playbook }): void {
  total.unsupported += unsupported;
  if (line.gold === undefined) return;
  const gold = Object.entries(line.gold);
  const answers = currentAnswers(lead);
  const right = gold.filter(([id, value]) => {
    const field = fieldOf(playbook, id);
    const answer = answers.find((each) => each.field === id);
    return field !== undefined && answer !== undefined && isGold(field.kind, value, answer.value);
  });
  total.gold += gold.length;
  total.found += answers.length;
  total.right += right.length;
  if (gold.length > 0) return;
  total.bare += line.messages.filter(({ from }) => from === 'visitor').length;
  total.onBare += answers.length;
}

function summed({ gold, found, right, unsupported, bare, onBare }: Counts): string[] {
  return [
    '',
    `recall: ${right} of ${gold}, ${share(right, gold)}`,
    `precision: ${right} of ${found}, ${share(right, found)}`,
    `unsupported: ${unsupported} of ${found + unsupported}, ${share(unsupported, found + unsupported)}`,
    `recorded on turns that carry none: ${onBare} in ${bare} turns, ${share(onBare, bare)}`,
  ];
}

function whyFellBack(turns: readonly Turn[]): string[] {
  return turns.flatMap(({ fellBack }) => (fellBack === undefined ? [] : [fellBack]));
}

/** What a model cost, and why the guided interviewer took turns in its place. */
function spent(turns: readonly Turn[]): string[] {
  const { input, cached, output } = sumUsage(turns.flatMap(({ usage }) => (usage === undefined ? [] : [usage])));
  const fellBack = whyFellBack(turns);
  const why = Object.entries(counted(fellBack)).map(([reason, n]) => `${reason} ${n}`);
  return [
    ...(input === 0 ? [] : [`tokens: ${input} in, ${share(cached, input)} of them cached, ${output} out`]),
    ...(why.length === 0
      ? []
      : [`guided for the model: ${fellBack.length} of ${turns.length} turns (${why.join(', ')})`]),
  ];
}
