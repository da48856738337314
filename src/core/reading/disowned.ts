// Whether the words around a value disown it: rejected ("10k is too much"), of another time ("last year we were 80"),
// only heard, or of an address the visitor once wrote to. What is doubted or merely soft stays.
import type { Span } from '../folded.ts';

/** "20k is not a problem" agrees. */
const fine =
  '(?! (?:(?:a|an|any|the) )?(?:problem|issue|bad|unreasonable|exact|final|fixed|set in stone|confirmed|certain|kein problem|un problème|un problema))';
const degree =
  '(?:(?:just|way|far|much|a bit|a little|really|simply|totally|probably|definitely|obviously|still|actually|i think|absolutely|quite|very|pretty much|more|roughly|about|around|kind of|likely|realistically|an?|the|our|my(?! (?:old|ex|former|previous))) )*';
/** What a value can be and still be meant: "20k is our max", "March is when we start". */
const meant =
  '(?:fine|ok|okay|good|great|perfect|right|correct|realistic\\p{L}*|possible|do-?able|feasible|reasonable|comfortable|acceptable|enough|plenty|what|ours?|where|when|how|it|me|us|mine|all|max\\p{L}*|min\\p{L}*|limit|budget\\p{L}*|cap|ceiling|plan\\p{L}*|goal|target|aim|best|ideal\\p{L}*|one|number|dead-?line|launch|go-?live|kick-?off|start|end|total|headcount|team|size|latest|earliest|likely|approved|set|allocated|available|reserved|earmarked|absolute|most|top|upper|lower|hard|soft|rough|fair|sweet|safe|working|current\\p{L}*|main|work|direct|office|mobile|cell|new|fastest|easiest|preferred|not|no problem|tops|including|incl|for|per|in (?:our|the|my)|approximate|estimate|guess|annual|yearly|monthly|realistic|sure|certain|e-?mail|phone|address|contact|private|personal)(?!\\p{L})';
