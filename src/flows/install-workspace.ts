// A workspace has installed Baton, for the first time or once more: what was given up on for want of it is tried again.
import { isMended, teamsNowhere } from '../core/workspace.ts';
import type { Deps } from '../deps.ts';
import { appendEvents } from '../store/events.ts';
import { type Installation, keepInstallation, listInstallations } from '../store/installation.ts';
import { retryBuried } from './retry-stuck.ts';
import { startBaton } from './start-baton.ts';
import { tellOps } from './tell-ops.ts';

export async function installWorkspace(deps: Deps, installation: Installation): Promise<void> {
  const { db, playbook, newId, log } = deps;
  const { id: workspace, name, scopes, installedBy: by, installedAt: at } = installation;
  await db.inTx(async (tx) => {
    await keepInstallation(tx, installation);
    await appendEvents(
      tx,
      { lead: null, events: [{ kind: 'installed', by, data: { workspace, name, scopes } }], at },
      newId,
    );
  });
  await retryBuried(deps, by, ({ error }) => isMended(error, workspace));
  await startBaton(deps);
  await tellOps(deps, { kind: 'workspace', what: 'installed', workspace, name, at });
  const nowhere = teamsNowhere(playbook).map(({ name: team }) => team);
  if (nowhere.length > 0 && (await listInstallations(db)).length > 1) {
    log.warn({ teams: nowhere }, 'several workspaces, and the playbook does not say in which these teams are');
  }
}
