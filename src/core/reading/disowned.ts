// Whether the words around a value disown it: rejected ("10k is too much"), of another time ("last year we were 80"),
// of an address the visitor only wrote to, or handed over as data or as an order. What is doubted or merely soft stays.
import type { Span } from '../folded.ts';

/** "20k is not a problem" agrees. */
const fine =
  '(?! (?:(?:a|an|any|the) )?(?:problem|issue|bad|unreasonable|exact|final|fixed|set in stone|confirmed|certain|kein problem|un problème|un problema))';
const rejected = new RegExp(
  [
    `^[^.,;!?\\n]{0,24}?\\b(?:(?:is|are|was|were|would be|will be) (?:not|never)|(?:isn|aren|wasn|weren)'?t)\\b${fine}`,
    "^(?: \\p{L}+){0,3}?(?: (?:is|are|was|were|would be|will be|sounds|seems|feels|looks)|'s) (?:(?:just|way|far|much|a bit|a little|really|simply|totally|probably|definitely|obviously) )*(?:too|out of|(?:more|less|higher|lower|longer|later|earlier|bigger) than (?:we|our|i|what)|bad\\b|impossible|crazy|insane|ridiculous|unrealistic|wrong|off the table|over (?:our|the)|above (?:our|the)|beyond|gone|cancell?ed|frozen|not)",
    "^(?: \\p{L}+){0,3}? (?:won|doesn|wouldn|can|couldn|don|didn)'?t (?:work|do|fit|happen|fly|suit|cut it)\\b",
    '^(?: \\p{L}+){0,3}? (?:will|does|would|can|could|do|did) ?not (?:work|do|fit|happen|fly|suit|cut it)\\b',
    '^(?: \\p{L}+){0,3}? (?:ist|sind|wäre|wären) (?:(?:viel|leider|uns|mir) )*(?:zu|nicht|unmöglich|unrealistisch)(?!\\p{L})',
    '^(?: \\p{L}+){0,3}? (?:reicht|geht|passt|klappt)(?: \\p{L}+)? nicht(?!\\p{L})',
    "^(?: \\p{L}+){0,3}? (?:c'est|est|serait|sont|n'est|ne sont|ne (?:marche|convient|suffit|va|passe)) (?:(?:beaucoup|bien|vraiment) )?(?:trop|pas|impossible)(?!\\p{L})",
    '^(?: \\p{L}+){0,3}? (?:es|son|sería|no) (?:demasiado|mucho|imposible|es|son|sería|funciona|alcanza|sirve|va)(?!\\p{L})',
  ].join('|'),
  'u',
);
/** "20k? no way", but not "20k? no idea" and "20k? no, 30k". */
const shrugged =
  /^ ?\?+ ?(?:(?:hell|god|oh|heck) no|no way|no chance|not a chance|absolutely not|definitely not|nope|nah|never|lol|haha+|way too|too much|nein|non|no)(?![\p{L},]| ?\d| (?:idea|clue|more|make|wait|sorry|it|we|i)\b)/u;
/** "We wanted to spend 20k but that got frozen". */
const withdrawn =
  /\b(?:got|gets|was|were|been|is|are|has been) (?:frozen|cut(?! to)|cancell?ed|scrapped|axed|pulled|denied|rejected|declined|withdrawn|gone|taken away|slashed(?! to))\b/;
const farFrom =
  /\b(?:nowhere (?:near|close to)|far from|not even|(?:cut|scrapped|cancell?ed|axed|froze|lost|returned) (?:the|our|that|all|those)|weit (?:entfernt )?von|loin (?:de|des)|lejos de)(?: \p{L}+){0,2} ?$/u;