const rejected = new RegExp(
  [
    `^[^.,;!?\\n]{0,24}?\\b(?:(?:is|are|was|were|would be|will be) (?:not|never)|(?:isn|aren|wasn|weren)'?t)\\b${fine}`,
    `^(?: \\p{L}+){0,3}?(?: (?:is|was|would be|will be|sounds?|seems?|feels?|looks?)|'s) (?!${degree}${meant})`,
    '^(?: \\p{L}+){0,3}? (?:are|were) (?:(?:just|way|far|much|really|simply) )*(?:too|out of|(?:more|less) than|impossible|wrong|not)(?!\\p{L})',
    "^(?: \\p{L}+){0,3}? (?:won|doesn|wouldn|can|couldn|don|didn)'?t (?:work|do|fit|happen|fly|suit|cut it)\\b",
    '^(?: \\p{L}+){0,3}? (?:will|does|would|can|could|do|did) ?not (?:work|do|fit|happen|fly|suit|cut it)\\b',
    '^(?: \\p{L}+){0,3}? (?:ist|sind|wäre|wären) (?:(?:viel|leider|uns|mir|mein\\p{L}*|unser\\p{L}*) )*(?:zu|nicht|unmöglich|unrealistisch|teuer|alt\\p{L}*|euer|ihr)(?!\\p{L})',
    '^(?: \\p{L}+){0,3}? (?:reicht|geht|passt|klappt)(?: \\p{L}+)? nicht(?!\\p{L})',
    "^(?: \\p{L}+){0,3}? (?:c'est|est|serait|sont|n'est|ne sont|ne (?:marche|convient|suffit|va|passe)) (?:(?:beaucoup|bien|vraiment|un peu) )?(?:trop|pas|impossible|cher|votre)(?!\\p{L})",
    '^(?: \\p{L}+){0,3}? (?:es|son|sería|no) (?:podemos|puedo|se puede|demasiado|mucho|imposible|caro|es|son|sería|funciona|alcanza|sirve|va|su)(?!\\p{L})',
    '^,? (?:nicht|nein|non|no)[.!]?$',
    '^ would (?!(?:also |probably |definitely |easily )?(?:be|work|do|fit|suit|cover|suffice|help|make sense|use|need|have|start|like|want|join)(?!\\p{L}))',
    "^ (?:we|i) (?:can'?t|cannot|won'?t)(?! (?:wait|go (?:over|above|higher|beyond)|exceed|(?:do|pay|spend) more))(?!\\p{L})",
    '^ (?:(?:können|kann|wollen|schaffen) (?:wir |ich |wir es )?nicht|(?:on|nous|je) (?:ne )?(?:peut|pouvons|peux) pas)(?!\\p{L})',
  ].join('|'),
  'u',
);
/** "20k? no way", "100? where is that from": said back in wonder. What goes on doubting its own answer is one. */
const shrugged =
  /^ ?[?!]*\?[?!]* +(?!(?:not (?:sure|certain|really sure)|i(?:'m| am|m)? (?:not sure|think|guess|believe|suppose|don'?t know)|maybe|perhaps|probably|possibly|hard to|difficult to|depends|it depends|no,|no idea|no clue|no (?:sorry|wait|more|make|it|we|i)|sorry|wait|actually|does|do|would|is|is it|are|can|could|if|or|and|but|give or|something|roughly|about|around|we|our|my|it|its|that'?s|idk|dunno|let|ok|thanks|thx|please|pls|hm+|um+|uh+|so|also|what do you|how does|which|when do|when can|weiß|keine ahnung|peut|je|no sé|\d|~)(?![\p{L}]))["'(]?\p{L}/u;
/** "We wanted to spend 20k but that got frozen". */
const withdrawn =
  /\bwho knows\b|\bnot any ?more\b|\bno longer\b|\b(?:got|gets|was|were|been|is|are|has been) (?:frozen|cut(?! to)|cancell?ed|scrapped|axed|pulled|denied|rejected|declined|withdrawn|gone|taken away|slashed(?! to))\b/;
const farFrom =
  /\b(?:nowhere (?:near|close to)|far from|(?:down|up|went|grew|shrank|dropped|fell|reduced|scaled) from|not even|(?:cut|scrapped|cancell?ed|axed|froze|lost|returned) (?:the|our|that|all|those)|weit (?:entfernt )?von|loin (?:de|des)|lejos de)(?: \p{L}+){0,2} ?$/u;

const pastTime =
  /(?:\bwhen (?:we|i) (?:were|was|had)\b|\b(?:last|previous|prior) (?:year|quarter|month|week|fiscal year|fy|summer|winter|spring|autumn|fall|season|time)\b|\b(?:a|two|three|few|couple of|\d+) (?:years?|months?) (?:ago|back)\b|\bback (?:then|in)\b|\bletzte[snm]? (?:jahr|quartal|monat)|\bvor (?:\p{L}+ |\d+ )jahren|\b(?:l'an dernier|l'année dernière|l'année passée|il y a (?:\p{L}+|\d+) ans)|\b(?:el año pasado|hace (?:\p{L}+|\d+) años)|\b(?:in|im jahr|en) (?:19\d\d|20[01]\d|202[0-5])\b)/u;
const pastVerb =
  /(?:(?<![\p{L}])(?:were|was|had|spent|paid|used|did|got|came|cost|budgeted|planned|waren|war|hatten|hatte|gaben|zahlten|étions|était|avions|avait|avons (?:dépensé|payé)|éramos|era|teníamos|gastamos|pagamos)(?![\p{L}])|'d\b)/u;
const still =
  /\b(?:now|still|today|currently|since|same as|like last|again|jetzt|heute|maintenant|toujours|ahora|todavía)\b/;
/** "We were 100", "it was due in April": no longer so, unless the sentence goes on to say that it is. */
const wasOnce =
  /(?<![\p{L}])(?:(?:we|i|there|it|they|that|team|company|headcount|staff|budget|project|deadline|wir|ich|es|on|nous|ça|éramos) )?(?:were|was|had|used|spent|paid|burnt|burned|lost|wasted|waren|war|hatten|hatte|étions|était|avions|avait|éramos|teníamos|tenía|gastamos)(?: (?:at|about|around|roughly|like|only|just|over|mal|einmal|früher|noch|due|planned|set|in|on|by|for|up to|the|a|some|almost|nearly|etwa|rund|ca\.?|environ|unos|dépensé|payé))* ?[$€£~]?$/u;
const unlessStill =
  /\b(?:in mind|set aside|planned|budgeted|approved|allocated|earmarked|reserved|as of|at last count|last i checked|hoping|thinking)\b/;
const once =
  /\b(?:once had|had once|(?:another|a different|some other) (?:company|firm|team|employer)|(?<!\b(?:we|i|we're|i'm|are|is|for|run|be)(?: still| just| only)? )\b(?:a|an|the|one) (?:company|firm|business|vendor|supplier|guy|person|startup|customer|client|prospect|agency) (?:with|of|that|who|which)|my (?:old|former|previous|ex) (?:\p{L}+ )?(?:number|e-?mail|mail|address|phone|mobile|cell|one)|(?:meine?|die|der) alte[nr]? \p{L}+|mon ancien(?:ne)?|mi antigu[oa]|mi anterior)\b/u;

/** Contact data is blanked out to these signs. */
const blanked = /^_+$/;
const copula = /^ (?:is|was|would|isn'?t|wasn'?t|does|doesn'?t|has|won'?t|ist|passt|geht|est|n'est|no)\b/;
const reachedOut =
  /\b(?:(?:calls?|e?-?mails?|spam|messages?|letters?|texts?|something|stuff|heard|got it) from|wrote|written|sent|e-?mailed|mailed|messaged|called|phoned|rang|dialled|tried|contacted|texted|complained|replied|schrieb|geschrieben|angerufen|écrit|appelé|escribí|escrito|llamé)\b(?: (?:to|an|a|at|the|your|e-?mails?|messages?|number|team|support|sales|hotline|à|au|an|al?))* ?$/;
const ofOthers =
  /\b(?:my|our|the) (?:boss|manager|assistant|colleague|coworker|co-worker|ceo|cto|cfo|cmo|coo|vp|director|secretary|chef(?:in)?)\b(?!.*\b(?:use|try|write|mail|send|reach|contact)\b)/;

const assumed = /\bhypothetical\p{L}*|(?<!\b(?:i|i'd|we|we'd|would|can|could|safely) )\bassume\b/u;
/** Told by others or by us: "the website says 20k", "I said 20 but ...". */
const hearsay =
  /\b(?:i|we)(?:'m|'re| was| were| am| are| have been|'ve been) (?:told|instructed|ordered|forced|supposed|paid)\b|\b(?:i|we)(?:'ve| have)? (?:heard|read|saw|seen|googled)\b|\b(?:i|you|u|it|site|website|page|ad|article|brochure|someone|somebody|people|colleague|rep|google|chatgpt|reviews?|rumou?rs?|word|news) (?:says?|has it|said|wrote|mentions?|mentioned|told|claims?|claimed|quoted|suggested|suggests|states?|reads?)(?: (?:us|me|it'?s|it is|that|we|about|around|starting|at|from))* ?$|(?<!\b(?:we|i|boss|cfo|ceo|cto|coo|board|team|management|finance)(?: (?:\p{L}+ )?)?)(?<=\p{L} )(?:wanted|charges|charged|offered|quotes|quoted|proposed)(?: us| me)?(?: about| around| like| roughly)? ?$/u;
/** Baton's words said back. */
const echoed =
  /\b(?:as|like) (?:you|u) (?:guys )?(?:said|say|mentioned|wrote|quoted|told|suggested|offered|charge)\b|\baccording to (?:you|your)\b|\bper your\b/;
const said = /\bsay (?:our|my|the|that our|that the|that we|that i) (?:\p{L}+ ){0,3}(?:was|were|is|are|had|would)\b/u;

/** `before` in the clause, `sentence` before, what stands `after` in the sentence. */
type Around = { before: string; sentence: string; after: string };

const elsewhere = /^[^.,;!?\n]{0,40}\b(?:at|in|with) (?:another|a different|some other) (?:company|firm|team)\b/;
const ideal = /\b(?:in an? (?:ideal|perfect|dream) world|dream budget|in my dreams|wishful|would love to have)\b/;
/** Behind an address or a number that is not to be used. */
const deadContact =
  /^[\s,]*(?:\(?(?:old|former|expired|dead|invalid|ex)\b|(?:bounce[sd]?|bouncing|left|expired)\b|(?:was|used to be|is my old|were) |(?:doesn'?t|does not|didn'?t|no longer|isn'?t) \p{L}+|(?:as|under|for|in|into|to) (?:the |my |our )?(?:e-?mail|phone|contact|field|record|crm|lead)\b)/u;
/** Behind an address: what its owner does, who is somebody else ("kate@acme.io handles purchasing"). */
const ofSomebody =
  /^\s+(?:he|she|they|who|got fired|retired|quit|resigned)\b|^\s+(?!(?:is|was|has|works|does|goes|looks|sounds|suits|gets|reaches|always|yes|thanks|cheers|sometimes|regards|greetings|weekdays|mornings|afternoons|evenings|wednesdays|perhaps|this|whats|lets|its|us|plus|as|kiss|besos|saludos|tres|des|les|mes|nos|sans|alles|das|dass|bis|als|was|los|las|es|más)\b)[a-z]{2,}s\s+\p{L}|^\s+(?:has|owns|does|is in charge|is responsible|looks after|left|moved|handled)\s+\p{L}/u;
const reference =
  /\b(?:ticket|invoice|order|case|account|customer|client|reference|ref|vat|tax|id|iban|card|serial|tracking|passport|booking|fax|support(?: line)?|hotline|help ?desk|switchboard|wrong|remove|delete|unsubscribed?|block(?:ed)?)(?: (?:no|nr|number|id|code))?\.?(?: is)?:? ?#? ?$/;

export function isDisowned(text: string, span: Span, { before, sentence, after }: Around): boolean {
  const behind = text.slice(span.end, span.end + 40);
  const contact = blanked.test(text.slice(span.start, span.end));
  // "Work is a@x.com private is b@x.com": of an address only what follows at once is said.
  if (rejected.test(after) && (!contact || copula.test(after))) return true;
  if (withdrawn.test(after) || shrugged.test(behind) || farFrom.test(before)) return true;
  const around = `${before} ${after}`;
  if (!still.test(around)) {
    if (pastTime.test(around) && pastVerb.test(around)) return true;
    if (wasOnce.test(before) && !unlessStill.test(around)) return true;
  }
  if (once.test(before) || elsewhere.test(after) || ideal.test(before)) return true;
  if (hearsay.test(before) || echoed.test(sentence) || assumed.test(sentence) || said.test(before)) return true;
  if (!contact) return false;
  return (
    ofSomebody.test(behind) ||
    reachedOut.test(before) ||
    ofOthers.test(before) ||
    reference.test(sentence) ||
    deadContact.test(behind)
  );
}
