// Whether the words around a value disown it: rejected ("10k is too much"), of another time ("last year we were 80"),
// only heard, or of an address the visitor once wrote to. What is doubted or merely soft stays.
import type { Span } from '../folded.ts';

/** "20k is not a problem" agrees. */
const fine =
  '(?! (?:(?:a|an|any|the) )?(?:problem|issue|bad|unreasonable|exact|final|fixed|set in stone|confirmed|certain|kein problem|un problème|un problema))';
const degree =
  '(?:(?:just|way|far|much|a bit|a little|really|simply|totally|probably|definitely|obviously|still|actually|i think|absolutely|quite|very|pretty much|more|roughly|about|around|kind of|likely|realistically|an?|the|our|my(?! (?:old|ex|former|previous))) )*';
/** What a value can be and still be meant: "20k is our max", "March is when we start", "the 3rd is wide open". */
const meant = `(?:${[
  'fine|ok|okay|good|great|grand|brilliant|lovely|wonderful|excellent|amazing|awesome|ace|superb?|splendid|terrific|fab|fabulous|fantastic|smashing|cool|sweet|decent|solid|better|best|all right|alright|spot on|bang on|nice|handy|convenient|suitable|perfect|ideal\\p{L}*|closer|nearer|easier|simpler|quieter|nicer|fun|interesting|promising|tempting|delicious|yummy|tasty|neat|exciting|must|musts|need(?:ed|s)?|required|requirement|essential|important|mandatory|necessary|vital|key|crucial|critical|priority|wanted|welcome|right|correct|true|realistic\\p{L}*|possible|do-?able|feasible|reasonable|comfortable|acceptable|affordable|manageable|enough|plenty|sufficient|sure|certain|safe|final|fixed|set|likely|preferred|favou?rite|(?:wide )?open|(?:completely |fully |totally )*(?:free|open)',
  'ours|us|me|mine|it|quietest|busiest|slowest|all|max\\p{L}*|min\\p{L}*|limit|budget\\p{L}*|approximate|estimated?|not|no problem|tops|including|incl|excluding|for|to (?:start|begin|cover)|in (?:our|the|my)|on (?:our|my) (?:side|end)|within|up to|per|available|private|personal|contact|work|office|direct|mobile|cell|landline|e-?mail|phone|current\\p{L}*|yes|there|already|now|as (?:much|far|high|low|many|late|early|good|big|soon) as|because|plan\\p{L}*|half',
  // Settled by those who decide: "is signed off", "has been pencilled in".
  '(?:approved|agreed|allocated|reserved|earmarked|confirmed|budgeted|settled|decided|scheduled|pencill?ed|signed|cleared|authori[sz]ed|granted|covered|guaranteed|locked|sorted|ring-?fenced|set aside|put aside|written)',
  '(?:what|when|where|how|why) (?:we|i|us|our|my|the (?:board|team|management|boss|cfo|ceo)|finance|management|procurement|everyone|everybody|it)(?!\\p{L})(?! \\p{L}+ (?:from|off|back|at your))',
  '(?:the )?(?:limit|cap|ceiling|goal|target|aim|one|number|figure|amount|dead-?line|launch|go-?live|kick-?off|start|end|total|headcount|team|size|latest|earliest|absolute|most|least|top|upper|lower|hard|soft|rough|fair|sweet|working|main|new|fastest|quickest|easiest|estimate|guess|annual|yearly|monthly|address|day|date|month|time|week)',
].join('|')})(?!\\p{L})`;
/** What takes even such words back: "March is when they start", "50 is the number on your page". */
const faulted =
  '(?:what|when|where|how|the|an?) [^.,;!?\\n]{0,24}(?<!\\p{L})(?:on|in|from|at|by) (?:your|their)(?!\\p{L})|better not|better than (?:ours|what)|my (?:old|ex|former|previous)(?!\\p{L})|(?:the|a) \\p{L}+ (?:they|you|he|she)(?!\\p{L})';
