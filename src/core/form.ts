// A form that somebody filled in: each input is one line of the visitor, and what it asks for is the input it was typed into. A
// form is no conversation: nobody hears an answer to it.
import { type Lead, type Message, newLead } from './lead.ts';
import type { Field, Playbook } from './playbook.ts';
import { freeInput } from './playbook-form.ts';

export const formChannel = 'form';

export type FormInput = { name: string; text: string };

/** What the visitor sent last is a form: there is nobody to answer. */
export function isByForm({ messages }: Pick<Lead, 'messages'>): boolean {
  return messages.findLast(({ from }) => from === 'visitor')?.input !== undefined;
}

/** An input that is named like a field stands for it; one called `email`, `phone` or `company` also for the field of that kind. */
export function inputOf(name: string, fields: readonly Field[]): string {
  if (fields.some(({ id }) => id === name)) return name;
  const kinds: readonly Field['kind'][] = ['email', 'phone', 'company'];
  const kind = kinds.find((each) => each === name);
  return fields.find((field) => field.kind === kind)?.id ?? name;
}

/**
 * Of an input that asks for one thing only that is read: a name like "Jordan March" is no date. Free words may say anything,
 * and what no field asked for says nothing.
 */
export function mayCarry({ input }: Pick<Message, 'input'>, field: Field, fields: readonly Field[]): boolean {
  if (input === undefined || input === freeInput || input === field.id) return true;
  return fields.find(({ id }) => id === input)?.kind === 'text';
}

export type FilledIn = Pick<Lead, 'id' | 'page'> & { inputs: readonly FormInput[]; playbook: Playbook; now: string };

/** No experiment is run on forms, so the lead is in none of their arms. */
export function formLead({ id, page, inputs, playbook, now }: FilledIn): Lead {
  const { fields, version } = playbook;
  const called = fields.some((field) => field.id === 'name') ? undefined : inputs.find(({ name }) => name === 'name');
  const visitor = { id, ...(called !== undefined && { name: called.text }) };
  const start = { id, conversation: id, channel: formChannel, visitor, page, playbook: version, now };
  const line = { from: 'visitor', name: null, channel: formChannel, at: now, asks: null } as const;
  const messages = inputs.map(
    ({ name, text }, i): Message => ({ ...line, n: i + 1, text, input: inputOf(name, fields) }),
  );
  return { ...newLead(start), messages };
}

/** How an input is called where people read it. */
export const labelOf = (input: string, { fields }: Pick<Playbook, 'fields'>): string =>
  fields.find(({ id }) => id === input)?.label ?? input;
