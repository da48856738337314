// Slack says that a workspace has removed Baton or taken its token back: Bolt leaves it to us to forget it. Both come for
// one removal, in any order, and late ones must not undo a new installation.
import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../deps.ts';
import { uninstallWorkspace } from '../flows/uninstall-workspace.ts';
import { idsOf } from './workspaces.ts';

type About<Kind extends 'app_uninstalled' | 'tokens_revoked'> = SlackEventMiddlewareArgs<Kind> & AllMiddlewareArgs;

export async function hearUninstalled(deps: Deps, { body, context }: About<'app_uninstalled'>): Promise<void> {
  await uninstallWorkspace(deps, { ids: idsOf(context), why: 'uninstalled', before: after(body) });
}

export async function hearRevoked(deps: Deps, { body, context, event }: About<'tokens_revoked'>): Promise<void> {
  const bots = event.tokens.bot ?? [];
  if (bots.length === 0) return;
  await uninstallWorkspace(deps, { ids: idsOf(context), why: 'revoked', before: after(body), bots });
}

/** Slack tells whole seconds: whatever was installed within this one counts as before it. */
const after = ({ event_time: seconds }: { event_time: number }) => new Date((seconds + 1) * 1000).toISOString();
