// What stands in a link that opens the numbers of one week, for one team or all, and until when. Under a key of its own, so
// that no visitor's link is ever good for it.
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

/** `team` null: all of them. */
export type ReportOf = { week: string; team: string | null };
export type ReportSigner = {
  /** `until` and `key` as they stand in the address; the same for a whole day. */
  sign(of: ReportOf, at: string): { until: string; key: string };
  read(of: ReportOf, given: { until: string; key: string }, at: string): 'open' | 'expired' | 'invalid';
};

const label = 'baton report link v1';
const dayMs = 86_400_000;
const goodForDays = 30;
/** 128 bits of the HMAC. */
const macBytes = 16;

/** `secrets`: 64 hexadecimal characters each; the first signs, all of them are believed. */
export function createReportSigner(secrets: readonly string[]): ReportSigner {
  const keys = secrets.map((hex) => Buffer.from(hkdfSync('sha256', Buffer.from(hex, 'hex'), '', label, 32)));
  const [first] = keys;
  if (first === undefined) throw new Error('Nothing can be signed without a key.');
  return {
    sign(of, at) {
      const until = (Math.ceil(Date.parse(at) / dayMs) + goodForDays).toString(36);
      return { until, key: macOf(of, until, first) };
    },
    read(of, { until, key: given }, at) {
      if (!/^[0-9a-z]{1,6}$/.test(until) || !/^[\w-]{22}$/.test(given)) return 'invalid';
      // Every key is tried, whichever fits: how long it takes says nothing.
      const fits = keys.map((key) => timingSafeEqual(Buffer.from(macOf(of, until, key)), Buffer.from(given)));
      if (!fits.includes(true)) return 'invalid';
      return Date.parse(at) >= Number.parseInt(until, 36) * dayMs ? 'expired' : 'open';
    },
  };
}

function macOf({ week, team }: ReportOf, until: string, key: Buffer): string {
  const said = JSON.stringify([week, team, until]);
  return createHmac('sha256', key).update(said).digest().subarray(0, macBytes).toString('base64url');
}
