// What a rep carries to the consent page of a calendar product and back: whose calendar it will be, and until when that
// counts; and what the product says when it calls. Signed under a key that is derived for nothing else, so that nobody can
// connect a calendar for somebody else.
import { createSigner } from './signature.ts';

/** `expired`: it was ours. */
export type ReadToken<Said> = ({ kind: 'open' } & Said) | { kind: 'expired' } | { kind: 'invalid' };

export type ConnectSigner = {
  /** The way to the consent page: it stands in a message, which may be read after a holiday. */
  link(rep: string, at: string): string;
  readLink(token: string, at: string): ReadToken<{ rep: string }>;
  /** What goes along to that page and comes back from it. `way`: known to this browser and to nobody else. */
  state(rep: string, way: string, at: string): string;
  readState(token: string, at: string): ReadToken<{ rep: string; way: string }>;
  /** What a calendar product says whenever it calls because of this rep's calendar. */
  channelSecret(rep: string): string;
  isChannelSecret(rep: string, secret: string): boolean;
};

const label = 'baton calendar consent v1';
const linkGoodMs = 14 * 86_400_000;
const stateGoodMs = 10 * 60_000;

/** `secrets`: 64 hexadecimal characters each; the first signs, all of them are believed. */
export function createConnectSigner(secrets: readonly string[]): ConnectSigner {
  const signer = createSigner(secrets, label);
  const sign = (parts: readonly string[], until: number) => {
    const said = [...parts, until.toString(36)].join('.');
    return `${said}.${signer.sign(said)}`;
  };
  const read = (token: string, at: string): ReadToken<{ parts: string[] }> => {
    const [, said, until, mac] = /^([\w.-]{1,200}\.([0-9a-z]{1,12}))\.([\w-]{22})$/.exec(token) ?? [];
    if (said === undefined || until === undefined || mac === undefined) return { kind: 'invalid' };
    if (!signer.isSigned(said, mac)) return { kind: 'invalid' };
    if (Date.parse(at) >= Number.parseInt(until, 36)) return { kind: 'expired' };
    return { kind: 'open', parts: said.split('.').slice(0, -1) };
  };
  return {
    link: (rep, at) => sign(['link', rep], Date.parse(at) + linkGoodMs),
    readLink(token, at) {
      const found = read(token, at);
      if (found.kind !== 'open') return found;
      const [what, rep] = found.parts;
      return what === 'link' && rep !== undefined ? { kind: 'open', rep } : { kind: 'invalid' };
    },
    state: (rep, way, at) => sign(['state', rep, way], Date.parse(at) + stateGoodMs),
    readState(token, at) {
      const found = read(token, at);
      if (found.kind !== 'open') return found;
      const [what, rep, way] = found.parts;
      return what === 'state' && rep !== undefined && way !== undefined
        ? { kind: 'open', rep, way }
        : { kind: 'invalid' };
    },
    channelSecret: (rep) => signer.sign(`channel.${rep}`),
    isChannelSecret: (rep, secret) => signer.isSigned(`channel.${rep}`, secret),
  };
}
