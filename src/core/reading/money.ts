// Budgets. A number is money beside a currency, or with a budget word or a rate ("20k a year"); a bare number only
// right after the question. Turnover, funding and other people's prices are no budget.
import type { Field } from '../playbook.ts';
import type { Money, Period } from '../value.ts';
import { type Quantity, quantitiesIn } from './numerals.ts';
import type { Candidate, Page, ReadingContext } from './page.ts';
import { sentenceAt } from './stated.ts';

const codes = 'usd|eur|gbp|chf|cad|aud|nzd|sgd|hkd|inr|sek|nok|dkk|pln|jpy|zar|brl|mxn|ils|aed';
const before = new RegExp(`(us\\$|a\\$|c\\$|[$€£¥₹₪]|(?<![\\p{L}])(?:${codes})) ?$`, 'u');
const after = new RegExp(
  `^(?:[,.]-)? ?((?:[$€£¥₹₪]|(?:${codes}|euros?|dollars?|dollar|bucks|pounds?|quid|francs?|franken|rupees|dólares|libras)(?![\\p{L}\\p{N}])))`,
  'u',
);
const names: Record<string, string> = {
  ...{ us$: 'USD', a$: 'AUD', c$: 'CAD', '€': 'EUR', '£': 'GBP', '¥': 'JPY', '₹': 'INR', '₪': 'ILS' },
  ...{ euro: 'EUR', euros: 'EUR', pound: 'GBP', pounds: 'GBP', quid: 'GBP', libras: 'GBP' },
  ...{ franc: 'CHF', francs: 'CHF', franken: 'CHF', rupees: 'INR' },
};
const dollars: Record<string, string> = { AU: 'AUD', CA: 'CAD', NZ: 'NZD', SG: 'SGD', HK: 'HKD' };

const rates: [Period, RegExp][] = (
  [
    ['user', '(?:user|seat|person|head|employee|licen[cs]e|rep|agent)s?', 'pupm'],
    ['year', 'years?|yr|yrs|y|annum|jahr|an|año', 'pa|p\\.a\\.?|annually|yearly|jährlich'],
    ['month', 'months?|mo|mth|mnth|m|monat|mois|mes', 'pm|p\\.m\\.?|monthly|monatlich'],
    ['week', 'weeks?|wk|woche', 'weekly'],
    ['day', 'days?|tag', 'daily'],
  ] as const
).map(([period, nouns, adverbs]) => [
  period,
  new RegExp(
    `^ ?(?:(?:/ ?|an? |per |each |every |pro |par |im |al |por )(?:${nouns})|${adverbs})(?![\\p{L}\\p{N}])`,
    'u',
  ),
]);
const rateBefore: [Period, RegExp][] = [
  ['year', /\b(?:annual|yearly|jährlich\w*)(?: \p{L}+){0,2}(?: (?:of|is|around|about|up to|:|=))* ?$/u],
  ['month', /\b(?:monthly|monatlich\w*)(?: \p{L}+){0,2}(?: (?:of|is|around|about|up to|:|=))* ?$/u],
];

const budgetWords =
  /\b(?:budget(?:ed)?|spend(?:ing)?|invest(?:ing|ment)?|afford|set aside|earmarked|allocated|price range|price point|presupuesto|ceiling|pay up to|pay around|pay about|willing to pay|happy to pay|want to pay|looking to pay)\b/;
