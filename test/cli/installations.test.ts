// The command as a person types it, in a process of its own: beside a running Baton and without one.
import { afterEach, expect, test } from 'vitest';
import { listInstallations } from '../../src/store/installation.ts';
import { runCommand } from '../support/command.ts';
import { acme, beta, type Several, secretKey, startSeveral } from '../support/several.ts';

let here: Several;
afterEach(() => here.stop());

async function type(args: readonly string[], env = here.env(secretKey)) {
  const { code, out, err } = await runCommand('src/cli/installations.ts', args, env);
  return { code, out: `${out}${err}` };
}
const installed = async () => (await listInstallations(here.app.deps.db)).map(({ id }) => id);

test.each(['sqlite', 'postgres'] as const)(
  'lists and revokes beside a Baton on %s',
  async (kind) => {
    here = await startSeveral({ kind });
    expect((await type([])).out).toContain('/slack/install');
    await here.install(acme);
    await here.install(beta);
    await here.visit('emea');
    const token = String(here.beta.botToken);
    const listed = await type(['list']);
    expect(listed).toMatchObject({ code: 0, out: expect.stringContaining('T0BETA  Beta EMEA') });
    expect(listed.out).toMatch(
      /T0BETA[\s\S]*last used 2026-11-23T14[\s\S]*token can be read[\s\S]*scopes .*chat:write/,
    );
    expect(listed.out).not.toContain('xoxb');

    await here.settle(60_000);
    const revoked = await type(['revoke', beta]);
    expect(revoked).toMatchObject({
      code: 0,
      out: expect.stringContaining('Slack has taken the token of Beta EMEA back'),
    });
    expect(here.beta.grants.fault(token)).toBe('token_revoked');
    await expect.poll(installed).toEqual([acme]);
    expect(here.acme.botToken).not.toBeNull();
  },
  60_000,
);

test('says what to do about a workspace nobody knows, a key that fits nothing, and a wish it does not understand', async () => {
  here = await startSeveral({ kind: 'postgres' });
  await here.install(acme);
  expect(await type(['revoke', beta])).toMatchObject({
    code: 1,
    out: expect.stringContaining('T0ACME (Acme Revenue)'),
  });
  expect(await type(['remove'])).toMatchObject({ code: 1, out: expect.stringContaining('Usage') });
  const closed = await type([], here.env('c'.repeat(64)));
  expect(closed).toMatchObject({ code: 0, out: expect.stringContaining('SECRET_KEY that is not set any more') });
  expect((await type(['revoke', acme], here.env('c'.repeat(64)))).out).toContain('remove Baton in Slack');
  expect(await installed()).toEqual([]);
  const one = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 'abcdefgh' };
  expect(await type([], one as never)).toMatchObject({ code: 1, out: expect.stringContaining('SLACK_CLIENT_ID') });
}, 60_000);
