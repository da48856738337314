// What people read of forms: what stands in one, and what is held as spam.
export const formWords = {
  byForm: 'They filled in the form, and read no chat: write to them by mail, or call.',
  typed: 'Also typed into the form',
  why: 'It is here because the visitor filled in the form. Form leads do not wait for the bar, and do not move it.',
  cannotTalk: 'They filled in the form, and read no chat. Write to them by mail, or call; Book works as ever.',
  noMail:
    'They filled in the form, and no mail can go to them: call, or book a time with them and Baton puts it in the calendar.',
  held: (count: number) =>
    count === 1 ? 'A form is held: it looks like spam' : `${count} forms are held: they look like spam`,
  heldNext: 'An input that people do not see was filled in. Reps have not heard of these. Let through what is no spam.',
  letThrough: (name: string) => `Let through: ${name}`,
  done: 'It is let through, and goes the way of every form.',
  over: 'It was let through already.',
};
