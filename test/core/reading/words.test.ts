// Choices, names, companies, contact data and free text.
import { expect, test } from 'vitest';
import type { Option } from '../../../src/core/playbook.ts';
import { field, readAs } from '../../support/fields.ts';

const option = (id: string, says: string[], whenAsked: string[] = []): Option => ({ id, label: id, says, whenAsked });
const tool = field('choice', {
  id: 'competition',
  options: [
    option('hubspot', ['hubspot', 'hub spot']),
    option('salesforce', ['salesforce']),
    option('cloud', ['salesforce marketing cloud']),
    option('sheets', ['excel', 'google sheets']),
    option('nothing', ['nothing yet', 'by hand', "don't use anything"], ['none', 'no', 'nothing']),
  ],
});

const chosen: [string, string, string][] = [
  ['currently on HubSpot', 'hubspot', 'HubSpot'],
  ['we use HUB-SPOT', 'hubspot', 'HUB-SPOT'],
  ['we use HubSpot, HubSpot everywhere', 'hubspot', 'HubSpot'],
  ['Salesforce Marketing Cloud mostly', 'cloud', 'Salesforce Marketing Cloud'],
  ['we don’t use anything', 'nothing', 'don’t use anything'],
  ['we dont use anything', 'nothing', 'dont use anything'],
  ['HubSpot, sorry, I mean Salesforce', 'salesforce', 'Salesforce'],
  ["we're not on HubSpot, we use Salesforce", 'salesforce', 'Salesforce'],
  ["HubSpot isn't working for us", 'hubspot', 'HubSpot'],
  ['we track it in google\u00a0sheets 😅', 'sheets', 'google\u00a0sheets'],
  ['We’re on HubSpot. Do you import from there?', 'hubspot', 'HubSpot'],
  ['it is all done by hand', 'nothing', 'by hand'],
];

test.each(chosen)('"%s" chooses %s', (text, value, words) => {
  expect(readAs(tool, text)).toEqual({ value, words });
});

test.each([
  'do you integrate with HubSpot?',
  "we don't use HubSpot",
  'we dont use hubspot or salesforce',
  'HubSpot and Salesforce',
  'our competitor uses HubSpot',
  'my previous company used Salesforce',
  'if we were on HubSpot',
  'excellent',
  'none',
  'no',
  'HubSpot is not an option',
  'instead of HubSpot',
])('"%s" chooses nothing', (text) => {
  expect(readAs(tool, text)).toBeNull();
});

test.each([
  ['none', 'nothing'],
  ['no', 'nothing'],
  ['No, not yet', 'nothing'],
  ['nothing', 'nothing'],
  ['HubSpot and Salesforce', 'hubspot'],
  ['hubspot?', 'hubspot'],
  ['no, HubSpot', 'hubspot'],
])('asked, "%s" chooses %s', (text, value) => {
  expect(readAs(tool, text, { asked: true })?.value).toBe(value);
});

test.each(['no idea', 'no clue', 'not sure', 'there is no one', 'no budget'])('asked, "%s" chooses nothing', (text) => {
  expect(readAs(tool, text, { asked: true })).toBeNull();
});

test('the role of somebody else is not the visitor’s', () => {
  const role = field('choice', {
    id: 'role',
    label: 'Role',
    options: [option('cfo', ['cfo']), option('ceo', ['ceo', 'founder'])],
  });
  expect(readAs(role, 'our CFO has to approve')).toBeNull();
  expect(readAs(role, 'I have to ask the CEO')).toBeNull();
  expect(readAs(role, 'CFO')).toBeNull();
  expect(readAs(role, 'CFO at Acme here')?.value).toBe('cfo');
  expect(readAs(role, "I'm the CEO")?.value).toBe('ceo');
  expect(readAs(role, 'Tom, founder of Acme')?.value).toBe('ceo');
});

const firms: [string, string][] = [
  ["we're at Northwind Ltd", 'Northwind Ltd'],
  ['I work for Northwind', 'Northwind'],
  ['i work at northwind', 'northwind'],
  ["I'm Tom from Acme", 'Acme'],
  ['this is tom from acme', 'acme'],
  ['CTO at Ernst & Young', 'Ernst & Young'],
  ['head of sales at Acme Robotics, looking for help', 'Acme Robotics'],
  ["We're Northwind, a logistics company", 'Northwind'],
  ['Company: Müller GmbH & Co. KG', 'Müller GmbH & Co. KG'],
  ['our company is called Blue Bottle', 'Blue Bottle'],
  ['Ana here from Northwind Inc.', 'Northwind Inc'],
  ['ich arbeite bei Siemens', 'Siemens'],
  ['on behalf of Crédit Mutuel', 'Crédit Mutuel'],
  ['founder of Acme', 'Acme'],
  ['Petra Vogel von der Firma Lindner GmbH. Wir suchen', 'Lindner GmbH'],
];

