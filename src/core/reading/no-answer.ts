// Replies that answer nothing: greetings, thanks, "don't know", a plain yes or no, refusals, signs and smileys.

const pieces = [
  "(?:i'?m |i am |we'?re |we are )?not (?:really |quite |so |too )?(?:sure|certain)(?: about (?:that|this|it)(?: one)?)?|(?:who|god|heaven|goodness) knows|that(?:'s| is) a (?:very |really )?good question|(?:i|we)(?:'d| would) have to (?:think|ask|check|look)(?: about)?(?: (?:that|it|this)(?: one)?)?|you know|(?:i |we )?(?:really |honestly )?can'?t (?:say|tell)|that was (?:always )?before my time|das(?= wei)",
  "what (?:a )?nonsense|(?:this|that)(?:'s| is) (?:just )?(?:ridiculous|nonsense|stupid|silly|useless|a waste of time)|nonsense|ridiculous",
  "(?:i |we )?(?:really |honestly )?(?:don'?t|do not|didn'?t|haven'?t|dunno)(?: really| quite)? (?:know|got|have|decided|decide|thought)(?: (?:one|any|that|it|about it|yet|exactly|right now|for sure|tbh|off the top of my head|a budget|a date|a deadline|a timeline))*",
  'not sure (?:what (?:i|we) (?:need|want)|where to (?:start|begin)|how to (?:say|put|explain) (?:it|this))',
  'no (?:fixed |set |real |hard |particular )?(?:idea|clue|questions?|company|phone|website|budget|date|deadline|timeline|timeframe|plans?|rush|hurry|answer|comment|thanks?(?: you)?|one|need|preference)(?: (?:yet|set|fixed|really|at all|for now|as of now|so far|in mind|sorry|tbh))*',
  'not (?:really |quite |100% |entirely |totally )?(?:sure|certain|decided|yet|now|interested|urgent|important|clear|defined)(?: (?:yet|tbh|right now|at the moment|exactly))*',
  "(?:i'?d |i would )?(?:rather|prefer) not(?: to)?(?: (?:say|answer|share|tell|disclose))?(?: that| it)?",
  'nothing (?:fixed|decided|set|special|really|yet|in particular|specific)',
  'none of your business',
  'good (?:morning|afternoon|evening|day)|g[uü]e?ten (?:tag|morgen|abend)|guten|buen[oa]s?(?: (?:d[ií]as|tardes|noches))?|bon(?:soir|ne journée)|salut|coucou|servus|ciao|ol[aá]|gr[uü](?:ss|ß) (?:gott|dich|euch)',
  "danke(?: (?:schön|dir|ihnen|sehr|euch))?|vielen dank|merci(?: (?:beaucoup|bien))?|(?:muchas )?gracias|bitte(?: schön)?|por favor|s'il vous pla[iî]t|svp",
  '(?:ich )?wei(?:ss|ß) (?:ich )?(?:noch |es )?nicht(?: genau)?|keine ahnung|noch (?:nicht|unklar|offen)|je ne sais pas(?: encore)?|aucune idée|pas (?:encore|sûr)|no (?:lo )?sé(?: todavía| aún)?|ni idea|todavía no|aún no',
  '(?:just |please )?(?:give me|bear with me|hang on|hold on)(?: (?:a|one|two|just a|another))?(?: (?:sec(?:ond)?s?|min(?:ute)?s?|moment))?|(?:just )?(?:a|one|two) (?:secs?|seconds?|mins?|minutes?|moment)|be right back|back in a (?:sec|min(?:ute)?|moment)|secs?|mins?|(?:einen |kleinen )?(?:augenblick|moment)|un (?:moment|instant|momento|segundo)|momentito',
  "(?:i (?:have|had|got) )?(?:a |just a |one )?(?:quick |short |small |general )?questions?|(?:i )?(?:just )?(?:need|want) (?:some |a bit of |your )?help|(?:please |can you |could you )?help(?: me)?(?: please)?|not (?:that|as far as) i(?:'m| am)? (?:know|aware|can think)(?: of)?|nothing (?:that )?(?:i can think of|comes to mind)|(?:i )?can'?t think of (?:anything|any|one|a thing)(?: right now| now| else)?|(?:ich )?(?:habe?|hätte) (?:da |mal |nur )*(?:eine? |ne )?(?:kurze )?frage|(?:j'ai|j'aurais) une (?:petite )?question|(?:tengo|tenía) una (?:pregunta|consulta|duda)|(?:i'?m |i am |we'?re )?just (?:exploring|curious|checking|testing|researching|wondering|reading|saying hi|seeing)(?: (?:around|things out|it out|options))?|(?:this is |it'?s )?(?:just )?a test|(?:i )?(?:was|am|i'?m) (?:just )?(?:in|on) (?:a|another|the) (?:call|meeting|phone)|(?:it'?s |that'?s )?complicated|whatever|various(?: (?:things|stuff))?|(?:lots|all sorts|all kinds) of (?:things|stuff)|secret|guess|mine|(?:sorry |i )?(?:do not|don'?t|didn'?t) (?:really |quite )?(?:understand|get it|follow)(?: (?:the|that|this|your|you|question|it|what you mean))*|(?:das )?verstehe? ich nicht|(?:je )?(?:ne )?comprends pas|no entiendo|good question|u+gh+|a+rgh+|z{2,}|wow|omg|pardon|interesting|now|again|seriously|good bot|should be (?:ok|fine|good)|not for now|i'?ll ask(?: around)?|genau|eben|stimmt|klar|achso|ja|doch|natürlich|bof|voilà|d'accord|(?:très|tout va) bien|oui|vale|claro|bueno|sí|one question|first|morning|evening|afternoon|world|home|stop|(?:asdf|qwer|jkl)[a-z]*|bla(?:h|bla)*|i (?:already |just )?(?:told|said|wrote)(?: (?:you|that|it|this|so))*(?: already| before| above)?|(?:see|as) above|same as before",
  "let me (?:check|think|see)(?: first)?|i(?:'ll| will) (?:check|get back to you|let you know)|one (?:sec|second|moment)|hold on",
  '(?:you|anyone|anybody|is anyone|are you|is this)(?: still)? (?:there|a bot|a robot|real|human|here)',
  'skip(?: (?:that|this|it))?(?: (?:one|question))?|next question|just (?:browsing|looking|having a look)(?: around)?|never ?mind|nvm',
  "can'?t (?:say|tell)|cannot (?:say|tell)|hard to (?:say|tell|explain|describe|put into words)|difficult to say|(?:it |that )?depends|we'?ll see|undecided|unsure|unknown|tbd|tbc|n/?a|idk|dunno",
  'thank you(?: (?:so|very) much)?|thanks(?: (?:so much|a lot|a bunch))?|thx|ty|cheers|see you|talk (?:soon|later)|got it',
  'hi+|hey+|hello+|hiya|yo|howdy|hallo|bonjour|hola|moin|gr[uü]ezi|there|all|team|guys|o?k(?:ay|ey)?|kk|alright|cool|great|fine|good|nice|perfect|lol|a?ha(?:ha)*|hm+|u[mh]+|well|so|oh|ah|test(?:ing)?',
  'yes|yeah|yep|yup|ya|sure|nope|nah|no|none|nothing|neither|maybe|perhaps|pass|next|private|confidential|why|what|huh|sorry|please|pls|bye+|goodbye|later|wait|brb|yet|really|honestly|tbh|i guess|i think|you|me',
];
const piece = new RegExp(`(?:${pieces.join('|')})(?![\\p{L}\\p{N}])`, 'uy');
const between = /[^\p{L}\p{N}]*/uy;

/** Over folded text. Reads piece by piece without going back, so that no text can make it slow. */
export function isNoAnswer(text: string): boolean {
  const said = text.replaceAll('_', ' ');
  if (said.length > 200) return false;
  let at = 0;
  while (at < said.length) {
    at = past(between, said, at);
    if (at >= said.length) break;
    const next = past(piece, said, at);
    if (next === at) return false;
    at = next;
  }
  return true;
}

function past(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}
