// One line of the table: what Baton does, beside the raw limit that was measured in the same run.
export type Figure = { what: string; ratio: string; baton: string; raw: string; goal: string };

export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

export function percentile(values: readonly number[], percent: number): number {
  if (values.length === 0) throw new Error('There is nothing to take a percentile of.');
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil((percent / 100) * sorted.length) - 1)] ?? 0;
}

export const share = (baton: number, raw: number): string => (baton / raw).toFixed(2);
export const times = (baton: number, raw: number): string => `${(baton / raw).toFixed(1)} ×`;
export const ms = (value: number): string => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
export const perSecond = (value: number): string => `${Math.round(value).toLocaleString('en-US')}/s`;
