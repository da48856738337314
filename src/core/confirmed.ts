// What Baton proposed and the visitor accepted right after: the value is read in Baton's line, the acceptance in the
// visitor's. Only a clear yes to that one proposal counts; a yes with an "if", a "but" or another number is none.
import { fold, type Span } from './folded.ts';
import type { Answer, Claim, Evidence, Message } from './lead.ts';
import type { Field } from './playbook.ts';
import { findQuotes } from './quote.ts';
import { quantitiesIn } from './reading/numerals.ts';
import { placeOf, wordsAt } from './reading/page.ts';
import { isDenied, isQuestion, sentencesOf } from './reading/stated.ts';
import { countsIn, layOut, literalFindings, type Page, type ReadingContext } from './reading.ts';
import { standsFor } from './same-value.ts';
import { isOver } from './stale.ts';
import { isStillSo, oldWordsIn } from './still-so.ts';
import type { Value } from './value.ts';

/** `answers`: what Baton may have asked about whether it still holds. */
type About = {
  field: Field;
  messages: readonly Message[];
  context: ReadingContext;
  answers?: readonly Answer[] | undefined;
};
export type Confirmed =
  | { kind: 'accepted'; value: Value; evidence: Evidence; basis: 'agreed' | 'assented' }
  | { kind: 'refused'; reason: 'offer-not-there' | 'not-accepted' };

export function confirmed(claim: Claim & { offer: number }, about: About): Confirmed {
  const { messages, context } = about;
  const line = messages.find(({ n }) => n === claim.offer);
  const offer = line?.from === 'baton' ? (repeated(line, about) ?? offered(line.text, claim.value, about)) : null;
  if (offer === null) return { kind: 'refused', reason: 'offer-not-there' };
  const answer = messages.find(({ n }) => n === claim.message);
  const burst = burstAfter(messages, claim.offer);
  if (offer.open || answer === undefined || !burst.includes(answer)) return notAccepted;

  const page = layOut(answer.text, context.country);
  const yes = accepting(page);
  if (yes === null || burst.some((each) => differs(each.text, offer.value, about))) return notAccepted;
  const [quote] = findQuotes(answer.text, claim.quote).filter(
    ({ start, end }) => placeOf(page, start) < yes.end && placeOf(page, end - 1) >= yes.start,
  );
  if (quote === undefined) return notAccepted;
  const { place: proposed } = offer;
  const evidence = { kind: 'confirmed' as const, offer: claim.offer, offered: proposed, message: answer.n, ...quote };
  return { kind: 'accepted', value: offer.value, evidence, basis: yes.sure ? 'agreed' : 'assented' };
}

/** A yes to what Baton's line before the message proposed for the field it asks for. `checkClaim` has the last word on it. */
export function acceptedOffer(message: Message, about: About): Claim | null {
  const { field, messages, context } = about;
  const line = messages.findLast(({ n, from }) => from !== 'visitor' && n < message.n);
  // What Baton tells from the team's pages is about the company, not about the visitor.
  if (line?.from !== 'baton' || line.asks !== field.id) return null;
  const page = layOut(message.text, context.country);
  const yes = accepting(page);
  const [proposed] = proposedIn(line, about);
  if (yes === null || proposed === undefined) return null;
  const quote = wordsAt(page, yes.start, yes.end);
  return { field: field.id, value: proposed.value, message: message.n, quote, offer: line.n };
}

function proposedIn(line: Message, about: About): { value: Value }[] {
  const { field, context } = about;
  const again = repeated(line, about);
  if (again !== null) return [again];
  if (line.tells !== undefined || isWords(field)) return [];
  const proposal = layOut(line.text, context.country);
  return [...literalFindings(field, proposal, context), ...countsIn(field, proposal, context)];
}

/**
 * What they had said themselves, in a line that asks whether it still holds. It is not read anew: a quarter that was named
 * last year is not this year's.
 */
function repeated(line: Message, { field, messages, answers = [] }: About): Offer | null {
  if (line.asks !== field.id || !isStillSo(line, { answers })) return null;
  const answer = answers.findLast((each) => each.field === field.id && each.evidence.message < line.n);
  const place = answer === undefined ? null : oldWordsIn(line.text, answer, { lead: { messages }, field });
  if (answer === undefined || place === null) return null;
  return { value: answer.value, place, open: isOver(field, answer, line.at) };
}

