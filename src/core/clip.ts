// Shortens and splits text between the characters a reader sees: no half emoji, no lone accent, no lone surrogate.

const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** At most `max` UTF-16 units, the last of them "…" when something is missing. */
export function clip(text: string, max: number): string {
  if (text.length <= max) return text;
  return `${text.slice(0, fitting(text, max - 1)).trimEnd()}…`;
}

/** The whole text in pieces of at most `max` units; a "character" longer than that is the only one that is ever cut. */
export function chunks(text: string, max: number): string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > max) {
    const end = fitting(rest, max) || max;
    pieces.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return rest === '' ? pieces : [...pieces, rest];
}

function fitting(text: string, max: number): number {
  let end = 0;
  // One unit more than fits is enough to see where the last whole character ends.
  for (const { index, segment } of characters.segment(text.slice(0, max + 64))) {
    if (index + segment.length > max) break;
    end = index + segment.length;
  }
  return end;
}
