// Whatever a page judges by stands on the contract: a rule that nobody could read there would be one nobody agreed to.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { contract } from '../../src/core/contract.ts';
import { contractHtml } from '../../src/core/contract-html.ts';
import { parsePlaybook } from '../../src/core/parse-playbook.ts';
import { describe as condition } from '../../src/core/why.ts';
import { defaultPage } from '../support/default-playbook.ts';
import { aPlaybook } from '../support/leads.ts';

const folder = new URL('../../playbooks/', import.meta.url);
const pages: [string, string][] = [
  ['playbook.yml', defaultPage],
  ...readdirSync(folder)
    .filter((name) => name.endsWith('.yml'))
    .map((name): [string, string] => [name, readFileSync(new URL(name, folder), 'utf8')]),
];

const asRead = (html: string) =>
  html.replace(/<style>.*?<\/style>/s, '').replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));

test.each(pages)('every rule of %s', (_name, text) => {
  const parsed = parsePlaybook(text);
  if (parsed.kind === 'wrong') throw new Error(JSON.stringify(parsed.problems));
  const playbook = { ...parsed.page, version: 'abc123', calendar: false, crmName: null };
  const { fields, pillars, rubric, bar, teams, rejectReasons, words } = playbook;
  const shown = asRead(contractHtml(contract(playbook), ''));
  const rules = Object.values(pillars).flatMap(({ needs, oneOf }) => [...needs, ...oneOf]);
  const due = [
    ...fields.flatMap(({ label, ask, question, probe, options }) => [
      label,
      ...(ask ? [question, ...(probe === undefined ? [] : [probe])] : []),
      ...options.map((option) => option.label),
    ]),
    ...fields.flatMap(({ askIf }) => (askIf === undefined ? [] : [condition(askIf, playbook)])),
    ...[...rules, ...rubric.answers.map(({ when }) => when)].map((when) => condition(when, playbook)),
    ...[...rubric.answers, ...rubric.conduct].flatMap(({ points, because }) => [String(Math.abs(points)), because]),
    ...teams.flatMap(({ name, channel, reps }) => [name, channel, ...reps.map((rep) => rep.name)]),
    ...rejectReasons.map(({ label }) => label),
    ...[bar.start, bar.nurtureFrom, `${bar.share * 100}%`].map(String),
    ...[words.opening, words.handedOff, words.rejected, 'abc123'],
  ];
  expect(due.filter((each) => !shown.includes(each))).toEqual([]);
});

test('nothing that a page says runs or draws', () => {
  const evil = `<img src=x onerror="alert('1')">&`;
  const playbook = aPlaybook({
    company: { name: evil },
    rejectReasons: [{ id: 'evil', label: evil, tellVisitor: true, givesTurnBack: true }],
  });
  const html = contractHtml(contract(playbook), '');
  expect(html).not.toContain('<img');
  expect(asRead(html).split(evil)).toHaveLength(4);
});

test('who answers by when, what a reason teaches, who may move the bar, and words of its own', () => {
  const playbook = aPlaybook({
    ladder: { exclusiveMinutes: 10, firstTouchMinutes: 180 },
    roles: { managers: ['U0BOSS'], admins: [] },
    teams: [
      {
        ...aPlaybook().teams[0]!,
        claim: 'reps',
        reps: [{ slack: 'U0BOSS', name: 'Dana Reyes', takes: [{ language: ['es'] }], weight: 1 }],
      },
    ],
  });
  const said = { ...playbook, words: { ...playbook.words, added: 'Noted, dear visitor.' } };
  const of = Object.fromEntries(contract(said).sections.map(({ title, lines, rows }) => [title, { lines, rows }]));
  expect(of['Who gets which leads, and by when they answer']?.rows[0]?.lines).toEqual([
    'all leads',
    'in #sdr-leads; only its reps may claim',
    'in turn: Dana Reyes (first for a visitor who writes Spanish)',
    'at work: any time (UTC)',
    '10 minutes for the suggested rep alone, then everybody’s',
    'whoever claims writes to the visitor within 3 hours, or the lead goes back to all',
  ]);
  expect(of['Why a lead is rejected, and what that teaches']?.rows).toEqual([
    { name: 'Not qualified', lines: ['teaches the bar'] },
    { name: 'Competitor', lines: ['teaches what is kept out, not the bar'] },
  ]);
  expect(of['The bar, and who moves it']?.lines.at(-1)).toContain('Dana Reyes');
  expect(of['What visitors are told']?.rows).toContainEqual({ name: 'added', lines: ['“Noted, dear visitor.”'] });
});