test.each(firms)('"%s" names a company', (text, value) => {
  expect(readAs(field('company'), text)).toEqual({ value, words: value });
});

test.each([
  'ana@northwind.com',
  'I’m from Berlin',
  "we're at capacity",
  'i work for a startup',
  'I work from home',
  'our competitor is at Acme',
  "we're moving from HubSpot to Salesforce",
  "We're Series A",
  'the cost of Salesforce',
  'do you work for Acme?',
  'Northwind',
  "I'm happy with HubSpot",
  'from Monday on',
])('"%s" names no company', (text) => {
  expect(readAs(field('company'), text)).toBeNull();
});

test.each([
  ['Northwind', 'Northwind'],
  ['northwind trading', 'northwind trading'],
  ["it's Northwind, we do shipping", 'Northwind'],
  ['Acme, Inc.', 'Acme, Inc'],
  ['3M', '3M'],
  ['BlueBottle!', 'BlueBottle'],
])('asked, "%s" names a company', (text, value) => {
  expect(readAs(field('company'), text, { asked: true })?.value).toBe(value);
});

test.each(['no', 'why?', 'idk', 'ana@northwind.com', 'prefer not to say', 'hi', '50', 'does it matter?', 'just me'])(
  'asked, "%s" names no company',
  (text) => {
    expect(readAs(field('company'), text, { asked: true })).toBeNull();
  },
);

const boss = field('person', { id: 'stakeholder', question: 'Who else needs to be involved?' });
const name = field('person', { id: 'name', question: 'What is your name?' });

test.each([
  ['my boss Dana has to sign off', 'Dana'],
  ['my boss dana has to sign off', 'dana'],
  ['Dana Reyes, our CFO, signs', 'Dana Reyes'],
  ['our head of sales, Tom Müller', 'Tom Müller'],
  ['our CTO is Li Wei', 'Li Wei'],
  ["I'm Ana Ruiz from Harbourline, my boss Dana has to sign off", 'Dana'],
  ['Dana has to approve this', 'Dana'],
  ['I need to check with Dana first', 'Dana'],
  ['Our CFO Priya Raman and I decide together', 'Priya Raman'],
  ["my manager José-Luis O'Neill", "José-Luis O'Neill"],
])('"%s" tells of a person', (text, value) => {
  expect(readAs(boss, text)).toEqual({ value, words: value });
});

test.each([
  'my boss wants to see it',
  "I'm Ana",
  'our CEO has to approve',
  'my manager and I',
  'is Dana Reyes your CFO?',
  'the board decides',
  "I'm Ana from Harbourline, my boss",
  'our procurement department',
  'my boss hates it',
  'our CTO is unavailable',
  'we need to check with legal',
  'my boss',
  'Monday has to be the day',
])('"%s" tells of nobody', (text) => {
  expect(readAs(boss, text)).toBeNull();
});

test.each([
  ["I'm Ana", 'Ana'],
  ['this is Tom from Acme', 'Tom'],
  ['my name is dana reyes', 'dana'],
  ['Hi, Ana here', 'Ana'],
  ['Call me Tom', 'Tom'],
  ['Sarah Connor, VP Ops at Cyberdyne', 'Sarah Connor'],
  ['Ich bin Jürgen', 'Jürgen'],
  ['mein Name ist Petra Vogel', 'Petra Vogel'],
  ['hi its tom from acme', 'tom'],
])('"%s" says the visitor’s name', (text, value) => {
  expect(readAs(name, text)?.value).toBe(value);
});

test.each([
  "I'm interested",
  'this is great',
  "I'm Looking for a tool",
  'my boss Dana',
  "I'm the CEO",
  'This is Acme Inc.',
  "I'm not Tom",
  'im Frühjahr',
  'its different from HubSpot',
])('"%s" says no name', (text) => {
  expect(readAs(name, text)).toBeNull();
});

