// One message laid out for the parsers.
import type { Value } from '../value.ts';

/** `start` and `end` cut the words that carry the value out of the original text. */
export type Finding = { value: Value; start: number; end: number };

/** `at`: when the message was written; `asked`: Baton's last line asked for this very field. */
export type ReadingContext = { at: string; asked: boolean; zone: string; country: string };
