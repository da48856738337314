// Ids: a prefix, 48 bits of time and 80 random bits, in an alphabet that sorts like time.
// Ids made in one millisecond by one maker still rise, so a list ordered by id is a list ordered by birth.
import { randomBytes } from 'node:crypto';

export type NewId = <P extends string>(prefix: P) => `${P}_${string}`;

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

export function createNewId(now: () => number = Date.now, random: (size: number) => Uint8Array = randomBytes): NewId {
  let last = 0;
  let tail = 0n;
  return (prefix) => {
    const at = now();
    if (at > last) {
      last = at;
      tail = BigInt(`0x${Buffer.from(random(10)).toString('hex')}`) >> 1n;
    } else tail += 1n;
    return `${prefix}_${base32(BigInt(last), 10)}${base32(tail, 16)}`;
  };
}

function base32(value: bigint, length: number): string {
  let text = '';
  for (let rest = value; text.length < length; rest >>= 5n) text = alphabet.charAt(Number(rest & 31n)) + text;
  return text;
}
