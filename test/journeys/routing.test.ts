// Who gets a lead, over a week with a moved clock: in turn by day, the owner first, nobody at night, on a holiday, or at the
// dentist; and what the visitor and the channel are told.
import { afterEach, expect, test } from 'vitest';
import type { LeadId } from '../../src/core/lead.ts';
import { actionIds } from '../../src/slack/cards/actions.ts';
import { endAbsence, keepAbsence, keepOwner, turnsHad } from '../../src/store/desk.ts';
import { type Baton, dana, marco, startBaton } from '../support/baton.ts';
import { changedPlaybook } from '../support/default-playbook.ts';

const team = `
  - id: sales
    name: Sales
    channel: "#sdr-leads"
    hours: { mon-fri: 09:00-17:00 }
    holidays: [2026-11-26]
    reps:
      - { slack: ${dana}, name: Dana Reyes }
      - { slack: ${marco}, name: Marco Diaz, atOnce: 4 }
`;
/** Without the ladder: whose it is says the routing alone. */
const withReps = () =>
  changedPlaybook((page) =>
    page.replace(/^ladder:\n(?: .*\n)*/m, '').replace(/^teams:[\s\S]*?(?=^\S)/m, `teams:${team}\n`),
  );

let baton: Baton;
afterEach(() => baton.stop());

type Routed = {
  offer: { rep: { name: string } | null; by: string; startsAt: string | null; log: { kind: string; rep?: string }[] };
};
const offerOf = async (lead: LeadId) => (await baton.api<Routed>(`/api/leads/${lead}`)).offer;
const names = async (leads: readonly LeadId[]) =>
  Promise.all(leads.map(async (lead) => (await offerOf(lead)).rep?.name.split(' ')[0] ?? null));
const at = (iso: string) => {
  baton.clock.now = new Date(iso);
};

let count = 0;
/** A visitor who qualifies at once. */
async function comes(email?: string): Promise<{ lead: LeadId; conversation: string; told: string }> {
  const n = ++count;
  const conversation = `routing-${n}`;
  await baton.say(
    conversation,
    `Hi, we want to replace our reporting tool before end of Q1, we're 50 people and I make the decision`,
  );
  await baton.say(conversation, email ?? `ana@company${n}.example`);
  const { lead } = await baton.say(conversation, 'Yes, a call sounds good');
  return { lead, conversation, told: baton.replies(conversation).at(-1)?.text ?? '' };
}
const cardOf = (lead: LeadId) => {
  const card = baton.cards().find(({ metadata }) => metadata?.event_payload.lead === lead);
  if (card === undefined) throw new Error('no card');
  return card;
};

test.each(['sqlite', 'postgres'] as const)(
  'by day on %s they take turns, and the card says whose it is',
  async (kind) => {
    baton = await startBaton({ kind, playbook: withReps() });
    const leads = [(await comes()).lead, (await comes()).lead, (await comes()).lead];
    expect(await names(leads)).toEqual(['Dana', 'Marco', 'Dana']);
    expect(cardOf(leads[1]!).text).toContain('For Marco Diaz · next in turn');
    const offered = (await baton.lead(leads[1]!)).events.find(({ kind }) => kind === 'offered');
    expect(offered?.data).toMatchObject({ rep: { id: marco }, by: 'rotation', startsAt: offered?.at });
  },
);

test.each(['sqlite', 'postgres'] as const)(
  'six who qualify in one moment on %s go to both reps alike',
  async (kind) => {
    baton = await startBaton({ kind, playbook: withReps() });
    const lines = [
      "We want to replace our reporting tool before end of Q1, we're 50 people and I make the decision",
      'a@b.example',
    ];
    const rush = Array.from({ length: 6 }, (_, i) => `rush-${i}`);
    for (const text of lines) {
      for (const conversation of rush) await baton.write(conversation, text);
      await baton.pass(1_100);
    }
    const told = await Promise.all(rush.map((conversation) => baton.write(conversation, 'Yes, a call sounds good')));
    await baton.pass(1_100);
    const given = await names(told.map(({ lead }) => lead));
    expect(given.toSorted()).toEqual(['Dana', 'Dana', 'Dana', 'Marco', 'Marco', 'Marco']);
  },
);

test('a rejected lead gives the turn back; what a colleague claims is the colleague’s turn', async () => {
  baton = await startBaton({ playbook: withReps() });
  const first = await comes();
  await baton.press(cardOf(first.lead), actionIds.reject, dana);
  await baton.submit(
    { reason: { value: { type: 'static_select', selected_option: { value: 'not_qualified' } } } },
    dana,
  );
  expect((await baton.lead(first.lead)).events.at(-1)).toMatchObject({ kind: 'credited', data: { rep: dana } });
  const second = await comes();
  expect(await names([second.lead])).toEqual(['Dana']);
  await baton.press(cardOf(second.lead), actionIds.claim, marco);
  const had = await turnsHad(baton.app.deps.db);
  expect(had.toSorted((a, b) => a.rep.localeCompare(b.rep)).map(({ served }) => served)).toEqual([0, 1]);
  expect(await names([(await comes()).lead])).toEqual(['Dana']);
});

