// How long a start takes and what a running Baton weighs.
import { spawnSync } from 'node:child_process';
import { type Child, spawnServer } from './child.ts';
import { type Figure, median, ms, times } from './figure.ts';
import { startStand } from './stand.ts';

const starts = 5;

export async function startTime(): Promise<Figure> {
  const baton: number[] = [];
  const bare: number[] = [];
  const node: number[] = [];
  for (let n = 0; n < starts; n++) {
    const stand = await startStand({ rateLimits: false });
    baton.push(stand.baton.startedInMs);
    await stand.stop();
    const server = await startBare();
    bare.push(server.startedInMs);
    await server.stop();
    const startedAt = performance.now();
    spawnSync(process.execPath, ['-e', '0']);
    node.push(performance.now() - startedAt);
  }
  return {
    what: 'From nothing to ready, on a new database (raw: bare Node HTTP; `node -e 0`)',
    ratio: times(median(baton), median(bare)),
    baton: ms(median(baton)),
    raw: `${ms(median(bare))}; ${ms(median(node))}`,
    goal: '–',
  };
}

export const startBare = (): Promise<Child> => spawnServer('bench/bare-server.ts', { ready: '/', env: {} });

export type Weight = { baton: number; bare: number };

export const weigh = ({ baton, bare }: { baton: Child; bare: Child }): Weight => ({
  baton: baton.megabytes(),
  bare: bare.megabytes(),
});

export function memory(when: string, { baton, bare }: Weight): Figure {
  return {
    what: `Resident memory ${when}`,
    ratio: times(baton, bare),
    baton: `${Math.round(baton)} MB`,
    raw: `${Math.round(bare)} MB`,
    goal: '–',
  };
}
