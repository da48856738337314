// The shapes an answer's value can take, one per kind of field, and how a person reads them.

import { DateTime } from 'luxon';

export const fieldKinds = ['text', 'number', 'money', 'date', 'choice', 'email', 'phone', 'company', 'person'] as const;
export type FieldKind = (typeof fieldKinds)[number];

export type Range = { min: number; max: number };
export type Period = 'month' | 'year' | 'week' | 'day' | 'user';
/** Whole units of the currency. */
export type Money = ({ amount: number } | Range) & { currency?: string; per?: Period };

/**
 * text, company, person: the words; choice: the option's id; email: lower case; phone: E.164 where the country is known;
 * number: n or a range; date: an ISO day `2027-02-15`, month `2027-05` or interval `2027-01-01/2027-03-31`.
 */
export type Value = string | number | Range | Money;

const signs: Record<string, string> = { USD: '$', EUR: '€', GBP: '£' };
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The value as a rep reads it: `€20,000 a year`, `10–20`, `31 Mar 2027`. */
export function showValue(
  kind: FieldKind,
  value: Value,
  options: readonly { id: string; label: string }[] = [],
): string {
  if (typeof value === 'number') return thousands(value);
  if (typeof value === 'string') {
    if (kind === 'date') return value.split('/').map(showDay).join(' – ');
    if (kind === 'choice') return options.find((option) => option.id === value)?.label ?? value;
    return value;
  }
  if (kind === 'money') return showMoney(value as Money);
  return 'min' in value ? `${thousands(value.min)}–${thousands(value.max)}` : thousands(value.amount);
}

/** The lowest number a value stands for: what a "at least" rule may count on. */
export function lowest(value: Value): number | null {
  if (typeof value === 'number') return value;
  if (typeof value === 'string') return null;
  return 'min' in value ? value.min : value.amount;
}

/** The last day a date value stands for, as an ISO day. */
export function lastDay(value: Value): string | null {
  if (typeof value !== 'string') return null;
  const end = value.split('/').at(-1) ?? value;
  if (/^\d{4}-\d{2}-\d{2}$/.test(end)) return end;
  const month = /^(\d{4})-(\d{2})$/.exec(end);
  if (month === null) return null;
  const days = new Date(Date.UTC(Number(month[1]), Number(month[2]), 0)).getUTCDate();
  return `${end}-${days}`;
}

/** The ISO day it is in a time zone. */
export function dayIn(zone: string, now: string): string {
  return DateTime.fromISO(now, { zone }).toISODate() ?? now.slice(0, 10);
}

function showMoney(money: Money): string {
  const sign = money.currency === undefined ? '' : (signs[money.currency] ?? `${money.currency} `);
  const amount = 'min' in money ? `${thousands(money.min)}–${thousands(money.max)}` : thousands(money.amount);
  return `${sign}${amount}${money.per === undefined ? '' : ` a ${money.per}`}`;
}

function showDay(iso: string): string {
  const [year, month, day] = iso.split('-');
  const name = months[Number(month) - 1] ?? month;
  return day === undefined ? `${name} ${year}` : `${Number(day)} ${name} ${year}`;
}

function thousands(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}
