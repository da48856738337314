// What managers read of changes of the playbook that reviews speak for.

const conversations = (count: number) => (count === 1 ? 'one conversation' : `${count} conversations`);
const list = (words: readonly string[]) => words.map((each) => `“${each}”`).join(', ');

export const changeWords = {
  title: (count: number) =>
    count === 0
      ? 'No change for the playbook is open'
      : count === 1
        ? 'A change for the playbook is proposed'
        : `${count} changes for the playbook are proposed`,
  titleBefore: 'Changes for the playbook that were proposed',
  newer: 'What is still open stands in the newest of these messages.',
  answered: { accepted: 'Accepted by ', declined: 'Put off by ' },
  about:
    'From what reviewers said of past conversations, and what visitors answered in them. Nothing changes before the page does: accepting keeps the decision.',
  says: (label: string, words: readonly string[], option: string) =>
    `${label}: ${list(words)} shall mean “${option}”, wherever a visitor writes it.`,
  whenAsked: (label: string, words: readonly string[], option: string) =>
    `${label}: ${list(words)} shall mean “${option}” when it answers the question.`,
  option: (label: string, option: string) => `${label}: “${option}” shall be an option of its own.`,
  confidence: (label: string, to: number) =>
    `${label}: answers that are less than ${to} sure shall be asked for again; reviewers often found them wrong.`,
  probe: (label: string) =>
    `${label}: visitors often answer in words that Baton does not understand. When it asks once more, it shall name the options.`,
  ask: (label: string) => `${label}: reviewers missed the question. Baton shall ask for it.`,
  people: (count: number, quotes: readonly string[]) =>
    `${count} different people wrote: ${list(quotes)}. No option was found in it; if it means one there is, write it under that one instead.`,
  seen: (count: number, of: number) => `Seen in ${count} of ${conversations(of)}${of < 10 ? ', which is few' : ''}.`,
  place: (line: number) => `The page, from line ${line}:`,
  removed: (line: string) => `− ${line}`,
  added: (line: string) => `+ ${line}`,
  byHand: 'The page is laid out in a way that Baton leaves alone: whoever keeps it writes this in.',
  flips: (count: number, of: number) => {
    if (count === 0) return `Replayed on the last ${conversations(of)}: nobody would be judged otherwise.`;
    return `Replayed on the last ${conversations(of)}, ${count === 1 ? 'this one' : `these ${count}`} would flip:`;
  },
  notReplayed: 'Another question cannot be replayed: nobody is asked again.',
  more: (count: number) =>
    count === 1 ? 'One more waits until these are answered.' : `${count} more wait until these are answered.`,
  week: (week: string) => `${week} · Baton looks every Friday.`,
  buttons: { accept: 'Accept', 'not-now': 'Not now' },

  sentences: {
    accepted:
      'Accepted, and kept. Baton runs on as it is until the page says so: “npm run changes -- --write” writes it into playbook.yml, to be committed and started with.',
    declined: 'Noted: not now. It may come back in three months, if reviews still speak for it.',
    inPage: 'The page says so already, or has no such field any more. Nothing is left to do.',
    over: (who: string, accepted: boolean) =>
      accepted
        ? `${who} has accepted this already.`
        : `${who} has put this off already. It may come back in three months.`,
  },
} as const;
