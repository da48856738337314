// Secrets that a visitor types are blackened before anything is stored, so no model, card or log ever holds them.
// Every unit becomes one bullet: the text keeps its length, and evidence offsets keep pointing at the visitor's words.
const bullet = '•';

/** 13 to 19 digits, alone or in groups; a "+" before them makes it a phone number. */
const digitRuns = /(?<![+\d•])(?<!\d[ -])\d(?:[ -]?\d){12,18}(?![ -]?\d)/g;
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
  let masked = text.replace(digitRuns, (run) => (isCard(run) ? blacken(run) : run));
  for (const pattern of [written, said, shortCodes]) {
    masked = masked.replace(pattern, (whole, secret: string) => {
      const word = secret.replace(/[.,;!?"'“”)]+$/u, '') || secret;
      const at = whole.length - secret.length;
      return whole.slice(0, at) + blacken(word) + whole.slice(at + word.length);
    });
  }
  return masked.replace(keys, blacken);
}

function isCard(run: string): boolean {
  const digits = run.replace(/\D/g, '');
  return issuers.test(digits) && luhn(digits);
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
