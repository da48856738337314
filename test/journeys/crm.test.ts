// The way of a lead into the CRM and what comes back, over HTTP with the real jsforce against a stand-in Salesforce.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LeadId } from '../../src/core/lead.ts';
import type { SandboxRecord } from '../../src/sandbox/state.ts';
import { actionIds } from '../../src/slack/cards/actions.ts';
import { type Baton, dana, marco, startBaton } from '../support/baton.ts';
import { changedPlaybook } from '../support/default-playbook.ts';

const { claim, reject, retryCrm, undo } = actionIds;
const minute = 60_000;
/** What a company maps; the stand-in has these fields. */
const mapped = (page: string) =>
  `${page
    .replace('exclusiveMinutes: 10', 'exclusiveMinutes: 0')
    .replace('managers: []', `managers: [${dana}]`)
    .replace(
      '    reps: []\n',
      `    reps:\n      - { slack: ${dana}, name: Dana Reyes }\n      - { slack: ${marco}, name: Marco Lind }\n`,
    )}
ops: "#revenue-managers"
crm:
  fields: { Seats__c: size, Why_Now__c: urgency.quote, Short__c: baton.reason, Transcript__c: baton.transcript }
  statuses: { offered: Open, claimed: Working, rejected: Unqualified, nurturing: Nurturing }
`;
const interview = [
  'Hi, we need one dashboard for our board instead of twelve spreadsheets, live by end of March.',
  "We're about 140 people at Acme Robotics.",
  'I decide together with our CFO. Budget is about 20k a year, and we use Tableau today.',
  'ana.ruiz@acme.example, my name is Ana Ruiz.',
  'Yes, a call please.',
];

let baton: Baton;
beforeEach(async () => {
  baton = await startBaton({ crm: true, playbook: changedPlaybook(mapped) });
  // Reps are known by their addresses once Slack was asked for them.
  for (const rep of [dana, marco]) await meet(rep);
});
afterEach(() => baton.stop());

let conversations = 0;
async function meet(rep: string): Promise<void> {
  const { lead } = await baton.say(`first-${++conversations}`, 'Can I talk to a human?');
  await baton.press(cardOf(lead), claim, rep);
}

async function qualified(lines = interview): Promise<LeadId> {
  const conversation = `crm-${++conversations}`;
  const { lead } = await baton.say(conversation, lines[0] ?? '');
  for (const line of lines.slice(1)) await baton.say(conversation, line);
  await baton.pass(2_000);
  return lead;
}

function cardOf(lead: LeadId) {
  const card = baton.cards().find(({ metadata }) => metadata?.event_payload.lead === lead);
  if (card === undefined) throw new Error(`${lead} has no card.`);
  return card;
}

const salesforce = () => baton.sandbox.salesforce;
const standing = (object: string): SandboxRecord[] =>
  salesforce()
    .records()
    .filter((one) => one.object === object && !one.isDeleted);
const only = (object: string): SandboxRecord['values'] => {
  const [record, ...others] = standing(object);
  expect(others).toEqual([]);
  if (record === undefined) throw new Error(`There is no ${object}.`);
  return record.values;
};
const add = (
  object: 'Lead' | 'Contact' | 'Account' | 'Opportunity',
  values: Record<string, string | number | null>,
) => {
  const answer = salesforce().act({ kind: 'add', object, values });
  if (answer.kind !== 'done' || answer.id === undefined) throw new Error('The record was not made.');
  return answer.id;
};
const userId = (name: string) => standing('User').find((user) => user.name === name)?.id ?? '';
const news = () =>
  baton.sandbox
    .state()
    .messages.filter(({ metadata }) => metadata?.event_type === 'baton_news')
    .map(({ text }) => text);
const eventsOf = async (lead: LeadId) => (await baton.lead(lead)).events.map(({ kind }) => kind);

test('a lead lands once, with what was said, its conversation, its owner and its verdict, and moves with them', async () => {
  const lead = await qualified();
  expect(only('Lead')).toMatchObject({
    FirstName: 'Ana',
    LastName: 'Ruiz',
    Email: 'ana.ruiz@acme.example',
    Company: 'Acme Robotics',
    LeadSource: 'Website chat',
    Status: 'Open',
    Seats__c: 140,
    Why_Now__c: 'end of March',
    Baton_Id__c: lead,
  });
  expect(only('Lead').Phone ?? null).toBeNull();
  expect(only('Lead').Transcript__c).toContain('Yes, a call please.');
  expect(only('Task').Description).toMatch(/Company size: 140 \(“140 people”\)[\s\S]*Visitor: Yes, a call please\./);
  expect(cardOf(lead).text).toContain('Open in Salesforce');

  await baton.press(cardOf(lead), claim);
  await baton.pass(2_000);
  expect(only('Lead')).toMatchObject({ Status: 'Working', OwnerId: userId('Dana Reyes') });

  await baton.press(cardOf(lead), reject);
  await baton.submit({ reason: { value: { type: 'static_select', selected_option: { value: 'wrong_territory' } } } });
  await baton.pass(2_000);
  expect(only('Lead')).toMatchObject({ Status: 'Unqualified', Short__c: 'Wrong territory' });

  await baton.press(cardOf(lead), undo);
  await baton.pass(2_000);
  expect(only('Lead')).toMatchObject({ Status: 'Working', Short__c: null });
  expect((await eventsOf(lead)).filter((kind) => kind === 'synced')).toHaveLength(1);
});

