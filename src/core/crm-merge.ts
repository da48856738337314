// Which values are written into a record that people work in too. Baton fills what is empty and renews what it wrote itself;
// what a person typed, or emptied, is theirs.
import type { CrmValue, CrmValues } from './crm.ts';

/**
 * `wished`: what Baton asked for last and heard an answer to; `stands`: what stood there then, which may be less. `tried`: what
 * set out since, and may have come through.
 */
export type Wrote = { wished: CrmValues; stands: CrmValues; tried: CrmValues };

export const wroteNothing: Wrote = { wished: {}, stands: {}, tried: {} };

/** Of a wish, what is to be written where `there` stands now. */
export function merge(wish: CrmValues, wrote: Wrote, there: CrmValues): CrmValues {
  return Object.fromEntries(
    Object.entries(wish).filter(([field, want]) => {
      const now = there[field] ?? null;
      const { [field]: stood } = wrote.stands;
      const { [field]: wished } = wrote.wished;
      const { [field]: tried } = wrote.tried;
      if (isSame(now, want)) return false;
      const isLeft = stood === undefined ? now === null : isSame(now, stood);
      // A field that is too short, or will not take it, is not asked for the same again.
      if (isLeft) return wished === undefined || !isSame(wished, want);
      return tried !== undefined && isSame(now, tried);
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
