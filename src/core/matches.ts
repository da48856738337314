// All places where a pattern matches. In place of `matchAll`, which works on a copy of the pattern: what V8 compiled for it
// is gone with the next collection of garbage, and the large patterns take milliseconds each to compile again.

/** `pattern`: a global one that is kept. Eager, so that a pattern may be used again while its matches are gone through. */
export function matches(text: string, pattern: RegExp): RegExpExecArray[] {
  const found: RegExpExecArray[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    found.push(match);
    if (match[0] === '') pattern.lastIndex += (text.codePointAt(match.index) ?? 0) > 0xffff ? 2 : 1;
  }
  return found;
}