test('what a person wrote or emptied in Salesforce stays theirs', async () => {
  const lead = await qualified();
  const { id = '' } = standing('Lead')[0] ?? {};
  for (const [field, value] of [
    ['Seats__c', 150],
    ['Why_Now__c', null],
    ['Status', 'Qualified'],
  ] as const) {
    salesforce().act({ kind: 'edit', id, field, value });
  }
  salesforce().act({ kind: 'owner', id, owner: userId('Marco Lind') });
  await baton.press(cardOf(lead), claim);
  await baton.say(`crm-${conversations}`, 'By the way, we are 160 people now.');
  await baton.pass(6 * minute);
  expect(only('Lead')).toMatchObject({
    Seats__c: 150,
    Why_Now__c: null,
    Status: 'Qualified',
    OwnerId: userId('Marco Lind'),
  });
  expect(only('Lead').Transcript__c).toContain('160 people now');
});

describe('whom Salesforce knows', () => {
  test('goes to their owner before any turn, and the card says so', async () => {
    const account = add('Account', {
      Name: 'Acme Robotics',
      Website: 'https://www.acme.example',
      Type: 'Customer - Direct',
      OwnerId: userId('Marco Lind'),
    });
    add('Contact', { LastName: 'Boss', Email: 'boss@acme.example', AccountId: account });
    const lead = await qualified();
    const view = await baton.api(`/api/leads/${lead}`);
    expect(view).toMatchObject({ offer: { by: 'owner', rep: { id: marco } } });
    expect(cardOf(lead).text).toMatch(/Customer: Acme Robotics · owner Marco Lind/);
  });

  test('is not made a second time: the lead that was there is filled in where it was empty', async () => {
    add('Lead', { LastName: 'Ruiz-Old', Company: 'Acme', Email: 'ana.ruiz@acme.example', Status: 'Open' });
    const lead = await qualified();
    expect(only('Lead')).toMatchObject({ LastName: 'Ruiz-Old', Company: 'Acme', FirstName: 'Ana', Seats__c: 140 });
    expect(cardOf(lead).text).toContain('Known in Salesforce: ');
  });

  test('is followed from a converted lead to their contact', async () => {
    const lead = await qualified();
    const { id = '' } = standing('Lead')[0] ?? {};
    salesforce().act({ kind: 'convert', lead: id, deal: 'Acme, 140 seats' });
    await baton.press(cardOf(lead), claim);
    await baton.pass(6 * minute);
    expect(standing('Lead')).toHaveLength(1);
    expect(await eventsOf(lead)).not.toContain('not-synced');
    expect(await baton.api('/api/jobs')).toMatchObject({ buried: 0 });
    expect(cardOf(lead).text).toContain('Open deal: Acme, 140 seats');
  });

  test('is who the duplicate rule names', async () => {
    const known = add('Contact', { LastName: 'Ruiz', Email: 'a.ruiz@gmail.example' });
    salesforce().act({ kind: 'duplicate-rule', isOn: true, always: known });
    await qualified();
    expect(standing('Lead')).toEqual([]);
    expect(only('Contact')).toMatchObject({ FirstName: 'Ana', Email: 'a.ruiz@gmail.example' });
  });
});

