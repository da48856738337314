// What the visitor wants from us with a message, read without a model.
import { fold } from './folded.ts';
import { isNoAnswer } from './reading/no-answer.ts';
import { isQuestion, sentencesOf } from './reading/stated.ts';

/**
 * answering: says something; asking: asks us something; person: wants a human; leaving: says goodbye;
 * declining: would rather not say; nothing: a greeting, a thank-you, "don't know". Only a model tells the other three:
 * booking: wants a call now, off-topic: something we are not for, abuse: insults.
 */
export const wants = [
  'answering',
  'asking',
  'person',
  'leaving',
  'declining',
  'nothing',
  'booking',
  'off-topic',
  'abuse',
] as const;
export type Wants = (typeof wants)[number];

const someone =
  '(?:an? |the |some )?(?:real |actual |live |human )*(?:human(?: being)?|person|people|agent|representative|rep|operator|somebody|someone|sales ?(?:person|rep|guy|team)?|support(?: team| agent)?|advisor|adviser|colleague|your team|your sales team)';
const person = new RegExp(
  [
    `\\b(?:talk|speak|chat|connect(?: me)?|transfer(?: me)?|put me through|get me|pass me(?: on)?|hand me(?: over)?|switch me)(?: directly| now| please)? (?:to|with|through to)?\\s?${someone}\\b`,
    `\\b(?:get|give|need|want|prefer|i'd like|have|find) (?:me )?(?:an? )?(?:real |actual |live )*(?:human(?: being)?|real person|live person|live agent|agent|representative|operator)\\b`,
    '\\b(?:can|could|may|have|let) (?:(?:an? )?(?:real )?(?:human|person|colleague)|some(?:one|body)) (?:please )?(?:call|ring|phone|contact|get back to)\\b',
    '\\b(?:real|actual|live) (?:person|human|agent|people)\\b(?! or)',
    '^\\W*(?:human|agent|representative|operator|person|sales|live chat)(?: please| pls| now)*\\W*$',
    "\\b(?:not|don'?t want to (?:talk|chat|speak) (?:to|with)|no|stop) (?:a |an |the )?(?:bots?|robots?|ai|chatbots?|machine)\\b",
    "\\b(?:ich will|ich möchte|kann ich) (?:mit )?(?:einem|einen) (?:menschen|mitarbeiter)\\b|\\bparler à (?:un humain|quelqu'un)\\b|\\bhablar con (?:una persona|alguien|un humano)\\b",
  ].join('|'),
  'u',
);
const leaving =
  /\b(?:bye+|goodbye|good bye|see (?:ya|you)(?: later)?|cya|(?:i'?ve |i )?(?:got|have|need) to (?:go|run|leave)|gotta (?:go|run)|not interested(?! in (?:a|an|the|being|getting|having))|no longer interested|leave me alone|stop (?:messaging|writing|contacting|texting|asking)(?: me)?|unsubscribe|i'?m (?:done|out|off|leaving)(?! (?:of|with))|end (?:the )?chat|close (?:the |this )?chat|forget (?:it|about it)|never ?mind,? (?:bye|thanks)|that'?s all(?: thanks| thank you|,| for now|\W*$)|have a (?:nice|good|great) (?:day|one|evening|weekend)|talk (?:to you )?(?:later|soon)|ttyl|tschüss|auf wiedersehen|au revoir|adiós|hasta luego)(?![\p{L}\p{N}])/u;
const declining =
  /\b(?:(?:i'?d|would|we'?d|i would|we would) (?:rather|prefer) not|rather not|prefer not to|don'?t (?:want|wish|feel comfortable|like) to? ?(?:say|share|answer|tell|tell you|disclose|give|talk about|sharing|saying|giving)|not comfortable (?:sharing|saying|giving|with)|can'?t (?:share|disclose|tell you|say that)|cannot (?:share|disclose|tell you)|won'?t (?:share|say|tell|give|disclose)|not (?:going|willing|able|allowed) to (?:share|say|tell|give|disclose)|skip (?:that|this|it|the question|please|for now)|next question|no comment|(?:none of|not) (?:your|ur) business|mind your own business|confidential|that'?s private|it'?s private|don'?t (?:ask|call me|email me)|no thanks?(?: you)?|let'?s skip|move on|under nda)(?![\p{L}\p{N}])/u;
const declinesAlone =
  /^\W*(?:pass|skip|next|private|no|nope|nah|no no|nein|non|i pass|i'?ll pass|hard pass|skip please|pass please|pass on (?:that|this)(?: one)?)\W*$/u;
/** "I have to go live by March" is no goodbye. */
const notLeaving = /\b(?:go|leave|run) (?:live|with|for|through|ahead|into|to|our|the|a)\b/;

export function readWants(message: string): Wants {
  const text = fold(message).text.trim();
  if (person.test(text)) return 'person';
  if (leaving.test(text) && !notLeaving.test(text)) return 'leaving';
  if (declining.test(text) || declinesAlone.test(text)) return 'declining';
  if (!/[\p{L}\p{N}]/u.test(text)) return 'nothing';
  if (
    sentencesOf(text).some(
      (sentence) => isQuestion(text, sentence) && !isNoAnswer(text.slice(sentence.start, sentence.end)),
    )
  ) {
    return 'asking';
  }
  return isNoAnswer(text) && !/^\W*(?:yes|yeah|yep|yup|sure|none|nothing)\b/.test(text) ? 'nothing' : 'answering';
}
