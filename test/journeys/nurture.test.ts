// A visitor who is not ready yet is written to: by mail, in working hours, in one thread, until they answer, unsubscribe, cannot be
// reached, or a rep stops it. Over HTTP and real SMTP, with the clock in hand.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { LeadId } from '../../src/core/lead.ts';
import type { SandboxMail } from '../../src/sandbox/state.ts';
import { actionIds } from '../../src/slack/cards/actions.ts';
import { getLead } from '../../src/store/lead.ts';
import { addressHash, suppressionOf } from '../../src/store/suppressed.ts';
import { type Baton, startBaton } from '../support/baton.ts';
import { changedPlaybook } from '../support/default-playbook.ts';
import { problemsOfView } from '../support/slack-limits.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const playbook = changedPlaybook((page) =>
  page.replace(/^ladder:\n(?: .*\n)*/m, '').replace('  # unqualified: keep', '  unqualified: keep'),
);

let baton: Baton;
let count = 0;
beforeAll(async () => {
  baton = await startBaton({ selfService: true, calendar: 'none', playbook });
}, 60_000);
afterEach(() => baton.sandbox.mail.faults.clear());
afterAll(() => baton.stop());

/** Oldest first. */
const mails = (name: string): SandboxMail[] =>
  baton.sandbox.mail
    .mailbox()
    .filter(({ to }) => to === `${name}@acme.example`)
    .toReversed();
const header = (mail: SandboxMail | undefined, name: string) =>
  mail?.headers.find((each) => each.name === name.toLowerCase())?.value;
const whole = async (lead: LeadId) => (await getLead(baton.app.deps.db, lead))!;
const kinds = async (lead: LeadId) =>
  (await baton.lead(lead)).events.map(({ kind }) => kind).filter((kind) => kind.startsWith('nurture-'));
const stopOf = async (lead: LeadId) => (await whole(lead)).nurture?.stopped?.why ?? null;

/** On a Monday afternoon, everything before it done. */
async function monday() {
  const days = (8 - baton.clock.now.getUTCDay()) % 7 || 7;
  const at = Date.parse(`${baton.clock.now.toISOString().slice(0, 10)}T14:00:00.000Z`) + days * day;
  await baton.pass(at - baton.clock.now.getTime());
}

/** Somebody who wants something, left an address, and fell silent or left below the bar. */
async function borderline({ address, leaves = false }: { address?: string; leaves?: boolean } = {}) {
  const name = `ada${++count}`;
  await monday();
  await baton.say(name, 'We want to replace our reporting tool');
  await baton.say(name, 'within two months');
  const { lead } = await baton.say(name, `${address ?? name}@acme.example`);
  if (leaves) await baton.say(name, 'I have to go, bye');
  await baton.pass(leaves ? minute : 31 * minute);
  expect(await baton.lead(lead)).toMatchObject({ state: 'nurturing', verdict: 'borderline' });
  return { name, lead };
}

async function qualified(name = `ben${++count}`) {
  await monday();
  await baton.say(
    name,
    "Hi, we want to replace our reporting tool before end of Q1, we're 50 people and I make the decision",
  );
  await baton.say(name, `${name}@acme.example`);
  const { lead } = await baton.say(name, 'Yes, a call sounds good');
  return { name, lead };
}
const cardOf = (lead: LeadId) => {
  const card = baton.cards().find(({ metadata }) => metadata?.event_payload.lead === lead);
  if (card === undefined) throw new Error(`no card of ${lead}`);
  return card;
};

