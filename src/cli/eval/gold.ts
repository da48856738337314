// Whether a value that was read is the one that the file of an evaluation holds. Gold values are any JSON.
import { standsFor } from '../../core/same-value.ts';
import type { FieldKind, Value } from '../../core/value.ts';

/** Free words are right when they hold the gold ones; one of another shape than what was read is wrong. */
export function isGold(kind: FieldKind, gold: unknown, read: Value): boolean {
  if (typeof gold === 'string' && typeof read === 'string' && isFree(kind)) {
    return read.toLowerCase().includes(gold.toLowerCase());
  }
  const alike = typeof gold === typeof read || (kind === 'number' && typeof gold === 'object');
  return alike && gold !== null && standsFor(kind, gold as Value, read);
}

function isFree(kind: FieldKind): boolean {
  return kind === 'text' || kind === 'company' || kind === 'person';
}
