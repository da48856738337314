// Whether a visitor wants their meeting moved or cancelled, read from their own words. Cancelling is asked about before it is
// done, so a wish that is none costs a question and no meeting.
import { fold } from './folded.ts';
import { quotedLine } from './reading/page.ts';

export type Change = 'move' | 'cancel';

const meeting =
  "(?: (?:the|our|my|this|that|it|tomorrow's|today's|den|das|die|unseren?|meinen?|unser|mein|le|la|l'|notre|mon|ma|el|nuestra|nuestro|mi|esta|este))?(?: |')?(?:meeting|call|appointment|demo|booking|slot|time|date|it|that|termin|anruf|gespräch|telefonat|treffen|uhrzeit|zeit|rendez-vous|réunion|appel|horaire|créneau|heure|reunión|llamada|cita|hora|horario)";
const wish =
  '(?:need|want|have|like|love|must|can|could|may|please|possible|muss|müssen|möchte|möchten|würde|würden|kann|können|könnten|bitte|leider|dois|devons|voudrais|voudrions|peux|peut|pouvons|pourrions|puis-je|faut|souhaite|tengo que|tenemos que|debo|quiero|queremos|quisiera|puedo|podemos|podría|podríamos|necesito|necesitamos)';
const said = (verbs: string): RegExp =>
  new RegExp(
    `(?<![\\p{L}\\p{N}])(?:${verbs})${meeting}(?!\\p{L})|${meeting.replace('(?: |', '(?:^| |')}(?: \\p{L}+){0,4} (?:${verbs})(?!\\p{L})|(?<!\\p{L})${wish}(?!\\p{L})[^.!?]{0,30}(?<!\\p{L})(?:${verbs})(?=\\W*$|[.!?,]| please| bitte)|^\\W*(?:${verbs})(?: please| bitte)?\\W*$`,
    'u',
  );

const cancels = said(
  'cancel|call off|absagen|stornieren|annuler|décommander|cancelar(?:lo|la)?|anular(?:lo|la)?|sage|cancel it|drop',
);
const moves = said(
  'move|reschedule|postpone|push(?: back)?|shift|change|rebook|verschieben|verlegen|umbuchen|ändern|déplacer|reporter|décaler|repousser|changer(?: de)?|mover(?:lo|la)?|cambiar(?:lo|la)?(?: de)?|aplazar(?:lo|la)?|reprogramar(?:lo|la)?|posponer(?:lo|la)?',
);
const elsewhere =
  /(?<!\p{L})(?:another|a different|a new|some other) (?:time|day|date|slot)|(?:can't|cannot|can not|won't|not able to) (?:make it|attend|come|join)|(?:einen )?andere[nrs]? (?:termin|zeit|tag|uhrzeit)|(?:schaffe|schaffen) (?:es|das|den termin) (?:leider )?nicht|nicht (?:kommen|teilnehmen|dabei sein)|(?:un|une) autre (?:horaire|créneau|jour|date|heure)|ne (?:pourrai|pourrons|peux|pouvons) pas (?:venir|participer|y être)|otr[oa] (?:hora|horario|día|fecha)|no (?:podré|podremos|puedo|podemos) (?:ir|asistir|participar)/u;
const notSo =
  /(?<!\p{L})(?:don't|do not|not|never|no need|nicht|kein\p{L}*|pas|no)(?!\p{L})[^.!?,]{0,20}(?:cancel|call off|move|reschedul|absagen|stornier|verschieb|annul|déplac|cancel|anul|mover|cambi)/u;

export function readChange(message: string): Change | null {
  const { text } = fold(message.replace(quotedLine, ' '));
  if (notSo.test(text)) return null;
  if (cancels.test(text)) return 'cancel';
  return moves.test(text) || elsewhere.test(text) ? 'move' : null;
}

const yes =
  /^\W*(?:(?:yes|yeah|yep|sure|ok|okay|please|correct|exactly|ja|genau|gerne|bitte|richtig|oui|d'accord|exactement|sí|si|vale|claro|correcto)(?!\p{L})\W*)+(?:(?:please|do|cancel|it|that|thanks|thank you|do so|go ahead|bitte|danke|sagen sie|ab|absagen|tun sie das|merci|annulez|annuler|s'il vous plaît|cancele|cancelar|cancélela|por favor|gracias)(?!\p{L})\W*)*$/u;
const no = /^\W*(?:no|nope|nein|non|don't|do not|bitte nicht|not|keep|leave)(?!\p{L})/u;

/** The answer to whether it is to be cancelled. */
export function readConsent(message: string): 'yes' | 'no' | null {
  const { text } = fold(message.replace(quotedLine, ' '));
  if (no.test(text)) return 'no';
  return yes.test(text) ? 'yes' : null;
}
