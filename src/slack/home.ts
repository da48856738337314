// App Home: drawn anew each time somebody opens it, so it cannot be stale for long.
import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import type { Deps } from '../deps.ts';
import { leadsInState } from '../store/lead.ts';
import { homeView } from './cards/home.ts';

export async function openHome(
  deps: Deps,
  { event, client }: SlackEventMiddlewareArgs<'app_home_opened'> & AllMiddlewareArgs,
): Promise<void> {
  if (event.tab !== 'home') return;
  const waiting = await leadsInState(deps.db, { state: 'offered' });
  const mine = await leadsInState(deps.db, { state: 'claimed', rep: event.user });
  const view = homeView({ waiting, mine, playbook: deps.playbook, now: deps.now().toISOString() });
  await client.apiCall('views.publish', { user_id: event.user, view });
}
