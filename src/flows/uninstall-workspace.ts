// A workspace has removed Baton, or its token was taken back: the installation is forgotten, and it is said where people
// look. Whatever Baton still owes there is given up on with a sentence, until somebody installs it again.
import type { Deps } from '../deps.ts';
import type { Tx } from '../store/db.ts';
import { appendEvents } from '../store/events.ts';
import { dropInstallation, getInstallation, type Installation } from '../store/installation.ts';
import { tellOps } from './tell-ops.ts';

export type Gone = {
  /** The first of these that is installed is the one that is gone. */
  ids: readonly string[];
  why: 'uninstalled' | 'revoked';
  /** Only an installation from before this moment is meant. */
  before?: string;
  /** Only the tokens of these bots are meant. */
  bots?: readonly string[];
};

export async function uninstallWorkspace(deps: Deps, { ids, why, before, bots }: Gone): Promise<'gone' | 'kept'> {
  const { db, newId, now, log } = deps;
  const at = now().toISOString();
  const dropped = await db.inTx(async (tx) => {
    const installation = await firstOf(tx, ids);
    if (installation === undefined || bots?.includes(installation.botUser) === false) return undefined;
    const gone = await dropInstallation(tx, { id: installation.id, ...(before !== undefined && { before }) });
    if (gone === undefined) return undefined;
    const data = { workspace: gone.id, name: gone.name, why };
    await appendEvents(tx, { lead: null, events: [{ kind: 'uninstalled', by: 'slack', data }], at }, newId);
    return gone;
  });
  if (dropped === undefined) {
    log.warn(
      { workspaces: ids, why },
      'Slack says that Baton was removed from a workspace; no such installation is kept',
    );
    return 'kept';
  }
  await tellOps(deps, { kind: 'workspace', what: why, workspace: dropped.id, name: dropped.name, at });
  return 'gone';
}

async function firstOf(tx: Tx, ids: readonly string[]): Promise<Installation | undefined> {
  for (const id of ids) {
    const installation = await getInstallation(tx, id);
    if (installation !== undefined) return installation;
  }
  return undefined;
}
