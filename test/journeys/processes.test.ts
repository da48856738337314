// Two Batons in processes of their own on one Postgres, behind one address: whichever is asked does it, and it is done once.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LeadId } from '../../src/core/lead.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';
import { actionIds } from '../../src/slack/cards/actions.ts';
import { apiToken, dana, type LeadView, marco, startChat } from '../support/baton.ts';
import { migratedDatabase, quiet } from '../support/databases.ts';
import { type BatonProcess, freePort, spawnBaton } from '../support/process.ts';
import {
  acme,
  arrive,
  beta,
  cardOf,
  cardsOf,
  decide,
  install,
  lena,
  playbookOf,
  pressIn,
  second,
  secondWorkspace,
  setOut,
  severalEnv,
  twoTeams,
  visit,
} from '../support/several.ts';

const patience = { timeout: 20_000, interval: 50 };
const stops: (() => Promise<unknown>)[] = [];
let sandbox: Sandbox;
let both: [BatonProcess, BatonProcess];

beforeAll(async () => {
  const database = await migratedDatabase('postgres');
  const chat = await startChat();
  const team = { id: acme, name: 'Acme Revenue', domain: 'acme' };
  sandbox = await startSandbox({
    log: quiet,
    slack: { botToken: null, team, rateLimits: false },
    others: [{ ...secondWorkspace(), rateLimits: false }],
  });
  const ports = [String(await freePort()), String(await freePort())] as const;
  const env = {
    DATABASE_URL: database.url,
    CHAT_REPLY_URL: chat.url,
    PLAYBOOK: playbookOf(twoTeams, `workspace: ${acme}\n`),
    LOG_LEVEL: 'silent',
  };
  const address = `http://127.0.0.1:${ports[0]}`;
  const start = (port: string) => spawnBaton({ ...severalEnv(sandbox, { port }), PUBLIC_URL: address, ...env });
  both = await Promise.all([start(ports[0]), start(ports[1])]);
  stops.push(...both.map((each) => each.stop), sandbox.stop, chat.stop, database.remove);
}, 60_000);
afterAll(async () => {
  for (const stop of stops) await stop();
}, 30_000);

const at = (i: number) => both[i % 2]!.url;
let count = 0;
const comes = (team: 'emea' | 'sales', url: string): Promise<LeadId> =>
  visit(url, { conversation: `c${++count}`, team, text: 'Can I talk to a human?', at: new Date().toISOString() });
/** From now on Slack's requests go to this one. */
const send = (i: number) => sandbox.connect(at(i));
const lead = async (id: LeadId, url = at(0)) => {
  const answer = await fetch(`${url}/api/leads/${id}`, { headers: { authorization: `Bearer ${apiToken}` } });
  return (await answer.json()) as LeadView;
};
const cardsFor = (id: LeadId) =>
  [sandbox.slack, second(sandbox)].flatMap(cardsOf).filter(({ metadata }) => metadata?.event_payload.lead === id);

test('an installation that sets out at one may arrive at the other', async () => {
  const { cookie, authorize } = await setOut(at(0));
  const back = new URL(await decide(authorize, acme));
  back.port = new URL(at(1)).port;
  expect((await arrive(back.href, cookie)).status).toBe(200);
  expect((await install(at(0), beta)).status).toBe(200);
});

test('cards stand once, wherever their visitors came in, and a press may come to either', async () => {
  const leads = await Promise.all(Array.from({ length: 8 }, (_, i) => comes(i % 4 < 2 ? 'sales' : 'emea', at(i))));
  await expect.poll(() => leads.map((id) => cardsFor(id).length), patience).toEqual(leads.map(() => 1));
  for (const [i, id] of leads.entries()) {
    send(i + 1);
    const [where, user] = i % 4 < 2 ? [sandbox.slack, dana] : [second(sandbox), lena];
    expect(await pressIn(where, cardOf(where, id), { action: actionIds.claim, user })).toEqual({ kind: 'done' });
    expect((await lead(id, at(i))).rep?.id).toBe(user);
  }
  const drawn = () => leads.filter((id) => !cardsFor(id)[0]?.text.includes('Claimed by'));
  await expect.poll(drawn, patience).toEqual([]);
  expect(leads.map((id) => cardsFor(id).length)).toEqual(leads.map(() => 1));
}, 60_000);

test('two who press at once, one at each, do not both get the lead', async () => {
  const id = await comes('sales', at(0));
  await expect.poll(() => cardsFor(id).length, patience).toBe(1);
  const card = cardOf(sandbox.slack, id);
  send(0);
  const first = pressIn(sandbox.slack, card, { action: actionIds.claim, user: dana });
  send(1);
  const other = pressIn(sandbox.slack, card, { action: actionIds.claim, user: marco });
  expect([await first, await other]).toEqual([{ kind: 'done' }, { kind: 'done' }]);
  const { events, rep } = await lead(id);
  expect(events.filter(({ kind }) => kind === 'claimed')).toHaveLength(1);
  const loser = rep?.id === dana ? marco : dana;
  const whispers = () =>
    sandbox
      .state()
      .messages.filter(({ onlyFor }) => onlyFor === loser)
      .map(({ text }) => text);
  await expect.poll(() => whispers().at(-1), patience).toContain('faster');
}, 60_000);

test('what one hears of a workspace, the other knows: nobody goes on with a token that was taken back', async () => {
  const where = second(sandbox);
  send(0);
  await where.uninstall();
  const before = where.calls.length;
  const id = await comes('emea', at(1));
  const stuck = async () => (await (await fetch(`${at(1)}/metrics`)).text()).includes('baton_jobs{state="buried"} 1');
  await expect.poll(stuck, patience).toBe(true);
  // No call with the old token, by either of them.
  expect(where.calls.length).toBe(before);
  expect((await install(at(1), beta)).status).toBe(200);
  await expect.poll(() => cardsFor(id).length, patience).toBe(1);
}, 60_000);
