import { expect, test } from 'vitest';
import { parsePlaybook } from '../../src/core/parse-playbook.ts';
import { defaultPage, defaultPlaybook } from '../support/default-playbook.ts';

/** The problems of the default page after one slip of the pen. */
function slip(from: string, to: string) {
  if (!defaultPage.includes(from)) throw new Error(`The default page no longer says ${from}.`);
  const parsed = parsePlaybook(defaultPage.replace(from, to));
  return parsed.kind === 'wrong' ? parsed.problems : [];
}
const lineOf = (words: string) => defaultPage.slice(0, defaultPage.indexOf(words)).split('\n').length;

test('the page that ships with Baton is complete', () => {
  const { fields, teams, rubric, bar } = defaultPlaybook();
  expect(fields.map(({ id }) => id)).toEqual(
    expect.arrayContaining([
      'use_case',
      'urgency',
      'authority',
      'budget',
      'constraints',
      'competition',
      'company',
      'size',
      'role',
      'next_step',
      'stakeholder',
      'email',
    ]),
  );
  const most = [...rubric.answers, ...rubric.conduct].reduce((sum, { points }) => sum + Math.max(0, points), 0);
  expect(most).toBeGreaterThanOrEqual(bar.start);
  expect(teams.at(-1)?.takes).toEqual([]);
});

