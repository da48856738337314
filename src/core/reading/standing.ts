// What a name in a sentence stands for when nobody asked for it: the visitor's own company or name, or a tool they use,
// a customer, a place, somebody they tell of. A name in a role of its own is never taken for another.
import { fold, type Span } from '../folded.ts';
import type { Page } from './page.ts';

/** Verbs and nouns that make the company behind them somebody else's: a tool, a customer, a rival, a supplier. */
const toOthers =
  /\b(?:us(?:e|es|ed|ing)|run(?:s|ning)? on|on|onto|sell(?:s|ing)?(?: \p{L}+)? to|sold(?: \p{L}+)? to|compet\w+ with|rivals?|versus|vs|like|than|instead of|switch\w*(?: \p{L}+)? (?:to|from)|mov(?:e|ed|ing) (?:to|from)|migrat\w+ (?:to|from)|replac\w+|compar\w+(?: \p{L}+)? (?:to|with)|evaluat\w+|try(?:ing)?|tried|tested|testing|test|demo(?:ed|ing)?|integrat\w+ (?:with|into)|connect\w* (?:to|with)|sync\w* (?:to|with)|works? with|partner\w* (?:with|of)|bought|buy(?:ing)?|acquired|pay(?:ing)? for|customers? of|users? of|fans? of|heard of|know|saw|read about|deal(?:ing)? with|for customers like|hate|love|need|want|in|into|about|do|make|sell|build|provide|offer|looking (?:for|at|into)|nutzen|nutze|benutzen|verwenden|utilis\w+|usamos|uso|vend\w+ a|verkaufen an|vendons à|beliefern)(?: (?:a|an|the|some|our|my|both|only|mostly|mainly|currently|also|already|just|either))* $/u;
/** "Our biggest client is", "our consultants are". */
const theirs =
  /\b(?:clients?|customers?|suppliers?|vendors?|partners?|consultants?|agency|auditors?|banks?|investors?|competitors?|rivals?|provider|tool|crm|bi|software|system|platform|stack|kunden?|cliente?s?) (?:is|are|was|were|include|includes|like|such as|called|ist|sind|est|sont|es|son)(?: \p{L}+)? $/u;
/** "A Tableau shop", "HubSpot users". */
const shop =
  /^ (?:shop|house|users?|customers?|admins?|fans?|accounts?|licen[cs]es?|subscriptions?|subscribers?|dashboards?|reports?|integration|connector|plugin|api|data|crm|instance|certified|partner)\b/;
const cue =
  /(?:^|\b(?:at|with|from|for|of|called|named|is|are|we're|i'm|im|bei|für|von|chez|pour|en|de|para)|[@:–-]) ?$/u;

/** Whether a company is named unasked as something other than the visitor's own. */
export function isOtherCompany(page: Page, { start, end }: Span): boolean {
  const before = page.plain.slice(Math.max(0, start - 60), start);
  if (employed.test(before)) return false;
  if (toOthers.test(before) || theirs.test(before) || shop.test(page.plain.slice(end, end + 20))) return true;
  return isLowerCase(page, { start, end }) && !isWhole(page.plain, { start, end }) && !cue.test(before);
}

const employed =
  /\b(?:work(?:ing|s)?(?: here)? (?:at|for|in|with)|i'm (?:at|with|from)|trabajo en|(?:here|me|us|team|hello|hi|greetings) from|(?:^|[.!?,] ?)from|based in|ceo|cto|cfo|founder|owner|director|head|manager|vp)(?: (?:of|at|@))?(?: the)? $/u;

/** "Thanks, Mike" and "Viele Grüße, Lena". */
const signed =
  /(?:\b(?:thanks|thank you|thx|cheers|regards|wishes|best|sincerely|yours|grüsse|gruss|lg|vg|mfg|cordialement|merci|saludos|gracias)[ ,.!\n-]{1,3}|\n ?-{0,2} ?|[ \n]- ?)$/u;
const calledSo =
  /(?:\b(?:name|contact)(?: is| ist)?[ :]{1,2}|\b(?:you can |please )?call me |\b(?:hier (?:ist|spricht)|ich bin(?: der| die)?|c'est|ici|aquí|habla|le habla|speaking to|you're (?:chatting|talking|speaking) (?:to|with)) )$/u;
/** At the start, after a greeting that ends in a comma or none. */
const first =
  /^[\s"'(]*(?:(?:hi|hey|hello|hallo|hola|bonjour|good \p{L}+|guten \p{L}+)(?: there| all| team)?[,.!-]+ ?)?$/u;
const itself =
  /^\W*$|^ ?[,(|/-]|^ (?:here|hier|speaking|at|from|aus|von|de)\b(?!.* (?:has|needs?|wants?|should|must|will|is|signs?|decides?|told|said|asked|recommended|sent|mentioned)\b)/u;
const being = /(?<!\p{L})(?:i'm|im|i am|this is|it's|its|soy|je suis) $/u;

/** Whether words stand where visitors put their own name, without anything that makes them another's. */
export function isOwnNamePlace(page: Page, { start, end }: Span): boolean {
  const before = page.plain.slice(Math.max(0, start - 60), start);
  const after = page.plain.slice(end, end + 30);
  if (calledSo.test(before)) return true;
  if (being.test(before))
    return !isLowerCase(page, { start, end }) || /^(?:\W*$|[,.!;)]| (?:btw|by the way|and|from|at|here)\b)/.test(after);
  if (signed.test(before)) return /^\W*(?:$|\n|[,(|])/u.test(after);
  return first.test(page.plain.slice(0, start)) && (itself.exec(after)?.index ?? -1) === 0;
}

const acts =
  /^,? (?:really |also |already |usually |always |just |who )*(?:from|in|at|our|my|the|has|have|had|is|was|will|would|wants?|needs?|must|signs?|decides?|approves?|likes?|loves?|thinks?|said|says|runs?|leads?|owns?|handles?|and|or)\b/;

/** Whether lower-case words behind no cue may be somebody's name: "luis from our team", not "we need dashboards". */
export function isNamedOther(page: Page, on: Span): boolean {
  if (!isLowerCase(page, on)) return true;
  return isWhole(page.plain, on) || acts.test(page.plain.slice(on.end, on.end + 40));
}

/** "Peter doesn't need to be involved", "Claire left". */
export function isOut(text: string, { end }: Span): boolean {
  return /^ (?:\p{L}+ )?(?:doesn't|doesnt|does not|isn't|isnt|is not|won't|wont|will not|needn't|need not|has nothing to do|has no say|left|is gone|is out|no longer|quit|was fired|retired)\b/u.test(
    text.slice(end, end + 40),
  );
}

function isLowerCase(page: Page, { start, end }: Span): boolean {
  const { start: from, end: to } = page.folded.span(start, end);
  const words = page.original.slice(from, to);
  return words === words.toLowerCase() && !/\d/.test(words);
}

/** Whether a message says nothing but the words. */
function isWhole(text: string, { start, end }: Span): boolean {
  const rest = `${text.slice(0, start)} ${text.slice(end)}`;
  return (fold(rest).text.match(/[\p{L}\p{N}]+/gu) ?? []).every((word) =>
    /^(?:hi|hey|hello|its|it's|it|s|inc|ltd|gmbh)$/.test(word),
  );
}
