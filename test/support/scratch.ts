// Where a run keeps what it throws away: in memory where there is plenty, because a commit to SQLite waits for the disk, and
// thousands of them are most of a run. Of a run that was killed the next one clears away what it left.
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';

const memory = '/dev/shm';
const prefix = 'baton-tests-';
const plenty = 2 * 1024 ** 3;

let folder: string | undefined;

/** Everything that a test or a process of its starts opens under TMPDIR is there. */
export function setup(): void {
  if (!existsSync(memory)) return;
  for (const name of readdirSync(memory)) {
    const pid = name.startsWith(prefix) ? Number(name.slice(prefix.length)) : Number.NaN;
    if (pid > 0 && !existsSync(`/proc/${pid}`)) rmSync(join(memory, name), { recursive: true, force: true });
  }
  const { bavail, bsize } = statfsSync(memory);
  if (bavail * bsize < plenty) return;
  folder = join(memory, `${prefix}${process.pid}`);
  mkdirSync(folder);
  // Postgres, which may run as somebody else, has its own folder in it.
  chmodSync(folder, 0o711);
  process.env.TMPDIR = folder;
}

export function teardown(): void {
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
}
