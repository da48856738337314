// Which lines of Baton's ask for the field of a claim. Evaluation files bring only their words, and a short answer
// means something only under its question.
import type { Message } from '../../core/lead.ts';
import type { Field } from '../../core/playbook.ts';
import type { FieldKind } from '../../core/value.ts';

const askedBy: Partial<Record<FieldKind, RegExp>> = {
  number: /\bhow (?:many|big|large)\b|\bnumber of\b|\bsize\b|\bheadcount\b/i,
  money: /\bbudget\b|\bhow much\b|\bspend\b|\bprice range\b|\bpay\b|\bamount\b/i,
  date: /\bwhen\b|\bwhat (?:date|day)\b|\bwhich (?:date|day)\b|\bdate\b|\bdeadline\b|\btimeline\b|\bhow soon\b/i,
  email: /\be-?mail\b/i,
  phone: /\bphone\b|\bnumber to (?:call|reach)\b|\bcall you\b/i,
  person: /\bname\b|\bwho\b/i,
  company: /\bcompany\b|\bbusiness\b|\bwork for\b|\borgani[sz]ation\b/i,
};

export function asksFor(messages: readonly Message[], field: Field): Message[] {
  return messages.map((message) =>
    message.from === 'baton' ? { ...message, asks: asked(message.text, field) } : message,
  );
}

function asked(text: string, { id, label, kind }: Field): string | null {
  const question = /[^.!?]*\?[^?]*$/.exec(text)?.[0];
  if (question === undefined) return null;
  if (askedBy[kind]?.test(question) || question.toLowerCase().includes(label.toLowerCase())) return id;
  const other = Object.entries(askedBy).find(([one, pattern]) => one !== kind && pattern.test(question));
  return other === undefined ? null : `another ${other[0]}`;
}
