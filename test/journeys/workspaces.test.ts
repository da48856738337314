// Several workspaces: each installs Baton, cards land where their team is, presses count where they come from, and one
// that leaves takes nothing along but itself.
import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import type { LeadId } from '../../src/core/lead.ts';
import { createLog } from '../../src/log.ts';
import { actionIds } from '../../src/slack/cards/actions.ts';
import { eventsAfter } from '../../src/store/events.ts';
import { getInstallation, listInstallations } from '../../src/store/installation.ts';
import { getLead } from '../../src/store/lead.ts';
import { buttonOf, dana } from '../support/baton.ts';
import {
  acme,
  arrive,
  beta,
  cardOf,
  cardsOf,
  decide,
  install,
  lena,
  org,
  playbookOf,
  type Several,
  secretKey,
  setOut,
  startSeveral,
  twoTeams,
} from '../support/several.ts';

let here: Several;
afterEach(() => here.stop());

const opsNews = () =>
  here.acme
    .state()
    .messages.filter(({ metadata }) => metadata?.event_type === 'baton_news')
    .map(({ text }) => text);
const buriedErrors = async () => (await here.app.deps.queue.buried()).map(({ error }) => error);
const installed = async () => (await listInstallations(here.app.deps.db)).map(({ id }) => id);

describe.each(['sqlite', 'postgres'] as const)('on %s', (kind) => {
  test('two workspaces install Baton; cards and presses stay in their own', async () => {
    here = await startSeveral({ kind });
    for (const workspace of [acme, beta]) expect((await here.install(workspace)).status).toBe(200);
    const [sales, emea] = [await here.visit('sales'), await here.visit('emea')];
    expect([cardsOf(here.acme).length, cardsOf(here.beta).length]).toEqual([1, 1]);

    await here.press(here.acme, cardOf(here.acme, sales), { action: actionIds.claim, user: dana });
    await here.press(here.beta, cardOf(here.beta, emea), { action: actionIds.claim, user: lena });
    expect((await here.lead(sales)).rep).toMatchObject({ id: dana });
    // Her name could only be learned in her own workspace.
    expect((await here.lead(emea)).rep).toMatchObject({ id: lena });
    expect(cardOf(here.acme, sales).text).toContain('Claimed by Dana');
    expect(cardOf(here.beta, emea).text).toContain('Claimed by Lena');
    expect(await buriedErrors()).toEqual([]);
    const kept = (id: LeadId) => getLead(here.app.deps.db, id);
    expect([(await kept(sales))?.card?.workspace, (await kept(emea))?.card?.workspace]).toEqual([acme, beta]);

    // Each call reached the workspace of its token: the sandbox gives a call to nobody else.
    const channels = (of: typeof here.acme) =>
      new Set(of.calls.filter(({ ok, method }) => ok && method === 'chat.update').map(({ args }) => args.channel));
    expect([...channels(here.acme)]).toEqual(['C0SDRLEADS']);
    expect([...channels(here.beta)]).toEqual(['C0BETALEADS']);
  });

  test('a workspace that removes Baton leaves the other alone; installed again, what waited is done', async () => {
    here = await startSeveral({ kind });
    await here.install(acme);
    await here.install(beta);
    const lead = await here.visit('emea');
    await here.settle(60_000);
    await here.beta.uninstall();
    await here.settle();
    expect(await installed()).toEqual([acme]);
    expect(opsNews()).toContainEqual(expect.stringContaining('Beta EMEA has removed Baton'));

    const late = await here.visit('emea');
    const sales = await here.visit('sales');
    expect(cardOf(here.acme, sales)).toBeDefined();
    expect(cardsOf(here.beta).filter(({ metadata }) => metadata?.event_payload.lead === late)).toEqual([]);
    expect(await buriedErrors()).toEqual([expect.stringContaining(`Workspace ${beta} has not installed Baton`)]);
    expect(cardsOf(here.acme).map(({ metadata }) => metadata?.event_payload.lead)).toEqual([sales]);

    await here.settle(60_000);
    await here.install(beta);
    await here.settle(2_000);
    expect(cardOf(here.beta, late)).toBeDefined();
    expect(cardOf(here.beta, lead)).toBeDefined();
    expect(await buriedErrors()).toEqual([]);
    const events = (await eventsAfter(here.app.deps.db, '', 100))?.items ?? [];
    const comings = events.filter(({ kind }) => kind === 'installed' || kind === 'uninstalled');
    expect(comings.map(({ kind, data }) => `${kind} ${data.workspace}`)).toEqual([
      `installed ${acme}`,
      `installed ${beta}`,
      `uninstalled ${beta}`,
      `installed ${beta}`,
    ]);
  });
});

