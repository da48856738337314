// Seals what must not be read from a stolen database: AES-256-GCM under a key that is not in it. What is sealed for one
// row opens for that row only, so no token can be passed off as another workspace's.
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/** `why` in words that fit after "cannot be read: ". `isOld`: sealed with a key that is not the first any more. */
export type Opened = { kind: 'open'; text: string; isOld: boolean } | { kind: 'closed'; why: string };

export type Sealer = {
  seal(text: string, row: string): string;
  open(sealed: string, row: string): Opened;
};

const cipher = 'aes-256-gcm';
const form = 'v1';
/** What GCM asks for. */
const nonceBytes = 12;
const tagBytes = 16;

/** `keys`: 64 hexadecimal characters each; the first seals, all of them open. */
export function createSealer(keys: readonly string[]): Sealer {
  const known = keys.map((hex) => ({ id: nameOf(hex), key: Buffer.from(hex, 'hex') }));
  const [first] = known;
  if (first === undefined) throw new Error('Nothing can be sealed without a key.');
  return {
    seal(text, row) {
      const nonce = randomBytes(nonceBytes);
      const sealing = createCipheriv(cipher, first.key, nonce, { authTagLength: tagBytes }).setAAD(Buffer.from(row));
      const sealed = Buffer.concat([sealing.update(text, 'utf8'), sealing.final()]);
      const parts = [nonce, sealed, sealing.getAuthTag()].map((part) => part.toString('base64url'));
      return [form, first.id, ...parts].join('.');
    },
    open(sealed, row) {
      const [version, id, ...rest] = sealed.split('.');
      const [nonce, text, tag] = rest.map((part) => Buffer.from(part, 'base64url'));
      if (version !== form || nonce?.length !== nonceBytes || tag?.length !== tagBytes || text === undefined) {
        return { kind: 'closed', why: 'what is stored has been damaged' };
      }
      const key = known.find((each) => each.id === id);
      if (key === undefined) return { kind: 'closed', why: 'it was sealed with a SECRET_KEY that is not set any more' };
      try {
        const opening = createDecipheriv(cipher, key.key, nonce, { authTagLength: tagBytes });
        opening.setAAD(Buffer.from(row)).setAuthTag(tag);
        const read = Buffer.concat([opening.update(text), opening.final()]).toString('utf8');
        return { kind: 'open', text: read, isOld: key !== first };
      } catch {
        return { kind: 'closed', why: 'what is stored has been changed, or belongs to another workspace' };
      }
    },
  };
}

/** Names a key without giving anything of it away. */
function nameOf(hex: string): string {
  return createHash('sha256').update(`baton key ${hex}`).digest('hex').slice(0, 8);
}
