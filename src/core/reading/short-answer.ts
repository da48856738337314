// A short reply that is the answer itself, such as "Northwind" or "its dana", once the filler around it is gone.
import { isInstitution, isName } from './names.ts';
import { isNoAnswer } from './no-answer.ts';
import { type Candidate, cutAsQuoted, type Page } from './page.ts';
import { isQuestion, sentencesOf } from './stated.ts';

type Asked = { most: number; lead: RegExp; follow: 'company' | 'person' | string };

const askedBack = /[,.!]? (?:and |what about |how about )?(?:you|yours|u|urs|who are you|what'?s yours)\s*\?+\s*$/u;
/** Nobody is called so. */
const withheld =
  /^\W*(?:(?:i'm|im|it's|just|call me|a|an|the|my) )*(?:anonymous|incognito|secret|guest|nobody|visitor|user|customer|rather not|does it matter|irrelevant|classified|call)\W*$|^\W*(?:i'?d |i would |i )?(?:rather|prefer)\b/;

export function shortAnswer(page: Page, { most, lead, follow }: Asked): Candidate[] {
  const [sentence] = sentencesOf(page.plain).filter((one) =>
    /[\p{L}\p{N}]/u.test(page.plain.slice(one.start, one.end)),
  );
  if (sentence === undefined) return [];
  const words = page.plain.slice(sentence.start, sentence.end);
  // "Helga, and yours?" answers before it asks.
  const whole = words.replace(askedBack, '');
  if (isNoAnswer(whole) || withheld.test(whole)) return [];
  if (whole === words && isQuestion(page.plain, sentence)) return [];
  const skipped = /^[\s"'(]*/.exec(whole)?.[0].length ?? 0;
  const filler =
    /^(?:(?:hi|hey|hello|sure|ok|okay|yes|yeah|well|um|uh|oh|sorry)[\s,.!-]+)+/.exec(whole.slice(skipped))?.[0]
      .length ?? 0;
  const rest = whole.slice(skipped + filler);
  const from = skipped + filler + (lead.exec(rest)?.[0].length ?? 0);
  const answer =
    /^[^,;!?\n():]{1,80}?(?=,? (?:inc|ltd|llc)\b\.?|$|[,;!?\n():]| - |(?<!\b(?:st|dr|mr|mrs|ms|prof))\.(?:\s|$)| (?:and|but|we|i|in|who|which|based|so|he|she|they|is|has|needs|will|would) )/.exec(
      whole.slice(from),
    )?.[0] ?? '';
  const suffix = /^,? (?:inc|ltd|llc)\b\.?/.exec(whole.slice(from + answer.length))?.[0] ?? '';
  const said = (answer + suffix).replace(
    /(?:["'\s]|(?<= )(?:probably|maybe|i think|i guess|actually|mostly|mainly|for now|please|thanks|too|then|lol)$)+$/,
    '',
  );
  const parts = said.split(/\s+/);
  if (said === '' || parts.length > most || said.includes('_') || isNoAnswer(said)) return [];
  if (!/\p{L}/u.test(said) && follow === 'person') return [];
  const named = parts.some((word) => isName(word)) && isName(parts[0] ?? '');
  if (!named && !(follow === 'company' && isInstitution(parts))) return [];
  const start = sentence.start + from;
  return cutAsQuoted(page, start, start + said.length).map((answer) => ({ ...answer, weak: true }));
}
