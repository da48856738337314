// Phone numbers in a folded text. Without a question only what is written like a phone number counts; dates, prices
// and counts are left to others.

import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { matches } from '../matches.ts';

/** `international`: E.164, or null where the digits do not make a number of the country. */
export type PhoneNumber = { start: number; end: number; digits: string; international: string | null };

const shape = /(?<![\p{L}\p{N}_.,$€£#-])(?:\+ ?|\()?\d(?:[ ()./-]{0,3}\d){6,16}(?![\p{L}\p{N}%]|[.,]\d)/gu;
const dated = /^\d{4}-\d{1,2}-\d{1,2}|^\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d{2}\b/;
/** "500-1000" is a range. */
const rounded = /^\d{2}0 ?- ?\d?\d{2}0$/;
const grouped = /^\d{1,3}(?:[. ]\d{3})+$/;

export function phonesIn(text: string, country: string): PhoneNumber[] {
  const found: PhoneNumber[] = [];
  for (const match of matches(text, shape)) {
    const written = match[0];
    if (dated.test(written) || grouped.test(written) || rounded.test(written)) continue;
    const marked = /^[+(0]/.test(written) || /\d[ .)-]/.test(written) || written.length >= 10;
    if (!marked || /^ ?(?:€|\$|£|usd|eur|gbp|people|employees)/.test(text.slice(match.index + written.length)))
      continue;
    const number = parsePhoneNumberFromString(written, country as CountryCode);
    found.push({
      start: match.index,
      end: match.index + written.length,
      digits: written,
      international: number?.isValid() ? number.number : null,
    });
  }
  return found.filter((phone) => phone.international !== null || /^[+(0]/.test(phone.digits) || looksDialled(phone));
}

/** Three groups of digits such as 555 0123 99, which no count or year looks like. */
function looksDialled({ digits }: PhoneNumber): boolean {
  return /^\d{3}[ .-]\d{3,4}(?:[ .-]\d{2,4})*$/.test(digits);
}
