// Puts every claim of a file before the check that the product uses, in the conversation that the line brings along.
// The fields are made from the claims, so that no playbook decides what is accepted.
import { z } from 'zod';
import { checkClaim } from '../../core/evidence.ts';
import type { Field } from '../../core/playbook.ts';
import { fieldKinds, type Value } from '../../core/value.ts';
import { asksFor } from './asks-for.ts';
import { badLine, type Evaluation, messagesSchema, type Printed, readLines, share, toMessages } from './lines.ts';

const lineSchema = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  messages: messagesSchema,
  claim: z.object({
    field: z.string().min(1),
    kind: z.enum(fieldKinds),
    value: z.unknown().refine((value) => value !== undefined && value !== null, 'is missing'),
    message: z.int(),
    quote: z.string(),
    offer: z.int().nullish(),
  }),
  label: z.string().optional(),
  at: z.iso.datetime({ offset: true }).optional(),
});
type Line = z.infer<typeof lineSchema>;
type Counted = { label: string; accepted: boolean; reason: string };

export function evalEvidence(text: string, now: string): Evaluation {
  const counted: Counted[] = [];
  const lines = readLines(text, lineSchema).map((line): Printed => {
    if (line.kind === 'bad') return badLine(line);
    const { id, label } = line.value;
    const checked = check(line.value, now);
    const accepted = checked.kind === 'accepted';
    const reason = accepted ? '' : checked.reason;
    counted.push({ label: label ?? 'unlabelled', accepted, reason });
    const verdict = accepted
      ? { accepted, value: checked.value, evidence: checked.evidence, confidence: checked.confidence }
      : { accepted, reason: checked.reason };
    return {
      data: { id, ...(label !== undefined && { label }), ...verdict },
      text: `${id}: ${accepted ? `accepted ${JSON.stringify(checked.value)}, confidence ${checked.confidence}` : `refused: ${reason}`}`,
    };
  });
  return { lines, summary: summed(counted) };
}

function check({ claim, messages: given, at }: Line, now: string) {
  const field = fieldFrom(claim);
  const messages = asksFor(toMessages(given, at ?? now), field);
  // The file brings any JSON; `checkClaim` refuses what has not the shape of the field's kind.
  const value = claim.value as Value;
  const { field: id, message, quote, offer } = claim;
  const made = { field: id, value, message, quote, ...(typeof offer === 'number' && { offer }) };
  return checkClaim(made, { messages, fields: [field], zone: 'UTC', country: 'US' });
}

export function fieldFrom({ field: id, kind, value }: Pick<Line['claim'], 'field' | 'kind' | 'value'>): Field {
  const label = id.replaceAll('_', ' ');
  const says = typeof value === 'string' ? value.replaceAll('_', ' ') : '';
  const options = kind === 'choice' ? [{ id: String(value), label: says, says: forms(says), whenAsked: [] }] : [];
  return { id, label, kind, question: `${label}?`, ask: true, confidence: 0, options };
}

/** A word and its plural are one choice. */
function forms(words: string): string[] {
  return /s$/i.test(words) ? [words, words.slice(0, -1)] : [words, `${words}s`];
}

function summed(counted: readonly Counted[]): string[] {
  const labels = [...new Set(counted.map(({ label }) => label))];
  return [
    '',
    ...labels.map((label) => {
      const all = counted.filter((one) => one.label === label);
      const accepted = all.filter((one) => one.accepted).length;
      const reasons = Object.entries(Object.groupBy(all, ({ reason }) => reason)).filter(([reason]) => reason !== '');
      const why = reasons.map(([reason, of]) => `${reason} ${of?.length ?? 0}`).join(', ');
      const refused = why === '' ? '' : ` (refused: ${why})`;
      return `${label}: ${accepted} of ${all.length} accepted, ${share(accepted, all.length)}${refused}`;
    }),
  ];
}
