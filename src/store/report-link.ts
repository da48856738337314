// What stands in a link that opens the numbers of one week for one team or all, those of a pilot, or the contract, and until
// when. Each under a key of its own, so that no link is ever good for anything else.
import { createSigner } from './signature.ts';

/** `team` null: all of them. `from`, `to`: days, both included. */
export type ReportOf =
  | { kind: 'week'; week: string; team: string | null }
  | { kind: 'pilot'; from: string; to: string }
  | { kind: 'contract' };
export type PageOf = Exclude<ReportOf, { kind: 'week' }>;
export type ReportSigner = {
  /** `until` and `key` as they stand in the address; the same for a whole day. */
  sign(of: ReportOf, at: string): { until: string; key: string };
  read(of: ReportOf, given: { until: string; key: string }, at: string): 'open' | 'expired' | 'invalid';
};

const labels = {
  week: 'baton report link v1',
  pilot: 'baton pilot link v1',
  contract: 'baton contract link v1',
} as const;
const dayMs = 86_400_000;
const goodForDays = 30;

/** `secrets`: 64 hexadecimal characters each; the first signs, all of them are believed. */
export function createReportSigner(secrets: readonly string[]): ReportSigner {
  const signers = {
    week: createSigner(secrets, labels.week),
    pilot: createSigner(secrets, labels.pilot),
    contract: createSigner(secrets, labels.contract),
  };
  return {
    sign(of, at) {
      const until = (Math.ceil(Date.parse(at) / dayMs) + goodForDays).toString(36);
      return { until, key: signers[of.kind].sign(saidOf(of, until)) };
    },
    read(of, { until, key: given }, at) {
      if (!/^[0-9a-z]{1,6}$/.test(until) || !/^[\w-]{22}$/.test(given)) return 'invalid';
      if (!signers[of.kind].isSigned(saidOf(of, until), given)) return 'invalid';
      return Date.parse(at) >= Number.parseInt(until, 36) * dayMs ? 'expired' : 'open';
    },
  };
}

function saidOf(of: ReportOf, until: string): string {
  switch (of.kind) {
    case 'week':
      return JSON.stringify([of.week, of.team, until]);
    case 'pilot':
      return JSON.stringify([of.from, of.to, until]);
    case 'contract':
      return JSON.stringify([until]);
  }
}
