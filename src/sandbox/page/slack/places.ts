// Where one can be in the workspace, and what is unread there. A DM carries the name of the person it is with; others do not see it.
import type { SandboxMessage, SandboxState } from '../../state.ts';
import type { Place } from './channel.tsx';

export const home = 'home';

/** The last message seen, by `user place`. */
export type Seen = Record<string, string>;

export function placesOf(state: SandboxState, me: string): { channels: Place[]; direct: Place[] } {
  const app = appName(state);
  const mine = state.users.find((user) => user.id === me)?.name;
  const all = state.channels.map(({ id, name, topic }) => ({ id, name, topic }));
  const channels = all
    .filter(({ id }) => !id.startsWith('D'))
    .map(({ id, name, topic }) => ({ id, title: `#${name}`, topic, isChannel: true }));
  const direct = all
    .filter(({ id, name }) => id.startsWith('D') && name === mine)
    .map(({ id, topic }) => ({ id, title: app, topic, isChannel: false }));
  return { channels, direct };
}

export function messagesIn(state: SandboxState, place: string, me: string): SandboxMessage[] {
  return state.messages
    .filter(({ channel, onlyFor }) => channel === place && (onlyFor === null || onlyFor === me))
    .sort((one, other) => Number(one.ts) - Number(other.ts));
}

export function unreadIn(state: SandboxState, place: string, { me, seen }: { me: string; seen: Seen }): number {
  const last = Number(seen[`${me} ${place}`] ?? 0);
  return messagesIn(state, place, me).filter(({ ts, user }) => Number(ts) > last && user !== me).length;
}

export function appName(state: SandboxState): string {
  const app = state.users.find(({ isBot }) => isBot);
  return app?.realName ?? 'Baton';
}
