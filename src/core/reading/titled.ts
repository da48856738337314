// The title of somebody whose name stands in a text: "our CFO Dana", "Dana Reyes (head of IT)", "Mike from procurement".
import type { Span } from '../folded.ts';
import type { Page } from './page.ts';
import { departments, plainTitles, possessives, relations, titles } from './titles.ts';

/** `relation`: how they stand to the visitor, which says less than a title. `start` and `end` cut the title. */
export type Title = Span & ({ kind: 'role' } | { kind: 'relation' });
/** `edge`: where name and title together begin or end. */
type Beside = { title: Title; edge: number };

const of = (title: string) => `(?<title>${title})`;
const fresh = '(?:new |current |neue[rn]? |nouve(?:au|lle) )?';
const before = new RegExp(
  `(?<!\\p{L})(?<!(?:i'm|i am|im|as|ich bin|je suis|soy) )(?:${possessives} ${fresh}${of(titles)}|(?<!(?<!\\p{L})${possessives} )(?<plain>${plainTitles}))(?:,|:| -| \\(|,? (?:is|is called|is named|named|called|ist|heisst|est|es|s'appelle|se llama))? ["'(]?$`,
  'du',
);
const joint =
  "(?:,|\\)| -| \\(|:)? ?(?:who(?:'s| is) |is |'s |ist |est |es |as |als |comme |como )?(?:also |still |auch )?";
const after: readonly RegExp[] = [
  `^${joint}${possessives} ?${fresh}${of(titles)}(?!\\p{L})`,
  `^(?:, | \\(| - |: )${of(titles)}(?=[),.;!?:]|$| -| (?:at|here|and|und|et|y)(?!\\p{L}))`,
  `^(?: \\(| - )${of(departments)}(?=\\)|[.,;]|$)`,
  `^(?:,| \\()? ?(?:(?:who(?:'s| is| works)|is|'s|works|ist|est|es) )?(?:also )?(?:from|in|of|at|aus|vom|von|du|de|des|del) (?:(?:the|our|der|dem|la|le|service) |l')?${of(departments)}(?: team| department| dept)?(?!\\p{L})`,
  `^,? ?(?:who )?${of(`(?:runs|heads|leads|manages|leitet|dirige) (?:(?:the|our|den|die|le|la|el) )?${departments}(?: team)?`)}(?!\\p{L})`,
].map((pattern) => new RegExp(pattern, 'du'));
const relation = new RegExp(`^${relations}$`, 'u');

/** How far from a name its title may begin. */
const reach = 80;

export function titleBefore(page: Page, at: number, from: number): Beside | null {
  const start = Math.max(from, at - reach);
  const match = before.exec(page.plain.slice(start, at));
  return match === null ? null : beside(page, match, { start, edge: start + match.index });
}

export function titleAfter(page: Page, at: number, to: number): Beside | null {
  const words = page.plain.slice(at, Math.min(to, at + reach));
  for (const pattern of after) {
    const match = pattern.exec(words);
    if (match === null) continue;
    const end = at + match[0].length;
    // "Dana, my boss Mike": the title belongs to the name behind it.
    if (isNamed(page, end)) continue;
    const closed = /^(?:\)|,(?=.*\S))/u.exec(page.plain.slice(end, to))?.[0].length ?? 0;
    const found = beside(page, match, { start: at, edge: end + (/^\W/u.test(match[0].trimStart()) ? closed : 0) });
    if (found !== null) return found;
  }
  return null;
}

/** Whether somebody is told of without a name, who might be meant by a pronoun. */
export function isUnnamed(words: string): boolean {
  return someone.test(words);
}
const someone = new RegExp(
  `(?<!\\p{L})(?:${possessives} (?:${titles}|board|team|committee)|somebody|someone|a (?:colleague|friend)|clients?|customers?|suppliers?|vendors?)(?!\\p{L})`,
  'u',
);

function isNamed(page: Page, at: number): boolean {
  const next = /^(?: (?:is|ist|est|es|called|named))? ?["'(]?(?=\p{L})/u.exec(page.plain.slice(at, at + 12));
  if (next === null || next[0] === '') return false;
  const { start } = page.folded.span(at + next[0].length, at + next[0].length + 1);
  return /^\p{Lu}\p{Ll}/u.test(page.original.slice(start, start + 3));
}

function beside(page: Page, match: RegExpExecArray, { start, edge }: { start: number; edge: number }): Beside | null {
  const [from, to] = match.indices?.groups?.title ?? match.indices?.groups?.plain ?? [0, 0];
  const span = { start: start + from, end: start + to };
  const word = page.plain.slice(span.start, span.end);
  const origin = page.folded.span(span.start, span.end);
  // "in it" names no department, "in IT" does.
  if (/^(?:it|ti|rh|hr)$/u.test(word) && page.original.slice(origin.start, origin.end) === word) return null;
  return { title: { kind: relation.test(word) ? 'relation' : 'role', ...span }, edge };
}
