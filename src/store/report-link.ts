// What stands in a link that opens the numbers of one week, for one team or all, and until when. Under a key of its own, so
// that no visitor's link is ever good for it.
import { createSigner } from './signature.ts';

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

/** `secrets`: 64 hexadecimal characters each; the first signs, all of them are believed. */
export function createReportSigner(secrets: readonly string[]): ReportSigner {
  const signer = createSigner(secrets, label);
  return {
    sign(of, at) {
      const until = (Math.ceil(Date.parse(at) / dayMs) + goodForDays).toString(36);
      return { until, key: signer.sign(saidOf(of, until)) };
    },
    read(of, { until, key: given }, at) {
      if (!/^[0-9a-z]{1,6}$/.test(until) || !/^[\w-]{22}$/.test(given)) return 'invalid';
      if (!signer.isSigned(saidOf(of, until), given)) return 'invalid';
      return Date.parse(at) >= Number.parseInt(until, 36) * dayMs ? 'expired' : 'open';
    },
  };
}

const saidOf = ({ week, team }: ReportOf, until: string): string => JSON.stringify([week, team, until]);