/** The words of a clear yes to a plain question; null: a mere "ok", and whatever takes a yes back, are none. */
export function clearYes(text: string, country: string): string | null {
  const page = layOut(text, country);
  const yes = accepting(page);
  if (yes === null || !yes.sure || taking.test(page.plain.replace(harmless, ' '))) return null;
  return wordsAt(page, yes.start, yes.end);
}

/** Whether it begins with a plain no, or says that something has changed. */
export function clearNo(text: string): boolean {
  return notSo.test(fold(text).text.trim());
}

/** Nothing but a yes or a no. */
export function isMereReply(words: string, country: string): boolean {
  return clearNo(words) || clearYes(words, country) !== null;
}

const notSo =
  /^\W*(?:(?:oh|well|actually|ah|hm+|sorry|i'm afraid|leider|malheureusement|en fait|bueno|pues)[\s,.]+)*(?:(?:no|nope|nah|nein|nö|nee|non)(?!\W+(?:changes?|problem|worries|cambi|ha cambiado|that'?s (?:right|correct|true|still)|still|all good|alles gut))|not (?:any ?more|any longer|really|quite|exactly)|nicht (?:mehr|ganz|wirklich)|ya no|plus (?:maintenant|vraiment)|pas (?:vraiment|tout à fait|exactement)|(?:it|this|that|things?)(?:'s| has| have)? changed|(?:it|that|this)(?:'s| is)(?: not|n't) (?:right|true|correct)(?: any ?more)?|das (?:stimmt|passt|gilt) (?:so |leider )?nicht(?: mehr)?|das hat sich geändert|ce n'est (?:plus|pas) (?:le cas|vrai|exact)|(?:ça|cela) a changé|(?:eso |esto )?ha cambiado)(?!\p{L})/u;

const notAccepted: Confirmed = { kind: 'refused', reason: 'not-accepted' };

/** What the visitor wrote after the line and before anybody else did. */
function burstAfter(messages: readonly Message[], offer: number): Message[] {
  const later = messages.filter(({ n }) => n > offer);
  const end = later.findIndex(({ from }) => from !== 'visitor');
  return end < 0 ? later : later.slice(0, end);
}

/** `open`: the line leaves a choice, or asks something else after it, so that a yes may mean anything. */
type Offer = { value: Value; place: Span; open: boolean };

function offered(text: string, claimed: Value, { field, context }: About): Offer | null {
  const page = layOut(text, context.country);
  const named = namedIn(page, field, { claimed, context });
  const found = [...named, ...countsIn(field, page, context)].find(
    (one) => isWords(field) || standsFor(field.kind, claimed, one.value),
  );
  if (found === undefined) return null;
  const at = { start: placeOf(page, found.start), end: placeOf(page, found.end - 1) + 1 };
  const sentences = sentencesOf(page.plain).filter(({ start, end }) =>
    /[\p{L}\p{N}]/u.test(page.plain.slice(start, end)),
  );
  const own = sentences.findIndex(({ start, end }) => start <= at.start && at.end <= end);
  const sentence = sentences[own];
  if (sentence === undefined || isDenied(page.plain, at)) return null;
  const words = page.plain.slice(sentence.start, sentence.end);
  const others = named.filter((one) => !isWords(field) && !standsFor(field.kind, claimed, one.value));
  const later = sentences.slice(own + 1).filter((one) => isQuestion(page.plain, one));
  const astray = later
    .map(({ start, end }) => page.plain.slice(start, end).trim())
    .some((one) => !pointing.test(one) || elsewhere.test(one));
  const told = counted(field) && (ofUs.test(words) || !(isQuestion(page.plain, sentence) || ofYou.test(words)));
  const open = others.length > 0 || astray || told || choosing.test(words) || example.test(words);
  return { value: found.value, place: { start: found.start, end: found.end }, open };
}

type Named = Span & { value: Value };

function namedIn(page: Page, field: Field, { claimed, context }: { claimed: Value; context: ReadingContext }): Named[] {
  if (!isWords(field)) return literalFindings(field, page, context);
  return findQuotes(page.original, String(claimed)).map((span) => ({
    ...span,
    value: page.original.slice(span.start, span.end),
  }));
}

const isWords = ({ kind }: Field) => kind === 'text' || kind === 'company' || kind === 'person';
const counted = ({ kind }: Field) => kind === 'number' || kind === 'money';

