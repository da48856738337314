// A form beside the chat: what was typed comes to the reps as it was typed, once, marked, and is counted beside the chat.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { actionIds } from '../../src/slack/cards/actions.ts';
import { type Baton, dana, type LeadView, messageBody, startBaton } from '../support/baton.ts';
import { changedPlaybook } from '../support/default-playbook.ts';

const origin = 'https://www.northwind.example';
const ops = '#baton-ops';
let baton: Baton;
beforeAll(async () => {
  const playbook = changedPlaybook((page) =>
    page
      .replace('managers: []', `managers: [${dana}]`)
      .replace(
        '# lanes: { form: [form], sdr: [outbound] }',
        `lanes: { form: [form] }\nform: { origins: [${origin}], perAddress: 20 }`,
      )
      .replace('# ops: "#baton-ops"', `ops: "${ops}"`)
      .replace(/^ladder:\n(?: .*\n)*/m, ''),
  );
  baton = await startBaton({ playbook, selfService: true });
}, 60_000);
afterAll(() => baton.stop());

const ana = {
  name: 'Ana Reyes',
  email: 'ana.reyes@acme.example',
  company: 'Acme Robotics',
  size: '120',
  budget: 'somewhere near the usual',
  use_case: 'We want to replace our spreadsheets with one dashboard',
  how_did_you_hear: 'From March 50 people',
};

type Sending = { headers?: Record<string, string>; body: RequestInit['body'] };
const send = ({ headers = { origin }, body }: Sending) =>
  fetch(`${baton.app.url}/form`, { method: 'POST', redirect: 'manual', headers, body: body ?? null });
const plain = (inputs: Record<string, string>) => new URLSearchParams(inputs);
const json = async (inputs: Record<string, unknown>) => {
  const headers = { origin, 'content-type': 'application/json' };
  const answer = await send({ headers, body: JSON.stringify(inputs) });
  return { status: answer.status, ...((await answer.json()) as { lead: LeadView['id']; error?: string }) };
};
const leads = async () => (await baton.api<{ items: (LeadView & { channel: string })[] }>('/api/leads')).items;

test('what was typed is the visitor’s own words, and what is no answer stays as it was typed', async () => {
  const answer = await send({ body: plain({ ...ana, phone: '' }) });
  expect(answer.status).toBe(200);
  const page = await answer.text();
  expect(page).toContain('Thank you');
  await baton.pass(1_100);
  const [lead] = await leads();
  const view = await baton.lead(lead!.id);
  expect(view).toMatchObject({
    state: 'offered',
    channel: 'form',
    offer: { why: 'form' },
    person: { name: 'Ana Reyes' },
  });
  // One line an input, and no line of Baton's.
  expect(view.messages).toEqual(
    Object.entries(ana).map(([input, text], i) => expect.objectContaining({ n: i + 1, from: 'visitor', text, input })),
  );
  const quotes = Object.fromEntries(
    view.answers.map(({ field, value, quote, message }) => [field, { value, quote, message }]),
  );
  expect(quotes).toEqual({
    name: { value: 'Ana Reyes', quote: 'Ana Reyes', message: 1 },
    email: { value: ana.email, quote: ana.email, message: 2 },
    company: { value: 'Acme Robotics', quote: 'Acme Robotics', message: 3 },
    size: { value: 120, quote: '120', message: 4 },
    use_case: expect.objectContaining({ message: 6 }),
    competition: expect.objectContaining({ value: 'spreadsheets', message: 6 }),
  });
  // Nobody talked, so nothing continues.
  expect(view.pillars).toMatchObject({ continuity: false });
  expect(baton.replies()).toEqual([]);
  const card = JSON.stringify(baton.cards()[0]);
  expect(card).toContain('Form: Ana Reyes, Acme Robotics');
  expect(card).toContain('somewhere near the usual');
  expect(card).toContain('how_did_you_hear');
  expect(card).not.toContain(actionIds.takeOver);
});

test('sent twice within a minute it is one lead, later it is another', async () => {
  const form = { name: 'Ben Ode', email: 'ben@ode.example', message: 'We are 300 people. Can you call us?' };
  const [one, two] = await Promise.all([json(form), json(form)]);
  expect(two.lead).toBe(one.lead);
  expect([one.status, two.status].toSorted()).toEqual([200, 202]);
  expect((await baton.lead(one.lead)).answers).toEqual([]);
  await baton.pass(61_000);
  const later = await json(form);
  expect(later.status).toBe(202);
  expect(later.lead).not.toBe(one.lead);
  await baton.pass(1_100);
  const view = await baton.lead(later.lead);
  expect(view.answers).toContainEqual(expect.objectContaining({ field: 'size', value: 300, message: 3 }));
});

test('only the websites that the playbook names may send it, and a browser that names none may', async () => {
  const foreign = await send({ headers: { origin: 'https://elsewhere.example' }, body: plain(ana) });
  expect(foreign.status).toBe(403);
  expect(await foreign.text()).toContain('https://elsewhere.example');
  expect(foreign.headers.get('access-control-allow-origin')).toBeNull();
  const hidden = await send({ headers: { origin: 'null' }, body: plain(ana) });
  expect(hidden.status).toBe(403);
  const silent = await send({
    headers: { 'accept-language': 'de' },
    body: plain({ message: 'Hallo, wir suchen etwas' }),
  });
  expect(silent.status).toBe(200);
  const asked = await fetch(`${baton.app.url}/form`, {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' },
  });
  expect(asked.headers.get('access-control-allow-origin')).toBe(origin);
});

