// The links that Baton hands out, each signed for its one purpose. Without a key or an address of Baton's own there are none.
import type { Deps } from '../deps.ts';
import type { ReportOf, ReportSigner } from '../store/report-link.ts';
import type { LinkSigner } from '../store/signed-link.ts';
import type { UnsubscribeSigner } from '../store/unsubscribe-link.ts';
import { pageAddress, reportAddress } from './report.ts';
import { unsubscribeAt } from './unsubscribe.ts';

type By = {
  signer: LinkSigner | null;
  reportSigner: ReportSigner | null;
  unsubscribeSigner: UnsubscribeSigner | null;
  /** Of a sandbox it is known once the server listens. */
  address: { url: string | null };
};

type Links = Pick<Deps, 'linkFor' | 'unsubscribeLink' | 'reportLinks' | 'pageLink'>;

export function createLinks({ signer, reportSigner, unsubscribeSigner, address }: By, now: Deps['now']): Links {
  const at = () => now().toISOString();
  const linked = <Link>(
    of: ReportOf,
    write: (url: string, signed: ReturnType<ReportSigner['sign']>) => Link,
  ): Link | null => {
    if (reportSigner === null || address.url === null) return null;
    return write(address.url, reportSigner.sign(of, at()));
  };
  return {
    linkFor(lead) {
      const token = signer?.tokenFor(lead, at());
      return token === undefined || address.url === null ? null : `${address.url}/meet/${token}`;
    },
    unsubscribeLink(lead, hash) {
      if (unsubscribeSigner === null || address.url === null) return null;
      return unsubscribeAt(address.url, unsubscribeSigner.tokenFor(lead, hash));
    },
    reportLinks: (about) => linked({ kind: 'week', ...about }, (url, signed) => reportAddress(url, about, signed)),
    pageLink: (of) => linked(of, (url, signed) => pageAddress(url, of, signed)),
  };
}
