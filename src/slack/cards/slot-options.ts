// Free times as a menu: a few days a page, each time in the rep's zone with the visitor's beside it. No page has more options
// than Slack takes.
import type { PlainTextOption } from '@slack/types';
import { dayIn } from '../../core/value.ts';
import { slackLimits } from './limits.ts';
import { option } from './modal-inputs.ts';
import { plain } from './parts.ts';
import { clockIn, dayIn as dayText, momentIn, placeIn } from './slot-words.ts';

/** `theirs`: the visitor's zone, where it is known and its clocks show something else. */
export type Zones = { yours: string; theirs: string | null };
type OptionGroup = { label: ReturnType<typeof plain>; options: PlainTextOption[] };

const daysOnPage = 5;

/** At least one page, which may be empty. */
export function pagesOf(starts: readonly string[], zone: string): string[][] {
  const pages: string[][] = [[]];
  let days = new Set<string>();
  for (const start of starts) {
    const day = dayIn(zone, start);
    const isFull = pages.at(-1)?.length === slackLimits.options || (days.size === daysOnPage && !days.has(day));
    if (isFull) {
      pages.push([]);
      days = new Set();
    }
    days.add(day);
    pages.at(-1)?.push(start);
  }
  return pages;
}

export function groupsOf(starts: readonly string[], zones: Zones): OptionGroup[] {
  const days = new Map<string, string[]>();
  for (const start of starts) {
    const day = dayText(zones.yours, start);
    days.set(day, [...(days.get(day) ?? []), start]);
  }
  return [...days].map(([day, ofDay]) => ({
    label: plain(day, slackLimits.optionText),
    options: ofDay.map((start) => option(start, inBoth(start, zones))),
  }));
}

/** `Tue 24 Nov, 10:00 (04:00 in New York)`; with the day where it is another one there. */
export function inBoth(start: string, { yours, theirs }: Zones): string {
  const own = momentIn(yours, start);
  if (theirs === null) return own;
  const isSameDay = dayIn(yours, start) === dayIn(theirs, start);
  const there = isSameDay ? clockIn(theirs, start) : momentIn(theirs, start);
  return `${own} (${there} ${placeIn(theirs, start)})`;
}
