// The words around a time on offer that decide what was said of it, and those that decide nothing, in four languages.
import { hour, type Reader, type Signal, whole } from './time-signs.ts';

type Mark = Exclude<Signal, { n: number } | { day: number } | { from: unknown } | { minutes: unknown }>['kind'];

const says = (kind: Mark, source: string): Reader => ({
  pattern: whole(source),
  read: () => ({ kind }),
});

/** Words that sound like a "no" and are none. */
const harmless: Reader = {
  pattern: whole(
    "no (?:problem|worries|rush)|not (?:a problem|bad)|kein problem|pas de (?:problème|souci)|sin problemas?|why not|warum nicht|pourquoi pas|por qué no|je n'ai rien contre|(?:go|going|stick|stay) with|me quedo con|nos quedamos con|looking forward(?: to it)?|good (?:morning|afternoon|evening|day|night)|guten? (?:morgen|tag|abend)|bonjour|bonsoir|buen[oa]s (?:días|tardes|noches)",
  ),
  read: () => 'filler',
};

/** Before anything else is taken out of them: later words mean something else within these. */
export const phrases: readonly Reader[] = [
  harmless,
  says(
    'declines',
    "no,? thanks?(?: you)?|(?:no|don't (?:want|need) (?:a|any|the)|rather not have an?|without a) (?:call|meeting|demo|appointment)s?|don't call(?: me)?|not (?:right )?now|rather not|(?:an? )?e-?mail (?:first|instead|only)|not interested|changed my mind|nein,? danke|jetzt nicht|nicht anrufen|pas maintenant|ahora no|kein(?:en?)? (?:termin|anruf|gespräch|telefonat|interesse)|non,? merci|pas (?:d'appel|de rendez-vous|de réunion|intéressée?)|no,? gracias|ningun[oa]? (?:llamada|reunión|cita)|no (?:quiero|necesito) (?:una )?(?:llamada|reunión|cita)",
  ),
  says(
    'defers',
    'check(?: with| my)?|let me (?:think|see|ask)|ask my|asking my|get back to|let you know|think (?:about|it over)|not sure(?: yet)?|need to (?:see|ask|look)|have to (?:see|ask|look)|confirm (?:with|later|tomorrow)|depends|prüfen|nachfragen|nachsehen|abklären|abstimmen|melde mich|überleg\\p{L}*|vérifier|demander|voir avec|réfléchir|reviens vers|consultar\\p{L}*|preguntar\\p{L}*|pensar\\p{L}*|averiguar\\p{L}*|depende',
  ),
  says(
    'not',
    "(?:i|we)(?:'ve| have| already have|'re| are|'m| am)(?: already| also| in)? (?:another|an?|our) (?:other |weekly |team |board |customer )?(?:call|meeting|appointment|demo|flight|visit)|busy|unavailable|booked|conflict|on (?:holiday|vacation)|out of office|belegt|verplant|verhindert|im urlaub|occupée?s?|pris(?:e)?|en vacances|ocupad[oa]s?|de vacaciones|too (?:early|late|soon)|zu (?:früh|spät)|trop (?:tôt|tard)|(?:demasiado|muy) (?:temprano|tarde|pronto)",
  ),
  says(
    'none',
    "none(?: of (?:these|those|them|the (?:above|three|times)))?(?: (?:works?|suits?|fits?))?|neither(?: of (?:these|those|them))?|nothing (?:works|suits|fits)|keine[nrs]?(?: (?:davon|von (?:diesen|denen)|der (?:zeiten|termine|drei)))?|nichts davon|aucune?(?: (?:de ces|d'eux|des|d'entre elles|ne)(?: (?:horaires|créneaux|dates|trois))?)?|ningun[oa]?(?: de (?:estos|estas|esos|esas|ellos|ellas|los|las)(?: tres)?)?",
  ),
  says(
    'earliest',
    '(?:the )?(?:earliest|soonest|earlier the better|sooner the better)(?: (?:one|possible|time|slot|option))?|asap|as (?:soon|early) as (?:possible|you can)|(?:so|möglichst) (?:früh|bald|schnell)(?: wie möglich)?|am frühesten|(?:der|den|das|die) früheste[nrs]?(?: (?:termin|zeit))?|(?:le )?plus tôt possible|(?:au|le) plus tôt|(?:lo|la|el)? ?(?:más|mas) (?:temprano|pronto)(?: posible)?|lo antes posible|cuanto antes',
  ),
  says(
    'any',
    "any(?: one)?(?: of (?:them|these|those|the (?:three|times)))?|whichever|whatever (?:works|suits)(?: (?:best|for you|you))*|either(?: one)?|all (?:of them |of these |three )?work|all (?:of them|three)|you (?:choose|pick|decide)|(?:i )?don't mind|doesn't matter|up to you|no preference|egal|(?:ist|das ist) mir egal|beliebig|suchen sie (?:es sich |sich einen )?aus|alle(?: drei)?|jede[rs]?(?: davon)?|peu importe|n'importe le?a?quel(?:le)?|n'importe|tous(?: les trois)?|toutes|comme vous voulez|cualquiera|(?:me )?da igual|todas|todos|el que (?:sea|quiera)|como (?:quiera|prefiera)",
  ),
  says(
    'other',
    '(?:an)?other|others|different|something else|else|instead|alternatives?|more (?:times|options|slots)|andere[nrs]?|stattdessen|sonst|weitere[nrs]?|alternativen?|autres?|différente?s?|à la place|otr[oa]s?|en cambio|diferentes?',
  ),
  says(
    'earlier',
    '(?:an? |some |etwas |ein bisschen |un peu |un poco |algo )*(?:earlier|sooner|früher|eher|plus tôt|más temprano|más pronto|antes)(?! (?:in|am) )',
  ),
  says(
    'later',
    '(?:an? |some |a bit |etwas |ein bisschen |un peu |un poco |algo )*(?:later|später|plus tard|más tarde|después)(?! (?:in|am) )',
  ),
];

