// jsforce against the stand-in: what the contract asks of any CRM, and every trap that is Salesforce's own.
import { crmContract } from './contract.ts';
import { startSalesforce } from './salesforce-stand-in.ts';

crmContract('Salesforce', () => startSalesforce({ pageSize: 100 }));