describe('a borderline lead', () => {
  test('gets a plain mail after days, then the next in the same thread, and no more once they answer', async () => {
    const { name, lead } = await borderline();
    await baton.pass(3 * day - minute);
    expect(mails(name)).toEqual([]);
    await baton.pass(2 * minute);
    const [first] = mails(name);
    expect(first).toMatchObject({ subject: 'Your conversation with Northwind Analytics', copies: 1 });
    expect(first?.text).toContain('“We want to replace our reporting tool”');
    expect(first?.html).not.toMatch(/<img|track/i);
    expect(header(first, 'List-Unsubscribe-Post')).toBe('List-Unsubscribe=One-Click');
    expect(baton.app.deps.mailIds?.read(first?.messageId ?? '')).toEqual({ lead, what: 'keep-in-touch-1' });

    await baton.pass(11 * day + minute);
    const [, second] = mails(name);
    expect(second?.subject).toBe('Re: Your conversation with Northwind Analytics');
    expect(second?.text).toContain('“within two months”');
    expect(header(second, 'In-Reply-To')).toBe(first?.messageId);
    expect(header(second, 'References')).toContain(first?.messageId);

    await baton.say(name, 'Hello again, we are 60 people and I decide');
    expect(await stopOf(lead)).toBe('replied');
    expect((await baton.lead(lead)).state).not.toBe('nurturing');
    expect(await kinds(lead)).toEqual(['nurture-began', 'nurture-sent', 'nurture-sent', 'nurture-stopped']);
    await baton.pass(60 * day);
    expect(mails(name)).toHaveLength(2);
  });

  test('nobody is written to at night or at the weekend', async () => {
    const { name } = await borderline();
    await baton.pass(3 * day + 11 * day);
    const hours = mails(name).map(({ at }) => new Date(at));
    expect(hours.length).toBeGreaterThan(0);
    for (const at of hours) {
      expect(at.getUTCDay() % 6).not.toBe(0);
      expect(at.getUTCHours()).toBeGreaterThanOrEqual(9);
      expect(at.getUTCHours()).toBeLessThan(17);
    }
  });

  test('a thank-you before the first mail is no reply, a line after it is', async () => {
    const { name, lead } = await borderline({ leaves: true });
    await baton.say(name, 'Thank you!');
    expect(await stopOf(lead)).toBeNull();
    await baton.pass(3 * day + minute);
    expect(mails(name)).toHaveLength(1);
    await baton.say(name, 'What does it cost?');
    expect(await stopOf(lead)).toBe('replied');
  });

  test('without an address it is a line in the chat', async () => {
    const name = `no-address${++count}`;
    await baton.say(name, 'We want to replace our reporting tool');
    const { lead } = await baton.say(name, 'within two months');
    await baton.pass(31 * minute);
    expect((await baton.lead(lead)).state).toBe('nurturing');
    await baton.pass(7 * day);
    expect(baton.replies(name).at(-1)?.text).toContain('“We want to replace our reporting tool”');
    expect((await whole(lead)).nurture?.sent).toMatchObject([{ step: 0, via: 'chat' }]);
  });
});

describe('unsubscribing', () => {
  test('looking changes nothing; one press of a mail program ends it for good', async () => {
    const { name, lead } = await borderline();
    await baton.pass(3 * day + minute);
    const link = /<(.+)>/.exec(header(mails(name)[0], 'List-Unsubscribe') ?? '')?.[1] ?? '';
    expect(mails(name)[0]?.text).toContain(link);
    const page = await fetch(link);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<button type="submit">Unsubscribe</button>');
    expect(await stopOf(lead)).toBeNull();

    const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
    for (let i = 0; i < 2; i++) {
      const done = await fetch(link, { method: 'POST', body, redirect: 'error' });
      expect([done.status, await done.text()]).toEqual([200, expect.stringContaining('You are unsubscribed')]);
    }
    expect(await stopOf(lead)).toBe('unsubscribed');
    await baton.pass(60 * day);
    expect(mails(name)).toHaveLength(1);

    // Another conversation of the same address begins a sequence, and its first step finds out.
    const { lead: again } = await borderline({ address: name });
    await baton.pass(3 * day + minute);
    expect(await stopOf(again)).toBe('unsubscribed');
    expect(mails(name)).toHaveLength(1);
  });

  test('the page is in the visitor’s language, and a changed link opens nothing', async () => {
    const name = `uwe${++count}`;
    await baton.say(name, 'Guten Tag, wir möchten unser Reporting-Werkzeug ersetzen und suchen etwas Neues');
    const { lead } = await baton.say(name, `Meine Adresse ist ${name}@acme.example`);
    const link = baton.app.deps.unsubscribeLink(lead, addressHash(`${name}@acme.example`)) ?? '';
    const page = await (await fetch(link)).text();
    expect(page).toContain('<html lang="de">');
    expect(page).toContain('Abmelden');
    for (const wrong of [`${link}x`, link.replace(/\w$/, (end) => (end === 'A' ? 'B' : 'A')), link.slice(0, -30)]) {
      for (const method of ['GET', 'POST']) expect((await fetch(wrong, { method })).status).toBe(404);
    }
    expect(await suppressionOf(baton.app.deps.db, `${name}@acme.example`)).toBeNull();
  });
});

