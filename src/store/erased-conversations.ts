// Conversations of erased people, for as long as anybody may still tell what was said in them: a hash, and when they were erased.
import { createHash } from 'node:crypto';
import type { Place } from '../core/line.ts';
import type { Reader, Tx } from './db.ts';
import { forgetEarly } from './early-lines.ts';
import { keepWatermark, watermark } from './watermark.ts';

/** Longer than chat products are looked through. */
const keptMs = 48 * 60 * 60_000;

const nameOf = ({ channel, conversation }: Place): string =>
  `erased ${createHash('sha256')
    .update(JSON.stringify([channel, conversation]))
    .digest('base64url')}`;

export async function keepErased(tx: Tx, places: readonly Place[], at: string): Promise<void> {
  const over = new Date(Date.parse(at) - keptMs).toISOString();
  await tx.q.deleteFrom('watermarks').where('what', 'like', 'erased %').where('next', '<', over).execute();
  for (const place of places) {
    await forgetEarly(tx, place);
    await keepWatermark(tx, { what: nameOf(place), next: at });
  }
}

/** What was written there until then is nobody's any more. */
export async function erasedAt(reader: Reader, place: Place): Promise<string | undefined> {
  return watermark(reader, nameOf(place));
}
