// A Baton in a process of its own, so that it can be killed like one.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

/** Compiled code is kept between processes, and between runs: starting is most of what many of them do. */
export const kept = {
  PATH: process.env.PATH ?? '',
  NODE_COMPILE_CACHE: fileURLToPath(new URL('../../.cache/node-compile-cache', import.meta.url)),
};

export type BatonProcess = { url: string; child: ChildProcess; kill(): Promise<void>; stop(): Promise<void> };

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Resolves when /readyz says that the database, the queue and Slack are there. */
export async function spawnBaton(env: Record<string, string>): Promise<BatonProcess> {
  const child = spawn(process.execPath, [main], {
    env: { ...kept, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr?.on('data', (chunk) => {
    said += chunk;
  });
  const url = `http://127.0.0.1:${env.PORT}`;
  const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  };
  for (let tries = 0; ; tries++) {
    const ready = await fetch(`${url}/readyz`).catch(() => null);
    if (ready?.ok) return { url, child, kill: () => end('SIGKILL'), stop: () => end('SIGTERM') };
    if (child.exitCode !== null || tries > 1_200) throw new Error(`Baton did not start: ${said}`);
    await wait(50);
  }
}