const elsewhere =
  /\b(?:renewals?|revenues?|arr|mrr|turnover|raised|raise|funding|series [a-e]|seed round|valuation|valued|deal size|acv|aov|in sales|worth|(?:average|avg|typical) \p{L}+|(?:lead|deal|ticket|contract)s? (?:is|are)|salary|salaries|wages?|payroll|earn(?:ed|ing|s)?|we ma(?:k|d)e|income|umsatz|profits?|invoice[sd]?|pipeline|(?:currently|already) pay(?:ing)?|pay(?:ing)? you|we pay|paying|we're paying|costs us|quoted us|quoted|you charge|costs?|save|saved|saving|losing|lost)\b/u;
/** A field about such money asks for it, so there it is no other money than the one meant. */
const kinds = [
  /\b(?:pay\p{L}*|costs?|spend\p{L}*|spent|bills?|invoices?|renewals?|current|fees?)\b/u,
  /\b(?:revenues?|arr|mrr|turnover|sales|earn\p{L}*|income|umsatz|profits?|salary|salaries|wages?|payroll|pipeline)\b/u,
  /\b(?:raised?|raise|funding|round|series|seed|valuation|valued)\b/u,
  /\b(?:deals?|acv|aov|value|worth|average|avg|order|ticket|contract)\b/u,
  /\b(?:sav(?:e|ed|ings?)|los(?:t|ing|s)|lose|losses)\b/u,
];
/** What they would sell to us. */
export const theirOffer =
  /\b(?:(?:we|i) (?:can )?(?:offer|charge|provide)|(?:bring|get|give|sell|offer) you|our (?:price|prices|pricing|rates?|fees?|services?|packages?))\b/;
const things =
  /^(?:-| ?\+? ?)(?:(?!(?:an?|per|each|every|pro|for|the|this|in|over|next|first|second|last|one|all) )\p{L}[\p{L}-]{0,20} ){0,2}?(?:people|ppl|employees?|staff|persons?|users?|seats?|reps|sdrs|folks|members|months?|weeks?|days?|years?|yrs?|hours?|customers?|clients?|leads?|tickets?|stores?|offices?|contacts?|companies|licen[cs]es?|of us|%|percent|am|pm|st|nd|rd|th|x|times|countries|emails?|calls?|visits?|visitors?|orders?|products?|deals?|sites?|pages?|projects?)(?![\p{L}\p{N}])/u;

export function readMoney(page: Page, { id, label }: Field, context: ReadingContext): Candidate[] {
  const text = page.plain;
  const about = `${id.replaceAll('_', ' ')} ${label}`.toLowerCase();
  return quantitiesIn(text).flatMap((quantity) => {
    const found = priced(text, quantity, { ...context, about });
    return found === null ? [] : [found];
  });
}

function priced(
  text: string,
  quantity: Quantity,
  { asked, country, about }: ReadingContext & { about: string },
): Candidate | null {
  const ahead = before.exec(text.slice(Math.max(0, quantity.start - 8), quantity.start));
  const rest = text.slice(quantity.end, quantity.end + 40);
  const behind = ahead === null ? after.exec(rest) : null;
  const currency = currencyOf(ahead?.[1] ?? behind?.[1] ?? insideOf(text, quantity), country);
  const tail = behind?.[0] ?? '';
  const rate = rateOf(rest.slice(tail.length));
  const sentence = sentenceAt(text, quantity);
  const lead = text.slice(Math.max(sentence.start, quantity.from - 80), quantity.from);
  const follow = text.slice(quantity.end, Math.min(sentence.end, quantity.end + 40));
  const money = currency !== undefined;
  if (!money && things.test(rest)) return null;
  if (
    isElsewhere(sameBreath(lead.slice(-40)), about) ||
    theirOffer.test(lead) ||
    /\b(?:we|i) sell\b/.test(lead) ||
    (!asked &&
      /^[^,;]{0,24}\b(?:in |of )?(?:arr|mrr|revenue|funding|turnover|sales|for (?:hubspot|salesforce))\b/.test(follow))
  )
    return null;
  const budgeted = budgetWords.test(lead) || /^ ?(?:\p{L}+ ){0,4}budget\b/u.test(follow);
  const sure =
    money || (rate !== null && (quantity.scaled || quantity.min >= 100)) || (budgeted && !isYear(text, quantity));
  if (!sure && (isYear(text, quantity) || (quantity.words && quantity.max < 20))) return null;
  if (!sure && /[\p{L}\d/:#]$/u.test(text.slice(0, quantity.start).slice(-1))) return null;
  if (!sure && /^\p{L}|^ ?(?:q[1-4]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/u.test(rest)) return null;
  const start = Math.min(quantity.from, ahead === null ? quantity.start : quantity.start - ahead[0].length);
  const end = quantity.end + tail.length + (rate?.length ?? 0);
  const per = rate?.period ?? rateBefore.find(([, pattern]) => pattern.test(lead))?.[0];
  return { value: moneyOf(quantity, currency, per), start, end, ...(sure ? {} : { weak: true }) };
}

/** Whether the words before tell of other money than the field is about. */
function isElsewhere(lead: string, about: string): boolean {
  const [other] = elsewhere.exec(lead) ?? [];
  return other !== undefined && !kinds.some((kind) => kind.test(other) && kind.test(about));
}

/** "We were quoted 30k, we can do 25k": a new clause of the visitor's own is about their money again. */
function sameBreath(lead: string): string {
  return lead.replace(/^.*(?:,| but| and| so) (?=(?:we|we'd|we'll|i|i'd|i'll|our|my|the) )/u, '');
}

function moneyOf({ min, max, below }: Quantity, currency: string | undefined, per: Period | undefined): Money {
  const rest = { ...(currency === undefined ? {} : { currency }), ...(per === undefined ? {} : { per }) };
  const [low, high] = [Math.round(min), Math.round(max)];
  if (below) return { min: 0, max: high, ...rest };
  return low === high ? { amount: low, ...rest } : { min: low, max: high, ...rest };
}

function rateOf(rest: string): { period: Period; length: number } | null {
  for (const [period, pattern] of rates) {
    const match = pattern.exec(rest);
    if (match !== null) return { period, length: match[0].length };
  }
  return null;
}

/** The currency of "10 € - 15" or "$15k to 20k", written at one end only. */
function insideOf(text: string, quantity: Quantity): string | undefined {
  if (quantity.min === quantity.max) return undefined;
  return /[$€£]|\b(?:usd|eur|gbp)\b/.exec(text.slice(quantity.start, quantity.end))?.[0];
}

function currencyOf(word: string | undefined, country: string): string | undefined {
  if (word === undefined) return undefined;
  if (word === '$' || /^(?:dollars?|bucks|dólares)$/.test(word)) return dollars[country] ?? 'USD';
  return names[word] ?? word.toUpperCase();
}

function isYear(text: string, quantity: Quantity): boolean {
  return /^(?:19|20)\d[1-46-9]$|^20[1-4]5$/.test(text.slice(quantity.start, quantity.end));
}
