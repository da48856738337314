// Several workspaces in the sandbox: what installs Baton, and what a token opens.
import { afterEach, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../../src/sandbox/server.ts';
import { decide, lena, second, secondWorkspace } from '../../support/several.ts';
import { clientOf, dana, leads, sandboxFor } from './connected.ts';

const redirect = 'http://127.0.0.1:9/slack/oauth_redirect';
let sandbox: Sandbox;
afterEach(() => sandbox.stop());
const start = async (enterprise?: { id: string; name: string }) => {
  const team = { id: 'T0ACME', name: 'Acme', domain: 'acme', ...(enterprise && { enterprise }) };
  sandbox = await sandboxFor({ slack: { botToken: null, team }, others: [secondWorkspace(enterprise)] });
};
const refusal = (error: string) => ({ data: { error } });

async function codeFor(team: string): Promise<string> {
  const { clientId } = sandbox.oauth;
  const asked = new URLSearchParams({
    client_id: clientId,
    scope: 'chat:write,commands,channels:read',
    redirect_uri: redirect,
  });
  const back = await decide(`${sandbox.url}/slack/oauth/v2/authorize?${asked}&state=s1`, team);
  expect(new URL(back).searchParams.get('state')).toBe('s1');
  return new URL(back).searchParams.get('code') ?? '';
}
const exchange = (code: string, change: Record<string, string> = {}) => {
  const { clientId: client_id, clientSecret: client_secret } = sandbox.oauth;
  const args = { client_id, client_secret, code, redirect_uri: redirect, ...change };
  return clientOf(sandbox, '').oauth.v2.access(args);
};
const install = async (team: string) => String((await exchange(await codeFor(team))).access_token);

describe('oauth.v2.access', () => {
  test('gives each workspace a token of its own, with the scopes that were asked for', async () => {
    await start();
    const answer = await exchange(await codeFor('T0BETA'));
    expect(answer).toMatchObject({
      token_type: 'bot',
      scope: 'chat:write,commands,channels:read',
      team: { id: 'T0BETA', name: 'Beta EMEA' },
      enterprise: null,
      is_enterprise_install: false,
      bot_user_id: 'U0BATON2',
    });
    const token = String(answer.access_token);
    expect(await clientOf(sandbox, token).auth.test()).toMatchObject({ team_id: 'T0BETA' });
    await expect(clientOf(sandbox, token).users.info({ user: lena })).rejects.toMatchObject(refusal('missing_scope'));
  });

  test.each([
    ['an unknown code', 'x', {}, 'invalid_code'],
    ['a wrong secret', null, { client_secret: 'wrong' }, 'bad_client_secret'],
    ['a wrong client', null, { client_id: '9.9' }, 'invalid_client_id'],
    ['another address to come back to', null, { redirect_uri: 'http://127.0.0.1:9/else' }, 'bad_redirect_uri'],
  ])('refuses %s', async (_, code, change, error) => {
    await start();
    await expect(exchange(code ?? (await codeFor('T0ACME')), change)).rejects.toMatchObject(refusal(error));
  });

  test('takes a code once, and shows a person both workspaces to choose from', async () => {
    await start();
    const code = await codeFor('T0ACME');
    await exchange(code);
    await expect(exchange(code)).rejects.toMatchObject(refusal('invalid_code'));
    const { clientId } = sandbox.oauth;
    const asked = new URLSearchParams({ client_id: clientId, scope: 'commands', redirect_uri: redirect });
    const page = await (await fetch(`${sandbox.url}/slack/oauth/v2/authorize?${asked}`)).text();
    expect(page).toMatch(/Allow in Acme[\s\S]*Allow in Beta EMEA[\s\S]*Cancel/);
    const wrong = await fetch(`${sandbox.url}/slack/oauth/v2/authorize?client_id=9.9`);
    expect([wrong.status, await wrong.text()]).toEqual([400, expect.stringContaining('invalid_client_id')]);
  });
});

test('a token opens its own workspace and no other', async () => {
  await start();
  const [acme, beta] = [clientOf(sandbox, await install('T0ACME')), clientOf(sandbox, await install('T0BETA'))];
  expect(await beta.chat.postMessage({ channel: '#sdr-leads', text: 'a' })).toMatchObject({ channel: 'C0BETALEADS' });
  expect(await acme.chat.postMessage({ channel: '#sdr-leads', text: 'a' })).toMatchObject({ channel: leads });
  await expect(beta.chat.postMessage({ channel: leads, text: 'a' })).rejects.toMatchObject(
    refusal('channel_not_found'),
  );
  await expect(clientOf(sandbox, 'xoxb-nobody').auth.test()).rejects.toMatchObject(refusal('invalid_auth'));
});

test('a removed app, a token taken back and one given anew', async () => {
  await start();
  const [first, other] = [await install('T0ACME'), await install('T0BETA')];
  await clientOf(sandbox, first).auth.revoke();
  await expect(clientOf(sandbox, first).auth.test()).rejects.toMatchObject(refusal('token_revoked'));
  await second(sandbox).uninstall();
  await expect(clientOf(sandbox, other).auth.test()).rejects.toMatchObject(refusal('account_inactive'));
  const press = { kind: 'command', user: dana, channel: leads, command: '/baton', text: '' } as const;
  expect(await sandbox.slack.act(press)).toMatchObject({ kind: 'trouble', text: expect.stringContaining('installed') });
  const again = await install('T0ACME');
  expect(await clientOf(sandbox, again).auth.test()).toMatchObject({ ok: true });
  await expect(clientOf(sandbox, first).auth.test()).rejects.toMatchObject(refusal('token_revoked'));
});

test('the token of an organisation opens all of its workspaces', async () => {
  await start({ id: 'E0HOLDING', name: 'Holding' });
  const answer = await exchange(await codeFor('E0HOLDING'));
  expect(answer).toMatchObject({
    team: null,
    enterprise: { id: 'E0HOLDING', name: 'Holding' },
    is_enterprise_install: true,
  });
  const client = clientOf(sandbox, String(answer.access_token));
  expect(await client.chat.postMessage({ channel: 'C0BETALEADS', text: 'a' })).toMatchObject({ ok: true });
  expect(await client.chat.postMessage({ channel: leads, text: 'a' })).toMatchObject({ ok: true });
  expect(await client.conversations.list({ team_id: 'T0BETA' })).toMatchObject({ channels: [{ id: 'C0BETALEADS' }] });
});