const choosing = /\b(?:or|oder|ou|either)\b(?! (?:so|more|less|not)\b)/;
const example = /\b(?:for example|for instance|e\.g|such as|let's say|zum beispiel|par exemple|por ejemplo)\b/;
const ofUs =
  /\b(?:we (?:have|had|serve|charge|offer|support|are|were)|our (?!records?|notes?)\p{L}+|other (?:customers|companies|teams))\b/u;
const ofYou = /\b(?:please confirm|to confirm|you|your|you're|ihr|sie|du|vous|votre|tu|usted|ustedes|su)\b/;
/** "By when would you like this?" asks for something, whatever was proposed before it. */
const elsewhere =
  /^(?:(?:and|so|but|also) )*(?:or\b|(?:by |until )?when\b|who\b|which\b|where\b|how (?:many|much|long|big|soon|often)\b|what (?:is|are|would|do you (?!think|say))\b)/;
/** A question about what was just proposed, whatever words it has. */
const pointing =
  /\b(?:that|this|it|there|them|one|right|correct|confirm|works?|sounds?|book|reserve|ok|okay|stimmt|richtig|correcto|c'est)\b/;

/** The field's own words in the answer say something else than what was proposed. */
function differs(text: string, value: Value, { field, context }: About): boolean {
  const page = layOut(text, context.country);
  if (taking.test(page.plain.replace(harmless, ' '))) return true;
  if (
    field.kind === 'number' &&
    quantitiesIn(page.plain).some(({ min, max }) => !standsFor('number', value, { min, max }))
  )
    return true;
  return (
    !isWords(field) && literalFindings(field, page, context).some((one) => !standsFor(field.kind, one.value, value))
  );
}

const harmless =
  /\b(?:no (?:problem|worries|changes?)|(?:nothing|anything) else|that's all|don'?t need anything(?: else)?|not at all|can'?t wait|why not|if (?:possible|you can|you don'?t mind))\b/g;
/** What makes a yes conditional, partial, doubtful or a no. */
const taking =
  /(?<![\p{L}\p{N}'])(?:if|but|except|unless|depends?|provided|as long as|until|once|however|although|though|only|maybe|perhaps|probably|possibly|might|could be|i think|i guess|i believe|i suppose|almost|nearly|more or less|sort of|kind of|partly|partially|let me|have to check|need to check|hopefully|instead|rather|actually|change|another|other|others|else|different|cheaper|bigger|smaller|earlier|later|wait|hold on|not?|nope|nah|never|neither|cannot|dont|isnt|yeah right|used to|whatever|who knows|(?:an?|one|some|quick|eine|une|una) (?:questions?|frage|pregunta)|either way|no idea|egal|peu importe|(?:me )?da igual|was|were|wenn|falls|aber|vielleicht|glaube|eventuell|nicht|nein|keine?|eher|fast|jein|mais|peut-être|pas|non|plutôt|presque|sauf|pero|quizá|quizás|tal vez|creo|depende|casi|salvo|excepto|más o menos|(?<!^\W*)si|\p{L}+n't)(?![\p{L}\p{N}])|(?<=\p{L}|\d)ish\b/u;

const strong = [
  '(?:y(?:e+s+|e+a+h*|u+p+|e+p+)|j(?:u|e|o)p)(?:ir)?(?: please| sir| indeed)?|yea|ya|affirmative|correct|exactly|precisely|absolutely|definitely|certainly|of course|indeed|agreed|deal|confirmed|right|true|sure(?: thing)?|👍|✅|👌',
  "y|ye|yh|m+-?hm+|uh[ -]?huh|aye|roger(?: that)?|totally|for sure|you bet|(?:spot|bang|dead) on|100 ?%|go for it|(?:that |it |this )?(?:would |will )?fits?|that'?s the one|that'?s what i (?:said|meant)|same(?: one| address| number| as before)|(?:pretty|very) much(?: so)?|you did|that'?s a yes|(?:it |that |this )?(?:is )?still (?:correct|right|true|valid|accurate|the same|the case|good|the plan)|no changes?(?: there)?",
  "(?:that|it|this)(?:'?s| is| sounds?| looks?| works?| would be| will be| would work| will work| will do| would do| seems)? ?(?:(?:absolutely|exactly|perfectly|just|totally|very|really|about|all|quite)? ?(?:right|correct|true|it|good|great|fine|perfect|nice|lovely|wonderful|us|me|okay|ok|works?|sounds good))(?: (?:for|with|to) (?:me|us))?",
  '(?:that|it|this) (?:works|(?:does|will|is|would)(?=\\s*(?:[,.!]|$)))(?: (?:for|with) (?:me|us))?(?: (?:well|great|fine|perfectly))?',
  '(?:sounds|looks|works) ?(?:(?:really |very )?(?:good|great|fine|perfect|nice|right|like a plan|lovely))?(?: (?:for|to) (?:me|us))?',
  "(?:i|we)(?:'?ll|'?d| will| would)? (?:like|love|take|want) (?:it|that|this|to|that one|this one)|(?:i do|we do|we are|i am|it is|we have)(?=\\s*(?:[,.!]|$))|you got it|you'?re right|you are right|go ahead|please do|book it|let'?s (?:do|go with|book|take) (?:it|that|this)(?: one)?",
  "ja(?:wohl)?|jep|jo|genau|exakt|korrekt|so ist es|richtig|stimmt(?: so)?|gerne|natürlich|klar|einverstanden|passt|das stimmt|das passt|oui|ouais|voilà|exactement|ça (?:marche|me va)|c'est (?:ça|exact|juste|bien ça)|tout à fait|bien sûr|d'accord|parfait|sí|si|claro(?: que sí)?|exacto|correcto|así es|eso es|de acuerdo|por supuesto|perfecto|vale|efectivamente|eso mismo",
  "(?:it |that |this )?still (?:is|does|holds|stands|applies)|unchanged|nothing(?: has|'s)? changed|(?:das )?(?:stimmt|gilt|passt|ist) (?:immer )?noch(?: so| richtig| aktuell)?|immer noch(?: so| richtig| aktuell)?|unverändert|(?:c'est )?toujours(?: le cas| vrai| valable| exact| d'actualité)?|rien n'a changé|(?:todavía|aún) (?:es )?(?:así|igual|correcto)|sigue(?: siendo)? (?:así|igual|lo mismo|correcto|válido)|nada ha cambiado",
];
const weak =
  'ok(?:ay|ey)?|great|good|fine|cool|nice|perfect|excellent|awesome|wonderful|oh|ah|hi|hello|hey|please|thanks?(?: you)?|thank you|super|bitte|danke|merci|gracias';
const strongPiece = new RegExp(`(?:${strong.toReversed().join('|')})(?![\\p{L}\\p{N}'])`, 'uy');
const weakPiece = new RegExp(`(?:${weak})(?![\\p{L}\\p{N}'])`, 'uy');
/** Weak words that agree: "hi" and "thanks" do not. */
const agreeing = /^(?:ok|great|good|fine|cool|nice|perfect|excellent|awesome|wonderful|super)/;
/** What may follow a yes: "right now we ..." is none. */
const goesOn =
  /^["')]*(?:$|[,.!;:\n]| ?-|\s*$|\s*\p{Extended_Pictographic}| (?:and|please|for|go|book|you (?:can|may|did|could|do)|in total|same|do|roughly|about|approximately|i|we|we'd|we're|i'm|i'd|he|she|they|let'?s|that|that'?s|its|im|id|thank|thanks|with|make|it|it's|und|et|y|bitte)(?!\p{L}))/u;
const between = /[^\p{L}\p{N}👍✅👌]*/uy;

/** The words of a yes at the start of the message. A mere "ok" counts alone, and after none of them may a question follow. */
function accepting(page: Page): (Span & { sure: boolean }) | null {
  const text = page.plain;
  const start = past(between, text, 0);
  let [at, sure] = [start, false];
  // "Yes, that is our budget": the last of its words that the text may go on from.
  let yes: { end: number; sure: boolean } | null = null;
  for (;;) {
    const afterStrong = past(strongPiece, text, at);
    const next = afterStrong > at ? afterStrong : past(weakPiece, text, at);
    if (next === at) break;
    sure ||= afterStrong > at;
    if (goesOn.test(text.slice(next))) yes = { end: next, sure };
    at = past(between, text, next);
  }
  if (yes === null) return null;
  const { end } = yes;
  const rest = text.slice(end);
  if (!yes.sure && (!agreeing.test(text.slice(start, end)) || /[\p{L}\p{N}]/u.test(rest))) return null;
  // "Yes, is there parking?" asks; "Yes. What does it cost?" has answered before it asks.
  const asks = sentencesOf(text).some((sentence) => sentence.end > end && isQuestion(text, sentence));
  return asks && !/^["')]*(?:[.!]|\n)/.test(rest) ? null : { start, ...yes };
}

function past(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}
