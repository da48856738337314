// By when: days, months, quarters and spans of time as people name them, always read as the next future one. Without a
// question only what is said of a plan counts, not "20k a year", "may", a meeting at 3 or a year gone by.

import { DateTime } from 'luxon';
import { matches } from '../matches.ts';
import type { Field } from '../playbook.ts';
import type { Stretch } from './calendar.ts';
import { readMoney } from './money.ts';
import { blank, type Candidate, type Page, type ReadingContext } from './page.ts';
import { sentenceAt } from './stated.ts';
import { timeWords } from './time-words.ts';

/** A time word does not begin within a word or a number. */
const inside = /[\p{L}\p{N}_.]$|\d\/$/u;

type Found = Stretch & { start: number; end: number; weak: boolean };

const planned =
  /\b(?:by(?! hand)|before|until|till|within|need(?:s|ed|ing)?|live|launch(?:ing)?|start(?:ing)?|begin|roll(?:ing|ed)?|rollout|implement\w*|deploy\w*|switch\w*|migrat\w*|ready|in place|running|deadline|timeline|timeframe|timing|hop(?:e|ing)|want(?:ing)?|looking|plan(?:ning|ned)?|aim(?:ing)?|target(?:ing)?|goal|decide|decision|buy|purchas\w*|set up|onboard\w*|kick(?:ing)?|ideally|latest|renew\w*|expires?|ends?|eta|due|implementation|go-live|must|should|asap|get (?:it|this|that|something))\b/;
const meeting =
  /\b(?:talk|call|meet|meeting|speak|chat|available|free|demo|ring|catch up|zoom|book|schedule|reach me|out of office|ooo|vacation|holiday|on leave|back on|email)\b/;
const gone =
  /\b(?:since|last|past|previous|ago|founded|established|back in|started in|launched in|began in|joined in|after|following|signed in|our|the|these|series [a-e] in|raised .{0,20}in|released in)(?: the| early| late| mid)? ?$/;
/** "every Monday", "Monday of each week": a habit, never a date. */
const habitBefore =
  /\b(?:every|each|per|jede[nrsm]?|chaque|tous les|toutes les|cada|todos los)(?: other| second| single| \p{L}+ (?:and|or|to|&))? $/u;
const habitAfter =
  /^ (?:of|in) (?:each|every|the) (?:week|month|quarter|year)\b|^ (?:each|every) (?:week|month|quarter|year)\b/;
/** Of what was done already, with no plan in between: "we signed with Looker in March". */
const done =
  /\b(?:we|i|they|he|she|it|who|company|team)(?: have| had| has|'ve|'d)?(?: just| already| only| first| both)? (?:signed|bought|purchased|moved|switched|started|launched|began|opened|joined|hired|raised|met|took|lasted|tried|tested|left|got|had|was|were|did|went|renewed|implemented|rolled out|set up)\b(?!.*\b(?:need|want|must|by|until|before|ends?|expires?|plan|hope|so|and|but)\b)[^.!?\n]*$/;
