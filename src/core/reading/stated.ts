// Whether a visitor states the words of a span about themselves, or denies, asks, imagines or tells them of somebody
// else. When in doubt it says no: Baton can ask again, but an answer that nobody gave cannot be taken back.

import type { Span } from '../folded.ts';
import { matches } from '../matches.ts';
import { blanked, isDisowned } from './disowned.ts';
import { isHandedOver } from './handed-over.ts';
import { abroad } from './languages.ts';
import { isHandedContact, isProposed, isSought, isSuggestedDay } from './put-forward.ts';

const sentenceEnd = /[.!?;]+["')]?(?=\s|$)|\n/g;
const abbreviation =
  /(?:^|[\s(])(?:approx|ca|e\.g|i\.e|inc|ltd|corp|vs|mr|mrs|ms|dr|est|max|min|st|prof|p\.a|p\.m|a\.m|incl|excl)$/;
const clauseEnd =
  /[,:()]| - |(?<=\b(?:care|mind|matters?|fussy|bothered)\b[^.!?]{0,40}) (?:as|so) long as |(?<!\b(?:anything|anyone|everything|nothing|all|none|any \p{L}+)) but | (?:however|though|although|because|whereas|aber|mais|pero|while) | (?:and|so|then) (?=(?:we|i|our|my|it|there|the|budget|im|i'm|we're)\b)/gu;

/** Nothing further away than this says anything about a span. */
const reach = 500;

/** The sentence around a span, its end mark included. */
export function sentenceAt(text: string, span: Span): Span {
  const from = Math.max(0, span.start - reach);
  const to = Math.min(text.length, span.end + reach);
  let start = from;
  for (const { index, 0: mark } of matches(text.slice(from, to), sentenceEnd)) {
    const at = from + index;
    if (mark.startsWith('.') && abbreviation.test(text.slice(Math.max(0, at - 8), at))) continue;
    const end = at + mark.length;
    if (end <= span.start) start = end;
    else if (at >= span.end - 1) return { start, end };
  }
  return { start, end: to };
}

/** The clause around a span: the reach of a "not". */
export function clauseAt(text: string, span: Span): Span {
  const sentence = sentenceAt(text, span);
  let { start, end } = sentence;
  for (const { index, 0: mark } of matches(text.slice(sentence.start, sentence.end), clauseEnd)) {
    const at = sentence.start + index;
    if (at + mark.length <= span.start) start = at + mark.length;
    else if (at >= span.end) {
      end = at;
      break;
    }
  }
  // "not on HubSpot, Salesforce or Pipedrive": a list keeps its "not".
  if (/^\s?(?:or|nor|oder)\b|^\s?[\p{L}\p{N}]+(?: [\p{L}\p{N}]+)? (?:or|nor|oder) /u.test(text.slice(start, end))) {
    const listed = text.slice(sentence.start, start);
    const cut = listed.slice(0, -1).search(/[,:][^,:]*$/);
    if (start > sentence.start && text[start - 1] === ',') start = sentence.start + (cut < 0 ? 0 : cut + 1);
  }
  return { start, end };
}

/** Words that sound like a "no" and are none. */
const hedge =
  /\b(?:not sure yet|not sure|(?:i )?(?:don'?t|do not) know(?: yet| exactly)?|no idea|no clue|not really sure|not certain|not (?:only|just)|no(?= (?:i|we|i'm|we're|i'd|we'd|it's|that's|make|please|let's|my|our|its|use|wait|actually|sorry|more like|rather)\b)|(?:no|not) (?:later|earlier|sooner|longer|more|less|fewer) than|nicht (?:später|länger|mehr|weniger) als|pas plus (?:tard que|de|que)|pas avant|no más (?:tarde )?(?:de|que)|no antes de|nicht vor|no problem|no worries|nothing fancy|if (?:i (?:remember|recall)(?: (?:right|rightly|correctly|well))?|i'?m not mistaken|i'?m honest|memory serves)|if you (?:must|insist|have to)(?=,? $)|if (?:possible|that helps|it helps|needed|necessary|all goes well)|why not|can'?t wait|not much)\b(?! (?:if|about|whether|of|that|what|who|when|how)\b)/g;
const negation =
  /(?:\b(?:not|never|nothing that|without|neither|nor|none|nobody|hardly|doubt|cannot|dont|doesnt|didnt|isnt|arent|wasnt|werent|havent|hasnt|hadnt|cant|wont|wouldnt|couldnt|shouldnt|aint|nicht|keine?[nmrs]?|ohne|pas|jamais|sans|sin|ninguna?|nunca|jamás|nadie|niemand|niemals|nie|instead of|rather than|anything but|other than|no longer|moved away from|moved off|stopped using|got rid of|(?:we|i|'ve|have|just) (?:dropped|ditched|abandoned|scrapped|phased out)|nothing (?:to do with|in|about)|skip(?:ping)? (?:the|a|any|that)|forget (?:the|about)|dejamos|hemos dejado|ne? ?'?\p{L}+ plus|said no to|(?:decided|voted|opted|advised|warned) (?:us |me )?against|closed (?:the|our) (?:\p{L}+ )?(?:office|branch|shop|store|site|plant) in|left|excluding|except(?! that))\b|n't\b|\bno\b(?!-\p{L}| ?(?:,|\d|a couple|more than|less than)))/u;
const everyNegation = new RegExp(negation, 'g');
const negatedAfter =
  /^[^.,;!?\n]{0,24}?\b(?:(?:is|are|was|were) (?:not|never)|isn'?t|aren'?t|wasn'?t|weren'?t) (?:(?:strictly |really )?(?:required|needed|necessary|relevant|a must|important|the point)|us|ours?|my|mine|what we|who|where we|me|right|correct|true|possible|realistic|available|an option|in (?:the )?budget|our budget|the case|in use)\b|^ (?:\p{L}+ ){0,2}(?:doesn'?t|does not|don'?t|do not) (?:apply|matter|count)\b|^ (?:\p{L}+ ){0,2}(?:is|are) (?:out of the question|off the table|not (?:on|up)|a no-?go)\b|^ is (?:something|nothing|not something|a thing|what) (?:we|i) (?:don'?t|do not|won'?t|never|no longer)\b|^ (?:abgeschafft|gekündigt|abbestellt)\b|^ (?:haben|nutzen|benutzen|verwenden|brauchen|wollen) wir (?:\p{L}+ )?nicht\b/u;
const imagined =
  /\b(?:if|imagine|imagining|suppose|supposing|hypothetical(?:ly)?|assuming|unless|what about|wondering|whether|pretend|wish|were we|(?<=^\W*)had (?:we|i)|for example|for instance|e\.g|such as|(?:let's )?say (?:you|we|i|it) (?:had|have|has|were|are|got|was)|say you|would have been|could have been|once we|when (?:we|i) (?:are|have|get|reach|grow|hit|become)|(?:might|could) have|(?:would|should) have (?:been|had|got|gone|spent|paid|bought|taken|used|\p{L}+ed)|let'?s (?:assume|imagine|suppose)|let'?s say(?! (?:about |around |roughly |maybe |like |~ ?|[$€£] ?)?$)|some ?day|one day|in theory|theoretically|in case)\b/u;
/** "If the price is right, maybe a call". */
const conditional = /^\W*if\b[^.!?]*,[^.!?,]*\b(?:maybe|might|could|would|perhaps)\b[^,]*$/;
const others =
  /\b(?:competitors?|rivals?|clients?|customers?(?! (?:success|service|support|care|experience|team))|friends?|suppliers?|vendors?|partner company|sister company|parent company|(?:previous|former|old|last|ex) (?:company|employer|job|team|boss|firm|role)|(?:previous|former) (?:tool|system|crm|software|provider|solution|platform|setup) was|ex-?(?:employer|company|boss)|you(?: guys| all)? (?:have|are|charge|cost|said|asked|mentioned|wrote|quoted|offer|say|serve|support|work)|you're|your|youre|they|they're|their|he|she|his|her|someone i know|(?:my|our) (?:wife|husband|partner's|spouse|brother|sister|(?:grand)?(?:father|mother|parents?)|dad|mum|mom|son|daughter|kids?|cousin|uncle|aunt|neighbou?rs?|girlfriend|boyfriend|fiancée?|roommate|flatmate|mate|buddy|landlord|accountant|lawyer|agency|consultants?|auditors?|advisors?|investors?)|(?:the|an) agency|(?:someone|somebody|everyone|everybody|people|most) (?:i know|else)|industry average|used to|formerly|previously|years ago|back then|in the past)\b/;
/** Words that Baton is told to write or to say are not the visitor's own. */
const dictated =
  /\b(?:repeat|write|say|type|print|output|answer|respond|reply|record|enter|put|pretend)\b[^"]{0,60}"[^"]*$|[{[][\s"']*[\p{L}_ ]{1,30}["']?\s*:[^}]*$/u;
/** Orders to whoever fills in the answers, at the start of a sentence. */
const orders =
  /^[\s"'*#<>[(-]*(?:(?:please|pls|plz|kindly|now|then|just|and|ok|also|(?:(?:hey|hi|dear) )?(?:assistant|baton|bot|chatbot|ai|chatgpt|system)|you (?:must|should|have to|need to|can|may|will)|i (?:want|need|order|command) you to)[ ,:]+)*(?:(?:ignore|forget|disregard|override) (?:all|any|everything|previous|that|this|your|the)\b|(?:system|assistant|baton|instructions?|admin|developer)(?: \p{L}+)? ?[:>\]]|(?!note (?:that )?(?:we|our|i|i'm|we're) )(?:record|enter|store|save|register|log|note|write|say|answer|reply|respond|output|print|repeat|pretend|report|claim)(?: down| back| in)?(?: that| this)?(?: \p{L}+)?(?: ?:| (?:we|i|my|our|the|as|it|after|\d)\b)|(?:set|mark|fill in|update|change) (?:the|my|our|me|us|it|this|field|size|budget)\b)/u;
/** Nobody scores themselves but whoever wants to be let through. */
const scored = /\b(?:score|verdict|qualified|lead_?score)\b["']?\s*[:=]\s*["']?(?:\d|true|yes|high|hot|max|qualified)/;
/** "Please put CEO as my role", "from now on ..." */
const filedAs =
  /^[\s"'*-]*(?:\p{L}+[ ,]+){0,2}(?:fill|put|type|jot|add|list|file|save|store|enter|note)(?: in| down)? [^,.;]{1,60} (?:as|under) (?:the |my |our )(?:company|name|role|title|use case|field|answer|employer|e-?mail|phone|budget|size)\b|^\W*(?:from now on|henceforth|you are now|you're now|act as|the (?:correct|right) answer is|(?:treat|consider|count|mark) (?:me|us) as)\b|^\W*(?:\p{L}+[ ,]+){0,2}(?:tick|select|check|choose|enter|put|write) [^,.;]{1,40} (?:in|into|on) (?:your|the) (?:form|crm|system|records?|sheet|field|file)\b/u;
/** Of the visitor again, whatever was said of others before. */
const ours =
  /\b(?:we|we're|i|i'm|our(?! (?:competitor|rival|client|customer)s?\b)|my|im|so(?! (?:that|they|he|she|it|their|his|her|you|many|much)\b)|and (?:need|want|would like|looking|me|myself)|(?:gave|given|approved|allocated|granted|grant|give|allowed|allow|assigned|want|need|expect|ask|asked) (?:us|me))\b|\b(?:wants?|needs?|expects?) (?:it|this|that) (?:all )?(?:done|live|up|ready|in place|by|in|before|running|finished)\b/;

/**
 * `request`: "can I get ..." states a wish; `aside`: it is about somebody else by nature; `order`: what "could you find
 * us ..." asks for is stated too; `search`: so is the day in "are there any ..."; `rejectable`: what a sentence
 * may reject or date back, as it may a number, a time or an address.
 */
export type Judged = {
  asked: boolean;
  request?: boolean;
  aside?: boolean;
  order?: boolean;
  search?: boolean;
  rejectable?: boolean;
};

/** Whether a "not" around the span takes it back. */
export function isDenied(text: string, span: Span): boolean {
  const clause = clauseAt(text, span);
  const before = text.slice(clause.start, span.start).replace(hedge, (words) => '_'.repeat(words.length));
  // The next character tells "no, 50 people" and "no 50 people" from "no budget".
  return (
    negation.test(before + (text[span.start] ?? '')) ||
    negatedAfter.test(text.slice(span.end, Math.min(clause.end, span.end + 80)))
  );
}

/** How often a text says "no" or "not". */
export function denials(text: string): number {
  return matches(text, everyNegation).length;
}

/** Whether the span is the visitor's own statement. */
export function isStated(text: string, span: Span, judged: Judged): boolean {
  if (isDenied(text, span)) return false;
  const clause = clauseAt(text, span);
  const before = text.slice(clause.start, span.start).replace(hedge, (words) => '_'.repeat(words.length));
  const after = text.slice(span.end, Math.min(clause.end, span.end + 80));
  const sentence = text.slice(sentenceAt(text, span).start, span.start);
  if (judged.asked && judged.request === true && isProposed({ before: sentence, after: restOf(text, span) }))
    return true;
  const whole = sentenceAt(text, span);
  const seeks = judged.order === true && isSought(text.slice(whole.start, whole.end));
  // "What about a place with two stars?" looks for one.
  const thought = seeks ? before.replace(/\bwhat about\b/, '_') : before;
  if (imagined.test(thought) || abroad.imagined.test(before)) return false;
  if (conditional.test(sentence)) return false;
  if (/^[^.,;!?\n]{0,40}\b(?:for example|hypothetically|some ?day|one day|eventually)\b/.test(after)) return false;
  if (!judged.asked && judged.request !== true && /^[^.,;!?\n]{0,40}\bwould be nice\b/.test(after)) return false;
  if (isDictated(text, span)) return false;
  if (isHandedOver(text, span, sentence)) return false;
  if (judged.rejectable === true && isDisowned(text, span, { before, sentence, after: restOf(text, span) }))
    return false;
  const joined = /^(?:and|&) (?:i|me|myself)\b/.test(text.slice(span.start, span.start + 12));
  const told = isOfOthers(before, others) || apposed.test(sentence);
  if (judged.aside !== true && !joined && !seeks && told) return false;
  if (/\b(?:were|was|had)\b[^.]*$/.test(before) && /\b(?:now|today|currently|meanwhile)\b/.test(restOf(text, span)))
    return false;
  return !isAsked(text, span, judged);
}

/** "At my last job we had ...": the "we" of another place or time. */
const elsewhere =
  /\b(?:at|in|with|for|from) (?:my|our|the|a) (?:last|previous|former|old|ex|prior)[ -](?:company|employer|job|team|firm|role|place|gig|workplace|startup)\b|\b(?:bei|in) (?:meiner|meinem|der|dem) (?:letzten|alten|früheren|vorigen|ehemaligen) |\bdans (?:mon ancienne?|ma précédente|mon précédent) |\ben mi (?:antiguo|antigua|anterior) /;

/** Others who come up in what is the visitor's all the same: "the contract with our vendor", "we'd like your plan for". */
const beside =
  /\b(?:our|my) (?:current|existing|present) (?:vendor|supplier) (?:is )?$|\b(?:visit\p{L}*|promised|see(?:ing)?) (?:my|our|a|the|some) (?:friends?|customers?|clients?|parents|family|mother|father|mum|mom|dad|sister|brother|son|daughter|cousin|aunt|uncle)\b|\b(?:compar|evaluat|review|shortlist|consider|assess|trial|demo)\p{L}* (?:(?:\p{L}+|\d+) ){0,2}(?:vendors?|suppliers?|competitors?)\b|\b(?:contract|agreement|licen[cs]e|subscription|deal|term|notice period) (?:with|from) (?:(?:our|the|my|a) )?(?:\p{L}+ ){1,3}|\byour (?<=\b(?:we|we'd|we're|i|i'd|i'm|im) (?:\p{L}+ ){0,3}(?:like|love|need|want|get|buy|order|try|looking for|interested in|information (?:about|on)|info (?:about|on)|details (?:of|about|on)) (?:\p{L}+ ){0,2}your )(?:\p{L}+ ){1,4}(?=for (?:(?:about|around|roughly|up to|approx(?:imately)?|a team of|our \p{L}+ of) )?$)/gu;

/** "Our neighbours, Elbtal, use ...": the name of others between commas does not end their clause. */
const apposed =
  /(?:^|[.!?;] )\W*(?:(?:our|my|a|an|the|one|another) )?(?:\p{L}+ )?(?:competitors?|rivals?|clients?|customers?|friends?|suppliers?|neighbou?rs?|brother|sister|cousin|husband|wife), [^,.!?]{1,40}, ?(?!(?:we|i|our|my|so|and|but)\b)[^,.!?]*$/u;

/** Whether the words before tell of others, and not of the visitor again behind that. */
function isOfOthers(before: string, words: RegExp): boolean {
  if (elsewhere.test(before)) return true;
  const other = words.exec(before.replace(beside, (said) => '_'.repeat(said.length)));
  if (other !== null) return !ours.test(before.slice(other.index + other[0].length));
  const theirs = abroad.others.exec(before);
  if (theirs === null) return false;
  const since = before.slice(theirs.index + theirs[0].length);
  return !ours.test(since) && !abroad.ours.test(since);
}

function isDictated(text: string, span: Span): boolean {
  const sentence = sentenceAt(text, span);
  const before = text.slice(sentence.start, span.start);
  if (/\b\p{L}+_\p{L}+ ?(?::=|=|:) ?["']?$/u.test(before) || scored.test(text)) return true;
  if (dictated.test(before) || filedAs.test(text.slice(sentence.start, sentence.end))) return true;
  const said = text.slice(sentence.start, span.end);
  const ordering = orders.exec(said) ?? abroad.dictates.exec(said);
  return ordering !== null && sentence.start + ordering[0].length <= span.start + 1;
}

export const plea =
  /^[\s"']*(?:(?:hi|hey|hello)[\s,!]+)*(?:can|could|would) (?:you|u|it|this|your \p{L}+)(?: guys)? (?:please |maybe )?(?:help|handle|automate|replace|let us|make it)\b/u;

const notReal =
  /\b(?:if (?:we|i|our|my)|imagine|suppose|supposing|hypothetically|assuming we|pretend|were we|unless|used to (?:be|have|work|live|run)|let'?s (?:say|assume|imagine|suppose)|should (?:we|i) (?:ever|need|want|expand|decide)|(?:might|could) have|(?:would|should) have (?:been|had|got|gone|spent|paid|bought|taken|used|\p{L}+ed))\b/u;
const surelyOthers =
  /\b(?:you(?: guys| all)? (?:are|were) (?:based |located )?(?:in|from)|your (?:office|branch|ceo|boss|shop|store)s?|(?:my|our|a|the|their) (?:competitors?|rivals?|friends?)|(?:previous|former|old|last|ex) (?:company|employer|job|team|boss|firm)|ex-?(?:employer|company|boss)|(?:my|our|a|the) (?:client|customer)(?= (?:wants?|needs?|makes?|uses?|sells?|is|has|asked|would)\b)|^\W*their|\b(?:others|people|they|you)(?: guys)? (?:say|said|claim|mention(?:ed)?)|(?:my|our|the) (?:supplier|vendor|wife|husband|brother|sister|(?:grand)?(?:father|mother|parents?)|dad|mum|mom|aunt|uncle|son|daughter|cousin|neighbou?r|girlfriend|boyfriend|roommate|landlord)s?|my (?:boss|manager|colleague)(?= (?:lives|is (?:from|in)|works|comes)\b))\b/;
const inquiry =
  /^(?:(?:should|shall|must|may) (?:i|we)\b|(?:do|does|did|can|could|is|are|will|would|have|has) (?:you|u|it|this|that|baton|your \p{L}+)\b(?! (?:have|know|know of) any\b)|(?:what|where|who|how|why|when) (?:is|are|does|do|about|much|many)\b|who (?:\p{L}+ed|built|made|runs|owns|leads)\b|is \p{L}+ (?:included|supported|available|possible))/u;

/** Whether free words are none of the visitor's own: denied, imagined, told of others, asked of us or dictated. */
export function isTakenBack(text: string, span: Span): boolean {
  if (isDenied(text, span) || isDictated(text, span)) return true;
  const clause = clauseAt(text, span);
  const before = text.slice(clause.start, span.start);
  if (notReal.test(before) || abroad.imagined.test(before)) return true;
  if (isOfOthers(before, surelyOthers)) return true;
  const asks = questionStart(text, sentenceAt(text, span));
  if (asks === null || span.end <= asks.start) return false;
  if (isSought(text.slice(asks.start, sentenceAt(text, span).end))) return false;
  const question = text.slice(asks.start, span.end);
  const said = question.slice(filler.exec(question)?.[0].length ?? 0);
  const whole = text.slice(asks.start, sentenceAt(text, span).end);
  if (ordered.test(question)) return false;
  if (/^\W*(?:is|are) (?:\p{L}+ ){1,4}(?:included|supported|available|possible|compatible|required)\b/u.test(whole))
    return true;
  return !plea.test(question) && (inquiry.test(said) || abroad.asks.test(said));
}

function restOf(text: string, span: Span): string {
  return text.slice(span.end, Math.min(sentenceAt(text, span).end, span.end + 80));
}

const filler =
  /^[\s"']*(?:(?:hi|hey|hello|so|and|but|also|ok|okay|well|um|uh|then|or|oh|yes|no|sorry|quick question|question)[\s,:-]+)*/;
const opener =
  /^(?:do|does|did|can|could|is|are|will|would|have|has|should|may|am|what|whats|what's|how|hows|which|who|whos|who's|when|where|why|any chance|any idea|anyone|is there|are there|u|possible to)\b/;
/** Without a question mark only what cannot be a statement. */
const surelyAsking =
  /^(?:(?!do (?:it|this|that)\b)(?:do|does|did|can|could|would|will|is|are|have|has|should) (?:you|u|it|your|this|that|there|baton|i|we|they|ya|the|these|those|any)\b|(?:what|which|how|who|when|where|why) (?:is|are|do|does|did|much|many|about|long|would|can|could|if|kind|soon|big)\b|(?:is|are) (?:some|any)(?:one|body)\b|(?:is|are) (?:\p{L}+ ){1,3}(?:included|supported|available|possible|compatible|required|allowed)\b|(?:what's|whats|how's|hows|any chance|any idea|anyone)\b)/u;
const possessive =
  /\b(?:our|my) (?:[\p{L}]+ )?(?:(?:team|company|org|organi[sz]ation|business|group|department|staff) of )?(?:about |around |roughly |~ ?)?$/u;

function isAsked(text: string, span: Span, { asked, request = false, order = false, search = false }: Judged): boolean {
  const sentence = sentenceAt(text, span);
  const asks = questionStart(text, sentence);
  if (asks === null || span.end <= asks.start) return false;
  const before = text.slice(asks.start, span.start);
  if (possessive.test(before)) return false;
  const contact = blanked.test(text.slice(span.start, span.end));
  const posed = { before, after: text.slice(span.end, sentence.end) };
  if (asked && ((contact && isHandedContact(posed)) || (search && isSuggestedDay(posed)))) return false;
  if (order && isSought(text.slice(asks.start, sentence.end))) return false;
  if (/\b(?:i|we) (?:e?-?mail|write|call|ring|reach|contact|phone|text) (?:to )?(?:you|u)\b/.test(before)) return true;
  if (request && requested.test(before) && requestable.test(text.slice(span.start, span.end))) return false;
  if (search && /^(?:do you have|is there|are there) (?:any|a|an)\b/.test(before)) return false;
  if (order && ordered.test(before) && (contact || !priced.test(before)) && !/^\W*(?:what|which)\b/.test(before))
    return false;
  // "around 50?" right after the question is a shy answer.
  return !(asked && !asks.opened) || /^\W*so\b/.test(before);
}

const ordered =
  /\b(?:is it|would it be|will it be|be) possible to (?:book|reserve|get|order|schedule|arrange|rent|buy|meet|talk|speak)\b|\b(?:can|could|would|will|may|might) (?:you|u|i|we|someone|somebody|anyone|anybody|one of you|your team|your sales team|(?:a|your) (?:sales )?rep)(?: please| also| just| maybe| then| mind)*(?: help(?: me| us)?(?: to)?)? (?:try|use|play|watch|tell (?:me|us) (?:an?|some|any)|hire|stay|fly|travel|ride|eat|dine|attend|stream|visit|rate|pick|choose|hold|keep|confirm|give|phone|dial|drop|ping|message|forward|share|cc|include|invite|move|push|bring|extend|cancel|pencil|sign|find(?:ing)?|book(?:ing)?|reserv(?:e|ing)|get|look|search|buy|order|schedule|set|arrange|plan|help|make|put|add|send|mail|e-?mail|write|call|ring|reach|text|rent|transfer|change|switch|go|come|take|recommend|suggest|check|see|meet|talk|speak)\b/;
/** "Can you make a price for 500 people?" asks what 500 would cost. */
const priced = /\b(?:prices?|pricing|costs?|quotes?|discounts?|examples?|compare|if|how|whether)\b/;
const requested =
  /(?:can|could|may|might|would|how (?:can|do)) (?:i|we|you|u|someone|somebody|anyone)(?: [\p{L}]+){0,4} ?$/u;
const requestable = /\b(?:call|demo|meeting|talk|speak|chat|trial|e-?mail|book|schedule|quote|proposal)\b/;

/** Where the question of a sentence begins, and whether with a word that opens questions. */
function questionStart(text: string, sentence: Span): { start: number; opened: boolean } | null {
  const words = text.slice(sentence.start, sentence.end);
  const marked = /\?/.test(words.slice(-3));
  const starts = [0, ...matches(words, clauseEnd).map(({ index, 0: mark }) => index + mark.length)];
  for (const start of starts) {
    const clause = words.slice(start, start + 120);
    const said = clause.slice(filler.exec(clause)?.[0].length ?? 0);
    if ((marked ? opener : surelyAsking).test(said) || (marked ? abroad.asks : abroad.surelyAsks).test(said))
      return { start: sentence.start + start, opened: true };
  }
  return marked ? { start: sentence.start + (starts.at(-1) ?? 0), opened: false } : null;
}

/** Whether a sentence asks us something. */
export function isQuestion(text: string, sentence: Span): boolean {
  return questionStart(text, sentence) !== null;
}

/** The sentences of a text in order. */
export function sentencesOf(text: string): Span[] {
  const found: Span[] = [];
  for (let start = 0; start < text.length; ) {
    const { end } = sentenceAt(text, { start, end: start + 1 });
    found.push({ start, end });
    start = Math.max(end, start + 1);
  }
  return found;
}

const correction =
  /\b(?:sorry|actually|i mean|i meant|make that|make it|scratch that|correction|or rather|wait|oops|my bad|(?:sorry,? )?wrong(?= ?[,.:-])|sorry wrong|pardon|typo)\b|^[^\p{L}\p{N}]{1,3}(?:no|nope)\b|\?{1,2} no\b|^\s*\*/u;

/** Words that announce that what comes takes the place of what was said before. */
export const correcting =
  /(?<!\p{L})(?:sorry(?=[,.]? (?:(?:about|around|rather|in|on) )?(?:\d|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:january|february|march|april|may|june|july|august|september|october|november|december)(?!\p{L})))|sorry,? (?:actually|i meant?|no|it's|its|that's|make|should)|actually|i meant?|make (?:that|it)|sorry,? wrong|scratch that|correction|or rather|oops|my bad|(?:my )?mistake|forget (?:the|about|that)|typo|on second thoughts?|wrong (?:address|number|e-?mail|one|date|figure)|(?:slipped|moved|pushed|postponed|delayed)(?: back)? to|chang(?:e|ed) (?:my mind|that|it)|instead|let'?s say|better (?:make|go)|korrektur|ich meinte?|doch lieber|stattdessen|pardon|je voulais dire|plutôt|en fait|perdón|quise decir|mejor|en realidad)(?!\p{L})|^[\s"']*(?:(?:hm+|oh|ah|um|uh|wait|sorry|well|ok)[ ,.!-]+)*(?:wait(?: no)?|no(?:pe)?|nein|non)(?:[,.!]+ ?(?!thanks|thank|problem|worries|rush)| (?=(?:wait|i meant?|it's|its|that's|make|actually|sorry|the|an?|we're)\b))|^\s*\*/u;

/** What the visitor took back in the same breath is not said: "50, no sorry, 60 people". */
export function withoutCorrected<T extends Span>(candidates: readonly T[], text: string): T[] {
  let kept: T[] = [];
  for (const candidate of candidates) {
    const last = kept.at(-1);
    const between = last === undefined ? '' : text.slice(last.end, candidate.start);
    kept = between.length <= 80 && correction.test(between) ? [candidate] : [...kept, candidate];
  }
  return kept;
}
