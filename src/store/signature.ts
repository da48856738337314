// Signs short texts that go out and come back, such as links. The keys are derived under a label, so that nothing signed for
// one purpose is ever good for another, nor for anything else that the same secret keeps.
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

/** 128 bits of the HMAC: as many as anybody can use, and short enough for a line of chat. */
const macBytes = 16;

export type Signer = { sign(said: string): string; isSigned(said: string, signature: string): boolean };

/** `secrets`: 64 hexadecimal characters each; the first signs, all of them are believed. */
export function createSigner(secrets: readonly string[], label: string): Signer {
  const keys = secrets.map((hex) => Buffer.from(hkdfSync('sha256', Buffer.from(hex, 'hex'), '', label, 32)));
  const [first] = keys;
  if (first === undefined) throw new Error('Nothing can be signed without a key.');
  return {
    sign: (said) => macOf(said, first),
    isSigned(said, signature) {
      const given = Buffer.from(signature);
      // Every key is tried, whichever fits: how long it takes says nothing.
      const fits = keys.map((key) => {
        const known = Buffer.from(macOf(said, key));
        return known.length === given.length && timingSafeEqual(known, given);
      });
      return fits.includes(true);
    },
  };
}

function macOf(said: string, key: Buffer): string {
  return createHmac('sha256', key).update(said).digest().subarray(0, macBytes).toString('base64url');
}