/** "2 of us", "we are 10 people", "give me a second": numbers of something else. */
export const traps = whole(
  `(?:just )?(?:a|an|one|1) (?:second|sec|moment|minute|min)s?|(?:${hour}) of (?:us|our|my|you)|(?:we|there)(?:'re| are| will be|'ll be) (?:only |just |about )?(?:${hour})|wir sind (?:nur |etwa )?(?:${hour})|zu (?:zweit|dritt|viert)|(?:nous|on) (?:sommes|serons|est|sera) (?:${hour})|(?:somos|seremos) (?:${hour})|(?:${hour}) (?:people|persons|users|employees|minutes?|mins?|hours?|days|weeks|months|personen|leute|minuten|stunden|tage|wochen|personnes|heures de|jours|semaines|personas|minutos|días|semanas)|half an hour|\\+\\d+|\\d+ ?(?:-|to|bis|à|a) ?\\d+(?! ?uhr)|you first|me first|second that|none of your|first (?:tell|send|let|of all)|eine (?:halbe )?stunde|"[^"]*"|_+`,
);

/** Last, because phrases have words such as these in them. */
export const mere: readonly Reader[] = [
  says(
    'not',
    "not|no|nope|don't|doesn't|can't|cannot|won't|isn't|aren't|wouldn't|couldn't|never|nicht|nein|leider|ne|n'est|pas|jamais|non|nunca|tampoco|unfortunately|malheureusement|lamentablemente",
  ),
  says(
    'hedges',
    'maybe|perhaps|probably|possibly|might|if|unless|vielleicht|eventuell|wahrscheinlich|vermutlich|wenn|falls|sofern|peut-être|sans doute|probablement|quizás?|tal vez|probablemente',
  ),
  says(
    'yes',
    "yes|yeah|yep|yup|sure|ok|okay|perfect|great|sounds good|works(?: for me)?|all good|fine|deal|agreed|please do|go ahead|ja|gerne?|passt|einverstanden|genau|perfekt|super|oui|d'accord|parfait|ça marche|volontiers|ça me va|sí|si|vale|perfecto|de acuerdo|claro|genial",
  ),
  says(
    'wishes',
    'how about|what about|do you have|have you got|is there|are there|anything|something|can we|could we|can you|could you|would|free|available|possible|rather|better|prefer\\p{L}*|wie wäre|wie sieht|haben sie|hätten sie|gibt es|geht|ginge|können wir|könnten wir|lieber|besser|möglich|frei|avez-vous|auriez-vous|est-ce|peut-on|pourrait-on|plutôt|mieux|libre|disponible|préf\\p{L}*|possible|tiene[ns]?|tendría[ns]?|hay|puede|podría(?:mos)?|podemos|mejor|prefer\\p{L}*|posible|sería|qué tal',
  ),
];

/** Words of an answer that say nothing more. */
export const fillers = new Set(
  `i i'd i'll i'm im we we'd we'll you your us me my it it's its that that's this these those is are was be will would could can
  should shall do does let's let lets got please pls thanks thank thx ty good nice lovely excellent cool awesome wonderful the of a an on at in
  for to from then and or so just only work working works suit suits best fit fits ideal ideally like love want take go choose pick select book
  schedule confirm reserve time times slot slots option options ones date dates day days call meeting appointment still also too about any there
  hi hello hey baton sounds looks see talk speak guys down put make lock week weeks next coming but very much 
  both how here's mine ahead one
  ich wir mir uns für bei am an im um der die das den dem des ein eine einen einer es ist sind wäre wär würde würden nehme nehmen nimm nehm
  bitte danke dank vielen schön gut sehr gern gerne toll prima wunderbar klasse mal dann also und oder doch auch wohl so passt passen passend klappt geht
  gehen buchen buche reservieren eintragen bestätigen termin termine uhr uhrzeit zeit zeiten tag tage anruf gespräch treffen woche wochen nächste nächsten hallo guten sie ihnen
  ihr kann können könnte könnten mich dir hätte hätten gerne möchte möchten nur noch da dort am besten
  je j'ai j'aimerais j'aime nous vous moi me le la les l l' un une des du de d' à au en pour et ou est c'est ce cela ça serait sera convient conviendrait
  prends prendrai prendrais prenons choisis choisir réserver réservez confirmer merci bien très bonjour parfaitement oui créneau créneaux horaire horaires
  heure heures jour jours rendez-vous appel réunion semaine semaines prochaine svp s'il plaît mieux alors donc aussi va ira irait on peut
  yo nos nosotros mi el los las lo un una unos unas de del para por en a y o es está estaría sería viene venga vendría bien muy gracias hola quiero queremos quisiera
  tomo tomamos elijo elegimos reservar reserve reserva confirmar confirmo hora horas horario día días cita llamada reunión semana semanas próxima favor entonces también
  funciona viene va queda quedamos vamos que si perfecto le les usted`.split(/\s+/u),
);
