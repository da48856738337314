// Everything that goes out signed and comes back, under keys derived from the one secret. Without it there is none of it.
import { createCountHash } from './counts.ts';
import { createProofSalts, type ProofSalts } from './proof-salt.ts';
import { createReportSigner, type ReportSigner } from './report-link.ts';
import { createLinkSigner, type LinkSigner } from './signed-link.ts';
import { createUnsubscribeSigner, type UnsubscribeSigner } from './unsubscribe-link.ts';
import { createWidgetTickets, type WidgetTickets } from './widget-ticket.ts';
import { createWidgetTokens, type WidgetTokens } from './widget-token.ts';

/** Each `null` without a secret. */
export type Signers = {
  /** Of visitors' links. */
  signer: LinkSigner | null;
  /** Of the weekly reports' links. */
  reportSigner: ReportSigner | null;
  /** Of the links that end our mails. */
  unsubscribeSigner: UnsubscribeSigner | null;
  /** Of visitors of the widget who have not written. */
  tickets: WidgetTickets | null;
  /** Of those who have begun a conversation there. */
  tokens: WidgetTokens | null;
  /** Of the work that is asked of browsers while too many come. */
  proofSalts: ProofSalts | null;
  /** Under which what comes from an address is counted. */
  countHash: ((text: string) => string) | null;
};

export function createSigners(secrets: readonly string[] | undefined): Signers {
  const from = <Made>(create: (secrets: readonly string[]) => Made) => (secrets === undefined ? null : create(secrets));
  return {
    signer: from(createLinkSigner),
    reportSigner: from(createReportSigner),
    unsubscribeSigner: from(createUnsubscribeSigner),
    tickets: from(createWidgetTickets),
    tokens: from(createWidgetTokens),
    proofSalts: from(createProofSalts),
    countHash: from(createCountHash),
  };
}
