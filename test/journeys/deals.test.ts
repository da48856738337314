// What became of leads, pressed on the card or heard from the CRM, to the numbers of the week, over HTTP with the real Bolt app.
import { afterEach, describe, expect, test } from 'vitest';
import type { LeadId } from '../../src/core/lead.ts';
import type { SandboxMessage, ViewState } from '../../src/sandbox/state.ts';
import { actionIds } from '../../src/slack/cards/actions.ts';
import { type Baton, buttonOf, dana, marco, startBaton } from '../support/baton.ts';
import { changedPlaybook } from '../support/default-playbook.ts';

const { claim, more } = actionIds;
const minute = 60_000;
const week = 7 * 24 * 60 * minute;
const page = (text: string) =>
  text
    .replace('exclusiveMinutes: 10', 'exclusiveMinutes: 0')
    .replace('# ops: "#baton-ops"', 'ops: "#baton-ops"')
    .replace('\nroles:', '\ncurrency: EUR\nlanes: { sdr: [outbound] }\nroles:')
    .replace(
      '    reps: []\n',
      `    reps:\n      - { slack: ${dana}, name: Dana Reyes }\n      - { slack: ${marco}, name: Marco Lind }\n`,
    );

let baton: Baton;
afterEach(() => baton.stop());

let count = 0;
async function claimed(channel?: string): Promise<LeadId> {
  const conversation = `deal-${++count}`;
  const text = 'I am Ana Ruiz of Acme Robotics, ana.ruiz@acme.example. Can I talk to a human?';
  const { lead } =
    channel === undefined ? await baton.say(conversation, text) : await from(channel, conversation, text);
  await baton.pass(2_000);
  await baton.press(cardOf(lead), claim);
  return lead;
}

async function from(channel: string, conversation: string, text: string): Promise<{ lead: LeadId }> {
  const message = { id: conversation, text, at: baton.clock.now.toISOString() };
  const visitor = { id: `visitor-of-${conversation}` };
  const body = JSON.stringify({ type: 'message.created', conversation, message, visitor, channel });
  const answer = (await (await baton.post(body)).json()) as { lead: LeadId };
  await baton.pass(1_100);
  return answer;
}

function cardOf(lead: LeadId): SandboxMessage {
  const card = baton.cards().findLast(({ metadata }) => metadata?.event_payload.lead === lead);
  if (card === undefined) throw new Error(`no card of ${lead}`);
  return card;
}

/** Chooses “What became of it…” from the card's menu. */
async function ask(lead: LeadId, by = dana) {
  const card = cardOf(lead);
  const action = { ...buttonOf(card, more), selected_option: { value: `deal:${lead}` } };
  const message = { channel: card.channel, ts: card.ts };
  await baton.sandbox.slack.act({ kind: 'press', user: by, from: { message }, action });
  await baton.pass(0);
}

const says = (state: string, amount: string | null, currency = 'EUR'): ViewState => ({
  state: { value: { type: 'static_select', selected_option: { value: state } } },
  amount: { value: { type: 'plain_text_input', value: amount } },
  currency: { value: { type: 'plain_text_input', value: currency } },
});
const kinds = async (lead: LeadId) => (await baton.lead(lead)).events.map(({ kind }) => kind);

test('a rep says what became of it: an opportunity, then won with its amount, and the card says so', async () => {
  baton = await startBaton({ playbook: changedPlaybook(page) });
  const lead = await claimed();
  await ask(lead);
  expect(await baton.submit(says('open', '€12,000'))).toMatchObject({
    errors: { amount: expect.stringMatching(/^Write the amount in figures/) },
  });
  await baton.submit(says('open', '12,000'));
  expect(cardOf(lead).text).toMatch(/Opportunity · €12,000 · by .*Dana/);
  await ask(lead);
  await baton.submit(says('won', '20k', 'eur'));
  expect(cardOf(lead).text).toMatch(/Won · €20,000 · by .*Dana/);
  const { deal, events } = (await baton.api(`/api/leads/${lead}`)) as { deal: unknown; events: { kind: string }[] };
  expect(deal).toMatchObject({ state: 'won', amountCents: 2_000_000, currency: 'EUR', by: { id: dana } });
  expect(events.filter(({ kind }) => kind === 'opportunity' || kind === 'won')).toMatchObject([
    { kind: 'opportunity', by: dana, data: { amountCents: 1_200_000, was: null } },
    { kind: 'won', by: dana, data: { amountCents: 2_000_000, was: { state: 'open' } } },
  ]);
  await ask(lead, marco);
  expect(baton.sandbox.state().modals.filter(({ user }) => user === marco)).toEqual([]);
  await expect.poll(() => baton.whispers(marco).at(-1)).toMatch(/Dana Reyes claimed this lead/);
  expect(await kinds(lead)).toContain('refused');
});

