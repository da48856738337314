// What people read about reps' calendars outside the home: in a card's thread and in a direct message.

export const calendarWords = {
  lost: 'No access: ',
  lostMeeting: '’s calendar lets Baton in no more. The meeting of ',
  lostNext:
    ' stands in it. Until its owner connects it again in Baton’s Home, Baton cannot move or cancel that meeting, or notice that somebody else did.',
  declined: ' has declined the meeting of ',
  declinedNext: ' in their own calendar. It still stands for the visitor: move it to somebody else, or cancel it.',
  past: ', the meeting was moved in your calendar to a time that is over: ',
  overlap: ', the meeting was moved in your calendar onto the time of another one: ',
  next: {
    past: '. The visitor was told nothing by Baton.',
    overlap: '. Move one of them, in your calendar or with the card’s buttons.',
  },
  allDay:
    ', the meeting lasts all day in your calendar now, which is no time to meet at. Give it a time again; Baton has told the visitor nothing.',

  news: {
    lost: (email: string) => `Google no longer lets Baton into the calendar of ${email}.`,
    lostNext: 'Until you connect it again, no meeting can be booked, moved or cancelled with you.',
    companyLost: ' has a calendar into which Google lets Baton no more.',
    companyNext: (why: string) =>
      `${why} Check the delegation of the service account in Google Workspace, and the address of this calendar in the playbook.`,
    closed: 'Baton cannot get into the calendars of',
    closedNext: (why: string) =>
      `What they granted cannot be read: ${why}. Set the SECRET_KEY it was sealed with, or let them connect their calendars again in Baton’s Home.`,
    notConnected: 'Your calendar could not be connected.',
  },
} as const;
