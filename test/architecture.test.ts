// Reads every import under src/ and holds it against the house rules; prints the edge that offends.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const src = fileURLToPath(new URL('../src/', import.meta.url));
const root = fileURLToPath(new URL('../', import.meta.url));

/** room → the rooms (and files at the root of src/) that it may import. Files at the root count as rooms of their own. */
const may: Record<string, readonly string[]> = {
  core: [],
  store: ['core', 'errors', 'log'],
  flows: ['store', 'core', 'deps'],
  jobs: ['store', 'core', 'slack/cards', 'deps', 'errors'],
  'slack/cards': ['core'],
  slack: ['slack/cards', 'flows', 'store', 'core', 'deps', 'config', 'errors', 'log'],
  web: ['flows', 'store', 'core', 'adapters', 'deps', 'errors', 'log'],
  adapters: ['core', 'errors'],
  sandbox: ['errors', 'log'],
  cli: ['adapters', 'app', 'config', 'core', 'store', 'sandbox', 'deps', 'errors', 'log', 'open-crm'],
  main: ['app', 'config', 'errors'],
  app: [
    ...['adapters', 'config', 'core', 'deps', 'errors', 'flows', 'jobs', 'log', 'sandbox', 'slack', 'store', 'web'],
    'open-calendars',
    ...['config-crm', 'open-chat', 'open-crm', 'stated'],
  ],
  'open-crm': ['adapters', 'config-crm'],
  'open-chat': ['adapters', 'config-chat'],
  stated: ['adapters', 'config', 'config-chat', 'open-calendars'],
  'open-calendars': ['adapters', 'config', 'core', 'jobs', 'store', 'web'],
  deps: ['adapters', 'core', 'store', 'log'],
  config: ['errors', 'config-chat', 'config-crm'],
  'config-chat': [],
  'config-crm': [],
  errors: [],
  log: [],
};

type Source = { path: string; room: string; text: string; imports: { to: string; typeOnly: boolean }[] };

/** The edges that the rules forbid. */
function offendingEdges(all: readonly Source[]): string[] {
  return all.flatMap((source) =>
    source.imports
      .filter(({ to }) => to.startsWith('.'))
      .map(({ to }) => target(source, to))
      .filter((to) => roomOf(to) !== source.room && !may[source.room]?.includes(roomOf(to)))
      .map((to) => `${source.path} → ${to}`),
  );
}

function roomOf(path: string): string {
  if (path.startsWith('slack/cards/')) return 'slack/cards';
  return path.includes('/') ? path.slice(0, path.indexOf('/')) : path.replace(/\.ts$/, '');
}

const readSource = (path: string) => sourceOf(path, readFileSync(join(src, path), 'utf8'));

function sourceOf(path: string, text: string): Source {
  const imports = [
    ...text.matchAll(
      /(?:^|\n)(?:import|export)\s+(type\s)?[^;]*?from\s+'([^']+)'|import\('([^']+)'\)|(?:^|\n)import '([^']+)'/g,
    ),
  ].map(([, type, from, dynamic, bare]) => ({ to: from ?? dynamic ?? bare ?? '', typeOnly: type !== undefined }));
  return { path, room: roomOf(path), text, imports };
}

const sources = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path))
  .map(readSource);

