// What people read of forms.
export const formWords = {
  byVoice: 'They called, and read no chat: write to them by mail, or call back.',
  byForm: 'They filled in the form, and read no chat: write to them by mail, or call.',
  typed: 'Also typed into the form',
  why: 'It is here because the visitor filled in the form. Form leads do not wait for the bar, and do not move it.',
  cannotTalk: 'They filled in a form or called, and read no chat. Write to them by mail, or call; Book works as ever.',
  noMail:
    'They filled in a form or called, and no mail can go to them: call, or book a time with them and Baton puts it in the calendar.',
};
