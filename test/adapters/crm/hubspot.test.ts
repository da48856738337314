// Baton's adapter against the stand-in HubSpot: what the contract asks of any CRM, and the ways in which only HubSpot is odd.
import { crmContract } from './contract.ts';
import { startHubspot, timeoutMs } from './hubspot-stand.ts';

// The token of a private app is made once and lasts until somebody takes it back.
crmContract(
  'HubSpot',
  async () => {
    const hubspot = await startHubspot();
    return { crm: hubspot.connect(), world: hubspot.world, timeoutMs, close: hubspot.close };
  },
  { without: ['expired'] },
);
