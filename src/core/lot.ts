// A number that stands for chance: the same words draw the same lot everywhere and always.

/** FNV-1a, stirred by the last step of MurmurHash3, so that ids which differ in one digit draw lots that do not. */
export function lotOf(words: string): number {
  let hash = 0x811c9dc5;
  for (const letter of words) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