test('how meetings are booked: all of it for all, and of a team what differs', () => {
  const [sales] = aPlaybook().teams;
  const playbook = aPlaybook({
    booking: {
      meetings: [{ id: 'demo', label: 'Demo', minutes: [60, 90], with: ['U0BOSS'] }],
      ...{ bufferAfterMinutes: 15, perDay: 4, remindMinutes: [], alertMinutes: 0 },
    },
    teams: [
      { ...sales!, id: 'vip', name: 'VIP', takes: [{ page: ['/vip'] }], booking: { inChat: true, perDay: null } },
      { ...sales!, booking: { noticeMinutes: 2_880, align: 'block', inChat: [{ field: 'size', atLeast: 20 }] } },
    ],
  });
  const rows = contract(playbook).sections.find(({ title }) => title.startsWith('How meetings'))?.rows ?? [];
  expect(rows).toEqual([
    { name: 'Demo', lines: ['takes 60 minutes; reps may choose 90', 'always there: U0BOSS'] },
    {
      name: 'For all teams',
      lines: [
        'a rep offers times; visitors book by the link they are sent, not in the chat by themselves',
        'whoever asks for a person while nobody is at work is offered times; who would book in the chat then, too',
        'reps whose working hours nobody named are met Mon–Fri 09:00-17:00',
        'no sooner than 2 hours ahead',
        'at most 14 days ahead',
        'may begin every 30 minutes',
        'starts are counted from midnight',
        'no time is kept free before a meeting',
        '15 minutes are kept free after it',
        'a rep has at most 4 meetings a day',
        'as many a week as fit',
        'a chosen time is kept 10 minutes for the calendar to take it',
        'visitors may book or move a meeting themselves 3 times',
        'visitors are not reminded',
        'who was offered times and chose none is asked once more after 60 minutes',
        'and no rep is told',
      ],
    },
    {
      name: 'VIP',
      lines: [
        'as for all teams, but',
        'whoever qualifies while a rep is there with room books in the chat; all others are handed to a rep',
        'a rep has as many meetings a day as fit',
      ],
    },
    {
      name: sales!.name,
      lines: [
        'as for all teams, but',
        'leads with Company size is at least 20 while a rep is there with room books in the chat; all others are handed to a rep',
        'no sooner than 2 days ahead',
        'starts are counted from when working hours begin',
      ],
    },
  ]);
});

test('what is counted, and who reads it', () => {
  const rows = (change: Parameters<typeof aPlaybook>[0]) =>
    contract(aPlaybook(change)).sections.find(({ title }) => title.startsWith('What is counted'))?.rows ?? [];
  expect(rows({}).map(({ lines }) => lines[0])).toEqual([
    'nobody has named the channels of a form, so all leads are counted together',
    'told in no channel: name one under digest',
    'nobody reads conversations for what Baton got wrong: name reviewers under review',
  ]);
  const named = rows({
    lanes: { sdr: [], form: ['form', 'email'] },
    digest: { channel: '#weekly', day: 'friday', hour: 16 },
    teams: [{ ...aPlaybook().teams[0]!, digest: { channel: '#sales-weekly' } }],
    review: { reviewers: ['U0RITA'], perWeek: 1 },
    customers: { when: [{ page: ['/account/'] }], tell: '#success' },
  });
  expect(named).toEqual([
    { name: 'Form lane', lines: ['leads that come by form, email'] },
    { name: 'Chat lane', lines: ['all other leads; the reports show both beside each other'] },
    {
      name: 'The week',
      lines: [
        'told every Friday at 16:00 (UTC) in #weekly',
        'and those of Sales alone in #sales-weekly',
        'everybody may ask for the numbers of their own team, managers for all',
      ],
    },
    { name: 'Curation', lines: ['U0RITA each read 1 conversation a week and mark every answer'] },
    {
      name: 'Customers',
      lines: ['whoever has a page with /account/; #success hears when one is qualified no more'],
    },
  ]);
});