/** The rest of what the value measures, up to its verb: "20k a year is", "20k and that is", but not "20k but time is". */
const upTo =
  '(?: (?:and|but|so) (?=(?:that|it|this|which) ))?(?: (?!(?:but|and|or|so|since|because|as|if|when|while|though|although|until|unless|where|who|everyone|everybody|he|she|we|our|my|the|not sure)(?!\\p{L}))\\p{L}+){0,3}?';
const rejected = new RegExp(
  [
    `^(?!(?: \\p{L}+){0,2}? (?:but|and|because|since|so|as|though|although|if|when) (?!(?:that|it|this|which) ))[^.,;!?\\n]{0,24}?\\b(?:(?:is|are|was|were|would be|will be) (?:not|never)|(?:isn|aren|wasn|weren)'?t)\\b${fine}`,
    `^${upTo}(?: (?:is|was|would be|will be|sounds?|seems?|feels?|looks?)|(?<= (?:that|it|this|which)|^)'s) (?:${degree}(?:${faulted})|(?!${degree}${meant}))`,
    `^${upTo} (?:are|were) (?:(?:just|way|far|much|really|simply) )*(?:too|out of|(?:more|less) than|impossible|wrong|not)(?!\\p{L})`,
    `^${upTo} (?:won|doesn|wouldn|can|couldn|don|didn)'?t (?:work|do|fit|happen|fly|suit|cut it)\\b`,
    `^${upTo} (?:will|does|would|can|could|do|did) ?not (?:work|do|fit|happen|fly|suit|cut it)\\b`,
    '^(?: \\p{L}+){0,3}? (?:ist|sind|wäre|wären) (?:(?:viel|leider|uns|mir|mein\\p{L}*|unser\\p{L}*) )*(?:zu|nicht|unmöglich|unrealistisch|teuer|alt\\p{L}*|euer|ihr)(?!\\p{L})',
    '^(?: \\p{L}+){0,3}? (?:reicht|geht|passt|klappt)(?: \\p{L}+)? nicht(?!\\p{L})',
    "^(?: \\p{L}+){0,3}? (?:c'est|est|serait|sont|n'est|ne sont|ne (?:marche|convient|suffit|va|passe)) (?:(?:beaucoup|bien|vraiment|un peu) )?(?:trop|pas|impossible|cher|votre)(?!\\p{L})",
    '^(?: \\p{L}+){0,3}? (?:es|son|sería|no) (?:podemos|puedo|se puede|demasiado|mucho|imposible|caro|es|son|sería|funciona|alcanza|sirve|va|su)(?!\\p{L})',
    '^,? (?:nicht|nein|non|no)[.!]?$',
    '^ would (?!(?:also |probably |definitely |easily |all |ideally |certainly |likely |only )*(?:be|work|do|fit|suit|cover|suffice|help|make (?:sense|it|life|us|me|a good)|use|need|have|start|like|love|prefer|want|join|come|go|get|allow|let|give us|seem|sound|feel|look|attend|access|log|test|travel|stay|arrive|share|benefit|participate|take part|still|then)(?!\\p{L}))',
    "^ (?:we|i) (?:can'?t|cannot|won'?t)(?! (?:wait|go (?:over|above|higher|beyond)|exceed|(?:do|pay|spend) more))(?!\\p{L})",
    '^ (?:(?:können|kann|wollen|schaffen) (?:wir |ich |wir es )?nicht|(?:on|nous|je) (?:ne )?(?:peut|pouvons|peux) pas)(?!\\p{L})',
  ].join('|'),
  'u',
);
/** "20k? no way", "100? where is that from": said back in wonder. What goes on doubting its own answer is one. */
const shrugged =
  /^ ?[?!]*\?[?!]* +(?!(?:not (?:sure|certain|really sure)|i(?:'m| am|m)? (?:not sure|think|guess|believe|suppose|don'?t know)|maybe|perhaps|probably|possibly|hard to|difficult to|depends|it depends|no,|no idea|no clue|no (?:sorry|wait|more|make|it|we|i)|sorry|wait|actually|does|do|would|is|is it|are(?! you)|can|could|if|or|and|but|give or|something|roughly|about|around|we|our|my|it|its|that'?s|idk|dunno|let|ok|thanks|thx|please|pls|hm+|um+|uh+|so|also|what do you|how does|which|when do|when can|weiß|keine ahnung|peut|je|no sé|\d|~)(?![\p{L}]))["'(]?\p{L}/u;
/** Only a value that opens the sentence is one said back: "so you want 20k?" has its own rules. */
const echoing =
  /^\W*(?:(?:oh|wow|what|u+m+|h+m+|only|just|so|like|a|an|the|about|around|for|really|is it|did you say|from|up to|over|at|in|by|ok|okay|yes|no|well|haha|lol|sorry|wait|und|et|y)\W+)*[$€£~]?$/u;
/** "We wanted to spend 20k but that got frozen". */
const withdrawn =
  /\bwho knows\b|\bnot any ?more\b|\bno longer\b|\b(?:got|gets|was|were|been|is|are|has been) (?:frozen|cut(?! to)|cancell?ed|scrapped|axed|pulled|denied|rejected|declined|withdrawn|gone|taken away|slashed(?! to))\b/;
const farFrom =
  /\b(?:nowhere (?:near|close to)|far from|(?:down|up|went|grew|shrank|dropped|fell|reduced|scaled) from|not even|(?:cut|scrapped|cancell?ed|axed|froze|lost|returned) (?:the|our|that|all|those)|weit (?:entfernt )?von|loin (?:de|des)|lejos de|(?:i|we|and|really) (?:hate|dislike|detest|loathe|can'?t stand|avoid))(?: \p{L}+){0,2} ?$/u;

const pastTime =
  /(?:\bwhen (?:we|i) (?:were|was|had)\b|\b(?:last|previous|prior) (?:year|quarter|month|week|fiscal year|fy|summer|winter|spring|autumn|fall|season|time)\b|\b(?:a|two|three|few|couple of|\d+) (?:years?|months?) (?:ago|back)\b|\bback (?:then|in)\b|\bletzte[snm]? (?:jahr|quartal|monat)|\bvor (?:\p{L}+ |\d+ )jahren|\b(?:l'an dernier|l'année dernière|l'année passée|il y a (?:\p{L}+|\d+) ans)|\b(?:el año pasado|hace (?:\p{L}+|\d+) años)|\b(?:in|im jahr|en) (?:19\d\d|20[01]\d|202[0-5])\b)/u;
const pastVerb =
  /(?:(?<![\p{L}])(?:were|was|had|spent|paid|used|did|got|came|cost|budgeted|planned|waren|war|hatten|hatte|gaben|zahlten|étions|était|avions|avait|avons (?:dépensé|payé)|éramos|era|teníamos|gastamos|pagamos)(?![\p{L}])|'d\b)/u;
/** "In 2020 we moved 40 people". */
const didOnce = /\b(?:we|i) \p{L}{2,}ed(?!\p{L})[^,;]*$/u;
const still =
  /\b(?:now|still|today|currently|this (?:year|quarter|month|time|week|season|fy|fiscal)|dieses (?:jahr|quartal)|cette année|este año|since|same as|like last|last (?:time )?(?:i|we) (?:checked|looked|counted)|as far as i|again|jetzt|heute|maintenant|toujours|ahora|todavía)\b/;
/** "We were 100", "it was due in April": no longer so, unless the sentence goes on to say that it is. */
const wasOnce =
  /(?<![\p{L}])(?:(?:we|i|there|it|they|that|team|company|headcount|staff|budget|project|deadline|wir|ich|es|on|nous|ça|éramos) )?(?:were|was|had|(?<!\bbe )(?:used|spent|paid)|burnt|burned|lost|wasted|waren|war|hatten|hatte|étions|était|avions|avait|éramos|teníamos|tenía|gastamos)(?: (?:full|closed|busy|sold out|empty|crowded|at|about|around|roughly|like|only|just|over|mal|einmal|früher|noch|due|planned|set|in|on|by|for|up to|the|a|some|almost|nearly|etwa|rund|ca\.?|environ|unos|dépensé|payé))* ?[$€£~]?$/u;
const unlessStill =
  /\b(?:in mind|set aside|planned|budgeted|approved|allocated|earmarked|reserved|as of|at last count|last i checked|hoping|thinking)\b/;
const once =
  /\b(?:once had|had once|(?:another|a different|some other) (?:company|firm|team|employer)|(?<!\b(?:we|i|we're|i'm|are|is|for|run|be)(?: still| just| only)? )\b(?:a|an|the|one) (?:company|firm|business|vendor|supplier|guy|person|startup|customer|client|prospect|agency) (?:with|of|that|who|which)|my (?:old|former|previous|ex) (?:\p{L}+ )?(?:number|e-?mail|mail|address|phone|mobile|cell|one)|(?:meine?|die|der) alte[nr]? \p{L}+|mon ancien(?:ne)?|mi antigu[oa]|mi anterior)\b/u;

/** Contact data is blanked out to these signs. */
export const blanked = /^_+$/;
const copula = /^ (?:is|was|would|isn'?t|wasn'?t|does|doesn'?t|has|won'?t|ist|passt|geht|est|n'est|no)\b/;
const reachedOut =
  /\b(?:(?:calls?|e?-?mails?|spam|messages?|letters?|texts?|something|stuff|heard|got it) from|wrote|written|sent|e-?mailed|mailed|messaged|called|phoned|rang|dialled|tried|contacted|texted|complained|replied|schrieb|geschrieben|angerufen|écrit|appelé|escribí|escrito|llamé)\b(?: (?:to|an|a|at|the|your|e-?mails?|messages?|number|team|support|sales|hotline|à|au|an|al?))* ?$/;
/** "I wrote to you from ..." names one's own. */
const wroteFrom =
  /\b(?:i|we|i've|we've) (?:(?:have|already|just|also|had|did) )*(?:sen[dt]|writ\p{L}*|wrote|e-?mail\p{L}*|mail\p{L}*|messaged?|contacted|call|called|texted|replied)\b[^.,;]*\bfrom $/u;
const ofOthers =
  /\b(?:my|our|the) (?:boss|manager|assistant|colleague|coworker|co-worker|ceo|cto|cfo|cmo|coo|vp|director|secretary|chef(?:in)?)\b(?!.*\b(?:use|try|write|mail|send|reach|contact)\b)/;

const assumed = /\bhypothetical\p{L}*|(?<!\b(?:i|i'd|we|we'd|would|can|could|safely) )\bassume\b/u;
/** Told by others or by us: "the website says 20k", "I said 20 but ...". */
const hearsay =
  /\b(?:i|we)(?:'m|'re| was| were| am| are| have been|'ve been) (?:told|instructed|ordered|forced|supposed|paid)\b|\b(?:i|we)(?:'ve| have)? (?:heard|read|saw|seen|googled)\b|\b(?:i|you|u|it|site|website|page|ad|article|brochure|someone|somebody|people|colleague|rep|google|chatgpt|reviews?|rumou?rs?|word|news) (?:says?|has it|said|wrote|mentions?|mentioned|told|claims?|claimed|quoted|suggested|suggests|states?|reads?)(?: (?:us|me|it'?s|it is|that|we|about|around|starting|at|from))* ?$|(?<!\b(?:we|i|boss|cfo|ceo|cto|coo|board|team|management|finance)(?: (?:\p{L}+ )?)?)(?<=\p{L} )(?:wanted|charges|charged|offered|quotes|quoted|proposed)(?: us| me)?(?: about| around| like| roughly)? ?$/u;
/** "I said Indian": the visitor's own word again, with nothing against it. */
const repeated = /\bi (?:already |just )?said (?:it'?s )?$/;
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
  /^[\s,]*(?:\(?(?:old|former|expired|dead|invalid|ex)\b|(?:bounce[sd]?|bouncing|left|expired)\b|(?:was|used to be|is my old|were|belongs to (?!me|us)\p{L}+) |(?:doesn'?t|does not|didn'?t|no longer|isn'?t) \p{L}+|(?:as|under|for|in|into|to) (?:the |my |our )?(?:e-?mail|phone|contact|field|record|crm|lead)\b)/u;
/** Behind an address: what its owner does, who is somebody else ("kate@acme.io handles purchasing"). */
const ofSomebody =
  /^\s+(?:he|she|they|who|got fired|retired|quit|resigned)\b|^\s+(?:(?:always|usually|often|never|also|only|really|currently) )?(?:handles|runs|signs|approves|decides|manages|leads|owns|belongs|buys|knows|wants|needs|sits|takes|makes|pays|deals|looks|oversees|heads|controls|purchases|orders|processes|reviews|negotiates|coordinates|organi[sz]es|supervises|administers|maintains|uses|likes|thinks|says|asks|loves|hates|teaches|drives|supports|plans|holds|keeps|books|chooses|selects|evaluates|assesses|checks|sells|builds|writes|speaks|complains|refuses|helps|reports|trains|recruits|hires|supplies|invoices|bills|represents|prefers|believes|agrees|disagrees|recommends|requests|comes|leaves|joins|left|moved|handled|recommended|told|asked|said|wrote|sent)\s+\p{L}|^\s+(?!(?:is|was|has|this|plus|unless|across|as|versus|besides|reaches|gets|works|goes|always|sometimes|thanks|cheers|yes|us|its|thats|lets|regards|wednesdays|weekdays|mornings|afternoons|evenings|perhaps)\b)[a-z]{2,}s\s+(?:the|our|all|their|his|her|any|every|everything|everyone|those|these)\b|^\s+(?:has|owns|does|is in charge|is responsible|looks after)\s+\p{L}/u;
const reference =
  /\b(?:ticket|invoice|order|case|account|customer|client|reference|ref|vat|tax|id|iban|card|serial|tracking|passport|booking|fax|support(?: line)?|hotline|help ?desk|switchboard|wrong|remove|delete|unsubscribed?|block(?:ed)?)(?: (?:no|nr|number|id|code))?\.?(?: is)?:? ?#? ?$/;

export function isDisowned(text: string, span: Span, { before, sentence, after }: Around): boolean {
  const behind = text.slice(span.end, span.end + 40);
  const contact = blanked.test(text.slice(span.start, span.end));
  // "Work is a@x.com private is b@x.com": of an address only what follows at once is said.
  if (rejected.test(after) && (!contact || copula.test(after))) return true;
  if (withdrawn.test(after) || (echoing.test(sentence) && shrugged.test(behind)) || farFrom.test(before)) return true;
  const around = `${before} ${after}`;
  if (!still.test(around)) {
    if (pastTime.test(around) && (pastVerb.test(around) || (pastTime.test(before) && didOnce.test(before))))
      return true;
    if (wasOnce.test(before) && !unlessStill.test(around)) return true;
  }
  if (once.test(before) || elsewhere.test(after) || ideal.test(before)) return true;
  if (
    (hearsay.test(before) && !(repeated.test(before) && /^\W*$/.test(after))) ||
    echoed.test(sentence) ||
    assumed.test(sentence) ||
    said.test(before)
  )
    return true;
  if (!contact) return false;
  return (
    ofSomebody.test(behind) ||
    (reachedOut.test(before) && !wroteFrom.test(before)) ||
    ofOthers.test(before) ||
    reference.test(sentence) ||
    deadContact.test(behind)
  );
}