test('an address that the mail server refuses is written to no more', async () => {
  const { name, lead } = await borderline();
  baton.sandbox.mail.faults.add({ kind: 'recipient-refused' });
  await baton.pass(3 * day + minute);
  expect(await stopOf(lead)).toBe('bounced');
  expect(await suppressionOf(baton.app.deps.db, `${name.toUpperCase()}@acme.example`)).toBe('bounced');
  await baton.pass(60 * day);
  expect(mails(name)).toEqual([]);
});

describe('from the card', () => {
  const chosen = (sequence: string, until: string) => ({
    until: { value: { type: 'datepicker', selected_date: until } },
    sequence: { value: { type: 'static_select', selected_option: { value: sequence } } },
    note: { value: { type: 'plain_text_input', value: 'After the fair' } },
  });
  const dayIn = (days: number) => new Date(baton.clock.now.getTime() + days * day).toISOString().slice(0, 10);

  test('a rep picks sequence and day, reads what went out and what comes next, and stops it', async () => {
    const { name, lead } = await qualified();
    await baton.press(cardOf(lead), actionIds.nurture);
    const modal = baton.sandbox.state().modals.at(-1)?.view as unknown as Record<string, unknown>;
    expect(problemsOfView(modal)).toEqual([]);
    expect(JSON.stringify(modal)).toContain('Keep in touch');
    await baton.submit(chosen('keep_in_touch', dayIn(1)));
    expect(cardOf(lead).text).toContain('Keep in touch: nothing went out yet\nNext: step 1 of 3');
    await baton.pass(4 * day);
    expect(mails(name)).toHaveLength(1);
    expect(mails(name)[0]?.text).toContain('Dana Reyes');
    expect(cardOf(lead).text).toContain('step 1 went out by e-mail');
    expect(cardOf(lead).text).toContain('Next: step 2 of 3');

    await baton.press(cardOf(lead), actionIds.stopNurture);
    await expect.poll(() => baton.whispers().at(-1)).toContain('Nothing more is written');
    expect(cardOf(lead).text).toContain('Stopped: a rep stopped it');
    expect(JSON.stringify(cardOf(lead).blocks)).not.toContain(actionIds.stopNurture);
    await baton.pass(60 * day);
    expect(mails(name)).toHaveLength(1);
  });

  test('an answer is told in the thread', async () => {
    const { name, lead } = await qualified();
    await baton.press(cardOf(lead), actionIds.nurture);
    await baton.submit(chosen('keep_in_touch', dayIn(1)));
    await baton.pass(4 * day);
    expect(mails(name)).toHaveLength(1);
    await baton.say(name, 'Can I talk to a real person now?');
    const thread = baton.thread(cardOf(lead)).map(({ text }) => text);
    expect(thread.some((text) => text.includes('The visitor answered step 1 of “Keep in touch”'))).toBe(true);
    expect(await stopOf(lead)).toBe('replied');
  });

  test('without a sequence nobody is written to', async () => {
    const { name, lead } = await qualified();
    await baton.press(cardOf(lead), actionIds.nurture);
    await baton.submit(chosen('-', dayIn(1)));
    expect((await whole(lead)).nurture).toBeNull();
    await baton.pass(60 * day);
    expect(mails(name)).toEqual([]);
  });
});

describe('an unqualified lead', () => {
  async function closed() {
    const name = `eva${++count}`;
    await baton.say(name, 'Hello');
    await baton.say(name, `my address is ${name}@acme.example`);
    const { lead } = await baton.say(name, 'I have to go, bye');
    expect(await baton.lead(lead)).toMatchObject({ state: 'closed', verdict: 'unqualified' });
    expect(baton.replies(name).at(-1)?.text).toContain(`May we write to you now and then, at ${name}@acme.example?`);
    return { name, lead };
  }

  test('is asked as Baton closes, and written to after a clear yes, which is kept', async () => {
    const { name, lead } = await closed();
    await baton.say(name, 'Yes, please');
    expect(baton.replies(name).at(-1)?.text).toContain('noted that');
    const { events } = await baton.lead(lead);
    expect(events.find(({ kind }) => kind === 'nurture-began')).toMatchObject({
      by: 'visitor',
      data: { consent: { quote: 'Yes, please' } },
    });
    expect((await baton.lead(lead)).state).toBe('closed');
  });

  test('hears nothing more without one', async () => {
    const silent = await closed();
    const vague = await closed();
    await baton.say(vague.name, 'maybe later');
    await baton.pass(90 * day);
    for (const { name, lead } of [silent, vague]) {
      expect((await whole(lead)).nurture).toBeNull();
      expect(mails(name)).toEqual([]);
    }
  });
});