test('an account goes to its owner, also over lunch hour at the dentist, and costs no turn', async () => {
  baton = await startBaton({ playbook: withReps() });
  const { db } = baton.app.deps;
  await db.inTx((tx) => keepOwner(tx, { account: 'acme.example', rep: marco }));
  expect(await names([(await comes('ana@acme.example')).lead, (await comes()).lead, (await comes()).lead])).toEqual([
    'Marco',
    'Dana',
    'Marco',
  ]);

  const now = baton.clock.now.getTime();
  const until = new Date(now + 3_600_000).toISOString();
  await db.inTx((tx) => keepAbsence(tx, marco, { from: new Date(now).toISOString(), until }));
  const owned = await comes('ben@acme.example');
  expect(await offerOf(owned.lead)).toMatchObject({ by: 'owner', startsAt: until });
  expect(cardOf(owned.lead).text).toMatch(/For Marco Diaz · owner; in from Mon, Nov 23 at \d\d:\d\d EST/);
  const others = [(await comes()).lead, (await comes()).lead];
  expect(await names(others)).toEqual(['Dana', 'Dana']);

  await baton.pass(3_600_000);
  expect(await names([(await comes()).lead])).toEqual(['Marco']);
});

test('at night, on the weekend and on a holiday the lead waits, and the visitor hears until when', async () => {
  baton = await startBaton({ playbook: withReps() });
  const waits = async (iso: string, back: string, says: string) => {
    at(iso);
    const { lead, conversation, told } = await comes();
    expect(await offerOf(lead)).toMatchObject({ rep: null, by: 'nobody', startsAt: back });
    expect(told.replace(/\s/gu, ' ')).toContain(`They are back ${says};`);
    const all = baton.replies(conversation).map(({ text }) => text);
    expect(all.at(-2)).toContain('The team is out at this moment');
    expect(all.join()).not.toContain('One moment');
    expect(cardOf(lead).text).toContain('Nobody is in. The team is back');
    return lead;
  };
  const night = await waits('2026-11-24T03:00:00.000Z', '2026-11-24T14:00:00.000Z', 'on Tuesday at 9:00 AM EST');
  await waits('2026-11-26T15:00:00.000Z', '2026-11-27T14:00:00.000Z', 'on Friday at 9:00 AM EST');
  await waits('2026-11-28T15:00:00.000Z', '2026-11-30T14:00:00.000Z', 'on Monday at 9:00 AM EST');

  at('2026-11-30T14:30:00.000Z');
  await baton.press(cardOf(night), actionIds.claim, marco);
  expect(await names([(await comes()).lead])).toEqual(['Dana']);
});

test('who is full gets no more, and who is back from leave is not flooded', async () => {
  baton = await startBaton({ playbook: withReps() });
  const { db } = baton.app.deps;
  const from = baton.clock.now.toISOString();
  await db.inTx((tx) => keepAbsence(tx, dana, { from, until: null }));
  const alone: LeadId[] = [];
  for (let i = 0; i < 5; i++) alone.push((await comes()).lead);
  expect(await names(alone)).toEqual(['Marco', 'Marco', 'Marco', 'Marco', null]);
  expect((await offerOf(alone[4]!)).log).toContainEqual({ kind: 'full', rep: 'Marco Diaz', open: 4, atOnce: 4 });
  expect(baton.replies(`routing-${count}`).at(-1)?.text).toContain('Someone will get back to you');

  for (const lead of alone.slice(0, 4)) {
    await baton.press(cardOf(lead), actionIds.nurture, marco);
    const day = { type: 'datepicker', selected_date: '2027-01-15' };
    await baton.submit({ until: { value: day } }, marco);
  }
  await db.inTx((tx) => endAbsence(tx, dana, baton.clock.now.toISOString()));
  const back: LeadId[] = [];
  for (let i = 0; i < 4; i++) back.push((await comes()).lead);
  expect((await names(back)).filter((name) => name === 'Dana').length).toBeLessThanOrEqual(3);
});

test('a visitor who asks for a person at night, where no times can be offered, leaves an address and hears when', async () => {
  baton = await startBaton({ playbook: withReps(), calendar: 'none' });
  at('2026-11-24T03:00:00.000Z');
  await baton.say('person', 'Can I talk to a human please?');
  const told = baton.replies('person').map(({ text }) => text);
  expect(told[0]).toContain('The team is out at this moment');
  expect(told[0]).toContain('e-mail');
  expect(told[1]).toContain('They are back on Tuesday');
});

test('a visitor who is back at night hears when, too: their card stands already', async () => {
  baton = await startBaton({ playbook: withReps() });
  const { lead, conversation } = await comes();
  await baton.press(cardOf(lead), actionIds.nurture, marco);
  await baton.submit({ until: { value: { type: 'datepicker', selected_date: '2027-01-15' } } }, marco);
  at('2026-11-25T03:00:00.000Z');
  await baton.say(conversation, 'We would like to have that call now, can I talk to a person?');
  expect(await offerOf(lead)).toMatchObject({
    rep: { name: 'Marco Diaz' },
    by: 'owner',
    startsAt: '2026-11-25T14:00:00.000Z',
  });
  expect(baton.replies(conversation).at(-1)?.text.replace(/\s/gu, ' ')).toContain('They are back on Wednesday at 9:00');
});

test('without reps and hours nothing changes: the channel is asked, nobody waits', async () => {
  baton = await startBaton();
  at('2026-11-28T03:00:00.000Z');
  const { lead, told } = await comes();
  expect(await offerOf(lead)).toMatchObject({ rep: null, by: 'nobody', startsAt: expect.any(String) });
  expect(told).toContain('Someone will get back to you');
  expect(cardOf(lead).text).not.toMatch(/Nobody is in|next in turn/);
  expect(await turnsHad(baton.app.deps.db)).toEqual([]);
});
