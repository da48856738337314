// App Home: drawn anew each time somebody opens it and after each change made in it, so it cannot be stale for long.
import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import { mayAct, roleOf } from '../core/roles.ts';
import type { Deps } from '../deps.ts';
import { meetRep } from '../flows/meet-rep.ts';
import { turnAway } from '../flows/understand.ts';
import { getStanding } from '../store/group.ts';
import { availabilityOf, readHome } from '../store/home.ts';
import { readStuck } from '../store/stuck.ts';
import { viewIds } from './cards/actions.ts';
import { homeView, strangersHome } from './cards/home.ts';
import { glance } from './cards/limits.ts';
import { repModal } from './cards/small-modals.ts';

type Client = AllMiddlewareArgs['client'];

export async function openHome(
  deps: Deps,
  { event, client }: SlackEventMiddlewareArgs<'app_home_opened'> & AllMiddlewareArgs,
): Promise<void> {
  if (event.tab === 'home') await publishHome(deps, client, event.user);
}

/** A view as a press in it tells it. */
export type ShownView = { type: string; id?: string; callback_id?: string; private_metadata?: string };

/** What stands in the view is drawn anew; a form that is being filled in stays as it is. */
export async function redrawView(
  deps: Deps,
  { client, view, user }: { client: Client; view: ShownView; user: string },
): Promise<void> {
  if (view.type === 'home') return publishHome(deps, client, user);
  if (view.callback_id !== viewIds.rep || view.private_metadata === undefined) return;
  const rep = await meetRep(deps, { id: view.private_metadata, name: view.private_metadata });
  const availability = await availabilityOf(deps.db, { rep, playbook: deps.playbook, now: deps.now().toISOString() });
  await client.apiCall('views.update', { view_id: view.id, view: repModal(availability) });
}

async function publishHome(deps: Deps, client: Client, user: string): Promise<void> {
  const { db, queue, playbook, configured } = deps;
  const now = deps.now().toISOString();
  const stranger = await turnAway(deps, user);
  if (stranger !== null) {
    await client.apiCall('views.publish', { user_id: user, view: strangersHome(stranger.channels) });
    return;
  }
  const role = roleOf(await getStanding(db, user), playbook);
  const rep = await meetRep(deps, { id: user, name: user });
  const home = await readHome(db, { rep, playbook, now, withTeam: mayAct(role, 'see-team') });
  const managed = {
    stuck: mayAct(role, 'retry-jobs') ? await readStuck(db, { queue, named: glance.stuckInHome }) : [],
    configured: mayAct(role, 'see-settings') ? configured : null,
  };
  await client.apiCall('views.publish', { user_id: user, view: homeView({ home, managed, playbook, now }) });
}
