// Hears when reps change their minds: a CUSUM, on either side, of how far each week's accepts are from what was expected.
// Small surprises ebb away, a lasting one adds up to an alarm.

const slack = 0.5;
const limit = 3.5;

/** What has added up since the last alarm: more accepts than expected, and fewer. */
export type Surprise = { more: number; fewer: number };
export const noSurprise: Surprise = { more: 0, fewer: 0 };

export type Heard = { surprise: Surprise; alarm: 'kinder' | 'stricter' | null };

/** `residual`: accepts less those expected, in standard deviations. */
export function hearWeek({ more, fewer }: Surprise, residual: number): Heard {
  const surprise = { more: Math.max(0, more + residual - slack), fewer: Math.max(0, fewer - residual - slack) };
  if (surprise.more > limit) return { surprise: noSurprise, alarm: 'kinder' };
  if (surprise.fewer > limit) return { surprise: noSurprise, alarm: 'stricter' };
  return { surprise, alarm: null };
}