const pastTime =
  /(?:\bwhen (?:we|i) (?:were|was|had)\b|\b(?:last|previous|prior) (?:year|quarter|month|week|fiscal year|fy|summer|winter|spring|autumn|fall|season|time)\b|\b(?:a|two|three|few|couple of|\d+) (?:years?|months?) (?:ago|back)\b|\bback (?:then|in)\b|\bletzte[snm]? (?:jahr|quartal|monat)|\bvor (?:\p{L}+ |\d+ )jahren|\b(?:l'an dernier|l'année dernière|l'année passée|il y a (?:\p{L}+|\d+) ans)|\b(?:el año pasado|hace (?:\p{L}+|\d+) años)|\b(?:in|im jahr|en) (?:19\d\d|20[01]\d|202[0-5])\b)/u;
const pastVerb =
  /(?:(?<![\p{L}])(?:were|was|had|spent|paid|used|did|got|came|cost|budgeted|planned|waren|war|hatten|hatte|gaben|zahlten|étions|était|avions|avait|avons (?:dépensé|payé)|éramos|era|teníamos|gastamos|pagamos)(?![\p{L}])|'d\b)/u;
const still =
  /\b(?:now|still|today|currently|since|same as|like last|again|jetzt|heute|maintenant|toujours|ahora|todavía)\b/;
const once =
  /\b(?:once had|had once|(?:another|a different|some other) (?:company|firm|team|employer)|my (?:old|former|previous|ex) (?:\p{L}+ )?(?:number|e-?mail|mail|address|phone|mobile|cell|one)|(?:meine?|die|der) alte[nr]? \p{L}+|mon ancien(?:ne)?|mi antigu[oa]|mi anterior)\b/u;

/** Contact data is blanked out to these signs. */
const contact = /^_+$/;
const reachedOut =
  /\b(?:wrote|written|sent|e-?mailed|mailed|messaged|called|phoned|rang|dialled|tried|contacted|texted|complained|replied|schrieb|geschrieben|angerufen|écrit|appelé|escribí|escrito|llamé)\b(?: (?:to|an|a|at|the|your|e-?mails?|messages?|number|team|support|sales|hotline|à|au|an|al?))* ?$/;
const ofOthers =
  /\b(?:my|our|the) (?:boss|manager|assistant|colleague|coworker|co-worker|ceo|cto|cfo|cmo|coo|vp|director|secretary|chef(?:in)?)\b(?!.*\b(?:use|try|write|mail|send|reach|contact)\b)/;

/** `"budget": 5`, `team_size=5`, `budget := 5`, `<value>5`. */
const data =
  /(?:["'}\]]\s?:|\b\p{L}+_\p{L}+ ?[:=]|:=|==|<\/?[\p{L}_-]+(?: [^>\n]{0,60})?>[^<\n]{0,60}|->|=>) ?["'{[$€£]{0,3}$/u;
const noted =
  '(?:note|record|save|store|log|set|put|write|register|enter|mark|update|change|insert|add|fill|use|assume)';
const ordered = new RegExp(
  `^[\\s"'*-]*(?:(?:please|pls|now|then|just|and|ok|also),? )*${noted} (?:\\p{L}+ ){0,4}?(?:as|to|=|:=|:) |\\b(?:assistant|bot|baton|system|ai|model|crm|form|record|you)(?:'s \\p{L}+)? (?:must|should|shall|has to|have to|needs? to|is to|are to|will) (?:now |always |just )?(?:${noted}|say|show|contain|read|be)\\b`,
  'u',
);
const assumed = /(?<!\b(?:i|i'd|we|we'd|would|can|could|safely) )\bassume\b/;
/** Baton's words said back. */
/** Told by others or by us: "the website says 20k", "I said 20 but ...". */
const hearsay =
  /\b(?:i|we) (?:was|were|am|have been|'ve been) told\b|\b(?:i|you|u|it|site|website|page|ad|article|brochure|someone|somebody|people|colleague|rep|google|chatgpt|reviews?) (?:says?|said|wrote|mentions?|mentioned|told|claims?|claimed|quoted|suggested|suggests|states?|reads?)(?: (?:us|me|it'?s|it is|that|we|about|around|starting|at|from))* ?$|(?<!\b(?:we|i|boss|cfo|ceo|cto|coo|board|team|management|finance)(?: (?:\p{L}+ )?)?)(?<=\p{L} )(?:wanted|charges|charged|offered|quotes|quoted|proposed)(?: us| me)?(?: about| around| like| roughly)? ?$/u;
const echoed =
  /\b(?:as|like) (?:you|u) (?:guys )?(?:said|say|mentioned|wrote|quoted|told|suggested|offered|charge)\b|\baccording to (?:you|your)\b|\bper your\b/;
const said = /\bsay (?:our|my|the|that our|that the|that we|that i) (?:\p{L}+ ){0,3}(?:was|were|is|are|had|would)\b/u;

/** `before` in the clause, `sentence` before, what stands `after`; `chosen`: an option may not work and still be in use. */
type Around = { before: string; sentence: string; after: string; chosen: boolean };

/** Somebody tries to be Baton's operator; nothing behind that is an answer. */
const commanding =
  /\b(?:ignore|disregard|forget|override) (?:all|any|your|the|my|previous|prior|every\p{L}*)\b[^.\n]{0,40}\b(?:instructions?|rules?|prompts?|above|guidelines)\b|\byou are now\b|\bfrom now on\b[^.\n]{0,20}\b(?:answer|say|respond|act|you|reply|write)\b|\b(?:admin|developer|debug|god|dan|root) mode\b|\bsystem (?:prompt|message|override|note)\b|\bnew instructions?\b/u;
const ideal = /\b(?:in an? (?:ideal|perfect|dream) world|dream budget|in my dreams|wishful|would love to have)\b/;
/** Behind an address or a number that is not to be used. */
const deadContact =
  /^[\s,]*(?:\(?(?:old|former|expired|dead|invalid|ex)\b|(?:bounce[sd]?|bouncing|left|expired)\b|(?:was|used to be|is my old|were) |(?:doesn'?t|does not|didn'?t|no longer|isn'?t) \p{L}+|(?:as|under|for|in|into|to) (?:the |my |our )?(?:e-?mail|phone|contact|field|record|crm|lead)\b)/u;
const reference =
  /\b(?:ticket|invoice|order|case|account|customer|client|reference|ref|vat|tax|id|iban|card|serial|tracking|passport|booking)(?: (?:no|nr|number|id|code))?\.?(?: is)?:? ?#? ?$/;

export function isDisowned(text: string, span: Span, { before, sentence, after, chosen }: Around): boolean {
  if (!chosen && rejected.test(after)) return true;
  if (farFrom.test(before) || withdrawn.test(after) || shrugged.test(text.slice(span.end, span.end + 24))) return true;
  const around = `${before} ${after}`;
  if (pastTime.test(around) && pastVerb.test(around) && !still.test(around)) return true;
  if (
    once.test(before) ||
    /^[^.,;!?\n]{0,40}\b(?:at|in|with) (?:another|a different|some other) (?:company|firm|team)\b/.test(after)
  )
    return true;
  if (
    data.test(sentence) ||
    hearsay.test(before) ||
    echoed.test(sentence) ||
    ordered.test(sentence) ||
    assumed.test(before) ||
    said.test(before)
  )
    return true;
  if (commanding.test(text.slice(Math.max(0, span.start - 400), span.start)) || ideal.test(before)) return true;
  if (!contact.test(text.slice(span.start, span.end))) return false;
  return (
    reachedOut.test(before) ||
    ofOthers.test(before) ||
    reference.test(before) ||
    deadContact.test(text.slice(span.end, span.end + 40))
  );
}
