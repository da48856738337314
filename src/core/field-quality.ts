// How often an answer on a card was right, by field: reps who reject may name the answer that was wrong. Whoever claims a lead
// is not asked, so it is at most this good.

/** `posted`: leads that had this answer when they went to reps; `wrong`: rejects that named it. */
export type FieldQuality = { field: string; posted: number; wrong: number };

/** Over so many of the newest leads that went to reps. */
export type FieldsTold = { leads: number; fields: readonly FieldQuality[] };

export function correctness({ posted, wrong }: FieldQuality): number {
  return posted === 0 ? 1 : 1 - wrong / posted;
}
