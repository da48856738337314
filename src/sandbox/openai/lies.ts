// Every way in which a model lies about a conversation. Each takes an honest answer and bends it; a visitor, a rep and the
// database must never meet the result.
import type { ModelAnswer, ModelClaim, ModelRequest } from './request.ts';

export const lieKinds = [
  'invented-value',
  'altered-quote',
  'quote-of-baton',
  'other-message',
  'other-field',
  'false-acceptance',
  'promises-booking',
  'reveals-score',
] as const;
export type LieKind = (typeof lieKinds)[number];

export function lie(kind: LieKind, honest: ModelAnswer, request: ModelRequest): ModelAnswer {
  const [claim = fabricated(request), ...others] = honest.claims;
  const bent = (change: Partial<ModelClaim>) => ({ ...honest, claims: [{ ...claim, ...change }, ...others] });
  switch (kind) {
    case 'invented-value':
      return bent({ value: invented(claim.value) });
    case 'altered-quote':
      return bent({ quote: `${claim.quote}, and it is urgent` });
    case 'quote-of-baton': {
      const line = request.transcript.findLast(({ from }) => from === 'baton');
      return bent({ message: line?.n ?? claim.message + 1, quote: line?.text ?? claim.quote });
    }
    case 'other-message':
      return bent({ message: otherLine(claim.message, request) });
    case 'other-field':
      return bent({ field: otherField(claim.field, request) });
    case 'false-acceptance': {
      const offer = request.transcript.findLast(({ from }) => from === 'baton')?.n ?? 1;
      const heard = request.transcript.findLast(({ from }) => from === 'visitor');
      return bent({
        offer,
        message: heard?.n ?? claim.message,
        quote: /[\p{L}']+/u.exec(heard?.text ?? '')?.[0] ?? '',
      });
    }
    case 'promises-booking':
      return { ...honest, reply: "Done, I've booked you a call with our team for tomorrow at three." };
    case 'reveals-score':
      return { ...honest, reply: 'Your score is 72 out of 100, so you are over our bar. What is your budget?' };
  }
}

/** A value for a line that holds none. */
function fabricated({ transcript, fieldGroups }: ModelRequest): ModelClaim {
  const line = transcript.findLast(({ from }) => from === 'visitor');
  const field = fieldGroups.flat().find((id) => id === 'company') ?? fieldGroups.flat()[0] ?? 'company';
  return { field, value: 'Zephyr Industries', message: line?.n ?? 1, quote: line?.text ?? '', offer: null };
}

function invented(value: unknown): unknown {
  if (typeof value === 'number') return value * 10 + 7;
  if (typeof value === 'string') return /^\d{4}-/.test(value) ? '2031-04' : 'Zephyr Industries';
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, typeof part === 'number' ? part * 10 + 7 : part]),
  );
}

function otherLine(message: number, { transcript }: ModelRequest): number {
  return transcript.find(({ n, from }) => from === 'visitor' && n !== message)?.n ?? message + 40;
}

/** Another field that takes the same kind of value, so that the schema has nothing against it. */
function otherField(field: string, { fieldGroups }: ModelRequest): string {
  const group = fieldGroups.find((ids) => ids.includes(field)) ?? [];
  return group.find((id) => id !== field) ?? field;
}
