// What reps read about whose turn it is to act, and until when.

export const ladderWords = {
  theirs: '’s until ',
  thenAll: ', then everybody’s',
  reminded: 'The channel was reminded ',
  managersTold: 'Managers were told ',
  firstWord: 'First word to the visitor due by ',
  inTouch: 'I’ve been in touch',

  notes: {
    yours: ': this lead is yours until ',
    claimAbove: '. Claim it on the card above.',
    managers: ': nobody has claimed this lead yet. Claim it, or reassign it to somebody.',
    released: ' claimed this lead, but the visitor heard nothing in time, so it is everybody’s again.',
  },

  nudges: {
    yours: { title: 'For you first', next: 'Press Claim on the card; after that time anybody may.' },
    channel: { title: 'Anybody may claim', next: 'Press Claim on the card. The visitor is waiting.' },
    reminder: { title: 'Still waiting for a rep', next: 'Press Claim on the card. The visitor is waiting.' },
    managers: {
      title: 'Nobody has claimed',
      next: 'Claim on the card, or choose Reassign in its menu.',
    },
    'first-word': {
      title: 'Your visitor has not heard from you',
      next: 'Press Take over on the card and write, or say there that you have been in touch. Otherwise the lead goes back to everybody.',
    },
    unbooked: {
      title: 'Qualified but not booked',
      next: 'They were offered times and chose none. Claim the card if nobody has, and write to them or send other times.',
    },
    'cql-lost': {
      title: 'No longer qualified',
      next: 'The card says what moved the score. Write to them, or nurture the lead.',
    },
  },
  until: ' · until ',
  offeredTimes: ' · times offered ',
  dueBy: ' · first word due by ',

  brief: (count: number, team: string) =>
    count === 1
      ? `Good morning, ${team}. 1 lead came in while you were out`
      : `Good morning, ${team}. ${count} leads came in while you were out`,
  briefNext: 'Best score first. Press Claim on a card; the visitors know when you are back.',
  for: ' · for ',
  wants: (text: string) => `: “${text}”`,

  sentences: {
    notYet: (name: string, span: string) => `This lead is ${name}’s for another ${span}. Then anybody may claim it.`,
    inTouch: 'Noted: the visitor has heard from you. The lead stays yours.',
    touchedAlready: 'The visitor has heard from you already. Nothing is due.',
  },
} as const;
