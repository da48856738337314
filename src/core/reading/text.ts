// Free answers: the sentences of a message that say something, without greetings, questions, refusals and contact data.

import type { Span } from '../folded.ts';
import type { Field } from '../playbook.ts';
import { readWants } from '../wants.ts';
import { namedCompanies } from './company.ts';
import { isNoAnswer } from './no-answer.ts';
import { type Candidate, cutAsQuoted, type Page, type ReadingContext } from './page.ts';
import { introduced } from './person.ts';
import { isQuestion, plea, sentencesOf } from './stated.ts';

const onlyWantsUs =
  /^[\s"']*(?:(?:i|we)(?:'d| would|'m| am)?|(?:im|id)) (?:just |really )?(?:like|love|want|need|interested in|looking for|have)(?: to (?:see|book|get|have|schedule|know))?(?: (?:a|an|the|your|some|more|about))* (?:demo|trial|call|meeting|quote|pricing|prices?|info|information|question|questions|details)\W*$/;

const greeting =
  /^[\s"']*(?:(?:hi|hey|hello|good (?:morning|afternoon|evening|day)|hallo|guten (?:tag|morgen)|bonjour|hola)(?: there| team| all| everyone)?(?:\s*[,!-]\s*| (?=(?:we|i|im|its|it's|wir|ich|nous|je)\b|i')))?/;
/** "Yes, a call" is about what comes next, whatever was asked. */
const onlyAgrees =
  /^\W*(?:(?:yes|yeah|ok|okay|sure|no|please)[ ,]+)*(?:an? |the )?(?:short |quick )?(?:call|demo|meeting|e-?mail)(?: (?:please|first|works|sounds good|(?:is|would be) (?:fine|ok|good|great)))*\W*$/u;
/** The foot of a mail. */
const signature =
  /(?:^|\n)[^\S\n]*(?:(?:(?:best|kind|warm|many)[^\S\n]+)?(?:regards|wishes)|best|sincerely|cheers|thanks|thank you|yours|mit freundlichen grüßen|mit freundlichen grüssen|viele grüße|cordialement|saludos|sent from my [^\n]{0,30}|--)[^\S\n]*[,.!]?[^\S\n]*\n/u;

/** What brings a customer to support: their password or invoice, or our own page. */
const support =
  /\b(?:my|our|the) (?:\p{L}+ )?(?:log-?in|password|account|invoice|order|subscription|licen[cs]e|ticket|refund|booking|trial|package|parcel|delivery|payment)s?\b.*\b(?:\p{L}+n't|\p{L}+nt|not|wrong|locked|blocked|expired|missing|late|reset|errors?|fail\w*|declined|charged|twice|never|gone)\b|\b(?:forgot|forgotten|reset|change|recover|lost) (?:my|our) (?:\p{L}+ )?(?:password|pin|login)|\b(?:cancel|renew|downgrade|delete|close) (?:my|our) (?:subscription|account|plan|licen[cs]e|contract|trial)\b|\b(?:need|send(?: me)?|where is|get) (?:an?|my|the|our) (?:copy of (?:my|the|an?) )?(?:invoice|receipt|refund)\b|\b(?:remove|delete|erase) (?:all )?(?:my|our) (?:data|details|account)\b|\bmy money back\b|^\W*bug report\W*$|\b(?:can't|cannot|cant|unable to|couldn't) (?:log ?in|sign in|access my|reset)\b|\byour (?:web ?site|site|app|page|tool|product|software|chat|bot|service|support|team|form)s? (?:is|are|was|has been|doesn'?t|does not|keeps|won'?t|isn'?t|never|crash\w*|sucks?)\b/u;
const wishing =
  /(?<!\p{L})(?:need|want|looking|look for|help|would like|'d like|love to|trying|brauch\p{L}*|möcht\p{L}*|woll\p{L}*|such\p{L}*|cherch\p{L}*|besoin|voul\p{L}*|voudr\p{L}*|necesit\p{L}*|quer\p{L}*|busc\p{L}*)/u;
/** Words about the talk itself: to us, of us, or of the visitor's patience. */
const aboutTalk =
  /(?<!\p{L})(?:you|your|yours|u|ur|du|dein\p{L}*|ihr|euer|eure\p{L}?|vous|votre|vos|tu|ustedes|usted)(?!\p{L})|^\W*(?:i|i'm|im|i've|i'd) (?:already |just |still |am |have |really )*(?:told|said|asked|waited|waiting|been waiting|don'?t (?:have (?:the )?time|care|like (?:this|that|it)|trust|believe)|hate|give up|thought so|love|a journalist)\b|^\W*(?:this|that|it|das|c'est|esto)(?:'s| is| ist| es)? (?:\p{L}+ ?){1,3}$|^\W*(?:who|why|wer|warum|wieso|was|pourquoi|quién)(?!\p{L})(?!.*(?<!\p{L})(?:our|my|unser\p{L}*)(?!\p{L}))|^\W*(?:let me|see (?:my|the|above)|look (?:above|up)|scroll|read) |\b(?:answers?|helps?|repl(?:y|ies)|responds?) (?:me|us|back)\b/u;

/** The page or product at hand that fails, not their own. */
const broken =
  /\b(?:the|this|your) (?:\p{L}+ )?(?:app|web ?site|site|page|chat|log-?in|dashboard|tool|platform|portal|link|button|form|video|download)s? (?:is down|is broken|keeps?|won'?t|crash\w*|(?:doesn|isn|don|aren)'?t (?:work|load|open|show)\w*|not (?:work|load|open)ing)\b/u;
/** Who wants to sell to us or to work for us. */
const outside =
  /\b(?:(?:we|i)(?:'re| are| am|'m)? (?:an? )?(?:\p{L}+ ){0,3}(?:agency|freelancers?|consultancy|reseller|outsourcing company)\b.*\b(?:can|could|offer|get you|help you|your|for you)\b|(?:we|i) (?:offer|provide|sell|specialis\w+|specializ\w+)\b.*\b(?:your|you|interested)\b|(?:we|i) can (?:\p{L}+ )?(?:boost|increase|improve|grow|double|get|help|build|redesign) you\p{L}*|partner with you|companies like yours|guest posts?|backlinks?|page (?:one|1) of google|(?:apply|applying|application) (?:for|to)\b.*\b(?:job|position|role|internship|vacancy)|look(?:ing)? for (?:an? )?(?:new )?(?:job|internship|position|work|employment)|(?:your|any|current) (?:vacanc(?:y|ies)|open positions|job openings?|jobs|careers page)|(?:my|the) (?:cv|résumé|resume))\b/u;
/** Why somebody writes slowly is no answer. */
const excuse =
  /^\W*(?:sorry|oops|ok|wait|one sec)?\W*(?:i'm |im |am |was |still |just )*(?:typing|driving|walking|eating|in (?:a|another) meeting|on (?:my|the) (?:phone|mobile|train|bus|road|go)|afk|distracted|busy|late|back|here)\b[^,.]{0,30}$|\b(?:is|are) calling(?: me)?\W*$|\bgot (?:distracted|interrupted|pulled away)\b|^\W*sorry\b[^,]{0,30}\b(?:phone|connection|wifi|typo|keyboard|delay|window|chat|tab)\b/u;
/** Praise, insults and idle curiosity say nothing about the visitor's own affairs. */
const idle =
  /\b(?:(?:you|bots?|ai|this(?: (?:chat|bot|thing|page|site|form|robot))?|your \p{L}+|that)(?: is| are|'s|'re)?(?: an?| so| really| very)* (?:stupid|dumb|useless|boring|slow|weird|pointless|crap|shit|annoying|sucks?|idiots?|rubbish|terrible)|(?:hate|fuck|screw|damn)(?: off| you| this| bots?| your)|just (?:curious|wanted to say|saying|checking|testing)|wrong (?:window|chat|tab|number))\b|(?<!\p{L})(?:du bist|ihr seid|sie sind|dieser? \p{L}+ ist|das ist|tu es|vous êtes|ce \p{L}+ est|c'est|eres|este \p{L}+ es)(?: \p{L}+){0,3} (?:dumm|doof|nutzlos|blöd|scheisse?|schlecht|idiot\p{L}*|nulle?|bête|stupide|inutile|cons?|tont[oa]|inútil|estúpid[oa]|mierda)(?!\p{L})|^\W*(?:great|cool|nice|awesome|love(?:ly)?) (?:your |the |this )?(?:site|website|blog|product|page|bot|tool|stuff|work|job)\W*$/u;
const toMachine =
  /\b(?:ignore|disregard|forget|override) (?:all |your |the |my |any |previous |prior )*(?:rules|instructions?|prompts?)|^\W*(?:system|assistant|user)\W{0,3}:|\byou are now\b|\b(?:your|the) (?:system )?prompt\b|\b(?:this lead|my score|the score)\b|^\W*(?:please )?(?:repeat after me|repeat|write|print)\b|^\W*\{/u;

export function readText(page: Page, _field: Field, { asked }: ReadingContext): Candidate[] {
  return asked ? joined(page, sayings(page)) : [];
}

/** The sentences that say something, without greeting, self-introduction and signature. */
export function sayings(page: Page): Span[] {
  const foot = signature.exec(`${page.plain}\n`)?.index ?? page.plain.length;
  const names = [...introduced(page), ...namedCompanies(page)].sort((a, b) => a.start - b.start);
  return sentencesOf(page.plain.slice(0, foot))
    .filter((sentence) => saysSomething(page.plain, sentence))
    .flatMap((sentence) => withoutIntroduction(page, sentence, names));
}

/** From the first of the sentences to the last, as one finding. */
export function joined(page: Page, sentences: readonly Span[]): Candidate[] {
  const [first, last] = [sentences[0], sentences.at(-1)];
  return first === undefined || last === undefined ? [] : cutAsQuoted(page, first.start, last.end);
}

/** "Hi, I'm Maja, Head of RevOps at Fjordlight" is told by other fields; "it's Tom from Acme, we want ..." goes on. */
function withoutIntroduction(page: Page, sentence: Span, names: readonly Span[]): Span[] {
  const text = page.plain.slice(sentence.start, sentence.end);
  const start = sentence.start + (greeting.exec(text)?.[0].length ?? 0);
  const own = names.filter((name) => name.start >= start && name.end <= sentence.end);
  const [first, last] = [own[0], own.at(-1)];
  if (first === undefined || last === undefined || !introducing.test(page.plain.slice(start, first.start))) {
    return [{ start, end: sentence.end }];
  }
  const after = page.plain.slice(last.end, sentence.end);
  const rest = /(?:, (?:and |so |but )?| and | - )(?=(?:we|i|wir|ich|nous|je)(?:'\p{L}+)? )/u.exec(after);
  if (rest !== null) return [{ start: last.end + rest.index + rest[0].length, end: sentence.end }];
  return (after.match(/\p{L}+/gu) ?? []).length < 3 ? [] : [{ start, end: sentence.end }];
}

const introducing =
  /^(?:$|.{0,20}\b(?:i'm|i am|im|this is|it's|its|name is|name's|name ist|ich bin|je suis|soy|me llamo|m'appelle|i run|i own|i lead|we're|we are) (?:(?:with|from|at|of) |.{0,30} (?:at|from|of) )?)$/u;

function saysSomething(text: string, sentence: Span): boolean {
  const words = text.slice(sentence.start, sentence.end);
  const letters = words.replace(/[^\p{L}]/gu, '');
  if (letters.length < 2 || isNoAnswer(words) || onlyWantsUs.test(words) || onlyAgrees.test(words)) return false;
  if (
    isContactOnly(words) ||
    idle.test(words) ||
    support.test(words) ||
    broken.test(words) ||
    outside.test(words) ||
    excuse.test(words) ||
    toMachine.test(words)
  )
    return false;
  const wants = readWants(words);
  if (wants === 'person' || wants === 'leaving' || wants === 'declining') return false;
  if (aboutTalk.test(words) && !wishing.test(words) && (words.match(/\p{L}+/gu) ?? []).length <= 10)
    return plea.test(words);
  return !isQuestion(text, sentence) || plea.test(words);
}

function isContactOnly(words: string): boolean {
  if (!words.includes('__')) return false;
  const rest = words
    .replace(/_+/g, ' ')
    .replace(
      /\b(?:my|e-?mail|mail|address|phone|number|mobile|cell|is|it'?s|at|me|reach|call|contact|on|or|and|you|can|here|the|best|please|text|i'?m|use|send|to)\b/g,
      '',
    );
  return rest.replace(/[^\p{L}]/gu, '').length < 3;
}
