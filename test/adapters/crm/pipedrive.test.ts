// Pipedrive's adapter against the stand-in: what the contract asks of any CRM, and what is Pipedrive's own.
import { crmContract } from './contract.ts';
import { startPipedrive, timeoutMs, worldOf } from './pipedrive-stand-in.ts';

crmContract(
  'Pipedrive',
  async () => {
    const pipedrive = await startPipedrive({ pageSize: 100, isAdmin: true });
    return { crm: pipedrive.connect(), world: worldOf(pipedrive), timeoutMs, close: () => pipedrive.close() };
  },
  { without: ['row-lock', 'expired'] },
);
