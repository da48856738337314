// Secrets that a visitor types are blackened before anything is stored, so no model, card or log ever holds them.
// Every unit becomes one bullet: the text keeps its length, and evidence offsets keep pointing at the visitor's words.
const bullet = '•';

/** Digits in groups; a "+" before them makes them a phone number. */
const digitRuns = /(?<![+\d•])\d+(?:[ -]\d+)*/g;
/** All in one, or four digits and then two to four more groups. */
const cardShape = /^(?:\d{13,19}|\d{4}(?:[ -]\d{2,6}){2,4})$/;
const mostGroups = 5;
/** Visa, Mastercard, American Express, Discover, Diners, JCB, UnionPay, Maestro. */
const issuers = /^(?:4|5[0-8]|2[2-7]|3[04-9]|6)/;

const secretName =
  '(?:pass ?(?:word|code|phrase|wort)|pwd|kennwort|mot de passe|contraseña|senha|pin(?: code| number)?|cvv|cvc|api[ _-]?key|secret(?: key)?|access token)';
/** "password: x" names a secret whatever x is. */
const written = new RegExp(`(?<![\\p{L}\\p{N}])${secretName}(?:\\s*[:=]\\s*)(\\S+)`, 'giu');
/** "my password is x" does so unless the sentence goes on: "my password is not working". */
const said = new RegExp(
  `(?<![\\p{L}\\p{N}])${secretName}\\s+(?:is|was|lautet|ist|est|es|é)(?:\\s*:)?\\s+["'„“]?(?!(?:not|the|a|an|no|never|always|wrong|lost|gone|reset|expired|required|needed|stored|safe|too|still|being|managed|handled|nicht|falsch|weg|pas|no)(?![\\p{L}\\p{N}]))(\\S+)`,
  'giu',
);
const shortCodes = /(?<![\p{L}\p{N}])(?:cvv|cvc|pin)\s+(\d{3,6})(?!\d)/giu;
const keys =
  /(?<![\p{L}\p{N}])(?:sk-[\w-]{16,}|xox[abeprs]-[\w-]{8,}|gh[opsu]_\w{20,}|AKIA[A-Z0-9]{16}|whsec_[\w+/=]{16,}|eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{5,})/gu;

export function mask(text: string): string {
  let masked = text.replace(digitRuns, maskCards);
  for (const pattern of [written, said, shortCodes]) {
    masked = masked.replace(pattern, (whole, secret: string) => {
      const word = secret.replace(/[.,;!?"'“”)]+$/u, '') || secret;
      const at = whole.length - secret.length;
      return whole.slice(0, at) + blacken(word) + whole.slice(at + word.length);
    });
  }
  return masked.replace(keys, blacken);
}

/** A card number may stand beside others, or before its expiry date: every stretch of whole groups is tried. */
function maskCards(run: string): string {
  const groups = [...run.matchAll(/\d+/g)].map(({ 0: digits, index }) => ({
    start: index,
    end: index + digits.length,
  }));
  let masked = '';
  for (const [first, { start }] of groups.entries()) {
    if (start < masked.length) continue;
    const ends = groups.slice(first, first + mostGroups).map(({ end }) => end);
    const end = ends.find((each) => isCard(run.slice(start, each)));
    if (end !== undefined) masked += run.slice(masked.length, start) + blacken(run.slice(start, end));
  }
  return masked + run.slice(masked.length);
}

function isCard(stretch: string): boolean {
  const digits = stretch.replace(/\D/g, '');
  const fits = cardShape.test(stretch) && digits.length >= 13 && digits.length <= 19;
  return fits && issuers.test(digits) && luhn(digits);
}

function luhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

const blacken = (secret: string) => bullet.repeat(secret.length);
