// Salesforce over its REST interface. Visitors are leads until somebody converts them; accounts are never made, and nothing is
// written into an opportunity but roles of people (docs/salesforce.md).
import type { CrmOwner } from '../../core/crm.ts';
import type { Crm } from './crm.ts';
import { createSalesforce, type Salesforce, type SalesforceConfig, textOf } from './salesforce-access.ts';
import { findAccount } from './salesforce-account.ts';
import { checkFields } from './salesforce-check.ts';
import { findDeals, readOutcomes } from './salesforce-deals.ts';
import { logEntry } from './salesforce-entry.ts';
import { createFieldsOf } from './salesforce-fields.ts';
import { locate, type Org, personOf } from './salesforce-person.ts';
import { upsertPerson } from './salesforce-upsert.ts';

export type { SalesforceConfig } from './salesforce-access.ts';

export function createSalesforceCrm(config: SalesforceConfig): Crm {
  const salesforce = createSalesforce(config);
  const org: Org = { salesforce, fieldsOf: createFieldsOf(salesforce, config.now ?? (() => new Date())) };
  return {
    product: 'Salesforce',
    async find({ known, ref, email, domain, fields }) {
      const found = await locate(org, { known, ref, email, fields });
      const own = found === null ? null : textOf(found.row.AccountId);
      const account = await findAccount(salesforce, { own, domain });
      const contact = found?.type === 'Contact' ? found.row.Id : null;
      return {
        person: found && (await personOf(org, found, fields)),
        account,
        deals: await findDeals(org, { account: account?.id ?? null, contact }),
      };
    },
    upsert: (write) => upsertPerson(org, write),
    log: (entry) => logEntry(org, entry),
    owners: () => listOwners(salesforce),
    outcomes: (since) => readOutcomes(org, since),
    check: (about) => checkFields(org.fieldsOf, about),
  };
}

async function listOwners(salesforce: Salesforce): Promise<CrmOwner[]> {
  const soql = "SELECT Id, Name, Email, IsActive FROM User WHERE UserType = 'Standard' ORDER BY Id";
  const rows = await salesforce.query(soql);
  return rows.map((row) => ({
    id: row.Id,
    name: textOf(row.Name) ?? '',
    email: textOf(row.Email),
    isActive: row.IsActive === true,
  }));
}
