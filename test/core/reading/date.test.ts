import { expect, test } from 'vitest';
import { field, readAs } from '../../support/fields.ts';

const urgency = field('date', { id: 'urgency', question: 'By when would you like this to be in place?' });

// Saturday, 21 November 2026 in New York.
const said: [string, string, string][] = [
  ['hoping to go live before end of Q1', '2027-03-31', 'end of Q1'],
  ['we want it by Q3 next year', '2027-07-01/2027-09-30', 'Q3 next year'],
  ['by year end', '2026-12-31', 'year end'],
  ['need this by end of year', '2026-12-31', 'end of year'],
  ['by EOY please', '2026-12-31', 'EOY'],
  ['we start in 6 weeks', '2027-01-02', 'in 6 weeks'],
  ['launching next month', '2026-12', 'next month'],
  ['go live mid March', '2027-03-11/2027-03-20', 'mid March'],
  ['we need it before summer', '2027-05-31', 'before summer'],
  ['deadline is 15 Feb', '2027-02-15', '15 Feb'],
  ['by February 15th', '2027-02-15', 'February 15th'],
  ['go-live 2027-02-15', '2027-02-15', '2027-02-15'],
  ['must be ready Feb 2027', '2027-02', 'Feb 2027'],
  ['asap', '2026-11-21', 'asap'],
  ['we need something right away', '2026-11-21', 'right away'],
  ['As soon as possible!', '2026-11-21', 'As soon as possible'],
  ['we need it yesterday', '2026-11-21', 'yesterday'],
  ['within 3 months', '2026-11-21/2027-02-21', 'within 3 months'],
  ['we want to start next quarter', '2027-01-01/2027-03-31', 'next quarter'],
  ['ideally still this year', '2026-01-01/2026-12-31', 'this year'],
  ['need it by Friday', '2026-11-27', 'by Friday'],
  ['by 03/15/2027', '2027-03-15', '03/15/2027'],
  ['bis 15.03.2027, we need to start', '2027-03-15', '15.03.2027'],
  ['in the next 2-3 months we want to switch', '2026-11-21/2027-02-21', 'in the next 2-3 months'],
  ['we plan to start in 2-3 months', '2027-01-21/2027-02-21', 'in 2-3 months'],
  ['looking to launch in March', '2027-03', 'March'],
  ['launch in May', '2027-05', 'May'],
  ['before March we need a tool', '2027-02-28', 'before March'],
  ['our deadline is end of next month', '2026-12-31', 'end of next month'],
  ['we need it in place early 2027', '2027-01-01/2027-04-30', 'early 2027'],
  ['target is H1 2027', '2027-01-01/2027-06-30', 'H1 2027'],
  ['planning for Q1 or Q2', '2027-01-01/2027-06-30', 'Q1 or Q2'],
  ['live between January and March', '2027-01-01/2027-03-31', 'January and March'],
  ['we want to be live in a couple of weeks', '2026-12-05', 'in a couple of weeks'],
  ['by Christmas', '2026-12-25', 'by Christmas'],
  ['contract with HubSpot ends in April', '2027-04', 'April'],
  ['Q1, sorry, by end of Q2', '2027-06-30', 'end of Q2'],
  ['need a report by Friday the 11th of December', '2026-12-11', 'by Friday the 11th of December'],
  ['Replace Looker by June. 80 seats', '2027-06', 'June.'],
  ['we need it tomorrow', '2026-11-22', 'tomorrow'],
  ['would like to roll out by the end of the month', '2026-11-30', 'the end of the month'],
];

test.each(said)('"%s" says a time', (text, value, words) => {
  expect(readAs(urgency, text)).toEqual({ value, words });
});

const answered: [string, string][] = [
  ['Q1', '2027-01-01/2027-03-31'],
  ['end of Q1', '2027-03-31'],
  ['next month', '2026-12'],
  ['March', '2027-03'],
  ['may', '2027-05'],
  ['3 months', '2027-02-21'],
  ['2-3 months', '2027-01-21/2027-02-21'],
  ['6 to 8 weeks', '2027-01-02/2027-01-16'],
  ['90 days', '2027-02-19'],
  ['now', '2026-11-21'],
  ['today if possible', '2026-11-21'],
  ['Friday', '2026-11-27'],
  ['next tuesday', '2026-11-24'],
  ['2027', '2027-01-01/2027-12-31'],
  ['12/15', '2026-12-15'],
  ['31 December', '2026-12-31'],
  ['Jan', '2027-01'],
  ['november', '2026-11'],
  ['20 November', '2027-11-20'],
  ['this summer', '2027-06-01/2027-08-31'],
  ['Q1?', '2027-01-01/2027-03-31'],
  ['not until Q2', '2027-04-01/2027-06-30'],
  ['by the 15th', '2026-12-15'],
  ['by the 25th', '2026-11-25'],
  ['within the quarter', '2026-10-01/2026-12-31'],
  ['spring', '2027-03-01/2027-05-31'],
  ['maybe in autumn', '2027-09-01/2027-11-30'],
  ['next autumn', '2027-09-01/2027-11-30'],
  ['not before March', '2027-03'],
  ['nächstes Jahr', '2027-01-01/2027-12-31'],
  ['le mois prochain', '2026-12'],
  ['lo antes posible', '2026-11-21'],
];

test.each(answered)('"%s" answers by when', (text, value) => {
  expect(readAs(urgency, text, { asked: true })?.value).toBe(value);
});

const unsaid = [
  '20k a year',
  'this may be interesting',
  'we run 24/7',
  'version 2.5',
  'we march on',
  'since March 2024',
  'we were founded in 2019',
  'last month we switched',
  '3 months ago',
  'can you deliver by Q1?',
  'not before we have a budget',
  'can we talk tomorrow at 3pm?',
  "let's talk next week",
  'I am free on Friday',
  'we have 5 days a week support',
  'after summer',
  'we don’t need it by Q1',
  'if we started in March',
  'our Q1 numbers were bad',
  'we have been doing this for 3 months',
  'we use HubSpot today',
  'right now we are on HubSpot',
  'budget of 20k this year',
  'once a month',
  'no rush',
  'second',
  'the sun is shining',
  'we rebuild it by hand every Monday',
  'we need it every Monday and Thursday',
  'we want it ready each Friday by 5pm',
  'it must be ready by the 5th of every month',
  'our CFO wants the numbers each quarter',
  'on Mondays I need to export from Salesforce',
  'we need it monthly',
  'wir brauchen es jeden Monday',
  'I sat down',
  '+49 30 12 05 2027',
];

test.each(unsaid)('"%s" says no time', (text) => {
  expect(readAs(urgency, text)).toBeNull();
});

test.each([
  'no rush',
  'not sure',
  '50 people',
  '20k a year',
  'no deadline',
  'soon',
  'whenever',
  'every Monday',
  'we started in March',
  'call me on Friday',
])('"%s" is no time, even as an answer', (text) => {
  expect(readAs(urgency, text, { asked: true })).toBeNull();
});

test('a day begins where the visitor is, and day and month stand in the order of the country', () => {
  expect(readAs(urgency, 'asap', { zone: 'Pacific/Auckland' })?.value).toBe('2026-11-22');
  expect(readAs(urgency, 'by 03/04/2027', { country: 'GB' })?.value).toBe('2027-04-03');
  expect(readAs(urgency, 'by 03/04/2027', { country: 'US' })?.value).toBe('2027-03-04');
  expect(readAs(urgency, 'before summer we need it', { country: 'AU' })).toBeNull();
});
