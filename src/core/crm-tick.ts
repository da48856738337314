// How often Baton asks the CRM what became of leads.
import type { Tick } from './weekly.ts';

const everyMs = 10 * 60_000;

export const crmTick: Tick = {
  name: 'crm',
  due: (now) => ({
    period: new Date(Math.floor(Date.parse(now) / everyMs) * everyMs).toISOString(),
    owed: [{ job: { kind: 'read-outcomes' }, key: 'read-outcomes' }],
  }),
};
