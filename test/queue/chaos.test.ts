// Processes are killed in the middle of their work, again and again. What they acknowledged is done in the end, and what
// they did they did once.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { migratedDatabase } from '../support/databases.ts';
import { kept } from '../support/process.ts';

const program = fileURLToPath(new URL('./chaos-child.ts', import.meta.url));
type Child = { process: ChildProcess; acknowledged: string[]; ended: Promise<number | null>; ready: Promise<void> };

describe.concurrent.each(['sqlite', 'postgres'] as const)('%s', (kind) => {
  let fresh: { url: string; remove(): Promise<void> };
  let folder: string;
  const children: Child[] = [];
  beforeAll(async () => {
    fresh = await migratedDatabase(kind);
    folder = mkdtempSync(join(tmpdir(), 'baton-chaos-'));
  });
  afterAll(async () => {
    for (const child of children) child.process.kill('SIGKILL');
    await Promise.all(children.map((child) => child.ended));
    rmSync(folder, { recursive: true });
    await fresh.remove();
  });

  function start(name: string, promises: number): Child {
    const effects = join(folder, 'effects');
    const args = [program, fresh.url, effects, name, String(promises)];
    const child = spawn(process.execPath, args, {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, ...kept },
    });
    const acknowledged: string[] = [];
    const ready = Promise.withResolvers<void>();
    let rest = '';
    child.stdout.on('data', (chunk) => {
      const lines = `${rest}${chunk}`.split('\n');
      rest = lines.pop() ?? '';
      acknowledged.push(...lines.filter((line) => line.startsWith('lead_')));
      if (lines.includes('ready')) ready.resolve();
    });
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    void ended.then(() => ready.resolve());
    const one = { process: child, acknowledged, ended, ready: ready.promise };
    children.push(one);
    return one;
  }

  test('nothing acknowledged is lost and nothing is done twice, however often a process is killed', async () => {
    const effects = join(folder, 'effects');
    writeFileSync(effects, '');
    const rounds = 3;
    for (let round = 0; round < rounds; round++) {
      // On Postgres a second process shares the work and sees the first one die.
      const pair = [
        start(`r${round}a`, 10_000),
        ...(kind === 'postgres' && round % 2 === 0 ? [start(`r${round}b`, 100)] : []),
      ];
      await Promise.all(pair.map((child) => child.ready));
      await new Promise((done) => setTimeout(done, 250 + 120 * round));
      for (const child of pair) child.process.kill('SIGKILL');
      await Promise.all(pair.map((child) => child.ended));
    }
    const last = start('last', 40);
    expect(await last.ended).toBe(0);
    const acknowledged = children.flatMap((child) => child.acknowledged);
    const seen = readFileSync(effects, 'utf8').trim().split('\n');
    expect(acknowledged.length).toBeGreaterThan(rounds * 20);
    expect(acknowledged.filter((effect) => !seen.includes(effect))).toEqual([]);
    expect(seen.filter((effect, i) => seen.indexOf(effect) !== i)).toEqual([]);
    console.log(`${kind}: ${rounds} kills, ${acknowledged.length} acknowledged, ${seen.length} done, each once`);
  });
});
