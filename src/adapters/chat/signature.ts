// What products that sign have in common: a keyed hash over what they sent, compared so that time tells nothing of it.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { BadRequestError } from '../../errors.ts';

type Keyed = { algorithm: 'sha1' | 'sha256'; secret: string; encoding: 'hex' | 'base64' };

export const hmac = ({ algorithm, secret, encoding }: Keyed, signed: string): string =>
  createHmac(algorithm, secret).update(signed, 'utf8').digest(encoding);

export function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}

/** `setting`: what whoever keeps Baton running has to look at. */
export function demandSame(given: string | undefined, expected: string, about: { header: string; setting: string }) {
  if (given === undefined) throw new BadRequestError(401, `Sign this request: ${about.header} is missing.`);
  if (!isSame(given, expected)) {
    throw new BadRequestError(401, `${about.header} does not match what was sent. Check ${about.setting}.`);
  }
}

/** What was signed long ago may be sent again by anybody who has seen it. */
export function demandRecent(atMs: number, header: string) {
  if (!(Math.abs(Date.now() - atMs) <= mostMs)) {
    throw new BadRequestError(401, `${header} is not of the last five minutes. Check the clock.`);
  }
}

/** A product that signs nothing is known by an address that only it was told. */
export function demandPath(given: string | null, expected: string | undefined, setting: string) {
  if (given === null || expected === undefined || !isSame(given, expected)) {
    throw new BadRequestError(401, `The address ends in another secret than ${setting}. Check the webhook’s URL.`);
  }
}

const mostMs = 5 * 60_000;