test('a leaked token that was taken back is forgotten; one that Slack refuses is said to be so', async () => {
  here = await startSeveral();
  await here.install(acme);
  await here.install(beta);
  const leaked = here.beta.botToken;
  // Taken back without a word: Slack's event is lost on its way.
  here.beta.grants.takeBack('token_revoked');
  await here.visit('emea');
  expect(await buriedErrors()).toEqual([
    expect.stringContaining(`token of workspace ${beta} any more (token_revoked)`),
  ]);

  await here.settle(60_000);
  await here.beta.revoke();
  expect(await installed()).toEqual([acme]);
  await here.install(beta);
  await here.settle(2_000);
  expect(here.beta.botToken).not.toBe(leaked);
  expect(cardsOf(here.beta)).toHaveLength(1);
});

test('late news of an earlier removal does not undo a new installation', async () => {
  here = await startSeveral();
  await here.install(acme);
  const late = here.clock.now;
  here.clock.now = new Date(late.getTime() + 5_000);
  await here.install(acme);
  here.clock.now = new Date(late.getTime() + 2_000);
  await here.acme.sendEvent({ type: 'app_uninstalled' });
  await here.acme.sendEvent({ type: 'tokens_revoked', tokens: { oauth: ['U1'], bot: ['U0BATON'] } });
  expect(await installed()).toEqual([acme]);
  here.clock.now = new Date(late.getTime() + 9_000);
  // Somebody's own token, or another bot's: not Baton's.
  await here.acme.sendEvent({ type: 'tokens_revoked', tokens: { oauth: ['U1'], bot: [] } });
  await here.acme.sendEvent({ type: 'tokens_revoked', tokens: { bot: ['U0OTHER'] } });
  expect(await installed()).toEqual([acme]);
  await here.acme.sendEvent({ type: 'tokens_revoked', tokens: { bot: ['U0BATON'] } });
  expect(await installed()).toEqual([]);
});

