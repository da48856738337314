// Runs the guided interviewer turn by turn over dialogues and says what it wrote down: values with the visitor's words,
// and against gold values recall, precision, unsupported values and values from turns that carry none.
import { z } from 'zod';
import { checkClaim } from '../../core/evidence.ts';
import { guidedTurn } from '../../core/guided.ts';
import { type Answer, currentAnswers, type Lead, newLead, quoteOf } from '../../core/lead.ts';
import { fieldOf, type Playbook } from '../../core/playbook.ts';
import { standsFor } from '../../core/same-value.ts';
import type { Value } from '../../core/value.ts';
import { asksFor } from './asks-for.ts';
import { badLine, type Evaluation, messagesSchema, type Printed, readLines, share, toMessages } from './lines.ts';

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

export function evalExtract(playbook: Playbook) {
  return (text: string, now: string): Evaluation => {
    const total: Counts = { gold: 0, found: 0, right: 0, unsupported: 0, bare: 0, onBare: 0 };
    const lines = readLines(text, lineSchema).map((line): Printed => {
      if (line.kind === 'bad') return badLine(line);
      const heard = listen(line.value, { playbook, now });
      count(total, line.value, { ...heard, playbook });
      const values = currentAnswers(heard.lead).map(({ field, value, evidence }) => {
        const { message, start, end } = evidence;
        return { field, value, message, start, end, quote: quoteOf(heard.lead, evidence) };
      });
      const { id } = line.value;
      const shown = values.map(({ field, value, quote }) => `${field} ${JSON.stringify(value)} “${quote}”`);
      return { data: { id, values, unsupported: heard.unsupported }, text: `${id}: ${shown.join(', ') || 'nothing'}` };
    });
    return { lines, summary: summed(total) };
  };
}

type Heard = { lead: Lead; unsupported: number };

/** Numbers the lines anew, so that offsets can be looked up, and reads each of the visitor's as a turn of its own. */
function listen(line: Line, { playbook, now }: { playbook: Playbook; now: string }): Heard {
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
  for (const message of messages) {
    lead = { ...lead, messages: [...lead.messages, message] };
    if (message.from !== 'visitor') continue;
    const turn = guidedTurn({ lead, playbook });
    const { fields, zone, country } = playbook;
    const answers = turn.claims
      .filter(({ field }) => line.fields?.includes(field) ?? true)
      .flatMap((claim): Answer[] => {
        const checked = checkClaim(claim, { messages: lead.messages, fields, zone, country });
        if (checked.kind === 'refused') unsupported += 1;
        if (checked.kind === 'refused') return [];
        const { value, evidence } = checked;
        return [{ field: claim.field, value, evidence, interviewer: turn.interviewer, at: message.at }];
      });
    lead = { ...lead, answers: [...lead.answers, ...answers], readUpTo: message.n };
  }
  return { lead, unsupported };
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
    return field !== undefined && answer !== undefined && matches(field.kind, value, answer.value);
  });
  total.gold += gold.length;
  total.found += answers.length;
  total.right += right.length;
  if (gold.length > 0) return;
  total.bare += line.messages.filter(({ from }) => from === 'visitor').length;
  total.onBare += answers.length;
}

function matches(kind: Parameters<typeof standsFor>[0], gold: unknown, read: Value): boolean {
  if (
    typeof gold === 'string' &&
    typeof read === 'string' &&
    (kind === 'text' || kind === 'company' || kind === 'person')
  ) {
    return read.toLowerCase().includes(gold.toLowerCase());
  }
  // Gold values are any JSON; one of another shape than what was read is wrong.
  const alike = typeof gold === typeof read || (kind === 'number' && typeof gold === 'object' && gold !== null);
  return alike && gold !== null && standsFor(kind, gold as Value, read);
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
