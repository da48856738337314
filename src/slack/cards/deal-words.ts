// How Baton says what became of a lead in money, and asks for it.
export const dealWords = {
  states: { open: 'Opportunity', won: 'Won', lost: 'Lost' },
  at: ' · ',
  by: ' · by ',
  title: 'What became of it?',
  submit: 'Save',
  state: 'It is now',
  amount: 'Amount',
  amountHint: 'Whole or with cents, such as 20,000 or 20k. Leave it empty if you do not know it.',
  currency: 'Currency',
  choose: 'Choose what became of it.',
  noAmount: 'Write the amount in figures, such as 20,000, and leave the currency to its own line.',
  tooMuch: 'That is more than Baton counts. Check the zeros.',
  noCurrency: 'Write the currency with its three letters, such as EUR.',
  same: 'That is what Baton knows already. Change something, or press Cancel.',
  inCrm: (crm: string, deal: string) =>
    `This deal stands in ${crm} as “${deal}”: change it there, the card has the link. Baton hears of it within minutes.`,
} as const;