test('files, nothing at all and too much are each answered with a sentence, and are no lead', async () => {
  const before = (await leads()).length;
  const withFile = new FormData();
  withFile.set('name', 'Cleo');
  withFile.set('cv', new File(['x'], 'cv.pdf'));
  const file = await send({ body: withFile });
  expect([file.status, await file.text()]).toEqual([415, expect.stringContaining('takes no files')]);
  expect((await send({ body: plain({ name: '  ' }) })).status).toBe(422);
  expect((await send({ body: plain({ message: 'x'.repeat(5_001) }) })).status).toBe(413);
  expect((await send({ body: plain({ message: 'x'.repeat(70_000) }) })).status).toBe(413);
  expect((await send({ headers: { origin, 'content-type': 'text/plain' }, body: 'x' })).status).toBe(415);
  expect(await json({ a: { b: 1 } })).toMatchObject({ status: 422, error: expect.stringContaining('JSON object') });
  expect((await leads()).length).toBe(before);
  // A file input that nobody used comes along empty.
  const unused = new FormData();
  unused.set('name', 'Cleo');
  unused.set('cv', new File([], ''));
  expect((await send({ body: unused })).status).toBe(200);
});

test('what fell into the trap is held, told of, and goes on when somebody lets it through', async () => {
  await baton.pass(1_100);
  const cards = baton.cards().length;
  const trapped = await json({ name: 'Max Power', email: 'max@power.example', leave_empty: 'http://spam.example' });
  expect(trapped.status).toBe(202);
  await baton.pass(61_000);
  expect(await baton.lead(trapped.lead)).toMatchObject({ state: 'quiet', card: null, answers: [] });
  expect(baton.cards().length).toBe(cards);
  const news = baton.sandbox.state().messages.find(({ text }) => text.includes('it looks like spam'));
  expect(JSON.stringify(news)).toContain('Max Power');
  expect(JSON.stringify(news)).not.toContain('spam.example');
  await baton.press(news!, actionIds.letThrough, dana);
  const view = await baton.lead(trapped.lead);
  expect(view).toMatchObject({ state: 'offered', offer: { why: 'form' } });
  expect(view.events.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['held', 'let-through', 'offered']));
  await baton.press(news!, actionIds.letThrough, dana);
  await expect.poll(() => baton.whispers().at(-1)).toBe('It was let through already.');
});

test('a rep claims it; who writes in the chat later is a conversation of their own', async () => {
  const card = baton.cards().find((each) => JSON.stringify(each).includes('Form: Ana Reyes'))!;
  await baton.press(card, actionIds.claim, dana);
  const formLead = (await leads()).find(({ person }) => person.email === ana.email)!;
  expect(formLead).toMatchObject({ state: 'claimed', rep: { id: dana } });
  expect(baton.replies()).toEqual([]);
  const thread = JSON.stringify(baton.thread(baton.cards().find(({ ts }) => ts === card.ts)!));
  expect(thread).toContain('Company size');
  const { lead } = await baton.say('chat-1', 'I am Ana Reyes, ana.reyes@acme.example. Can I talk to a human?');
  expect(lead).not.toBe(formLead.id);
  expect(await baton.lead(lead)).toMatchObject({ person: { email: ana.email }, offer: { why: 'asked' } });
  expect(baton.replies('chat-1').length).toBeGreaterThan(0);
});

test('both lanes stand in one comparison', async () => {
  await baton.sandbox.slack.act({
    kind: 'command',
    user: dana,
    channel: baton.sandbox.state().channels.find(({ name }) => name === 'sdr-leads')?.id ?? '',
    command: '/baton',
    text: 'stats pilot',
  });
  const answer = baton.sandbox.state().messages.findLast(({ onlyFor }) => onlyFor === dana);
  const [, link = ''] = /"url":"([^"]+)"/.exec(JSON.stringify(answer?.blocks)) ?? [];
  const page = await (await fetch(link)).text();
  const all = await leads();
  const byForm = all.filter(({ channel }) => channel === 'form').length;
  expect(page).toContain(`<th scope="row">Conversations</th><td>${byForm}</td><td>${all.length - byForm}</td>`);
  expect(page).toContain('reps have judged 1 form lead and 0 chat leads');
});

test('an address that sends more than its share is told when to come back', async () => {
  const answers = [];
  for (let n = 0; n < 22; n++) answers.push(await send({ body: plain({ message: `Hello ${n}` }) }));
  const last = answers.at(-1)!;
  expect(last.status).toBe(429);
  expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await last.text()).toMatch(/try again in \d+ minutes/);
  await baton.pass(11 * 60_000);
  expect((await send({ body: plain({ message: 'Hello again' }) })).status).toBe(200);
});

test('without a form in the playbook the door says so', async () => {
  const other = await startBaton();
  const answer = await fetch(`${other.app.url}/form`, { method: 'POST', body: plain(ana) });
  expect([answer.status, await answer.text()]).toEqual([503, expect.stringContaining('name its websites')]);
  expect(
    (await other.post(messageBody({ conversation: 'c', text: 'Hi', id: 'm', at: other.clock.now.toISOString() })))
      .status,
  ).toBe(202);
  await other.stop();
}, 60_000);
