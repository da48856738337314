// A server in a process of its own: how long it takes to be ready, what it weighs, and its end.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '../test/support/process.ts';

export type Child = { url: string; startedInMs: number; megabytes(): number; stop(): Promise<void> };

const startWithinMs = 20_000;

/** `file` is relative to the root; the server listens on PORT and is ready when `ready` answers 200. */
export async function spawnServer(file: string, { ready, env }: { ready: string; env: Record<string, string> }) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const startedAt = performance.now();
  const child = spawn(process.execPath, [fileURLToPath(new URL(`../${file}`, import.meta.url))], {
    env: { PATH: process.env.PATH ?? '', PORT: String(port), ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  while (!(await answers(`${url}${ready}`))) {
    if (child.exitCode !== null || performance.now() - startedAt > startWithinMs) {
      await end(child);
      throw new Error(`${file} did not start.`);
    }
    await wait(5);
  }
  const startedInMs = performance.now() - startedAt;
  return { url, startedInMs, megabytes: () => residentMegabytes(child), stop: () => end(child) } satisfies Child;
}

async function answers(url: string): Promise<boolean> {
  const answer = await fetch(url).catch(() => undefined);
  await answer?.body?.cancel();
  return answer?.ok === true;
}

function residentMegabytes({ pid }: ChildProcess): number {
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
}
