// Which arms a visitor is shown before anything of theirs may be kept. A keyed hash of network and browser draws the same arms
// on every page; it is handed out signed, so that a conversation has the arms that its visitor was shown, and nobody else's.
// The hash itself is never stored or logged before they write.
import { createSigner } from './signature.ts';

export type WidgetTickets = {
  /** The same for whoever comes from the same network with the same browser. Neither can be read from it. */
  seedOf(visitor: { network: string; browser: string }): string;
  ticketFor(seed: string, at: string): string;
  /** Null: it is none of ours. It never runs out, so that whoever kept it stays in their arms. */
  read(ticket: string): { seed: string; at: string } | null;
};

/** `secrets`: 64 hexadecimal characters each; the first signs, all of them are believed. */
export function createWidgetTickets(secrets: readonly string[]): WidgetTickets {
  const seeds = createSigner(secrets, 'baton widget seed v1');
  const { sign, isSigned } = createSigner(secrets, 'baton widget ticket v1');
  return {
    seedOf: ({ network, browser }) => seeds.sign(JSON.stringify([network, browser])),
    ticketFor(seed, at) {
      const said = `${seed}.${Math.floor(Date.parse(at) / 1_000).toString(36)}`;
      return `${said}.${sign(said)}`;
    },
    read(ticket) {
      const [, said, seed, second, mac] = /^(([\w-]{22})\.([0-9a-z]{1,8}))\.([\w-]{22})$/.exec(ticket) ?? [];
      if (said === undefined || seed === undefined || second === undefined || mac === undefined) return null;
      if (!isSigned(said, mac)) return null;
      return { seed, at: new Date(Number.parseInt(second, 36) * 1_000).toISOString() };
    },
  };
}
