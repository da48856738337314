// What a name in a sentence stands for when nobody asked for it: the visitor's own company or name, or a tool they use,
// a customer, a place, somebody they tell of. A name in a role of its own is never taken for another.
import { fold, type Span } from '../folded.ts';
import type { Page } from './page.ts';
import { sentenceAt } from './stated.ts';

/** Where visitors put their own company: "at Norgard", "my shop is Moss and Fern", "team Alder here". */
const own =
  /(?:\b(?:at|for|of|bei|für|von|chez|pour|en|de|para)(?: the| der| den| dem| la| el| l)?(?: (?:company|firm|agency|charity|firma|kanzlei|agentur|praxis|stiftung|société|agence|cabinet|empresa|agencia))?|\b(?:(?:heissen|heisst)|s'appelle|se llama|nos llamamos|(?:we|it|company) trades? as|known as)|\b(?:i'm|im|am|we're|are|been|currently|now) with(?: the)?|(?:^|[.!?,\n] ?|\b(?:hi|hello|hey|i'm|im|this is|it's|its|name is|calling|writing|here|me|greetings|am|are|we're) )(?!(?:we|i|they|you|he|she|it)\b)(?:\p{L}+ ){0,2}from(?: the)?|[@:]|\b(?:unsere?|notre|nuestra|mi|ma|meine) (?:firma|unternehmen|société|entreprise|empresa|boîte) (?:heisst|ist|est|es|se llama|s'appelle)|\b(?:called|named)|\b(?:our|my|the) (?:\p{L}+ )?(?:company|firm|business|startup|start-up|shop|store|agency|practice|studio|employer|organi[sz]ation|school|club|team|firma|unternehmen|entreprise|société|empresa)(?:'s)?(?: name)?(?: is| ist| est| es| heisst|,)?|\b(?:company|firm|team|business|firma|société|entreprise|empresa)(?: name)?(?: is)?|\b(?:we're|we are|wir sind|nous sommes|somos|i represent|representing|i (?:own|run|founded|started))(?: the| a| die| der| das| la| le| les| el| los| las| une?| una)?) ?["'(]?$/u;
/** "We sell to Norgard", "my friend at Quill", "migrating from Jira". */
const others =
  /\b(?:sell|sold|selling|compet\w+|work(?:s|ed|ing)? with|partner\w* (?=with|of)|integrat\w+|connect\w*|sync\w*|customers?(?! (?:success|service|support|care|experience))|users?|fans?|pay\w*|deal\w*|hear\w*|heard|got|came|coming|switch\w*|mov\w+|migrat\w+|away|off|different|deliver\w*|suppl\w+|bought|instead|invoic\w+|e-?mail|recommend\w*|someone|somebody|(?<!\d )people|guys?|friend|contract|quote|offer|demo|trial|account|licen[cs]es?|using|used?|uses|data|reports?|export\w*|import\w*|price|version|clone|alternative|competitor|benutzen|nutzen|wechseln|cliente?s?|kunden?)(?: \p{L}+){0,3} (?:to|with|from|for|of|by|at|off|von|de|mit|zu|en|para|pour|bei|chez) (?:the |a |an )?$/u;
/** "A Tableau shop", "HubSpot users". */
const shop =
  /^ (?:shop|house|users?|customers?|admins?|fans?|accounts?|licen[cs]es?|subscriptions?|subscribers?|dashboards?|reports?|integration|connector|plugin|api|data|crm|instance|certified|partner)\b/;
const employed =
  /\b(?:work(?:ing|s)?(?: here)? (?:at|for|in)|i'm (?:at|with|from)|trabajo en|(?:ceo|cto|cfo|founder|owner|director|head|manager|vp) (?:of|at|@)|\b(?:head|director|vp|lead|manager|chief)(?: of)?(?: [\p{L}&-]+){1,3}(?: (?:at|@|for|with)|,| -| \||\n)|[,\n|-] ?(?:\p{L}+ ){0,3}(?:ceo|cto|cfo|cmo|coo|md|manager|director|officer|lead|head|owner|founder|engineer|consultant|analyst|coordinator|specialist|assistant|president|executive|administrator)(?:,| -| \||\n))(?: the)? ?$/u;
const alone = /^[\s"'(]*(?:(?:hi|hey|hello|hallo|hola|bonjour|greetings|so|it's|its|just)[ ,.!-]+)*$/u;
const introducing =
  /^(?!, (?:nice|cool|wow|great|interesting|really|impressive|ok|okay|i see|right)\b)(?:^\W*$|^'s (?:\p{L}+ ){0,3}(?:team|department|office|crew) here\b|^(?: ?[,(|/-]| (?:here|hier)\b|\n| (?:inc|ltd|llc|gmbh|ag|oy|bv|sa|sl)\b)|^(?:'s|,| is| ist| est| es)? (?:our|my|unsere?|notre|mon|mi|nuestra) (?!(?:\p{L}+ )?(?:competitor|rival|client|customer|supplier|vendor|partner|tool|crm|bank|provider)))/u;
const place = /\b(?:in|out of|about|into|need|want|like) (?:the |a |an )?$/u;
/** "Peakform, our gym chain". */
const explained =
  /^(?:,| is| ist| est| es|'s) (?:our|my|unsere?|notre|mon|mi|nuestra) (?!(?:\p{L}+ )?(?:competitor|rival|client|customer|supplier|vendor|partner|tool|crm|bank|provider|konkurrent|kunde|client|cliente))/u;

/** "Helen Price, Marketing Director". */
const titledAfter =
  /^, (?:\p{L}+ ){0,3}(?:ceo|cto|cfo|cmo|coo|md|vp|director|manager|officer|owner|founder|engineer|analyst|assistant|president)\b/u;

/** Whether what stands before a company makes it somebody else's, also in answer to a question. */
export function isForeign(text: string, { start }: Span): boolean {
  const before = text.slice(Math.max(0, start - 60), start);
  return !employed.test(before) && others.test(before);
}

/** Whether an unasked name stands where a visitor puts their own company. */
export function isOwnCompanyPlace(page: Page, { start, end }: Span): boolean {
  const before = page.plain.slice(Math.max(0, start - 60), start);
  const after = page.plain.slice(end, end + 30);
  if (titledAfter.test(after)) return false;
  if (employed.test(before) || explained.test(after)) return true;
  if (others.test(before) || place.test(before) || shop.test(after)) return false;
  if (own.test(before)) return !isLowerCase(page, { start, end }) || cued.test(before);
  const sentence = page.plain.slice(sentenceAt(page.plain, { start, end }).start, start);
  return alone.test(sentence) && introducing.test(after);
}

/** After these a name may be in lower case. */
const cued = /\b(?:called|named|name is|bei|chez|company is|i'm with|i'm at|im at|im with|from|@|:) ?$|[@:] ?$/u;

/** "Thanks, Mike" and "Viele Grüße, Lena". */
const signed =
  /(?:\b(?:thanks|thank you|thx|cheers|regards|wishes|best|sincerely|yours|grüsse|gruss|lg|vg|mfg|cordialement|merci|saludos|gracias)(?:[,.!-] ?\n?|\n)|\n ?-{0,2} ?|[ \n]- ?)$/u;
const calledSo =
  /(?:(?<!\b(?:her|his|their|whose|your|its) (?:\p{L}+ )?)\b(?:name|contact)(?: is| ist)?[ :]{1,2}|\b(?:you can |please )?call me |\b(?:hier (?:ist|spricht)|ich bin(?: der| die)?|c'est|ici|aquí|habla|le habla|moi c'est|mi chiamo|sono|ik ben|ik heet|mijn naam is|meu nome é|(?:me )?chamo(?:-me)?|jag heter|jeg hedder|speaking to|you're (?:chatting|talking|speaking) (?:to|with)) )$/u;
/** At the start, after a greeting that ends in a comma or none. */
const first =
  /^[\s"'(]*(?:(?:hi|hey|hello|hallo|hola|bonjour|good \p{L}+|guten \p{L}+)(?: there| all| team)?[,.!-]+ ?)?$/u;
const itself =
  /^\W*$|^ ?[,(|/-]|^ (?:here|hier|speaking|at|from|aus|von|de)\b(?!.* (?:has|needs?|wants?|should|must|will|is|signs?|decides?|told|said|asked|recommended|sent|mentioned)\b)/u;
/** "... contact me? David Owusu, +233 ...". */
const goesOn = /^ ?[,(|-] ?(?:_|(?:i|i'm|im|my)\b)|^ here\b/;
const being = /(?<!\p{L})(?:i'm|im|i am|this is|it's|its|soy|je suis) $/u;

/** Whether words stand where visitors put their own name, without anything that makes them another's. */
export function isOwnNamePlace(page: Page, { start, end }: Span): boolean {
  const before = page.plain.slice(Math.max(0, start - 60), start);
  const after = page.plain.slice(end, end + 30);
  if (calledSo.test(before)) return !/^ (?:qui|que|who|der|die|quien)\b/.test(after);
  if (being.test(before))
    return !isLowerCase(page, { start, end }) || /^(?:\W*$|[,.!;)]| (?:btw|by the way|and|from|at|here)\b)/.test(after);
  if (signed.test(before)) return /^\W*(?:$|\n|[,(|])/u.test(after);
  if (/[.!?\n] ?$/.test(before) && /\s/.test(page.plain.slice(start, end)) && goesOn.test(after)) return true;
  return first.test(page.plain.slice(0, start)) && (itself.exec(after)?.index ?? -1) === 0;
}

const acts =
  /^,? (?:really |also |already |usually |always |just |who )*(?:from|in|at|our|my|the|has|have|had|is|was|will|would|wants?|needs?|must|signs?|decides?|approves?|likes?|loves?|thinks?|said|says|runs?|leads?|owns?|handles?|and|or)\b/;

/** "Comparing you to Asana", "based in Graz". */
const toolOf =
  /\b(?:us(?:e|es|ed|ing)|on|in|compar\w+(?: \p{L}+)? (?:to|with)|replac\w+|(?:switch|mov|migrat)\w* (?:to|from)|integrat\w+ with|run|out of|based in) $/u;

/** Whether lower-case words behind no cue may be somebody's name: "luis from our team", not "we need dashboards". */
export function isNamedOther(page: Page, on: Span): boolean {
  if (toolOf.test(page.plain.slice(Math.max(0, on.start - 40), on.start))) return false;
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
