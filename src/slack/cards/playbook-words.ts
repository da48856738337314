// How the playbook is read out to a rep.

export const playbookWords = {
  title: (company: string) => `The playbook of ${company}`,
  asks: 'Baton asks, in this order',
  neverAsked: ' (noted when said, never asked)',
  onlyIf: (condition: string) => ` (only if ${condition})`,
  qualifies: 'A conversation qualifies when all of this holds',
  pillars: { intent: 'Intent: ', context: 'Context: ', nextStep: 'Next step: ' },
  oneOf: (list: string) => `one of: ${list}`,
  and: ', and ',
  always: 'nothing is asked for',
  continuity: (answers: number, hours: number, same: number) =>
    `Continuity: the visitor answered ${answers} times, was never silent for more than ${hours} hours, and was asked nothing more than ${same} times`,
  bar: (bar: number) => `its score reaches the bar, which begins at ${bar} and is moved by verdicts: /baton bar`,
  below: (from: number) =>
    `From ${from} up to the bar it is nurtured; below that it is closed politely. Visitors may always ask for a person.`,
  points: 'What gives points',
  teams: 'Who gets the leads',
  takes: (list: string) => ` · if ${list}`,
  takesAll: ' · all leads',
  takesRest: ' · all others',
  everybody: ' · everybody in the channel may claim',
  reps: (count: number) => (count === 1 ? ' · its one rep may claim' : ` · its ${count} reps may claim`),
  inTurn: (count: number) => ` · ${count} in turn`,
  hours: (hours: string, zone: string) => ` · ${hours} (${zone})`,
  anyTime: 'any time',
  version: (version: string) => `Version ${version}. Whoever keeps the playbook changes the page and restarts Baton.`,
} as const;
