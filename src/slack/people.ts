// Who somebody is whom a rep chose in a list of Slack's: a person who can take leads, or why not. Slack lists apps and
// people who have left too.
import type { AllMiddlewareArgs } from '@slack/bolt';
import type { Unfit } from './cards/reassign-modal.ts';

export type Found = { kind: 'person'; name: string } | { kind: 'unfit'; why: Unfit };

export async function lookUp(client: AllMiddlewareArgs['client'], id: string): Promise<Found> {
  const unfit = (why: Unfit): Found => ({ kind: 'unfit', why });
  try {
    const { user } = await client.users.info({ user: id });
    if (user === undefined) return unfit('unknown');
    if (user.is_bot || id === 'USLACKBOT') return unfit('bot');
    if (user.deleted) return unfit('gone');
    if (user.is_restricted || user.is_ultra_restricted) return unfit('guest');
    return { kind: 'person', name: user.profile?.display_name || user.real_name || user.name || id };
  } catch {
    return unfit('unknown');
  }
}
