// A first line that is clearly spam. In any doubt it is none: whoever writes spam is closed by the interview, and a visitor who is
// held for nothing waits for a person.
import { fold } from './folded.ts';
import { guidedTurn } from './guided.ts';
import { newLead } from './lead.ts';
import { fieldOf, type Playbook } from './playbook.ts';
import { readWants } from './wants.ts';

/** With a scheme or `www`, or a host with a path: "node.js" and "e.g." are none. */
const link = /(?:https?:\/\/|www\.)[^\s<>"')\]]+|(?<![\p{L}\p{N}@.-])(?:[a-z0-9-]+\.)+[a-z]{2,}\/[^\s<>"')\]]+/giu;
/** How links are written for search engines, and by nobody in a chat. */
const markup = /\[(?:url|link)\b|<a\s[^>]*href/i;
const several = 3;
/** Who speaks of themselves and their own may well need something. */
const ofThemselves =
  /(?<![\p{L}])(?:i|we|us|our|my|ich|wir|uns|unser\p{L}*|mein\p{L}*|je|j['’]\p{L}+|nous|notre|nos|mon|ma|mes|yo|nosotr[oa]s|nuestr[oa]s?|mis?|\p{L}{2,}mos|quiero|necesito|busco|tengo)(?!\p{L})/iu;

/** Several links, or one for search engines, beside which nothing is asked and nothing told that anybody here wants to know. */
export function isLinksOnly(text: string, playbook: Playbook): boolean {
  const links = new Set((text.match(link) ?? []).map((each) => each.toLowerCase()));
  const rest = text.replace(link, ' ');
  const isForRobots = links.size > 0 && markup.test(text);
  if (!isForRobots && (links.size < several || ofThemselves.test(rest))) return false;
  return !asks(rest) && !tells(rest, playbook);
}

function asks(text: string): boolean {
  const wants = readWants(text);
  return /[?？؟¿]/.test(text) || wants === 'asking' || wants === 'person';
}

/** Free text is any text. */
function tells(text: string, playbook: Playbook): boolean {
  const line = { n: 1, from: 'visitor', name: null, text, channel: '', at: '', asks: null } as const;
  const start = { conversation: '', channel: '', visitor: { id: '' }, page: null, playbook: playbook.version, now: '' };
  const lead = { ...newLead({ id: 'lead_', ...start }), messages: [line] };
  const { claims } = guidedTurn({ lead, playbook });
  return claims.some(({ field }) => fieldOf(playbook, field)?.kind !== 'text');
}

/** Shorter texts are what anybody may write. */
const shortestSame = 60;
/** From more networks within ten minutes, nobody wrote it themselves. */
export const mostSame = 3;
/** Where spam wants its readers to go: a link, an address, a number, a name to write to. */
const wayOut = /https?:\/\/|www\.|[^\s@]{1,64}@[^\s@]{1,255}\.\p{L}{2,}|(?<!\S)@\w{3,}|\+?\d(?:[ ().-]?\d){7,}/iu;

/** What is compared with what others sent; null: anybody might have written it. */
export function sameness(text: string): string | null {
  if (!wayOut.test(text) && text.search(link) === -1) return null;
  const words = fold(text)
    .text.replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  return words.length < shortestSame ? null : words;
}
