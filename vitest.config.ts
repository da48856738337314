// better-sqlite3 dies without a word under an older Node: say so before anything is loaded.
import { defineConfig } from 'vitest/config';
import { ClosingLine } from './test/support/closing-line.ts';

if (Number(process.versions.node.split('.')[0]) < 24) {
  throw new Error(`The tests need Node 24 or newer; this is ${process.version}. Run them with "npm test".`);
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/scratch.ts', 'test/support/postgres-server.ts'],
    setupFiles: ['test/support/closed-network.ts'],
    pool: 'forks',
    isolate: false,
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 30_000,
    reporters: ['default', new ClosingLine()],
  },
});