/** When somebody has time to talk is no deadline, whatever was asked. */
const appointment =
  /\b(?:talk|speak|chat|demo|webinar|meeting|meet|call|back|away|(?<!kick(?:ing)? )off|interview|lunch)(?: again| you| then| to you)?(?: on| at| in| from| until| till)? ?(?:the )?$|\bname(?:'s| is) $|^(?:let'?s |please |pls |we (?:can|could) )?(?:talk|speak|chat|call|meet|catch up|see you|ttyl)\b(?: \p{L}+){0,3} $|\b(?:can|could|free|available|let's|please|happy|prefer|try) (?:to )?(?:talk|speak|call|chat|meet|ring|phone|on|at|for a (?:call|chat|meeting|demo))\b|\b(?:call|ring|phone|reach|email) me\b/u;
/** Of such a field it is the answer. */
const appointed =
  /demo|meeting|appointment|\bcall|\bslot|\bvisit|booking|check[ _-]?(?:in|out)|\bday\b|arriv|depart|return|\bback\b|leav|pick[ _-]?up|drop[ _-]?off|travel|trip|\bstay|reserv|^date|termin\b/;
/** Nor is when somebody is away. */
const away =
  /\b(?:on|back from) (?:holidays?|vacation|leave|pto|parental leave)\b|(?<!\b(?:tools?|systems?|servers?|product|service|platform|software|crm|contract|deal|round|vendor|it)\b[^.!?\n]{0,20})\b(?:closed|shut down|fully booked|unavailable|swamped)\b|\bout of (?:the )?office\b|\booo\b|\b(?:im|in) urlaub\b|\ben (?:congés?|vacances)\b|\bde vacaciones\b/;
/** "not until Q2" names Q2. */
const later = /\bnot (?:until|till|before) $/;
const joiner = /^ ?(?:-|to|or|until|till|through|\/|and|bis|oder|ou|o|à|a|und|et|y) ?(?:the )?$/;

export function readDate(page: Page, field: Field, context: ReadingContext): Candidate[] {
  const today = DateTime.fromISO(context.at, { zone: context.zone, locale: 'en' }).startOf('day');
  if (!today.isValid) return [];
  const money = readMoney(page, field, { ...context, asked: false }).filter((candidate) => candidate.weak !== true);
  const text = blank(page.plain, money);
  const found = joined(text, longest(allIn(text, today, context)), today);
  return found
    .filter((one) => one.last >= today && !gone.test(text.slice(Math.max(0, one.start - 24), one.start)))
    .filter((one) => !isHabit(text, one) && !isNoPlan(text, one, field))
    .filter((one) => context.asked || isPlan(text, one))
    .map((one) => ({
      ...{
        value: isoOf(one),
        start: one.start - (later.exec(text.slice(Math.max(0, one.start - 12), one.start))?.[0].length ?? 0),
        end: one.end,
      },
      // Said to the question, even a meeting word is about the plan.
      ...(one.weak ? { weak: true } : {}),
    }));
}

function isHabit(text: string, { start, end }: Found): boolean {
  return habitBefore.test(text.slice(Math.max(0, start - 32), start)) || habitAfter.test(text.slice(end, end + 24));
}

/** Over and done, or a time to talk. */
function isNoPlan(text: string, one: Found, { id, question }: Field): boolean {
  const sentence = sentenceAt(text, one);
  const lead = text.slice(Math.max(sentence.start, one.start - 120), one.start);
  const follow = text.slice(one.end, Math.min(sentence.end, one.end + 60));
  const meets = appointed.test(`${id} ${question}`.toLowerCase());
  return done.test(lead) || (!meets && appointment.test(lead)) || away.test(`${lead} ${follow}`);
}

function isPlan(text: string, one: Found): boolean {
  const sentence = sentenceAt(text, one);
  const words = `${text.slice(Math.max(sentence.start, one.start - 120), one.start)} ${text.slice(one.start, one.end)} ${text.slice(one.end, Math.min(sentence.end, one.end + 60))}`;
  if (/^(?:asap|urgent|as soon|immediately|right away|straight)/.test(text.slice(one.start, one.end))) return true;
  return planned.test(words) && !meeting.test(words);
}

/** Nobody means the forty-first date of a message; reading thousands would keep everybody else waiting. */
const mostMatches = 40;

function allIn(text: string, today: DateTime, context: ReadingContext): Found[] {
  return timeWords.flatMap(({ pattern, read, weak }) =>
    matches(text, pattern)
      .slice(0, mostMatches)
      .flatMap((match) => {
        if (inside.test(text.slice(Math.max(0, match.index - 2), match.index))) return [];
        // "not before March" is no "before March": it names March.
        if (
          /^(?:before|vor|avant|antes)/.test(match[0]) &&
          /\b(?:not|nicht|pas|no) $/.test(text.slice(Math.max(0, match.index - 4), match.index))
        )
          return [];
        const stretch = read(match, today, context.country);
        if (stretch === null || !stretch.first.isValid || !stretch.last.isValid) return [];
        return [{ ...stretch, start: match.index, end: match.index + match[0].length, weak: weak ?? false }];
      }),
  );
}

/** Of overlapping readings the longest. */
function longest(found: Found[]): Found[] {
  const kept: Found[] = [];
  for (const one of [...found].sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start)) {
    if (kept.every((other) => one.end <= other.start || one.start >= other.end)) kept.push(one);
  }
  return kept.sort((a, b) => a.start - b.start);
}

/** "Feb or March" and "between Q1 and Q3" are one stretch. */
function joined(text: string, found: Found[], today: DateTime): Found[] {
  const kept: Found[] = [];
  for (const one of found) {
    const before = kept.at(-1);
    const between = before === undefined ? '' : text.slice(before.end, one.start);
    const both =
      before !== undefined &&
      /(?:between|zwischen|entre) $/.test(text.slice(Math.max(0, before.start - 9), before.start));
    // "Friday the 11th of December" is one day.
    if (before !== undefined && /^,? (?:the )?$/.test(between) && /day$/.test(text.slice(before.start, before.end))) {
      kept[kept.length - 1] = { ...one, start: before.start };
      continue;
    }
    const joins = joiner.test(between) && (both || !/and|und|et|y/.test(between));
    if (before !== undefined && joins && before.first <= one.last && before.last >= today) {
      kept[kept.length - 1] = { ...before, last: one.last, end: one.end };
    } else kept.push(one);
  }
  return kept;
}

function isoOf({ first, last }: Stretch): string {
  const [from, to] = [first.toFormat('yyyy-MM-dd'), last.toFormat('yyyy-MM-dd')];
  if (from === to) return from;
  const wholeMonth = first.day === 1 && last.hasSame(first, 'month') && last.day === last.daysInMonth;
  return wholeMonth ? from.slice(0, 7) : `${from}/${to}`;
}
