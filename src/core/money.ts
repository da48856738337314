// Money as people read it: whole units, because nobody decides anything by the cents. Amounts of two currencies are never added.

export function moneyText(cents: number, currency: string | null): string {
  const units = Math.round(cents / 100);
  // A CRM may have currencies that nobody else has.
  if (currency === null || !/^[A-Z]{3}$/.test(currency)) {
    return [units.toLocaleString('en-US'), currency].filter(Boolean).join(' ');
  }
  return units.toLocaleString('en-US', { style: 'currency', currency, maximumFractionDigits: 0 });
}

const mostCents = 1e14;

/** Cents of an amount as people type it: 20,000, 20.000,50 or 20k; or why it is none. */
export function readAmount(typed: string): number | 'none' | 'too-much' {
  const bare = typed.replace(/[\s'’]/g, '').toLowerCase();
  const read = /^(\d{1,3}(?:([.,])\d{3}(?:\2\d{3})*)|\d+)(?:([.,])(\d{1,2}))?(k|m)?$/.exec(bare);
  const [, whole = '', group, point, part = '', times] = read ?? [];
  if (read === null || (point !== undefined && point === group)) return 'none';
  const units = Number(`${whole.replaceAll(/[.,]/g, '')}.${part}`);
  const cents = Math.round(units * (times === 'k' ? 1_000 : times === 'm' ? 1_000_000 : 1) * 100);
  if (cents === 0) return 'none';
  return cents > mostCents ? 'too-much' : cents;
}

/** What is only estimated, to two digits. */
export function aboutMoney(cents: number, currency: string | null): string {
  const digits = Math.max(0, Math.floor(Math.log10(Math.max(1, Math.abs(cents) / 100))) - 1);
  const step = 100 * 10 ** digits;
  return moneyText(Math.round(cents / step) * step, currency);
}

/** Of each currency what it came to; without one, nothing. */
export function moniesText(money: Readonly<Record<string, number>>): string {
  return Object.entries(money)
    .toSorted(([a], [b]) => Number(a === '') - Number(b === '') || a.localeCompare(b))
    .map(([currency, cents]) => moneyText(cents, currency === '' ? null : currency))
    .join(' and ');
}