describe('an installation', () => {
  test('asks Slack for the scopes of the manifest, and says at the end that it is done', async () => {
    here = await startSeveral();
    const { authorize } = await setOut(here.url);
    const asked = new URL(authorize);
    expect(asked.pathname).toBe('/slack/oauth/v2/authorize');
    expect(asked.searchParams.get('redirect_uri')).toBe(`${here.url}/slack/oauth_redirect`);
    expect(asked.searchParams.get('scope')?.split(',')).toContain('chat:write');
    expect((await install(here.url, acme)).page).toContain('Baton now works in Acme Revenue');
    const kept = await getInstallation(here.app.deps.db, acme);
    expect(kept).toMatchObject({ name: 'Acme Revenue', botUser: 'U0BATON', installedBy: 'U0PRIYA', isOrg: false });
    expect(kept?.sealedToken).not.toContain('xoxb');
  });

  test('leaves no token, code, state or secret in the log, however much it says', async () => {
    const lines: string[] = [];
    here = await startSeveral({ log: createLog('trace', { write: (line) => lines.push(line) }) });
    const { cookie, authorize } = await setOut(here.url);
    const back = await decide(authorize, acme);
    await arrive(back, cookie);
    await arrive(back, cookie);
    await here.visit('sales');
    const token = String(here.acme.botToken);
    expect(lines.length).toBeGreaterThan(10);
    const { code, state } = Object.fromEntries(new URL(back).searchParams);
    const sealed = (await getInstallation(here.app.deps.db, acme))?.sealedToken;
    for (const secret of [token, code, state, sealed, secretKey, here.sandbox.oauth.clientSecret]) {
      expect(lines.filter((line) => line.includes(String(secret)))).toEqual([]);
    }
  });

  test('that is cancelled, stale, foreign, tampered with or replayed ends on a page that says what to do', async () => {
    here = await startSeveral();
    const { cookie, authorize } = await setOut(here.url);
    const stranger = await setOut(here.url);
    expect(await arrive(await decide(authorize, ''), cookie)).toMatchObject({
      status: 200,
      page: expect.stringContaining('You cancelled'),
    });
    const back = await decide(authorize, acme);
    const stale = { status: 400, page: expect.stringContaining('Please start again') };
    expect(await arrive(back, stranger.cookie)).toMatchObject(stale);
    expect(await arrive(back, '')).toMatchObject(stale);
    const forged = new URL(back);
    forged.searchParams.set('state', `${forged.searchParams.get('state')}x`);
    expect(await arrive(forged.href, cookie.concat('x'))).toMatchObject(stale);
    expect(await arrive(`${here.url}/slack/oauth_redirect`, cookie)).toMatchObject(stale);
    expect(await installed()).toEqual([]);

    expect((await arrive(back, cookie)).status).toBe(200);
    expect(await arrive(back, cookie)).toMatchObject({ status: 400, page: expect.stringContaining('invalid_code') });
    expect(await installed()).toEqual([acme]);
  });

  test('of a workspace that the playbook does not name is refused, and its token given back', async () => {
    const salesOnly = `\n  - { id: sales, name: Sales, channel: "#sdr-leads", workspace: ${acme} }\n`;
    here = await startSeveral({ playbook: playbookOf(salesOnly) });
    const refused = await here.install(beta);
    expect(refused).toMatchObject({ status: 403, page: expect.stringContaining(`workspace: ${beta}`) });
    expect(here.beta.botToken).toBeNull();
    expect(await installed()).toEqual([]);
    expect((await here.install(acme)).status).toBe(200);
  });

  test('without any workspace in the playbook is for the first one; a second one would be a guess', async () => {
    here = await startSeveral({ playbook: playbookOf('\n  - { id: sales, name: Sales, channel: "#sdr-leads" }\n') });
    const before = await here.visit('sales');
    expect(await buriedErrors()).toEqual([expect.stringContaining('No workspace has installed Baton')]);
    expect((await here.install(beta)).status).toBe(200);
    await here.settle(2_000);
    expect(cardOf(here.beta, before)).toBeDefined();
    expect((await here.install(acme)).status).toBe(403);
  });
});

test('one app token carries what happens in all workspaces over Socket Mode', async () => {
  here = await startSeveral({ socket: true });
  await here.install(acme);
  await here.install(beta);
  const [sales, emea] = [await here.visit('sales'), await here.visit('emea')];
  expect(here.sandbox.slack.sockets).toBe(1);
  await here.press(here.acme, cardOf(here.acme, sales), { action: actionIds.claim, user: dana });
  await here.press(here.beta, cardOf(here.beta, emea), { action: actionIds.claim, user: lena });
  expect((await here.lead(sales)).rep).toMatchObject({ id: dana });
  expect((await here.lead(emea)).rep).toMatchObject({ id: lena });
  await here.settle(60_000);
  await here.beta.uninstall();
  await expect.poll(installed).toEqual([acme]);
});

test('an organisation installs it once for all of its workspaces', async () => {
  here = await startSeveral({
    enterprise: { id: org, name: 'Holding' },
    playbook: playbookOf(
      `\n  - { id: emea, name: EMEA, channel: C0BETALEADS, workspace: ${beta}, takes: [{ page: [/emea/] }] }\n  - { id: sales, name: Sales, channel: "#sdr-leads" }\n`,
      `workspace: ${org}\n`,
    ),
  });
  expect(await here.install(org)).toMatchObject({ status: 200, page: expect.stringContaining('Holding') });
  expect(await listInstallations(here.app.deps.db)).toMatchObject([{ id: org, isOrg: true, enterprise: org }]);
  const emea = await here.visit('emea');
  await here.press(here.beta, cardOf(here.beta, emea), { action: actionIds.claim, user: lena });
  expect((await here.lead(emea)).rep).toMatchObject({ id: lena });
  expect(cardsOf(here.acme)).toEqual([]);
  await here.beta.act({ kind: 'open-home', user: lena });
  expect(here.beta.state().homes[lena]).toBeDefined();
});