describe('when Salesforce will not', () => {
  test('a field that is gone costs that field, and comes back with Retry', async () => {
    salesforce().act({ kind: 'secure-field', object: 'Lead', field: 'Seats__c', access: 'hidden' });
    const lead = await qualified();
    expect(only('Lead')).toMatchObject({ LastName: 'Ruiz', Why_Now__c: 'end of March' });
    expect(cardOf(lead).text).toMatch(/would not take one field: Seats/);
    salesforce().act({ kind: 'secure-field', object: 'Lead', field: 'Seats__c', access: 'write' });
    await baton.pass(30_000);
    await baton.press(cardOf(lead), retryCrm);
    await baton.pass(2_000);
    expect(only('Lead')).toMatchObject({ Seats__c: 140 });
    expect(cardOf(lead).text).not.toContain('would not take');
  });

  test('managers find in their home what leads were left without, and have all of them written again', async () => {
    salesforce().act({ kind: 'secure-field', object: 'Lead', field: 'Seats__c', access: 'hidden' });
    await qualified();
    const home = async (user: string) => {
      await baton.sandbox.slack.act({ kind: 'open-home', user });
      await baton.pass(0);
      return JSON.stringify(baton.sandbox.state().homes[user]);
    };
    expect(await home(marco)).not.toContain('not whole in Salesforce');
    expect(await home(dana)).toMatch(/One lead is not whole in Salesforce[\s\S]*Seats/);
    salesforce().act({ kind: 'secure-field', object: 'Lead', field: 'Seats__c', access: 'write' });
    await baton.pass(30_000);
    const { blocks } = baton.sandbox.state().homes[dana] as {
      blocks: { block_id: string; elements?: { value?: string }[] }[];
    };
    const block_id = blocks.find(({ elements }) => elements?.some(({ value }) => value === 'crm'))?.block_id ?? '';
    const press = { action_id: actionIds.retry, type: 'button', value: 'crm', block_id };
    await baton.sandbox.slack.act({ kind: 'press', user: dana, from: { home: true }, action: press });
    await baton.pass(2_000);
    expect(only('Lead')).toMatchObject({ Seats__c: 140 });
    expect(await home(dana)).not.toContain('not whole in Salesforce');
  });

  test('what the playbook names wrongly is said at the start, to whoever keeps it running', async () => {
    salesforce().act({ kind: 'delete-field', object: 'Lead', field: 'Seats__c' });
    await baton.app.deps.db.inTx((tx) => baton.app.deps.queue.enqueue(tx, [{ job: { kind: 'check-crm' } }]));
    await baton.pass(0);
    expect(news().join()).toMatch(/Not everything the playbook names is in Salesforce[\s\S]*Seats/);
  });

  test('the limit of a day is waited for, and the lead is there when it is over', async () => {
    const limit = { status: 403, errorCode: 'REQUEST_LIMIT_EXCEEDED', message: 'TotalRequests Limit exceeded.' };
    salesforce().faults.add({ path: '/services/data', kind: 'error', times: 1, ...limit });
    const lead = await qualified();
    expect(standing('Lead')).toEqual([]);
    expect((await baton.lead(lead)).state).toBe('offered');
    const asked = salesforce().calls.length;
    await baton.press(cardOf(lead), claim);
    await baton.pass(10 * minute);
    expect(salesforce().calls.length).toBe(asked);
    expect(news().filter((text) => text.includes('The CRM takes no more calls for now'))).toHaveLength(1);
    for (let hours = 0; hours < 26 && standing('Lead').length === 0; hours++) await baton.pass(60 * minute);
    expect(only('Lead')).toMatchObject({ LastName: 'Ruiz', Seats__c: 140 });
  });

  test('a write whose answer is lost stands once', async () => {
    salesforce().faults.add({ method: 'PATCH', path: '/sobjects/Lead', kind: 'lost-answer', times: 1 });
    salesforce().faults.add({ method: 'PATCH', path: '/sobjects/Task', kind: 'lost-answer', times: 1 });
    const lead = await qualified();
    await baton.pass(10 * minute);
    expect(only('Lead')).toMatchObject({ Seats__c: 140 });
    expect(standing('Task')).toHaveLength(1);
    expect(cardOf(lead).text).not.toContain('Known in Salesforce');
  });
});

test('what became of it comes back as opportunity and won, with the amount', async () => {
  const lead = await qualified();
  await baton.press(cardOf(lead), claim);
  await baton.pass(11 * minute);
  const { id = '' } = standing('Lead')[0] ?? {};
  salesforce().act({ kind: 'convert', lead: id, deal: 'Acme, 140 seats' });
  await baton.pass(11 * minute);
  expect(await eventsOf(lead)).toContain('opportunity');
  const [deal] = standing('Opportunity');
  salesforce().act({ kind: 'edit', id: deal?.id ?? '', field: 'Amount', value: 20_000 });
  salesforce().act({ kind: 'close-deal', deal: deal?.id ?? '', state: 'won' });
  await baton.pass(11 * minute);
  const { events } = await baton.lead(lead);
  expect(events.filter(({ kind }) => kind === 'won')).toMatchObject([{ by: 'crm', data: { amountCents: 2_000_000 } }]);
  await baton.pass(30 * minute);
  expect((await eventsOf(lead)).filter((kind) => kind === 'won')).toHaveLength(1);
});
