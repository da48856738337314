// What a clause says about times on offer, sign by sign. Each sign is taken out of the clause as it is read, so that what is
// left shows whether anything else was said: a pick with foreign words in it is none.

import type { DateTime } from 'luxon';
import { matches } from '../matches.ts';
import { fillers, mere, phrases, traps } from './time-phrases.ts';
import { clocks, lists, nth, numbers, parts, type Reader, type Signal, weekdays } from './time-signs.ts';
import { timeWords } from './time-words.ts';

export type Clause = { signals: Signal[]; foreign: string[] };

const before = [...phrases, ...parts, ...clocks, weekdays, nth];
const afterwards = [...lists, ...numbers, ...mere];

const monthsThatAreWords = /^(?:may|march|mar|mars|mai)$/;
const loose =
  /^(?:(?:right|just|shortly|soon) )?(?:after|before|by|until|till|from|within|over|during|nach|vor|bis|ab|innerhalb|après|avant|d'ici|dès|después|antes|para|hasta|desde)(?!\p{L})/u;

/** The clause, folded, as signs and the words that are none. `today` in the zone the times were written in. */
export function readClause(clause: string, today: DateTime): Clause {
  const signals: Signal[] = [];
  const dates = timeWords.map(
    ({ pattern, read }): Reader => ({
      pattern,
      read: (match) => {
        const stretch = monthsThatAreWords.test(match[0]) ? null : read(match, today, '');
        if (stretch === null) return null;
        const [from, until] = [stretch.first, stretch.last].map((day) => day.toFormat('yyyy-MM-dd'));
        return from === undefined || until === undefined
          ? null
          : { kind: 'dates', from, until, isLoose: loose.test(match[0]) };
      },
    }),
  );
  let left = clause.replace(traps, ' ¤ ');
  for (const reader of [...before, ...dates, ...afterwards]) left = take(left, reader, signals);
  const words = left.match(/[\p{L}\p{N}'¤-]+/gu) ?? [];
  return { signals, foreign: words.filter((word) => /[\p{L}\p{N}¤]/u.test(word) && !fillers.has(word)) };
}

function take(text: string, { pattern, read }: Reader, signals: Signal[]): string {
  let left = '';
  let from = 0;
  for (const match of matches(text, pattern)) {
    const sign = read(match);
    if (sign === null) continue;
    if (sign !== 'filler') signals.push(sign);
    left += `${text.slice(from, match.index)} `;
    from = match.index + match[0].length;
  }
  return left + text.slice(from);
}