describe('from an organisation', () => {
  const enterprise = { id: org, name: 'Holding' };
  const teams = `\n  - { id: emea, name: EMEA, channel: "#sdr-leads", workspace: ${beta} }\n`;
  /** What only Slack's own servers would send, signed as they do. */
  const send = async (type: 'json' | 'form', body: string) => {
    const timestamp = String(Math.floor(Date.now() / 1000));
    const mac = createHmac('sha256', here.sandbox.signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
    const headers = {
      'content-type': type === 'json' ? 'application/json' : 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${mac}`,
    };
    return fetch(`${here.url}/slack/events`, { method: 'POST', headers, body });
  };
  const opened = (of: string) =>
    JSON.stringify({
      type: 'event_callback',
      team_id: of,
      enterprise_id: of,
      authorizations: [
        { enterprise_id: of, team_id: null, user_id: 'U0BATON2', is_bot: true, is_enterprise_install: true },
      ],
      event: { type: 'app_home_opened', user: lena, channel: 'D1', tab: 'home', event_ts: '1.1' },
      event_id: 'Ev1',
      event_time: 1,
    });

  test('presses come without a team, events with the organisation as theirs, and people with ids of its own', async () => {
    here = await startSeveral({ enterprise, playbook: playbookOf(teams, `workspace: ${org}\n`) });
    await here.install(org);
    const lead = await here.visit('emea');
    const card = cardOf(here.beta, lead);
    const press = {
      type: 'block_actions',
      team: null,
      enterprise,
      is_enterprise_install: true,
      user: { id: lena, name: 'lena', team_id: beta },
      container: { type: 'message', message_ts: card.ts, channel_id: card.channel },
      actions: [{ ...buttonOf(card, actionIds.claim), action_ts: card.ts }],
    };
    expect((await send('form', new URLSearchParams({ payload: JSON.stringify(press) }).toString())).status).toBe(200);
    expect((await here.lead(lead)).rep).toMatchObject({ id: lena });

    expect((await send('json', opened(org))).status).toBe(200);
    expect(here.beta.state().homes[lena]).toBeDefined();
    const command = {
      command: '/baton',
      text: 'mine',
      user_id: lena,
      enterprise_id: org,
      is_enterprise_install: 'true',
    };
    const answer = await send('form', new URLSearchParams({ ...command, team_id: beta }).toString());
    expect(await answer.text()).toContain('Your claimed lead');
    // The rep's name was learned with the token of the organisation.
    await here.settle();
    expect(await buriedErrors()).toEqual([]);
  });

  test('that has not installed Baton nothing is heard', async () => {
    here = await startSeveral({ enterprise });
    await here.install(acme);
    const calls = here.acme.calls.length;
    expect((await send('json', opened('E0STRANGER'))).ok).toBe(false);
    expect(here.acme.calls.length).toBe(calls);
  });

  test('whose workspace has installed Baton on its own, it is that token which counts', async () => {
    here = await startSeveral({ enterprise, playbook: playbookOf(twoTeams, `workspace: ${acme}\n`) });
    await here.install(acme);
    await here.install(beta);
    const own = here.beta.botToken;
    const lead = await here.visit('emea');
    await here.press(here.beta, cardOf(here.beta, lead), { action: actionIds.claim, user: lena });
    expect(cardOf(here.beta, lead).text).toContain('Claimed by Lena');
    expect(here.beta.botToken).toBe(own);
    await here.settle(60_000);
    await here.beta.uninstall();
    expect(await installed()).toEqual([acme]);
  });
});

test('a new SECRET_KEY before the old one takes over; without the old one it is said and nothing crashes', async () => {
  here = await startSeveral();
  await here.install(acme);
  const sealed = async () => (await getInstallation(here.app.deps.db, acme))?.sealedToken;
  const before = await sealed();
  const newer = 'b'.repeat(64);
  await here.restart(`${newer},${secretKey}`);
  expect(await sealed()).not.toBe(before);
  await here.restart(newer);
  const lead: LeadId = await here.visit('sales');
  expect(cardOf(here.acme, lead)).toBeDefined();

  await here.restart('c'.repeat(64));
  expect((await fetch(`${here.url}/healthz`)).status).toBe(200);
  await here.visit('sales');
  const closed = expect.stringContaining('SECRET_KEY that is not set any more');
  expect(await buriedErrors()).toContainEqual(closed);
  await here.install(acme);
  await here.settle(2_000);
  expect(await buriedErrors()).toEqual([]);
  expect(cardsOf(here.acme)).toHaveLength(2);
});