test('what the CRM says goes before it, and from then on is changed there', async () => {
  baton = await startBaton({ crm: true, playbook: changedPlaybook(page) });
  const lead = await claimed();
  await ask(lead);
  await baton.submit(says('won', '20,000'));
  await baton.pass(2_000);
  const salesforce = baton.sandbox.salesforce;
  const { id = '' } = salesforce.records().find(({ object }) => object === 'Lead') ?? {};
  salesforce.act({ kind: 'convert', lead: id, deal: 'Acme, 140 seats' });
  await baton.pass(11 * minute);
  expect(cardOf(lead).text).toContain('Opportunity · Acme, 140 seats · Open in Salesforce');
  await ask(lead);
  expect(baton.sandbox.state().modals).toEqual([]);
  await expect
    .poll(() => baton.whispers().at(-1))
    .toMatch(/This deal stands in Salesforce as .Acme, 140 seats.: change it there/);
  const deal = salesforce.records().find(({ object }) => object === 'Opportunity');
  salesforce.act({ kind: 'edit', id: deal?.id ?? '', field: 'Amount', value: 18_000 });
  salesforce.act({ kind: 'close-deal', deal: deal?.id ?? '', state: 'won' });
  await baton.pass(11 * minute);
  expect(cardOf(lead).text).toMatch(/Won · .*18,000.* · Acme, 140 seats/);
  expect(await kinds(lead)).toEqual(expect.arrayContaining(['opportunity', 'won']));
});

describe('on Monday', () => {
  const digest = (type: string) =>
    baton.sandbox.state().messages.findLast(({ metadata }) => metadata?.event_type === type)?.text ?? '';
  const nextMonday = async () => {
    baton.clock.now = new Date('2026-11-30T13:00:00.000Z');
    for (let i = 0; i < 4; i++) await baton.pass(minute);
  };

  test('as long as nobody tells Baton of deals, they are not measured', async () => {
    baton = await startBaton({ playbook: changedPlaybook(page) });
    await claimed();
    await nextMonday();
    expect(digest('baton_digest_details')).toContain('Not measured yet: ');
    expect(digest('baton_digest_details')).toContain('opportunities, deals won and the forecast');
    expect(digest('baton_digest')).not.toContain('Forecast');
  });

  test('deals are told with their money, what an SDR found beside what Baton did, and a forecast only when there is one', async () => {
    baton = await startBaton({ playbook: changedPlaybook(page) });
    const [ours, theirs] = [await claimed(), await claimed('outbound')];
    await ask(ours);
    await baton.submit(says('won', '20,000'));
    await ask(theirs);
    await baton.submit(says('lost', null));
    await nextMonday();
    expect(digest('baton_digest')).toContain('2 opportunities opened, 1 deal won, €20,000; 1 lost');
    expect(digest('baton_digest')).toContain('Forecast: ');
    expect(digest('baton_digest')).toMatch(/ · Opportunity 2 · Won 1/);
    const details = digest('baton_digest_details');
    expect(details).toMatch(/Baton beside SDRs\n.*Baton: conversations 1, to reps 1, .*won 1\n.*SDRs: .*won 0/);
    expect(details).toMatch(/Deal size, the middle one of those won: Baton €20,000 \(of 1\); SDRs none yet/);
    expect(details).not.toContain('opportunities, deals won and the forecast (');
    await baton.pass(week);
    for (let i = 0; i < 4; i++) await baton.pass(minute);
    const text = baton.sandbox
      .state()
      .messages.findLast(({ metadata }) => metadata?.event_type === 'baton_digest')?.text;
    expect(text).toContain('Won 0 (the week before 1)');
  });
});