test.each([
  ['Dana', 'Dana'],
  ['its dana', 'dana'],
  ['Dana Reyes, CFO', 'Dana Reyes'],
  ['my boss Dana', 'Dana'],
])('asked, "%s" is a person', (text, value) => {
  expect(readAs(boss, text, { asked: true })?.value).toBe(value);
});

test.each(['nobody', 'no', 'idk', 'my boss', 'just me', 'why do you ask?', 'ana@northwind.com', '3'])(
  'asked, "%s" is no person',
  (text) => {
    expect(readAs(boss, text, { asked: true })).toBeNull();
  },
);

test.each([
  ['ana@northwind.com', 'ana@northwind.com'],
  ['Mail me: ANA.REYES+x@Mail.Northwind.co.uk.', 'ana.reyes+x@mail.northwind.co.uk'],
  ['<ana@northwind.com>', 'ana@northwind.com'],
  ['ana@old.com sorry ana@new.com', 'ana@new.com'],
  ['ana@northwind.com?', 'ana@northwind.com'],
  ['ana at northwind dot com', 'ana@northwind.com'],
  ['ana [at] northwind.com', 'ana@northwind.com'],
  ['ana @ northwind.co.uk pls', 'ana@northwind.co.uk'],
])('"%s" gives an e-mail address', (text, value) => {
  expect(readAs(field('email'), text, { asked: true })?.value).toBe(value);
});

test.each(['ana@northwind', '@ana', 'ana@gmail.con', 'not ana@northwind.com', 'a@b@c.com', 'we are at northwind'])(
  '"%s" gives no e-mail address',
  (text) => {
    expect(readAs(field('email'), text, { asked: true })).toBeNull();
  },
);

test.each([
  ['+1 415 555 2671', '+14155552671', 'US'],
  ['(415) 555-2671', '+14155552671', 'US'],
  ['call 4155552671 after 5', '+14155552671', 'US'],
  ['020 7946 0958', '+442079460958', 'GB'],
  ['+49 30 901820', '+4930901820', 'US'],
  ['030/901820', '+4930901820', 'DE'],
])('"%s" gives a phone number', (text, value, country) => {
  expect(readAs(field('phone'), text, { country })?.value).toBe(value);
});

test.each([
  '2027-02-15',
  '15.02.2027',
  '1.200.000',
  '1,200,000',
  '50 people',
  '$4155552671',
  '10-20',
  '24/7',
  '1 200 000',
])('"%s" gives no phone number', (text) => {
  expect(readAs(field('phone'), text, { asked: true })).toBeNull();
});

test('digits that are no number of the country are kept as written, once asked', () => {
  expect(readAs(field('phone'), '07911 123456', { asked: true })?.value).toBe('07911 123456');
  expect(readAs(field('phone'), '07911 123456')).toBeNull();
});

test.each([
  ['Hi! We want to automate lead routing. Thanks', 'We want to automate lead routing'],
  ['hello, we need a dashboard', 'we need a dashboard'],
  ['SSO', 'SSO'],
  ['must work with Salesforce and be GDPR-compliant', 'must work with Salesforce and be GDPR-compliant'],
  ['We want reports. Is there a free plan?', 'We want reports'],
  ['Good morning, I’m Tom from Acme. We want reports', 'We want reports'],
  ['We want reports\nCheers,\nTom', 'We want reports'],
  ['ana@northwind.com, we need help with churn', 'ana@northwind.com, we need help with churn'],
  ['Wir suchen ein Tool für Reporting', 'Wir suchen ein Tool für Reporting'],
  ['نريد لوحة تحكم', 'نريد لوحة تحكم'],
])('asked, "%s" is a free answer', (text, value) => {
  expect(readAs(field('text'), text, { asked: true })).toEqual({ value, words: value });
});

test.each([
  'hi',
  'ok',
  '?',
  'idk',
  'not sure',
  'yes',
  "I'd rather not say",
  'skip',
  'ana@northwind.com',
  'my email is ana@northwind.com',
  '+1 415 555 2671',
  'what do you mean?',
  'how much is it',
  'can I talk to a human',
  'bye',
  '👍',
  '13',
  'I want a demo',
  "we'd like to see a demo",
])('asked, "%s" is no free answer', (text) => {
  expect(readAs(field('text'), text, { asked: true })).toBeNull();
});

test('free text is not read unasked', () => {
  expect(readAs(field('text'), 'We want to automate lead routing')).toBeNull();
});
