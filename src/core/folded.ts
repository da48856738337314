// A text folded for comparing (NFKC, case, white space, quotes, dashes, invisible characters) that knows for each of its
// characters where it stood in the original. Folding goes grapheme by grapheme, so no offset ever splits one.

export type Span = { start: number; end: number };

export type Folded = {
  text: string;
  /** The original span of `text.slice(from, to)`. */
  span(from: number, to: number): Span;
  /** Whether a grapheme of the original begins at this place of `text`. */
  begins(at: number): boolean;
};

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const asciiOnly = /^[\n\x20-\x7e]*$/;

const singles = /[\u2018\u2019\u201a\u201b\u2032\u02bc\u02b9\u0060\u00b4]/g;
const doubles = /[\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb]/g;
const dashes = /[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/g;
const invisible = /\p{Cf}|\p{Cc}|\p{Variation_Selector}|\u034f/gu;
const arabicDigits = /[\u0660-\u0669\u06f0-\u06f9]/g;

export function fold(original: string): Folded {
  const pieces = asciiOnly.test(original)
    ? Array.from(original, (segment, index) => ({ segment, index }))
    : [...graphemes.segment(original)];
  const starts: number[] = [];
  const ends: number[] = [];
  const first: boolean[] = [];
  let text = '';
  for (const { segment, index } of pieces) {
    const end = index + segment.length;
    const folded = foldGrapheme(segment);
    if (isSpace(folded) && isSpace(text.at(-1))) {
      // A run of white space becomes one character: a line break when it holds one, else a space.
      if (folded === '\n') text = `${text.slice(0, -1)}\n`;
      ends[ends.length - 1] = end;
      continue;
    }
    for (let at = 0; at < folded.length; at += 1) {
      starts.push(index);
      ends.push(end);
      first.push(at === 0);
    }
    text += folded;
  }
  return {
    text,
    span: (from, to) => ({ start: starts[from] ?? original.length, end: ends[to - 1] ?? 0 }),
    begins: (at) => first[at] ?? true,
  };
}

function foldGrapheme(grapheme: string): string {
  if (/^[a-z0-9 .,]$/.test(grapheme)) return grapheme;
  if (/[\n\r\u2028\u2029]/.test(grapheme)) return '\n';
  if (/^\s+$/.test(grapheme)) return ' ';
  return caseFold(grapheme.replace(singles, "'").replace(doubles, '"').normalize('NFKC'))
    .normalize('NFKC')
    .replace(invisible, '')
    .replace(singles, "'")
    .replace(dashes, '-')
    .replace(arabicDigits, (digit) => String(digit.charCodeAt(0) & 15));
}

/** Upper case first, so that ß meets ss and both sigmas meet. */
function caseFold(text: string): string {
  return text.toUpperCase().toLowerCase();
}

function isSpace(text: string | undefined): boolean {
  return text === ' ' || text === '\n';
}
