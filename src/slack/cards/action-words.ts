// What a rep reads where a lead is reassigned, snoozed, passed on, looked up or erased.

export const actionWords = {
  more: {
    transcript: 'Transcript',
    reassign: 'Reassign…',
    snooze: 'Snooze…',
    territory: 'Not my territory',
    spam: 'Mark as spam',
    deal: 'What became of it…',
    part: 'Not the same person…',
  },

  card: { snoozed: 'Snoozed until ' },
  moved: 'Moved to ',
  movedIn: '. Its card is now in ',

  notes: {
    reassigned: ' gave this lead to ',
    passedOn: ' says this lead is not theirs. ',
    passedTo: 'It goes to ',
    passedToAll: 'Whoever is free may claim it.',
    woke: 'The time this lead was snoozed for is over.',
    comeBack: 'Today is the day to come back to them, as was promised.',
  },

  given: {
    title: 'You have been given a lead',
    by: (name: string) => `${name} gave it to you. It is claimed for you, and the visitor knows your name.`,
    next: 'The brief and the whole conversation are in the card’s thread.',
  },

  transcript: {
    title: 'Transcript',
    close: 'Close',
    about: (who: string) => `Conversation with ${who}`,
    missing: (count: number) =>
      count === 1
        ? 'One earlier line does not fit here. The card’s thread has it once the lead is claimed.'
        : `${count} earlier lines do not fit here. The card’s thread has them once the lead is claimed.`,
    none: 'Nobody has written anything yet.',
  },

  erase: {
    button: 'Erase this person…',
    confirmTitle: 'Erase this person?',
    confirm:
      'All conversations of this visitor are deleted here and in Slack: messages, answers, contact details, the card and Baton’s lines in its thread. What colleagues wrote there stays. This cannot be undone.',
    yes: 'Erase',
    no: 'Keep',
    erased: (count: number) =>
      count === 1
        ? 'Erased. The card and its thread disappear from Slack in a moment.'
        : `Erased, with ${count} conversations. Their cards and threads disappear from Slack in a moment.`,
  },

  reassign: {
    title: 'Reassign this lead',
    submit: 'Reassign',
    to: 'Who takes it?',
    hint: 'They are told at once, and the visitor hears their name.',
    note: 'What should they know?',
    choose: 'Choose who takes it.',
    bot: 'That is an app. Choose a person.',
    gone: 'This account is deactivated. Choose somebody else.',
    guest: 'Guests cannot take leads. Choose somebody else.',
    stranger: 'They are in no team’s channel, so they cannot see the card. Add them there and try again in a minute.',
    unknown: 'Slack does not say who that is. Try again, or choose somebody else.',
    hasIt: (name: string) => `${name} has this lead already.`,
    yourself: 'That is you: press Claim on the card.',
    notAllowed: (team: string, names: readonly string[]) =>
      names.length === 0
        ? `Only the listed reps of ${team} may have this lead, and none is listed yet.`
        : `Only the listed reps of ${team} may have this lead: ${names.join(', ')}.`,
  },

  snooze: {
    title: 'Snooze this lead',
    submit: 'Snooze',
    day: 'Until which day?',
    time: 'At what time?',
    zone: (zone: string) => `Your time: ${zone}`,
    choose: 'Choose a day.',
    chooseTime: 'Choose a time.',
    past: 'That time is over. Choose one to come.',
    tooFar: 'Choose a time within 90 days.',
  },

  territory: {
    title: 'Not my territory',
    submit: 'Pass on',
    team: 'Which team should have it?',
    same: (team: string) => `${team}, another rep`,
    hint: 'Your answer is kept as feedback on the routing. It does not count as a rejection.',
    why: 'Why it came here',
    choose: 'Choose a team.',
  },

  find: {
    title: 'Find a lead',
    submit: 'Find',
    typed: 'Name, company or e-mail address',
    say: 'Type part of a name, a company or an e-mail address.',
  },

  close: 'Cancel',
  tooLong: 'Keep it under 1,000 characters.',

  sentences: {
    spam: 'Rejected as spam. The visitor hears nothing; Undo on the card takes it back for five minutes.',
    passedTo: (name: string) => `Noted: it is not yours. It goes to ${name}.`,
    passedToTeam: (team: string) => `Noted: it is not yours. ${team} has it now.`,
    notACard: 'This works on a card of Baton’s or in its thread. Nothing was changed.',
  },
} as const;