const target = (from: Source, to: string) => relative(src, resolve(src, dirname(from.path), to));
/** The widget's own script: it asks the door that it came from. */
const isOfBrowser = (path: string) => path.startsWith('web/widget/');
const code = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|(^|[^:'"`])\/\/.*$/gm, '$1');

describe('the house', () => {
  test('knows every room', () => {
    expect([...new Set(sources.map(({ room }) => room))].filter((room) => !(room in may))).toEqual([]);
  });

  test('has the import directions of the design', () => {
    expect(offendingEdges(sources)).toEqual([]);
  });

  test('would notice a room that reaches where it must not', () => {
    const breach = (path: string, text: string) => offendingEdges([sourceOf(path, text)]);
    expect(breach('core/lead.ts', "import { getLead } from '../store/lead.ts';")).toEqual([
      'core/lead.ts → store/lead.ts',
    ]);
    expect(breach('flows/claim-lead.ts', "const { x } = await import('../slack/client.ts');")).toHaveLength(1);
    expect(breach('jobs/x.ts', "export { startSandbox } from '../sandbox/server.ts';")).toHaveLength(1);
    expect(breach('web/x.ts', "import '../jobs/post-card.ts';")).toHaveLength(1);
    expect(breach('adapters/chat/x.ts', "import type { Lead } from '../../core/lead.ts';")).toEqual([]);
  });

  test('has no import cycles', () => {
    const edges = new Map(
      sources.map((source) => [
        source.path,
        source.imports
          .filter(({ to, typeOnly }) => to.startsWith('.') && !typeOnly)
          .map(({ to }) => target(source, to)),
      ]),
    );
    const cycles: string[] = [];
    const done = new Set<string>();
    const visit = (path: string, trail: string[]) => {
      if (trail.includes(path)) cycles.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
      if (done.has(path) || trail.includes(path)) return;
      for (const next of edges.get(path) ?? []) visit(next, [...trail, path]);
      done.add(path);
    };
    for (const path of edges.keys()) visit(path, []);
    expect(cycles).toEqual([]);
  });

  test('decides and draws without waiting, clocks, chance or the machine', () => {
    const forbidden = /\basync\b|\bawait\b|Date\.now|new Date\(\)|Math\.random|\bprocess\.|\bfetch\(|from 'node:/;
    const offending = sources
      .filter(({ room }) => room === 'core' || room === 'slack/cards')
      .flatMap(({ path, text }) => {
        const found = forbidden.exec(code(text));
        return found === null ? [] : [`${path}: ${found[0]}`];
      });
    expect(offending).toEqual([]);
  });

  test('reads the environment in one file and writes to the console only in commands', () => {
    const offending = sources.flatMap(({ path, room, text }) => [
      ...(path !== 'config.ts' && /(?<!')process\.env/.test(code(text)) ? [`${path}: process.env`] : []),
      ...(room !== 'cli' && room !== 'sandbox' && /\bconsole\./.test(code(text)) ? [`${path}: console`] : []),
      ...(/process\.exit\(/.test(code(text)) ? [`${path}: process.exit`] : []),
    ]);
    expect(offending).toEqual([]);
  });

  test('keeps SQL in the store', () => {
    const offending = sources
      .filter(({ room }) => room !== 'store' && room !== 'sandbox')
      .filter(({ imports }) => imports.some(({ to }) => /^(kysely|pg|better-sqlite3|graphile-worker)/.test(to)))
      .map(({ path }) => path);
    expect(offending).toEqual([]);
  });

  test('reaches the internet only from adapters and slack', () => {
    const offending = sources
      .filter(({ room, path }) => !['adapters', 'slack', 'sandbox', 'cli'].includes(room) && !isOfBrowser(path))
      .filter(({ text }) => /\bfetch\(/.test(code(text)))
      .map(({ path }) => path);
    expect(offending).toEqual([]);
  });

  test('brings nothing of the server into browsers but what things are called', () => {
    const offending = sources
      .filter(({ path }) => isOfBrowser(path))
      .flatMap((source) =>
        source.imports
          .filter(({ to, typeOnly }) => !typeOnly && !isOfBrowser(target(source, to)))
          .map(({ to }) => `${source.path} → ${to}`),
      );
    expect(offending).toEqual([]);
  });

  test('says what each room is in ARCHITECTURE.md', () => {
    const page = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8');
    expect(Object.keys(may).filter((room) => !page.includes(`\`${room}`))).toEqual([]);
  });

  test('keeps files short and their names telling', () => {
    const vague = /(^|\/)(utils?|helpers?|common|shared|lib|misc|manager|service|types)\.tsx?$/;
    const offending = sources.flatMap(({ path, text }) => [
      ...(text.split('\n').length > 301 ? [`${path}: ${text.split('\n').length} lines`] : []),
      ...(vague.test(path) ? [`${path}: what is in it?`] : []),
      ...(/^\/\/ /.test(text) ? [] : [`${path}: does not open with what it is for`]),
    ]);
    expect(offending).toEqual([]);
  });
});
