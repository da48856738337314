// The work that a browser is asked for: a nonce whose SHA-256 with our salt begins with so many zero bits. The salt is signed, says
// itself how hard it is and until when it counts, and is known again by its first part, so that it is spent once.
import { createHash, randomBytes } from 'node:crypto';
import { createSigner } from './signature.ts';

export type Proof = { salt: string; nonce: string };

export type ProofSalts = {
  make(bits: number, at: string): string;
  /** By which it is spent; null: it is no proof, or no longer one. */
  check(proof: Proof, at: string): string | null;
};

const label = 'baton widget proof v1';
const goodForMs = 2 * 60_000;

/** `secrets`: 64 hexadecimal characters each; the first signs, all of them are believed. */
export function createProofSalts(secrets: readonly string[]): ProofSalts {
  const { sign, isSigned } = createSigner(secrets, label);
  return {
    make(bits, at) {
      const until = (Date.parse(at) + goodForMs).toString(36);
      const said = `${randomBytes(12).toString('base64url')}.${bits}.${until}`;
      return `${said}.${sign(said)}`;
    },
    check({ salt, nonce }, at) {
      const [, said, id, bits, until, mac] = shape.exec(salt) ?? [];
      if (said === undefined || id === undefined || until === undefined || mac === undefined) return null;
      if (!isSigned(said, mac) || Date.parse(at) >= Number.parseInt(until, 36)) return null;
      return zeroBits(
        createHash('sha256')
          .update(salt + nonce)
          .digest(),
      ) >= Number(bits)
        ? id
        : null;
    },
  };
}

const shape = /^(([\w-]{16})\.(\d{1,2})\.([0-9a-z]{1,10}))\.([\w-]{22})$/;

/** With how many it begins. */
function zeroBits(hash: Uint8Array): number {
  const at = hash.findIndex((byte) => byte !== 0);
  return at === -1 ? hash.length * 8 : at * 8 + Math.clz32(hash[at] ?? 0) - 24;
}
