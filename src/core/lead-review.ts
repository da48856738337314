// What a reviewer says of one conversation: answer by answer whether it is what the visitor said, and how Baton asked.
import type { Owed } from './job.ts';
import type { LeadId } from './lead.ts';

export const marks = ['right', 'wrong', 'not-said'] as const;
export type Mark = (typeof marks)[number];
export const tones = ['fine', 'pushy', 'cold'] as const;
export type Tone = (typeof tones)[number];

/** What is right instead, in the visitor's own words; `option`: which one they mean, of a choice. */
export type Correction = { field: string; words: string; option: string | null };

/**
 * `marks`: by field. `overlooked`: fields that the visitor answered and Baton left unknown. `refused`: numbers of the refused
 * claims that were shown, `said` of those that were right after all. `missed`: fields that Baton should have asked for. `upTo`:
 * the last line that was read.
 */
export type LeadReview = {
  marks: Readonly<Record<string, Mark>>;
  overlooked: readonly string[];
  refused: readonly number[];
  said: readonly number[];
  tone: Tone;
  missed: readonly string[];
  note: string;
  corrections: readonly Correction[];
  upTo: number;
};

/** Asked of one reviewer about one lead; `review` null: not answered yet. `week`: in which they were asked. */
export type ReviewTask = { lead: LeadId; reviewer: string; week: number; at: string | null; review: LeadReview | null };
export type Reviewed = ReviewTask & { at: string; review: LeadReview };

export const isReviewed = (task: ReviewTask): task is Reviewed => task.review !== null && task.at !== null;

/** What a reviewer can still say in words: what is right instead, and what was overlooked. */
export function toCorrect({ marks: given, overlooked }: Pick<LeadReview, 'marks' | 'overlooked'>): string[] {
  const wrong = Object.keys(given).filter((field) => given[field] === 'wrong');
  return [...new Set([...wrong, ...overlooked])];
}

/** The list of what this reviewer was asked to read is drawn as it stands now. */
export function owedList({ reviewer: to, week }: Pick<ReviewTask, 'reviewer' | 'week'>): Owed {
  return { job: { kind: 'list-reviews', to, week }, key: `list-reviews:${to}:${week}` };
}
