// What reviewers read: their list, and the modals in which they say what was read rightly.

const conversations = (count: number) => (count === 1 ? 'One conversation' : `${count} conversations`);

export const reviewWords = {
  list: {
    title: (count: number) => `${conversations(count)} to read`,
    why: 'Did Baton read its visitors rightly? Say so answer by answer; a few minutes for each. From this come the numbers of curation, test cases and proposals for the playbook.',
    done: (done: number, all: number) => (done === all ? 'All read, thank you.' : `${done} of ${all} read.`),
    none: 'Nothing is left to read of this week.',
    item: (verdict: string, score: number) => ` · ${verdict} · ${score} of 100`,
    itemSaid: (verdict: string, score: number) => `, ${verdict}, ${score} of 100`,
    wrong: (label: string) => `A rep rejected it: ${label} was wrong`,
    read: 'Read by you',
    week: (week: string) => `${week} · Drawn from last week’s conversations, what reps called wrong first.`,
  },

  buttons: { review: 'Review', change: 'Change my review' },

  modal: {
    title: 'Review',
    submit: 'Save',
    close: 'Cancel',
    about: (who: string) => `Conversation with ${who}`,
    missing: (count: number) =>
      count === 1
        ? 'One earlier line does not fit here. The card’s menu has the whole transcript.'
        : `${count} earlier lines do not fit here. The card’s menu has the whole transcript.`,
    words: (label: string, quote: string) => `${label}: “${quote}”`,
    answer: (label: string, value: string, quote: string) => `${label}: ${value} – “${quote}”`,
    agreed: (label: string, value: string, offer: string, quote: string) =>
      `${label}: ${value} – agreed to “${offer}”: “${quote}”`,
    marks: { right: 'Right', wrong: 'Wrong value', 'not-said': 'Not said at all' },
    refused: 'Baton left these out. Which had the visitor really said?',
    refusedHint: 'Nothing ticked: all were rightly left out.',
    claim: (label: string, value: string, quote: string) => `${label}: ${value} – “${quote}”`,
    overlooked: 'What did the visitor say that Baton did not note?',
    missed: 'What should Baton have asked for?',
    tone: 'How did Baton sound?',
    tones: { fine: 'Fine', pushy: 'Pushy', cold: 'Cold' },
    note: 'Anything else? A question that is missing in the playbook, for instance.',
    choose: 'Choose one.',
    tooLong: 'Keep it under 1,000 characters.',
  },

  correct: {
    title: 'What is right?',
    submit: 'Save',
    close: 'Later',
    about:
      'Your review is saved. With the visitor’s own words for what is right, Baton can learn: they become a test case, and a proposal for the playbook.',
    words: (label: string) => `${label}: the visitor’s words for it`,
    hint: 'As they stand in the conversation. Leave it empty if nothing there says it.',
    option: (label: string) => `${label}: what they mean`,
    none: 'None of these',
    notThere: 'These words do not stand in what the visitor wrote. Copy them from the conversation.',
    saysWords: 'Write the visitor’s words that mean it, too.',
  },

  sentences: {
    noReviewer: 'Only reviewers do this: they stand in the playbook, under review.',
    notAsked: 'You are not asked to read this conversation. Your list of this week has what is yours.',
    gone: 'This conversation is no longer there. Nothing is left to do.',
    allRead: (count: number) =>
      count === 0
        ? 'Nothing is yours to read this week. Baton asks anew on Monday morning.'
        : `You have read ${count === 1 ? 'the one conversation' : `all ${count} conversations`} of this week. Your list in Baton’s messages lets you change a review.`,
    others: (names: readonly string[], groups: boolean) => {
      const who = [...names, ...(groups ? ['members of the reviewers’ user groups'] : [])];
      return who.length === 0
        ? 'Only reviewers read conversations: they stand in the playbook, under review.'
        : `Only reviewers read conversations: ${who.join(', ')}.`;
    },
    nobody: 'Nobody reviews: name reviewers under review in the playbook, and Baton asks them on Monday.',
  },
} as const;
