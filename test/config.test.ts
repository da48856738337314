import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readConfig } from '../src/config.ts';
import { ConfigError } from '../src/errors.ts';

function problems(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

test('without anything it is a sandbox', () => {
  expect(readConfig({})).toMatchObject({ slack: null, port: 3000, databaseUrl: 'sqlite:./data/sandbox.db' });
});

test('every problem is told at once', () => {
  const told = problems({
    PORT: 'abc',
    DATABASE_URL: 'mysql://x',
    SLACK_BOT_TOKEN: 'xoxp-1',
    CHAT_WEBHOOK_SECRET: 'short',
  });
  expect(told).toHaveLength(5);
  for (const name of ['PORT', 'DATABASE_URL', 'SLACK_BOT_TOKEN', 'CHAT_WEBHOOK_SECRET', 'SLACK_SIGNING_SECRET']) {
    expect(told.some((problem) => problem.includes(name))).toBe(true);
  }
});

test.each([
  [{ SLACK_BOT_TOKEN: 'xoxb-1-2' }, 'SLACK_SIGNING_SECRET'],
  [{ SLACK_SIGNING_SECRET: 'abcdefgh' }, 'SLACK_BOT_TOKEN'],
  [{ SLACK_APP_TOKEN: 'xapp-1' }, 'SLACK_BOT_TOKEN'],
  [{ CHAT_REPLY_URL: 'http://x.test/' }, 'CHAT_WEBHOOK_SECRET'],
  [{ API_TOKEN: 'short' }, 'API_TOKEN'],
  [{ WIDGET_IDENTITY_SECRET: 'short' }, 'WIDGET_IDENTITY_SECRET'],
  [{ WIDGET_IDENTITY_SECRET: `${'a'.repeat(32)}, short` }, 'WIDGET_IDENTITY_SECRET'],
  [{ MAIL_WEBHOOK_SECRET: `whsec_${'a'.repeat(32)}`, SECRET_KEY: 'a'.repeat(64) }, 'SMTP_URL'],
  [
    { MAIL_WEBHOOK_SECRET: `whsec_${'a'.repeat(32)}`, SMTP_URL: 'smtp://localhost', MAIL_FROM: 'a@b.test' },
    'MAIL_WEBHOOK_SECRET needs SECRET_KEY',
  ],
  [{ OPENAI_BASE_URL: 'http://localhost:8000/v1' }, 'OPENAI_API_KEY'],
  [{ OPENAI_MODEL: 'some-model' }, 'OPENAI_API_KEY'],
  [{ OPENAI_API_KEY: 'sk-1', OPENAI_TIMEOUT_MS: '5' }, 'OPENAI_TIMEOUT_MS'],
  [{ GOOGLE_CLIENT_ID: '1.apps.test' }, 'GOOGLE_CLIENT_SECRET'],
  [{ GOOGLE_CLIENT_SECRET: 'GOCSPX-1' }, 'GOOGLE_CLIENT_ID'],
  [{ GOOGLE_CLIENT_ID: '1.apps.test', GOOGLE_CLIENT_SECRET: 'GOCSPX-1', PUBLIC_URL: 'https://x.test' }, 'SECRET_KEY'],
  [{ GOOGLE_API_URL: 'http://localhost:9/google' }, 'GOOGLE_SERVICE_ACCOUNT'],
  [{ GOOGLE_SERVICE_ACCOUNT: './nowhere.json' }, 'neither JSON nor a file'],
  [{ GOOGLE_SERVICE_ACCOUNT: '{"type":"authorized_user"}' }, 'not the JSON key of a service account'],
])('half a configuration is refused: %j', (env, named) => {
  expect(problems(env as Record<string, string>).join()).toContain(named);
});

test('a real Slack over HTTP, over Socket Mode, and somewhere else', () => {
  const http = {
    SLACK_BOT_TOKEN: 'xoxb-1-2',
    SLACK_SIGNING_SECRET: 'abcdefgh',
    SLACK_API_URL: 'https://slack-gov.com/api/',
  };
  expect(readConfig(http).slack).toEqual({
    by: 'http',
    access: { kind: 'given', botToken: 'xoxb-1-2' },
    signingSecret: 'abcdefgh',
    apiUrl: 'https://slack-gov.com/api/',
  });
  expect(readConfig({ ...http, SLACK_APP_TOKEN: 'xapp-1' }).slack).toMatchObject({ by: 'socket', appToken: 'xapp-1' });
  expect(readConfig(http).databaseUrl).toBe('sqlite:./data/baton.db');
});

const several = {
  SLACK_CLIENT_ID: '1.2',
  SLACK_CLIENT_SECRET: 'abcdefgh',
  SLACK_SIGNING_SECRET: 'abcdefgh',
  SECRET_KEY: 'A'.repeat(64),
  PUBLIC_URL: 'https://baton.test/',
};

test('several workspaces, over HTTP or with one app token for all; keys are listed newest first', () => {
  const access = {
    kind: 'installed',
    clientId: '1.2',
    clientSecret: 'abcdefgh',
    keys: ['a'.repeat(64)],
    publicUrl: 'https://baton.test',
  };
  expect(readConfig(several).slack).toEqual({ by: 'http', signingSecret: 'abcdefgh', apiUrl: undefined, access });
  expect(readConfig({ ...several, SLACK_APP_TOKEN: 'xapp-1' }).slack).toMatchObject({ by: 'socket', access });
  const both = `${'b'.repeat(64)}, ${'a'.repeat(64)}`;
  expect(readConfig({ ...several, SECRET_KEY: both }).slack).toMatchObject({
    access: { keys: ['b'.repeat(64), 'a'.repeat(64)] },
  });
});

test.each(['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET', 'SLACK_SIGNING_SECRET', 'SECRET_KEY', 'PUBLIC_URL'])(
  'several workspaces without %s are refused, by its name and nothing else',
  (name) => {
    const told = problems({ ...several, [name]: '' });
    expect(told).toHaveLength(1);
    expect(told[0]).toContain(name);
  },
);

test('one workspace and several at once are refused; so is a key that is not one; all is told together', () => {
  expect(problems({ ...several, SLACK_BOT_TOKEN: 'xoxb-1' }).join()).toContain('set one');
  expect(problems({ ...several, SECRET_KEY: 'short', PUBLIC_URL: 'nowhere' })).toHaveLength(2);
  expect(problems({ SLACK_CLIENT_ID: '1.2' })).toHaveLength(4);
});

test('an empty line counts as not set', () => {
  expect(readConfig({ PORT: '', SLACK_BOT_TOKEN: '  ' })).toMatchObject({ slack: null, port: 3000 });
});

test('a key is enough for a model; a local server takes another address, name and patience', () => {
  expect(readConfig({}).model).toBeNull();
  expect(readConfig({ OPENAI_API_KEY: 'sk-1' }).model).toEqual({
    apiKey: 'sk-1',
    baseUrl: 'https://api.openai.com/v1',
    model: 'gpt-5.4-mini',
    timeoutMs: 12_000,
  });
  const local = { OPENAI_BASE_URL: 'http://localhost:8000/v1', OPENAI_MODEL: 'mine', OPENAI_TIMEOUT_MS: '40000' };
  expect(readConfig({ OPENAI_API_KEY: 'any', ...local }).model).toMatchObject({ model: 'mine', timeoutMs: 40_000 });
});

test('calendars for everybody by a service account, from a file or as it is; or one by one', () => {
  const key = {
    type: 'service_account',
    client_email: 'baton@x.iam.gserviceaccount.com',
    private_key: '-----BEGIN KEY',
  };
  const file = join(mkdtempSync(join(tmpdir(), 'baton-')), 'key.json');
  writeFileSync(file, JSON.stringify(key));
  const serviceAccount = { clientEmail: key.client_email, privateKey: key.private_key };
  for (const given of [file, JSON.stringify(key)]) {
    const { calendar } = readConfig({ GOOGLE_SERVICE_ACCOUNT: given });
    expect(calendar).toEqual({ serviceAccount, oauth: null });
  }
  const own = { GOOGLE_CLIENT_ID: '1.apps.test', GOOGLE_CLIENT_SECRET: 'GOCSPX-1', PUBLIC_URL: 'https://x.test' };
  expect(readConfig({ ...own, SECRET_KEY: 'ab'.repeat(32) }).calendar).toEqual({
    serviceAccount: null,
    oauth: { clientId: '1.apps.test', clientSecret: 'GOCSPX-1' },
  });
  expect(readConfig({}).calendar).toBeNull();
});

test('what is wrong about a key is told without the key', () => {
  const secret = 'only-for-google';
  const told = problems({ GOOGLE_SERVICE_ACCOUNT: `{"type":"service_account","private_key":"${secret}"}` });
  expect(told).toHaveLength(1);
  expect(told.join()).not.toContain(secret);
});
