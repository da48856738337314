// The CRM of a running Baton: the product that is configured, and who its users are, asked once in ten minutes.
import type { Crm, CrmOwner } from './adapters/crm/crm.ts';
import { createHubspotCrm } from './adapters/crm/hubspot.ts';
import { createPipedriveCrm } from './adapters/crm/pipedrive.ts';
import { createSalesforceCrm } from './adapters/crm/salesforce.ts';
import type { CrmConfig } from './config-crm.ts';

const ownersMs = 10 * 60_000;

export function openCrm(config: CrmConfig, now: () => Date): Crm {
  const crm = productOf(config, now);
  let known: { owners: Promise<CrmOwner[]>; at: number } | undefined;
  return {
    ...crm,
    owners() {
      const at = now().getTime();
      if (known === undefined || at - known.at > ownersMs) {
        const asked = { owners: crm.owners(), at };
        known = asked;
        // An answer that never came is no answer to keep.
        asked.owners.catch(() => {
          if (known === asked) known = undefined;
        });
      }
      return known.owners;
    },
  };
}

function productOf(config: CrmConfig, now: () => Date): Crm {
  switch (config.product) {
    case 'salesforce':
      return createSalesforceCrm({ ...config, now });
    case 'hubspot':
      return createHubspotCrm({ ...config, now });
    case 'pipedrive':
      return createPipedriveCrm({ ...config, now });
  }
}

/** Where it is and as whom Baton comes, without anything secret. */
export function crmAccessWords(config: CrmConfig): string {
  switch (config.product) {
    case 'salesforce': {
      const { as, loginUrl } = config;
      return as.by === 'secret'
        ? `Salesforce at ${loginUrl}, as the user that the connected app runs as (client credentials)`
        : `Salesforce at ${loginUrl}, as ${as.username}, by the certificate of the connected app (JWT)`;
    }
    case 'hubspot':
      return `HubSpot at ${config.apiUrl}, with the token of a private app`;
    case 'pipedrive':
      return `Pipedrive at ${config.apiUrl}, with the token of a user`;
  }
}
