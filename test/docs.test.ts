// What the pages say is held against the code, so that they cannot drift apart.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { settings } from '../src/config.ts';
import { playbookJsonSchema } from '../src/core/playbook.ts';
import { botScopes } from '../src/slack/install.ts';
import { register } from '../src/slack/listeners.ts';
import { installPaths } from '../src/slack/workspaces.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const pages = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  ...list('docs/decisions'),
  'src/slack/cards/STYLE.md',
];

function list(folder: string): string[] {
  return readdirSync(join(root, folder)).map((name) => `${folder}/${name}`);
}

test('.env.example lists exactly the settings', () => {
  const listed = [...read('.env.example').matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name);
  expect(listed.toSorted()).toEqual(Object.keys(settings).toSorted());
});

test('manifest.yml asks for exactly what is listened to', () => {
  const manifest = parse(read('manifest.yml'));
  expect(manifest.settings.event_subscriptions.bot_events.toSorted()).toEqual(Object.keys(register.events).toSorted());
  const commands = manifest.features.slash_commands.map(({ command }: { command: string }) => command);
  expect(commands).toEqual(Object.keys(register.commands));
  const globals = manifest.features.shortcuts.filter(({ type }: { type: string }) => type === 'global');
  expect(globals.map(({ callback_id }: { callback_id: string }) => callback_id)).toEqual(
    Object.keys(register.globalShortcuts),
  );
  const shortcuts = manifest.features.shortcuts.map(({ callback_id }: { callback_id: string }) => callback_id);
  const used = [...Object.keys(register.shortcuts), ...Object.keys(register.globalShortcuts)];
  expect(shortcuts.toSorted()).toEqual(used.toSorted());
  expect(manifest.features.shortcuts.filter(({ name }: { name: string }) => name.length > 24)).toEqual([]);
});

test('manifest.yml has the scopes that its methods and events need', () => {
  const { features, oauth_config } = parse(read('manifest.yml'));
  const scopes: string[] = oauth_config.scopes.bot;
  const calls = ['client.ts', 'home.ts', 'presses.ts'].map((name) => read(`src/slack/${name}`)).join();
  const needs: [RegExp, string[]][] = [
    [/chat\.postMessage/, ['chat:write', 'chat:write.public']],
    [/conversations\.list/, ['channels:read', 'groups:read']],
    [/conversations\.history/, ['channels:history', 'groups:history']],
    [/users\.info/, ['users:read', 'users:read.email']],
    [/usergroups\.users/, ['usergroups:read']],
    [/conversations\.open/, ['im:write', 'im:history']],
    [/files\.getUploadURLExternal/, ['files:write']],
  ];
  const needed = needs.flatMap(([call, names]) => (call.test(calls) ? names : []));
  expect(scopes.toSorted()).toEqual([...needed, 'commands', 'assistant:write'].toSorted());
  // Slack grants that scope only with the agent view, and the agent view writes nowhere without the messages tab.
  expect(features.agent_view.agent_description.length).toBeLessThanOrEqual(300);
  expect(features.agent_view.suggested_prompts.length).toBeLessThanOrEqual(4);
  expect(features.app_home).toMatchObject({ messages_tab_enabled: true, messages_tab_read_only_enabled: false });
});

test('an installation asks for the scopes of manifest.yml, and comes back to an address it names', () => {
  const { oauth_config: oauth } = parse(read('manifest.yml'));
  expect([...botScopes].toSorted()).toEqual(oauth.scopes.bot.toSorted());
  expect(oauth.redirect_urls).toEqual([expect.stringContaining(installPaths.redirect)]);
});

test('the JSON Schema that editors use is the one of the code', () => {
  expect(JSON.parse(read('docs/playbook.schema.json'))).toEqual(playbookJsonSchema());
});

test('every command a page names exists', () => {
  const { scripts } = JSON.parse(read('package.json'));
  const named = pages.flatMap((page) => [...read(page).matchAll(/npm (?:run )?([a-z]+)/g)].map(([, name]) => name));
  const known = new Set([...Object.keys(scripts), 'ci', 'run', 'install']);
  expect(named.filter((name) => !known.has(name ?? ''))).toEqual([]);
});

test('every file a page links to exists', () => {
  const broken = pages.flatMap((page) =>
    [...read(page).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)]
      .map(([, link]) => join(page, '..', link ?? ''))
      .filter((path) => !existsSync(join(root, path)))
      .map((path) => `${page}: ${path}`),
  );
  expect(broken).toEqual([]);
});

test('every optional dependency in the lock file has its entry', () => {
  const { packages } = JSON.parse(read('package-lock.json')) as {
    packages: Record<string, { optionalDependencies?: Record<string, string> }>;
  };
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) =>
        packages[`node_modules/${name}`] === undefined && packages[`${path}/node_modules/${name}`] === undefined,
    ),
  );
  expect(missing).toEqual([]);
});
