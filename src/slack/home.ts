// App Home: drawn anew each time somebody opens it and after each change made in it, so it cannot be stale for long.
import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../deps.ts';
import { meetRep } from '../flows/meet-rep.ts';
import { turnAway } from '../flows/understand.ts';
import { availabilityOf, readShownHome } from '../store/home.ts';
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
  const now = deps.now().toISOString();
  const stranger = await turnAway(deps, user);
  if (stranger !== null) {
    await client.apiCall('views.publish', { user_id: user, view: strangersHome(stranger.channels) });
    return;
  }
  const rep = await meetRep(deps, { id: user, name: user });
  const shown = await readShownHome(deps, { rep, now, named: glance.stuckInHome });
  const view = homeView({ ...shown, playbook: deps.playbook, now });
  await client.apiCall('views.publish', { user_id: user, view });
}
