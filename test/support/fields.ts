// Fields for tests of reading, and a short way to read one.
import type { Field } from '../../src/core/playbook.ts';
import { readField } from '../../src/core/reading.ts';
import type { FieldKind, Value } from '../../src/core/value.ts';

/** Saturday morning in New York. */
export const at = '2026-11-21T14:00:00.000Z';

export function field(kind: FieldKind, more: Partial<Field> = {}): Field {
  return {
    id: kind,
    label: kind,
    kind,
    question: `What is the ${kind}?`,
    ask: true,
    confidence: 50,
    options: [],
    ...more,
  };
}

export type Reading = { value: Value; words: string };

export function readAs(
  one: Field,
  text: string,
  { asked = false, country = 'US', zone = 'America/New_York' } = {},
): Reading | null {
  const [finding] = readField(one, text, { at, asked, zone, country });
  return finding === undefined ? null : { value: finding.value, words: text.slice(finding.start, finding.end) };
}
