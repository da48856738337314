// How Baton says what the CRM knows of a visitor, and what of a lead it would not take.
export const crmWords = {
  standing: { customer: 'Customer', competitor: 'Competitor', 'open-deal': 'Open deal' },
  known: (crm: string) => `Known in ${crm}`,
  inCrm: (crm: string) => `Open in ${crm}`,
  owner: ' · owner ',
  at: ' · ',
  bySdr: ' · found by an SDR',
  more: (count: number) => ` · and ${count} more open ${count === 1 ? 'deal' : 'deals'}`,
  skipped: (crm: string, count: number) => `${crm} would not take ${count === 1 ? 'one field' : `${count} fields`}: `,
  failed: (crm: string, isIn: boolean) => `${isIn ? 'Not all of it is' : 'Not'} in ${crm}: `,
  gone: (crm: string) =>
    `Their record in ${crm} is gone: deleted, or hidden from Baton. It stays so, unless you press Retry CRM.`,
  next: ' Mend it there, then press Retry CRM.',
  button: 'Retry CRM',
  again: (crm: string) => `Baton is writing it to ${crm} again. The card says what comes of it.`,
  nothing: 'There is nothing to write again: the CRM has what it should.',
} as const;
