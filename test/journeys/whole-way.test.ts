// One visitor from the first line to the won deal, through everything Baton has: not ready yet, written to by mail, an answer by
// mail, qualified, claimed, booked, held, won; and what Salesforce has of them at every step.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { holdSlot } from '../../src/flows/hold-slot.ts';
import type { SandboxRecord } from '../../src/sandbox/state.ts';
import { actionIds } from '../../src/slack/cards/actions.ts';
import { type Baton, dana, startBaton } from '../support/baton.ts';
import { changedPlaybook } from '../support/default-playbook.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const name = 'ada';
const address = `${name}@acme.example`;

const playbook = changedPlaybook(
  (page) => `${page
    .replace(/^ladder:\n(?: .*\n)*/m, '')
    .replace('    booking: { inChat: true }', '    #')
    .replace('    reps: []\n', `    reps: [{ slack: ${dana}, name: Dana Reyes }]\n`)}
crm:
  fields: { Seats__c: size, Why_Now__c: urgency.quote, Transcript__c: baton.transcript }
  statuses: { nurturing: Nurturing, offered: Open, claimed: Working, booked: Working, closed: Qualified }
`,
);

let baton: Baton;
beforeAll(async () => {
  baton = await startBaton({ crm: true, selfService: true, google: { demo: false }, playbook });
}, 60_000);
afterAll(() => baton.stop());

const standing = (object: string): SandboxRecord[] =>
  baton.sandbox.salesforce.records().filter((one) => one.object === object && !one.isDeleted);
function only(object: string): SandboxRecord['values'] & { id: string } {
  const [record, ...others] = standing(object);
  expect(others).toEqual([]);
  if (record === undefined) throw new Error(`There is no ${object}.`);
  return { ...record.values, id: record.id };
}
const mails = () => baton.sandbox.mail.mailbox().filter(({ to }) => to === address);

async function answer(text: string): Promise<void> {
  const [last] = mails();
  const body = JSON.stringify({ kind: 'reply', text });
  const headers = { 'content-type': 'application/json' };
  const told = await fetch(`${baton.sandbox.url}/sandbox/mail/${last?.id}/act`, { method: 'POST', headers, body });
  expect(told.status).toBe(200);
  await baton.pass(2_000);
  await baton.pass(30_000);
}

test('not ready yet, a mail, an answer, qualified, claimed, booked, held, won: Salesforce has all of it', async () => {
  await baton.say(name, 'We want to replace our reporting tool');
  await baton.say(name, 'within two months');
  const { lead } = await baton.say(name, address);
  await baton.pass(31 * minute);
  expect(await baton.lead(lead)).toMatchObject({ state: 'nurturing', verdict: 'borderline' });
  expect(only('Lead')).toMatchObject({
    Email: address,
    Status: 'Nurturing',
    LeadSource: 'Website chat',
    Why_Now__c: 'within two months',
    LastName: '[not said]',
    Baton_Id__c: lead,
  });
  expect(only('Lead').Seats__c ?? null).toBeNull();

  await baton.pass(3 * day);
  expect(mails()).toHaveLength(1);
  await answer("Good timing. We're 50 people at Acme Robotics, I make the decision, and my name is Ada Byrd.");
  await answer('We use Tableau today, and have about 20k a year for it.');
  await answer('Yes, a call please.');
  expect(await baton.lead(lead)).toMatchObject({ state: 'offered', verdict: 'qualified' });
  await baton.pass(10 * minute);
  expect(only('Lead')).toMatchObject({
    FirstName: 'Ada',
    LastName: 'Byrd',
    Company: 'Acme Robotics',
    Status: 'Open',
    Seats__c: 50,
  });
  expect(only('Lead').Transcript__c).toContain('Good timing.');
  expect(only('Task').Description).toMatch(/Company size: 50 \(“50 people”\)[\s\S]*Yes, a call please\./);

  const card = baton.cards().find(({ metadata }) => metadata?.event_payload.lead === lead);
  if (card === undefined) throw new Error('There is no card.');
  await baton.press(card, actionIds.claim);
  await baton.pass(10_000);
  const user = standing('User').find((one) => one.name === 'Dana Reyes');
  expect(only('Lead')).toMatchObject({ Status: 'Working', OwnerId: user?.id });

  const startsAt = '2026-12-01T15:00:00.000Z';
  const host = { id: dana, name: 'Dana Reyes' };
  const asked = { by: host, kind: 'call', startsAt, lengthMin: 30, hosts: [host] };
  expect(await holdSlot(baton.app.deps, lead, asked)).toMatchObject({ kind: 'done' });
  await baton.pass(10_000);
  expect(await baton.lead(lead)).toMatchObject({ state: 'booked' });
  expect(only('Event')).toMatchObject({ Subject: 'Meeting with Dana Reyes', OwnerId: user?.id });

  await baton.pass(Date.parse(startsAt) + 31 * minute - baton.clock.now.getTime());
  const booked = baton.cards().find(({ metadata }) => metadata?.event_payload.lead === lead);
  if (booked === undefined) throw new Error('The card is gone.');
  await baton.press(booked, actionIds.held);
  await baton.pass(11 * minute);
  expect(only('Lead')).toMatchObject({ Status: 'Qualified' });

  baton.sandbox.salesforce.act({ kind: 'convert', lead: only('Lead').id, deal: 'Acme Robotics, 50 seats' });
  baton.sandbox.salesforce.act({ kind: 'edit', id: only('Opportunity').id, field: 'Amount', value: 20_000 });
  await baton.pass(11 * minute);
  baton.sandbox.salesforce.act({ kind: 'close-deal', deal: only('Opportunity').id, state: 'won' });
  await baton.pass(11 * minute);
  const { events } = await baton.lead(lead);
  const told = events.map(({ kind }) => kind);
  const steps = [
    'nurtured',
    'nurture-sent',
    'nurture-stopped',
    'offered',
    'claimed',
    'booked',
    'met',
    'opportunity',
    'won',
  ];
  expect(told.filter((kind, i) => steps.includes(kind) && told.indexOf(kind) === i)).toEqual(steps);
  expect(events.find(({ kind }) => kind === 'won')?.data).toMatchObject({ amountCents: 2_000_000 });
  expect(await baton.api('/api/jobs')).toMatchObject({ buried: 0 });
});
