// What outlives a restart of the sandbox: calendars, events, grants and channels. Access tokens do not: Baton asks for new ones.
import type { Grant, Tokens } from './tokens.ts';
import type { World } from './world.ts';

type Kept = 'accounts' | 'calendars' | 'lists' | 'events' | 'channels' | 'version' | 'syncFloor';
export type GoogleSnapshot = Pick<World, Kept> & { grants: Grant[] };

export function snapshotOfGoogle(world: World, { grants }: Tokens): GoogleSnapshot {
  const { accounts, calendars, lists, events, channels, version, syncFloor } = world;
  return structuredClone({ accounts, calendars, lists, events, channels, version, syncFloor, grants });
}

export function restoreGoogle(world: World, tokens: Tokens, snapshot: GoogleSnapshot): void {
  const { grants, ...rest } = structuredClone(snapshot);
  Object.assign(world, rest);
  tokens.grants = grants;
  world.changed();
}
