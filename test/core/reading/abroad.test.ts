// Counts, budgets and times as German, French and Spanish visitors write them, right after the question.
import { expect, test } from 'vitest';
import type { FieldKind } from '../../../src/core/value.ts';
import { field, readAs } from '../../support/fields.ts';

test.each<[FieldKind, string, unknown]>([
  ['number', 'wir sind zu fünft', 5],
  ['number', 'ca. 250 MA', 250],
  ['number', 'etwa zwanzig Nutzer', 20],
  ['number', 'une centaine d’employés', 100],
  ['number', 'nous sommes 85 collaborateurs', 85],
  ['number', 'cerca de doscientos', 200],
  ['money', '€ 12.000 im Jahr', { amount: 12_000, currency: 'EUR', per: 'year' }],
  ['money', 'zwanzigtausend Euro', { amount: 20_000, currency: 'EUR' }],
  ['money', 'entre 10 et 15 k€', { min: 10_000, max: 15_000, currency: 'EUR' }],
  ['money', 'unos 30 mil euros al año', { amount: 30_000, currency: 'EUR', per: 'year' }],
  ['date', 'KW 12', '2027-03-22/2027-03-28'],
  ['date', 'KW 3/2027', '2027-01-18/2027-01-24'],
  ['date', 'in drei Monaten', '2027-02-21'],
  ['date', 'Mitte nächsten Jahres', '2027-05-01/2027-08-31'],
  ['date', 'nächste Woche', '2026-11-23/2026-11-29'],
  ['date', 'zum Jahresende', '2026-12-31'],
  ['date', 'nach Ostern', '2027-03-29'],
  ['date', 'am 12.1.', '2027-01-12'],
  ['date', 'fin du T2', '2027-06-30'],
  ['date', 'dans deux mois', '2027-01-21'],
  ['date', 'd’ici la fin de l’année', '2026-12-31'],
  ['date', 'la semaine prochaine', '2026-11-23/2026-11-29'],
  ['date', '1er mars', '2027-03-01'],
  ['date', 'avant l’été', '2027-06-01/2027-08-31'],
  ['date', 'a mediados de marzo', '2027-03-11/2027-03-20'],
  ['date', 'en dos meses', '2027-01-21'],
  ['date', 'antes de fin de año', '2026-12-31'],
  ['date', 'el próximo trimestre', '2027-01-01/2027-03-31'],
  ['date', 'el 15 de febrero', '2027-02-15'],
])('%s: "%s"', (kind, text, value) => {
  expect(readAs(field(kind), text, { asked: true })?.value).toEqual(value);
});

test.each<[string, string]>([
  ['before the fiscal year ends', '2026-11-21/2027-11-20'],
  ['by thanksgiving', '2026-11-26'],
  ['before the holidays', '2026-12-24'],
  ['after easter', '2027-03-29'],
  ['after the summer', '2027-09-01'],
  ['fall 2027', '2027-09-01/2027-11-30'],
  ['this winter', '2026-12-01/2027-02-28'],
  ['beginning of the year', '2027-01-01'],
  ['15-Jan-2027', '2027-01-15'],
  ['two quarters from now', '2027-05-21'],
])('a time of any language: "%s"', (text, value) => {
  expect(readAs(field('date'), text, { asked: true })?.value).toBe(value);
});

test.each(['happy new year', 'merry christmas', 'guten Morgen', 'closed in June'])('"%s" names no time', (text) => {
  expect(readAs(field('date'), text, { asked: true })).toBeNull();
});
