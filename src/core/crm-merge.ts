// Which values are written into a record that people work in too. Baton fills what is empty and renews what it wrote itself;
// what a person typed, or emptied, is theirs.
import type { CrmValue, CrmValues } from './crm.ts';

/** `wished`: what Baton asked for last, whether or not it heard that it stands; `stands`: what stood there then. */
export type Wrote = { wished: CrmValues; stands: CrmValues };

export const wroteNothing: Wrote = { wished: {}, stands: {} };

/** Of a wish, what is to be written where `there` stands now. */
export function merge(wish: CrmValues, { wished, stands }: Wrote, there: CrmValues): CrmValues {
  return Object.fromEntries(
    Object.entries(wish).filter(([field, want]) => {
      const now = there[field] ?? null;
      if (isSame(now, want)) return false;
      const before = stands[field];
      const asked = wished[field];
      // A field that is too short, or will not take it, is not asked for the same again.
      if (before !== undefined && isSame(now, before) && asked !== undefined && isSame(asked, want)) return false;
      if (before === undefined && asked === undefined) return now === null;
      return (before !== undefined && isSame(now, before)) || (asked !== undefined && isSame(now, asked));
    }),
  );
}

/** Products give back numbers as text and text without its ends. */
export function isSame(a: CrmValue, b: CrmValue): boolean {
  return textOf(a) === textOf(b);
}

function textOf(value: CrmValue): string {
  if (value === null) return '';
  const text = String(value).replaceAll('\r\n', '\n').trim();
  return /^-?\d+(\.\d+)?$/.test(text) ? String(Number(text)) : text;
}
