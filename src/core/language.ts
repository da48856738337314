// The language a visitor writes in, told from their lines alone, so that the same conversation always gives the same
// answer. What says nothing (names, numbers, addresses, "ok") changes nothing; a word in passing does not either.
import { type Heard, languagesWith, spellings } from './language-words.ts';

export const languages = ['en', 'de', 'fr', 'es'] as const satisfies readonly Heard[];
export type Language = (typeof languages)[number];

export const languageNames: Record<Language, string> = { en: 'English', de: 'German', fr: 'French', es: 'Spanish' };

/** The first is the page's own. */
export type Listed = readonly [Language, ...Language[]];

type Line = { readonly from: 'visitor' | 'baton' | 'rep'; readonly text: string };

/** Each line that says something halves the weight of those before it: two short ones, or one clear one, make a change. */
const fading = 0.5;

export function languageOf(messages: readonly Line[], listed: Listed): Language {
  const [own, ...others] = listed;
  if (others.length === 0) return own;
  const weights = new Map<Heard, number>();
  let current = own;
  for (const { from, text } of messages) {
    const heard = from === 'visitor' ? heardIn(text) : null;
    if (heard === null) continue;
    for (const [language, weight] of weights) weights.set(language, weight * fading);
    weights.set(heard.language, (weights.get(heard.language) ?? 0) + heard.strength);
    const spoken = listed.find((language) => language === heard.language);
    if (spoken !== undefined && (weights.get(spoken) ?? 0) > (weights.get(current) ?? 0)) current = spoken;
  }
  return current;
}

const longest = 2_000;
/** No line counts more than this, however long: who changes the language is followed at once. */
const strongest = 3;

/** What is quoted, addresses, and the article of a name: "Los Angeles" says nothing. */
const nobodysWords =
  /^>.*$|\S+@\S+|(?:https?:\/\/|www\.)\S+|[\p{L}\p{N}-]+\.(?:com|net|org|io|de|fr|es|ch|at|eu)(?!\p{L})|(?<!\p{L})(?:El|La|Los|Las|Le|Les|Die) (?=\p{Lu})/gmu;

/** The one language that stands out in a line, and by how much; `null` when none does. */
function heardIn(text: string): { language: Heard; strength: number } | null {
  const line = text
    .slice(0, longest)
    .normalize('NFC')
    .replace(/[‘’ʼ`´]/g, "'")
    .replace(nobodysWords, ' ');
  const counts = new Map<Heard, number>();
  const count = (language: Heard, weight: number) => counts.set(language, (counts.get(language) ?? 0) + weight);
  for (const word of new Set(line.toLowerCase().match(/\p{L}+/gu))) {
    for (const language of languagesWith(word)) count(language, 1);
  }
  for (const [language, spelling] of spellings) if (spelling.test(line)) count(language, 1);
  const counted = [...counts].toSorted(([, a], [, b]) => b - a);
  const [first, second] = counted.filter(([language]) => (languages as readonly Heard[]).includes(language));
  const [loudest] = counted;
  if (first === undefined || loudest === undefined) return null;
  // A neighbour has to say more than the language it resembles: "Hallo" is Dutch as well.
  const [language, weight] = loudest[1] > first[1] ? loudest : first;
  const strength = Math.min(strongest, weight - (language === first[0] ? (second?.[1] ?? 0) : first[1]));
  return strength > 0 ? { language, strength } : null;
}
