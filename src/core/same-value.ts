// Whether two values of a field are one: exactly for what is stored, and loosely for a claim beside what was read.
import type { Message } from './lead.ts';
import { freeInput } from './playbook-form.ts';
import { type FieldKind, lastDay, type Money, type Range, type Value } from './value.ts';

export function sameValue(a: Value, b: Value): boolean {
  if (typeof a !== 'object' || typeof b !== 'object') return a === b;
  const [one, two] = [Object.entries(a), new Map<string, unknown>(Object.entries(b))];
  return one.length === two.size && one.every(([key, value]) => two.get(key) === value);
}

/**
 * Whether a claimed value stands for the one that was read. What is stored is the one that was read, so a claim may be
 * poorer (one end of a range, no currency) or name the same day in another form, but never say something else.
 */
export function standsFor(kind: FieldKind, claimed: Value, read: Value): boolean {
  switch (kind) {
    case 'number':
      return standsForAmount(claimed as number | Range, read as number | Range);
    case 'money':
      return standsForMoney(claimed as Money, read as Money);
    case 'date':
      return lastDay(claimed) === lastDay(read) || firstDay(claimed) === firstDay(read);
    case 'phone':
      return samePhone(String(claimed), String(read));
    case 'email':
      return String(claimed).trim().toLowerCase() === read;
    default:
      return claimed === read;
  }
}

/** The field that Baton's last line before the message asked for; of a form, the input that it was typed into. */
export function askedBefore(messages: readonly Message[], n: number): string | null {
  const input = messages.find((message) => message.n === n)?.input;
  if (input !== undefined) return input === freeInput ? null : input;
  return messages.findLast((message) => message.from === 'baton' && message.n < n)?.asks ?? null;
}

function standsForAmount(claimed: number | Range, read: number | Range): boolean {
  const [from, to] = ends(read);
  if (typeof claimed === 'number') return close(claimed, from) || close(claimed, to);
  return close(claimed.max, to) && (close(claimed.min, from) || (claimed.min <= 1 && from <= 1));
}

function standsForMoney(claimed: Money, read: Money): boolean {
  const amount = 'amount' in read ? read.amount : { min: read.min, max: read.max };
  const said = 'amount' in claimed ? claimed.amount : { min: claimed.min, max: claimed.max };
  const clash = (key: 'currency' | 'per') =>
    claimed[key] !== undefined && read[key] !== undefined && claimed[key] !== read[key];
  return standsForAmount(said, amount) && !clash('currency') && !clash('per');
}

function ends(value: number | Range): [number, number] {
  return typeof value === 'number' ? [value, value] : [value.min, value.max];
}

/** Whole units are stored: 1,200.50 is read as 1201. */
function close(a: number, b: number): boolean {
  return Math.abs(a - b) < 1;
}

function firstDay(value: Value): string {
  const start = String(value).split('/')[0] ?? '';
  return /^\d{4}-\d{2}$/.test(start) ? `${start}-01` : start;
}

function samePhone(claimed: string, read: string): boolean {
  const [one, two] = [claimed.replace(/\D/g, '').replace(/^0+/, ''), read.replace(/\D/g, '').replace(/^0+/, '')];
  if (one.length < 6 || two.length < 6) return false;
  // A number written without its country code is the one that a claim writes with it.
  return one === two || two.endsWith(one) || (claimed.startsWith('+') && !read.startsWith('+') && one.endsWith(two));
}
