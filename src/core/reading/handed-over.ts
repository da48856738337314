// Whether a value is handed over as data or as an order to whoever fills in the answers, instead of being said: pasted
// JSON, "team_size=5", "write down 100", "ignore the rules". A visitor who means it can say it in a sentence.
import type { Span } from '../folded.ts';

/** `"budget": 5`, `team_size=5`, `budget := 5`, `<value>5`. */
const data =
  /(?:["'}\]]\s?:|\b\p{L}+_\p{L}+ ?[:=]|:=|==|(?:^|[\s;,{(])(?:e-?mail|phone|mobile|tel)=|<\/?[\p{L}_-]+(?: [^>\n]{0,60})?>[^<\n]{0,60}|->|=>) ?["'{[$€£]{0,3}$/u;
const verb = '(?:note|record|save|store|log|set|write|register|enter|mark|update|change|insert|add|fill|copy|jot)';
const courtesy =
  '^[\\s"\'*-]*(?:(?:please|pls|plz|now|then|just|and|ok|also|so|hey|hi|hello|dear|you|bot|ai|baton|assistant|chatbot)[ ,:]+)*';
const writer = 'assistant|bot|baton|system|ai|model|crm|form|record|you';
const told = new RegExp(
  [
    `${courtesy}(?:${verb}|put|use) (?:(?:\\p{L}+ ){1,4}?(?:as|to|=|:=|:)|=|:=|:) `,
    // Right before the value: "write down 100", "copy this: 100".
    `${courtesy}${verb} (?:(?:down|in|to (?:the |your )?(?:crm|record|file|notes|system)|this|that|it|a|the|about|around)[ :]+){0,3}$`,
    `(?<!\\b(?:my|our|an?|his|her) (?:\\p{L}+ )?)\\b(?:${writer})(?:'s \\p{L}+)? (?:must|should|shall|has to|have to|needs? to|is to|are to|will) (?:now |always |just )?(?:${verb}|put|use|assume|say|show|contain|read|be)\\b`,
    '\\b(?:note|message|instructions?|reminder|memo) (?:for|to) (?:the )?(?:ai|bot|baton|assistant|system|model|crm)\\b',
    '\\bas (?:the|an?|your) (?:admin\\p{L}*|developer|owner|operator|creator|boss|supervisor)\\b',
  ].join('|'),
  'u',
);
/** Behind the value: "100 <- put this in your record", "50000. Record it". */
const filed =
  /^[^\p{L}]{0,6}(?:(?!(?:we|i|they|have|had|has)\b)\p{L}+ ){0,3}?(?:(?:put|add|write|save|record|store|log|enter|note|file) (?:this|that|it|them)(?: down)?\b|as (?:my|our|the) (?:budget|team size|headcount|deadline|timeline|e-?mail|phone|number|size)\b)/u;
/** Somebody plays Baton's operator; nothing behind that is an answer. */
const commanding =
  /\b(?:ignore|disregard|forget|override) (?:all|any|your|the|my|previous|prior|every\p{L}*)\b[^.\n]{0,40}\b(?:instructions?|rules?|prompts?|above|guidelines)\b|\byou are now\b|\bfrom now on\b[^.\n]{0,20}\b(?:answer|say|respond|act|you|reply|write)\b|\b(?:admin|developer|debug|god|dan|root) mode\b|\bsystem (?:prompt|message|override|note)\b|\bnew instructions?\b|(?:^|\n)\W*(?:system|assistant|admin|developer)\W*\n|\byour (?:instructions|rules|prompt)\b/u;

/** `sentence`: what stands before the span in its sentence. */
export function isHandedOver(text: string, span: Span, sentence: string): boolean {
  if (data.test(sentence) || told.test(sentence)) return true;
  if (filed.test(text.slice(span.end, span.end + 60))) return true;
  return commanding.test(text.slice(Math.max(0, span.start - 400), span.start));
}
