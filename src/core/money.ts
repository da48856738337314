// Money as people read it: whole units, because nobody decides anything by the cents. Amounts of two currencies are never added.

export function moneyText(cents: number, currency: string | null): string {
  const units = Math.round(cents / 100);
  // A CRM may have currencies that nobody else has.
  if (currency === null || !/^[A-Z]{3}$/.test(currency)) {
    return [units.toLocaleString('en-US'), currency].filter(Boolean).join(' ');
  }
  return units.toLocaleString('en-US', { style: 'currency', currency, maximumFractionDigits: 0 });
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
