// How a transaction comes to be: the only place that makes a `Tx`, so that nothing else can be passed off as one.
import type { Kysely } from 'kysely';
import type { Log } from '../log.ts';
import type { Reader, Tx } from './db.ts';
import type { Schema } from './schema.ts';

export type Hook = () => void;

export function createTx(kind: Reader['kind'], q: Kysely<Schema>): { tx: Tx; hooks: Hook[] } {
  const hooks: Hook[] = [];
  const open: Omit<Tx, symbol> = { kind, q, onCommit: (hook) => hooks.push(hook), told: new Set() };
  return { tx: open as Tx, hooks };
}

/** The commit has happened: a hook that fails is logged and changes nothing for anybody. */
export function runHooks(hooks: readonly Hook[], log: Log): void {
  for (const hook of hooks) {
    try {
      hook();
    } catch (error) {
      log.error({ err: error }, 'a hook after the commit failed');
    }
  }
}
