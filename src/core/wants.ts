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
/** The same in the other languages Baton speaks. */
const personAbroad = [
  '(?<!\\p{L})(?:mit|an) (?:(?:einem|einer|eine|einen|ihrem|dem|jemandem?|irgendwem) ?)?(?:echten |richtigen |wirklichen |menschlichen |anderen )*(?:menschen|mitarbeiter(?:in)?|berater(?:in)?|ansprechpartner(?:in)?|kollegen|kollegin|person|vertrieb(?:ler)?|vertriebsteam|team|support|jemandem?)(?: (?:aus|vom|von|im) (?:dem |der |ihrem )?\\p{L}+)? (?:sprechen|reden|telefonieren|chatten|verbinden|verbunden|weiterleiten|schreiben)(?!\\p{L})',
  '(?<!\\p{L})mit jemandem (?:sprechen|reden|telefonieren|chatten)(?!\\p{L})',
  '(?<!\\p{L})(?:kann|könnte|soll|möge|bitte) (?:mich |mir )?(?:bitte )?(?:jemand|ein mensch|ein mitarbeiter|eine mitarbeiterin) (?:mich |mir )?(?:bitte )?(?:an|zurück)?(?:rufen|melden|schreiben)(?!\\p{L})',
  '(?<!\\p{L})(?:echte[rn]?|richtige[rn]?|wirkliche[rn]?) (?:menschen?|mitarbeiter(?:in)?|person)(?!\\p{L})|(?<!\\p{L})kein(?:en|em)? (?:bot|chatbot|roboter|maschine|ki)(?!\\p{L})',
  "^\\W*(?:(?:bitte |einen |ein )*(?:mensch|menschen|mitarbeiter|berater)|(?:un )?(?:humain|conseiller|commercial)|(?:un )?(?:humano|agente|asesor|comercial))(?:,? (?:bitte|svp|s'il vous plaît|por favor))?\\W*$",
  "^\\W*(?:(?:ich |wir )?(?:brauche|brauchen|möchte|möchten|will|wollen|bitte) (?:bitte )?(?:einen menschen|eine person|einen ansprechpartner|eine ansprechpartnerin)|(?:je |j')?(?:voudrais|veux|souhaite|ai besoin d') ?(?:une? )?(?:humain|personne)|(?:quiero|quisiera|necesito) (?:a )?una? (?:humano|persona|agente|asesora?)|una persona)(?:,? (?:bitte|svp|s'il vous plaît|por favor))?\\W*$",
  '(?<!\\p{L})(?:verbinden sie mich|verbinde mich) (?:bitte )?mit(?!\\p{L})|(?<!\\p{L})(?:póngame|páseme|comuníqueme|conécteme) con(?!\\p{L})|(?<!\\p{L})mettez[- ]moi en (?:relation|contact) avec(?!\\p{L})',
  "(?<!\\p{L})(?:parler|discuter|échanger|parle|en contact|en relation) (?:à|avec) (?:une? |des |vos |votre |l')?(?:vraie? )*(?:humain|humaine|quelqu'un|personne|conseill(?:er|ère)|commercial(?:e)?|agent|collègue|équipe|interlocuteur)(?!\\p{L})",
  "(?<!\\p{L})(?:quelqu'un|une personne|un conseiller|un commercial) (?:peut|pourrait)(?:-il|-elle)? (?:me |m')(?:appeler|rappeler|contacter|répondre)(?!\\p{L})|(?<!\\p{L})(?:une? )?vraie? (?:humain|personne)(?!\\p{L})|(?<!\\p{L})pas (?:à |avec )?un (?:robot|bot|chatbot)(?!\\p{L})",
  '(?<!\\p{L})(?:hablar|hable|chatear|comunicarme|contactar|ponerme en contacto) (?:directamente )?con (?:una? |el |la |su |alguna )?(?:equipo|persona|alguien|humano|agente|asesora?|comercial|representante|ser humano|ventas)(?!\\p{L})',
  '(?<!\\p{L})(?:me (?:puede|podría|pueden) (?:llamar|contactar) (?:alguien|una persona)|(?:puede|podría) (?:alguien|una persona) llamarme|que (?:alguien )?me llamen?|persona (?:real|de verdad)|humano de verdad)(?!\\p{L})|(?<!\\p{L})no (?:quiero hablar con )?un (?:robot|bot|chatbot)(?!\\p{L})',
];
const person = new RegExp(
  [
    `\\b(?:talk|speak|chat|connect(?: me)?|transfer(?: me)?|put me through|get me|pass me(?: on)?|hand me(?: over)?|switch me)(?: directly| now| please)? (?:to|with|through to)?\\s?${someone}\\b`,
    `\\b(?:get|give|need|want|prefer|i'd like|have|find) (?:me )?(?:an? )?(?:real |actual |live )*(?:human(?: being)?|real person|live person|live agent|agent|representative|operator)\\b`,
    '\\b(?:can|could|may|have|let) (?:(?:an? )?(?:real )?(?:human|person|colleague)|some(?:one|body)) (?:please )?(?:call|ring|phone|contact|get back to)\\b',
    '\\b(?:real|actual|live) (?:person|human|agent|people)\\b(?! or)',
    '^\\W*(?:human|agent|representative|operator|person|sales|live chat)(?: please| pls| now)*\\W*$',
    "^\\W*(?:(?:i |we )?(?:need|want|would like|'d like) )?an? (?:human(?: being)?|person|agent|representative|operator)(?:,? (?:please|pls|now))*\\W*$",
    "\\b(?:not|don'?t want to (?:talk|chat|speak) (?:to|with)|no|stop) (?:a |an |the )?(?:bots?|robots?|ai|chatbots?|machine)\\b",
    ...personAbroad,
  ].join('|'),
  'u',
);
const leaving =
  /\b(?:bye+|goodbye|good bye|see (?:ya|you)(?: later)?|cya|(?:i'?ve |i )?(?:got|have|need) to (?:go|run|leave)|gotta (?:go|run)|not interested(?! in (?:a|an|the|being|getting|having))|no longer interested|leave me alone|stop (?:messaging|writing|contacting|texting|asking)(?: me)?|unsubscribe|i'?m (?:done|out|off|leaving)(?! (?:of|with))|end (?:the )?chat|close (?:the |this )?chat|forget (?:it|about it)|never ?mind,? (?:bye|thanks)|that'?s all(?: thanks| thank you|,| for now|\W*$)|have a (?:nice|good|great) (?:day|one|evening|weekend)|talk (?:to you )?(?:later|soon)|ttyl)(?![\p{L}\p{N}])/u;
const leavingAbroad =
  /(?<!\p{L})(?:tschüss(?:i|chen)?|tschau|auf wieder(?:sehen|hören|schauen)|bis (?:bald|dann|später|zum nächsten mal)(?=\W*$)|(?:ich )?muss (?:jetzt |leider |dann )*(?:los|weg|gehen|schluss machen)(?=\W*$)|kein(?:erlei)? interesse(?! an (?!ihr|eur|dem|diese))|nicht (?:mehr )?interessiert(?=\W*$)|(?:lass|lassen sie) mich (?:bitte )?(?:endlich )?in (?:ruhe|frieden)|das (?:war'?s|wars|war alles|wäre alles|ist alles)(?=\W*(?:$|danke|vielen dank))|(?:schönen|schönes|guten) (?:tag|abend|wochenende) (?:noch|ihnen)|au revoir|à (?:bientôt|plus tard|la prochaine)(?=\W*$)|bonne (?:journée|soirée|continuation)|je dois (?:y aller|partir|vous laisser)|pas (?:du tout |plus )?intéressée?s?(?! par (?:un|une|le|la))|ça ne m'intéresse pas|(?:laissez|laisse)[- ]moi (?:tranquille|en paix)|c'est tout(?=\W*(?:$|merci|pour))|adiós|hasta (?:luego|pronto|la próxima|mañana)(?=\W*$)|chao|tengo que irme|me tengo que ir|no me interesa(?! (?:el|la|los|las|un|una))|no (?:estoy|estamos) interesad[oa]s?|dé?j[ea](?:n)?me en paz|eso es todo(?=\W*(?:$|gracias|por))|que tengan? (?:un )?buen(?:a|as)? (?:día|tarde|noche))(?!\p{L})/u;
const declining =
  /\b(?:(?:i'?d|would|we'?d|i would|we would) (?:rather|prefer) not|rather not|prefer not to|don'?t (?:want|wish|feel comfortable|like) to? ?(?:say|share|answer|tell|tell you|disclose|give|talk about|sharing|saying|giving)|not comfortable (?:sharing|saying|giving|with)|can'?t (?:share|disclose|tell you|say that)|cannot (?:share|disclose|tell you)|won'?t (?:share|say|tell|give|disclose)|not (?:going|willing|able|allowed) to (?:share|say|tell|give|disclose)|skip (?:that|this|it|the question|please|for now)|next question|no comment|(?:none of|not) (?:your|ur) business|mind your own business|confidential|that'?s private|it'?s private|don'?t (?:ask|call me|email me)|no thanks?(?: you)?|let'?s skip|move on|under nda)(?![\p{L}\p{N}])/u;
const decliningAbroad =
  /(?<!\p{L})(?:(?:das |dazu )?(?:möchte|will|kann|darf|würde) ich (?:ihnen |dir )?(?:hier |jetzt |lieber |eher |noch |dazu )*nicht(?:s)? (?:sagen|verraten|angeben|beantworten|teilen|nennen|preisgeben)|ich (?:möchte|will|kann|darf) (?:das |dazu |es |ihnen )*(?:lieber )?nicht(?:s)? (?:sagen|verraten|angeben|beantworten|teilen|nennen)|(?:das )?sage ich (?:ihnen |dir )?(?:lieber )?nicht|lieber nicht(?=\W*$)|keine angaben?|geht (?:sie|dich|euch|niemanden) (?:gar )?nichts an|vertraulich|nächste frage|überspringen|(?:je |j')?(?:préfère|préférerais|aimerais mieux|aime mieux) ne pas (?:le |vous le |y |en )?(?:dire|répondre|partager|donner|communiquer|parler)|je ne (?:peux|veux|souhaite) pas (?:le |vous le |y )?(?:dire|répondre|partager|donner|communiquer)|(?:ça|cela) ne vous regarde pas|confidentiel(?:le)?s?|question suivante|passons(?=\W*$)|sans commentaire|prefiero no (?:decir(?:lo|selo)?|responder|contestar|compartir(?:lo)?|dar(?:lo)?)|preferiría no (?:decir|responder|contestar|compartir)(?:lo)?|no (?:quiero|puedo|deseo) (?:decir|responder|contestar|compartir|dar)(?:lo|selo)?|no (?:es|le) (?:asunto suyo|importa)(?=\W*$)|no es asunto (?:suyo|tuyo)|confidencial(?:es)?|siguiente pregunta|pase(?:mos)? a (?:la )?(?:siguiente|otra)|sin comentarios)(?!\p{L})/u;
const declinesAlone =
  /^\W*(?:pass|skip|next|private|no|nope|nah|no no|nein|nein danke|lieber nicht|weiter|non|non merci|no gracias|paso|siguiente|i pass|i'?ll pass|hard pass|skip please|pass please|pass on (?:that|this)(?: one)?)\W*$/u;
/** "I have to go live by March" is no goodbye. */
const notLeaving = /\b(?:go|leave|run) (?:live|with|for|through|ahead|into|to|our|the|a)\b/;

export function readWants(message: string): Wants {
  const text = fold(message).text.trim();
  if (person.test(text)) return 'person';
  if ((leaving.test(text) || leavingAbroad.test(text)) && !notLeaving.test(text)) return 'leaving';
  if (declining.test(text) || decliningAbroad.test(text) || declinesAlone.test(text)) return 'declining';
  if (!/[\p{L}\p{N}]/u.test(text)) return 'nothing';
  if (
    sentencesOf(text).some(
      (sentence) => isQuestion(text, sentence) && !isNoAnswer(text.slice(sentence.start, sentence.end)),
    )
  ) {
    return 'asking';
  }
  return isNoAnswer(text) && !/^\W*(?:yes|yeah|yep|yup|sure|none|nothing|ja|doch|gerne?|oui|s[íi])(?!\p{L})/u.test(text)
    ? 'nothing'
    : 'answering';
}