test('what the page shows in comments about conduct, hours and reps can be taken as it stands', () => {
  const taken = defaultPage
    .replace(/^# (hours|holidays|owners|review|lanes):/gm, '$1:')
    .replace('    reps: []\n', '    reps:\n')
    .replace(/^ {4}# - \{ points/gm, '    - { points')
    .replace(/^ {4}# - \{/gm, '      - {');
  const { hours, holidays, teams, owners, review, rubric, lanes } = defaultPlaybook(() => taken);
  expect(rubric.conduct.slice(2).map(({ when }) => when)).toEqual([
    'silent',
    'answers-slowly',
    'asked-again',
    'broken-hand-back',
  ]);
  expect(review).toEqual({ reviewers: ['U024BE7LH', 'S0614TZR7'], perWeek: 8 });
  expect(lanes).toEqual({ form: ['form'], sdr: ['outbound'] });
  expect(Object.keys(owners)).toHaveLength(2);
  expect(hours.map((blocks) => blocks.length)).toEqual([1, 1, 1, 1, 1, 0, 0]);
  expect(holidays).toHaveLength(2);
  expect(teams.at(-1)?.reps).toMatchObject([{ weight: 2, atOnce: 5 }, { zone: 'Europe/Berlin' }, { weight: 1 }]);
});

test.each([
  {
    slip: 'two options with one button',
    from: 'button: Together with others',
    to: 'button: i decide',
    field: 'fields.3.options',
    says: 'Two options stand as "i decide" before those who write English',
  },
  {
    slip: 'two options with one button in a translation',
    from: 'none: Später',
    to: 'none: Ein Anruf',
    field: 'fields.13.options',
    says: 'Two options stand as "ein anruf" before those who write German',
  },
  {
    slip: 'a button for an option that does not exist',
    from: 'none: Später',
    to: 'nome: Später',
    field: 'translations.de.fields.next_step.options.nome',
    says: 'Field "next_step" has no option "nome"',
  },
  {
    slip: 'a kind that does not exist',
    from: 'kind: number',
    to: 'kind: numbr',
    field: 'fields.2.kind',
    says: 'expected one of',
  },
  {
    slip: 'a pillar that names no field',
    from: 'needs: [size]',
    to: 'needs: [sise]',
    field: 'pillars.context.needs.0',
    says: 'No field is called "sise"',
  },
  {
    slip: 'a rule that names no option',
    from: 'is: [decides, shares]',
    to: 'is: [decides, shars]',
    field: 'rubric.answers.6.when',
    says: 'no option "shars"',
  },
  { slip: 'a field twice', from: 'id: budget', to: 'id: size', field: 'fields.5.id', says: 'rename one' },
  {
    slip: 'a word nobody knows',
    from: '    claim: channel',
    to: '    clame: channel',
    field: 'teams.0.clame',
    says: 'check its spelling',
  },
  {
    slip: 'a channel that is none',
    from: '"#sdr-leads"',
    to: 'sdr leads',
    field: 'teams.0.channel',
    says: '#channel-name',
  },
  {
    slip: 'an empty list of reps who may claim',
    from: 'claim: channel',
    to: 'claim: reps',
    field: 'teams.0.claim',
    says: 'list the reps',
  },
  {
    slip: 'a workspace that is none',
    from: 'channel: "#sdr-leads"',
    to: 'channel: "#sdr-leads"\n    workspace: acme',
    field: 'teams.0.workspace',
    says: 'T024BE7LH',
  },
  {
    slip: 'several workspaces, and none for the rest',
    from: 'teams:\n',
    to: 'teams:\n  - { id: emea, name: EMEA, channel: "#emea", workspace: T0BETA, takes: [{ page: [/emea/] }] }\n  - { id: apac, name: APAC, channel: "#apac", workspace: T0ACME, takes: [{ page: [/apac/] }] }\n',
    field: 'teams',
    says: 'to the page too',
  },
  {
    slip: 'a channel that two workspaces have',
    from: 'teams:\n',
    to: 'workspace: T0ACME\nteams:\n  - { id: emea, name: EMEA, channel: "#sdr-leads", workspace: T0BETA, takes: [{ page: [/emea/] }] }\n',
    field: 'teams.1.channel',
    says: 'the id of this channel',
  },
  {
    slip: 'an ops channel whose name a team has elsewhere',
    from: 'teams:\n',
    to: 'workspace: T0ACME\nops: "#ops"\nteams:\n  - { id: emea, name: EMEA, channel: "#ops", workspace: T0BETA, takes: [{ page: [/emea/] }] }\n',
    field: 'teams.0.channel',
    says: 'the id of this channel',
  },
  { slip: 'a zone that does not exist', from: 'America/New_York', to: 'America/York', field: 'zone', says: 'IANA' },
  {
    slip: 'a country that does not exist',
    from: 'country: US',
    to: 'country: UX',
    field: 'country',
    says: 'two-letter',
  },
  {
    slip: 'hours whose ends are swapped',
    from: 'zone: America/New_York',
    to: 'zone: America/New_York\nhours: { mon-fri: 18:00-09:00 }',
    field: 'hours.mon-fri',
    says: 'swap the times',
  },
  {
    slip: 'a day that is none',
    from: 'zone: America/New_York',
    to: 'zone: America/New_York\nhours: { weekdays: 09:00-18:00 }',
    field: 'hours.weekdays',
    says: 'mon-fri',
  },
  {
    slip: 'a holiday that is no day',
    from: 'zone: America/New_York',
    to: 'zone: America/New_York\nholidays: [25.12.2026]',
    field: 'holidays.0',
    says: '2026-12-25',
  },
  {
    slip: 'a rep who is listed twice',
    from: 'reps: []',
    to: 'reps: [{ slack: U024BE7LH, name: Dana }, { slack: U024BE7LH, name: Dana Reyes }]',
    field: 'teams.0.reps.1.slack',
    says: 'in this team twice',
  },
  {
    slip: 'an owner whom no team lists',
    from: 'whenAllOut: queue',
    to: 'whenAllOut: queue\nowners: { acme.com: U024BE7LH }',
    field: 'owners.acme.com',
    says: 'a rep of no team',
  },
  {
    slip: 'a rep who takes an option that is none',
    from: 'reps: []',
    to: 'reps: [{ slack: U024BE7LH, name: Dana, takes: [{ field: role, is: [chef] }] }]',
    field: 'teams.0.reps.0.takes.0',
    says: 'no option "chef"',
  },
  {
    slip: 'a rule that is none',
    from: 'reps: []',
    to: 'reps: [{ slack: U024BE7LH, name: Dana, takes: [{ pages: [/de/] }] }]',
    field: 'teams.0.reps.0.takes.0',
    says: '{ language: [de] }',
  },
  {
    slip: 'nurture above the bar',
    from: 'nurtureFrom: 35',
    to: 'nurtureFrom: 75',
    field: 'bar.nurtureFrom',
    says: 'must not be above',
  },
  {
    slip: 'managers told before the channel is reminded',
    from: 'managerMinutes: 45',
    to: 'managerMinutes: 20',
    field: 'ladder.managerMinutes',
    says: 'more than remindMinutes',
  },
  {
    slip: 'a time that is none',
    from: 'exclusiveMinutes: 10',
    to: 'exclusiveMinutes: soon',
    field: 'ladder.exclusiveMinutes',
    says: 'number',
  },
  {
    slip: 'a follow-up to a field that is none',
    from: 'askIf: { field: authority',
    to: 'askIf: { field: autority',
    field: 'fields.4.askIf',
    says: 'No field is called "autority"',
  },
  {
    slip: 'a follow-up to an option that is none',
    from: 'is: [shares, influences] }',
    to: 'is: [shares, influence] }',
    field: 'fields.4.askIf',
    says: 'no option "influence"',
  },
  {
    slip: 'a follow-up to its own answer',
    from: 'askIf: { field: authority, is: [shares, influences] }',
    to: 'askIf: stakeholder',
    field: 'fields.4.askIf',
    says: 'its own answer',
  },
  {
    slip: 'a follow-up that is never asked',
    from: '    askIf: {',
    to: '    ask: false\n    askIf: {',
    field: 'fields.4.askIf',
    says: 'never asked',
  },
])('$slip is told with its line and a remedy', ({ from, to, field, says }) => {
  const problems = slip(from, to);
  expect(problems).toContainEqual({ line: expect.any(Number), field, remedy: expect.stringContaining(says) });
});

test('without reviewers nobody is asked, and a page that asks nobody says so', () => {
  expect(defaultPlaybook().review).toBeUndefined();
  const asking = (review: string) => slip('\nroles:', `\nreview: ${review}\nroles:`).map(({ remedy }) => remedy);
  expect(asking('{ reviewers: [U024BE7LH] }')).toEqual([]);
  expect(asking('{ reviewers: [] }')).toEqual([expect.stringContaining('name at least one reviewer')]);
  expect(asking('{ reviewers: [dana] }')).toEqual([expect.stringContaining('use a Slack user id')]);
  expect(asking('{ reviewers: [U024BE7LH], perWeek: 21 }')).toEqual([expect.stringContaining('<=20')]);
});

test('the form lane is named by channels as the chat webhook names them; without it, all is chat', () => {
  expect(defaultPlaybook().lanes).toEqual({ form: [], sdr: [] });
  const named = (lanes: string) => slip('\nroles:', `\nlanes: ${lanes}\nroles:`);
  expect(named('{ form: [form, landing-page] }')).toEqual([]);
  expect(named('{ form: ["#form"] }')).toEqual([
    expect.objectContaining({
      field: 'lanes.form.0',
      remedy: expect.stringContaining('a channel of the chat webhook'),
    }),
  ]);
  expect(named('{ phone: [call] }')).toEqual([expect.objectContaining({ field: 'lanes.phone' })]);
});

test('a form names its websites, and the reports count it', () => {
  expect(defaultPlaybook().form).toBeUndefined();
  const named = (form: string, lanes = '{ form: [form] }') =>
    slip('\nroles:', `\nlanes: ${lanes}\nform: ${form}\nroles:`).map(({ field, remedy }) => [field, remedy]);
  expect(
    named('{ origins: [https://www.acme.com, "http://localhost:8080"], thanks: https://www.acme.com/thanks }'),
  ).toEqual([]);
  expect(named('{ origins: [] }')).toEqual([['form.origins', expect.stringContaining('at least one website')]]);
  for (const wrong of ['https://www.acme.com/', 'www.acme.com', 'https://www.acme.com/contact', 'file:///a']) {
    expect(named(`{ origins: ["${wrong}"] }`)).toEqual([
      ['form.origins.0', expect.stringContaining('write an origin')],
    ]);
  }
  expect(named('{ origins: [https://www.acme.com] }', '{ form: [landing] }')).toEqual([
    ['lanes.form', expect.stringContaining('lanes: { form: [form] }')],
  ]);
  expect(named('{ origins: [https://www.acme.com], trap: size }')).toEqual([
    ['form.trap', expect.stringContaining('"size" is a field')],
  ]);
});

test('segments are bands of a number or the options of a choice', () => {
  expect(defaultPlaybook().digest.segments).toBeUndefined();
  const named = (segments: string) =>
    slip('\nroles:', `\ndigest: { segments: ${segments} }\nroles:`).map(({ field, remedy }) => `${field}: ${remedy}`);
  for (const right of [
    '{ field: size, bounds: [50, 250] }',
    '{ field: budget, bounds: [0] }',
    '{ field: authority }',
  ]) {
    expect(named(right)).toEqual([]);
  }
  expect(named('{ field: sise, bounds: [50] }')).toEqual([
    'digest.segments.field: No field is called "sise": name one from "fields".',
  ]);
  expect(named('{ field: size }')).toEqual([
    'digest.segments: Say where the next band begins, such as bounds: [50, 250].',
  ]);
  expect(named('{ field: authority, bounds: [1] }')).toEqual([
    'digest.segments.bounds: The options of a choice are its segments: remove "bounds".',
  ]);
  expect(named('{ field: email }')[0]).toContain('Only a number, an amount of money or a choice makes segments');
  for (const bounds of ['[250, 50]', '[50, 50]']) {
    expect(named(`{ field: size, bounds: ${bounds} }`)).toEqual([
      'digest.segments.bounds: Write each bound once, the lowest first.',
    ]);
  }
  expect(named('{ field: size, bounds: [1, 2, 3, 4, 5, 6, 7] }')).toHaveLength(1);
});

test('the line is the one to mend', () => {
  expect(slip('kind: number', 'kind: numbr')[0]?.line).toBe(lineOf('kind: number'));
  expect(slip('needs: [size]', 'needs: [sise]').find(({ field }) => field.startsWith('pillars'))?.line).toBe(
    lineOf('needs: [size]'),
  );
});

test('every problem is told at once', () => {
  const page = defaultPage.replace('kind: number', 'kind: numbr').replace('"#sdr-leads"', 'nowhere at all');
  const parsed = parsePlaybook(page);
  expect(parsed.kind === 'wrong' && parsed.problems.length).toBe(2);
});

test.each(['', 'a: [', '- 1', '42', 'fields: {}', '\u0000', 'company: *x', 'a: &a [*a]'])(
  'a page that is none is told, not thrown: %j',
  (page) => {
    const parsed = parsePlaybook(page);
    expect(parsed.kind).toBe('wrong');
    expect(parsed.kind === 'wrong' && parsed.problems.every(({ line }) => line >= 1)).toBe(true);
  },
);

test('who is a customer is said by rules like those of teams, and where it is told', () => {
  expect(defaultPlaybook().customers).toBeUndefined();
  const shown = defaultPlaybook((page) => page.replace('\n# customers:', '\ncustomers:'));
  expect(shown.customers).toEqual({ when: [{ page: ['/account/'] }], tell: '#customer-success' });
  const named = (customers: string) => slip('\nroles:', `\ncustomers: ${customers}\nroles:`);
  expect(named('{ when: [{ page: [/account/] }, { field: size, atLeast: 5 }], tell: "#customer-success" }')).toEqual(
    [],
  );
  expect(named('{ when: [], tell: "#customer-success" }')).toEqual([
    expect.objectContaining({ field: 'customers.when', remedy: expect.stringContaining('at least one rule') }),
  ]);
  expect(named('{ when: [plan], tell: "#customer-success" }')).toEqual([
    expect.objectContaining({
      field: 'customers.when.0',
      remedy: expect.stringContaining('No field is called "plan"'),
    }),
  ]);
  expect(named('{ when: [size], tell: nowhere }')).toEqual([expect.objectContaining({ field: 'customers.tell' })]);
  expect(named('{ when: [size] }')).toEqual([expect.objectContaining({ field: 'customers.tell' })]);
});
