// What people read in Baton's home: their own day first, then the team's.
import type { Notify } from '../../core/preferences.ts';

const notify: Record<Notify, string> = {
  all: 'Tell me about all leads of my team',
  mine: 'Tell me only about mine',
  none: 'Tell me about none',
};

/** What is configured, by the name it has in the log at start. */
const configured: Record<string, string> = {
  database: 'Database',
  slack: 'Slack',
  chatWebhook: 'Chat webhook',
  replies: 'Replies to visitors',
  mails: 'E-mails to visitors',
  mailReplies: 'Answers by e-mail',
  readApi: 'Read API',
  interviewer: 'Interviewer',
  calendar: 'Calendar',
  curation: 'Curation',
  nurture: 'Nurture',
  weeklyNumbers: 'Weekly numbers',
};

export const homeWords = {
  you: 'You',
  in: 'You are in',
  inUntil: 'You are in until ',
  away: 'You are away until ',
  awayOpen: 'You are away until you say that you are back',
  off: 'You are off; back ',
  offOpen: 'You are off: no working hours lie ahead',
  note: (note: string) => `: ${note}`,
  planned: 'Away ',
  hours: 'Working hours: ',
  zone: (zone: string) => ` (${zone})`,
  byPlaybook: ', as the playbook says',
  limit: 'Leads at once: ',
  noLimit: 'no limit',
  quiet: 'Quiet hours: ',
  noQuiet: 'none',
  quietFromTo: (from: string, until: string) => `${from}–${until}, no mentions and no messages`,
  unlisted:
    'You are in no team of the playbook, so no lead is offered to you by turn. You can still claim any in your channel.',

  setAway: 'Set away…',
  comeBack: 'I’m back',
  theyAreBack: 'Is back',
  callOff: (day: string) => `Call off ${day}`,
  setHours: 'Working hours…',
  setQuiet: 'Quiet hours…',
  notify,
  choose: 'Choose',
  atOnce: (count: number) => `${count} ${count === 1 ? 'lead' : 'leads'} at once`,
  atOnceAsPlaybook: 'Leads at once: as the playbook says',

  calendar: {
    title: 'Calendar',
    none: 'Baton has no calendar to book in: your working hours and absences count.',
    missing:
      'Baton cannot book meetings for you: it does not know when you are busy. Connect your Google Calendar, and leads can be booked with you.',
    company: 'Your company lets Baton into your Google Calendar: there is nothing for you to do.',
    companyLost:
      'Google does not let Baton into your calendar, although your company means it to. Whoever runs Baton has to mend it; until then nobody can book you.',
    connected: (email: string) => `Baton books into the Google Calendar of ${email}, connected `,
    lost: (email: string) => `Google no longer lets Baton into the calendar of ${email}, since `,
    lostNext: '. Until you connect it again, no meeting can be booked, moved or cancelled with you.',
    connect: 'Connect Google Calendar',
    reconnect: 'Reconnect Google Calendar',
    disconnect: 'Disconnect',
    confirmTitle: 'Disconnect your calendar?',
    confirm:
      'Baton gives its access back to Google. Meetings that are booked stay in your calendar, but Baton can no longer move or cancel them, and nobody can book you.',
    yes: 'Disconnect',
    no: 'Keep it',
  },

  numbers: (days: number) => `Your last ${days} days`,

  readWeek: 'Send me my week',
  stopWeek: 'Stop sending my week',

  team: 'The team',
  noTeam: 'The playbook lists no reps: leads are everybody’s in the channel.',
  isIn: 'in',
  isInUntil: 'in until ',
  isAway: 'away until ',
  isAwayOpen: 'away, nobody knows until when',
  isOff: 'off, back ',
  isOffOpen: 'off, no working hours ahead',
  open: (count: number) => ` · ${count} open`,
  noCalendar: { missing: ' · no calendar connected', lost: ' · calendar connection lost' },
  rate: (rate: number) => ` · accepts ${Math.round(rate * 100)}%`,
  claims: (span: string) => ` · claims within ${span}`,
  touches: (span: string) => ` · first word within ${span}`,
  chooseRep: 'Set a rep’s hours…',

  fields: 'Answers that reps called wrong',
  fieldsAbout: (leads: number) => `On the newest ${leads} cards, as reps said when they rejected one`,
  noWrongField: (count: number) =>
    count === 0 ? 'No lead was posted yet.' : `None, on ${count === 1 ? '1 card' : `${count} cards`}.`,
  field: (wrong: number, posted: number, right: number) =>
    `wrong on ${wrong} of ${posted}, so right on at most ${Math.floor(right * 1000) / 10}%`,

  stuckRetry: 'Retry',
  leftOut: (crm: string, leads: number) =>
    leads === 1 ? `One lead is not whole in ${crm}` : `${leads} leads are not whole in ${crm}`,
  leftOutOf: (leads: number, why: string) => `${leads === 1 ? 'one lead' : `${leads} leads`} · ${why}`,
  leftOutRetry: 'Mended: write them again',
  settings: 'Settings',
  version: 'Playbook: ',
  versionOf: (version: string) => `version ${version}`,
  bar: 'Bar: ',
  barAt: (bar: number, nurture: number) => `begins at ${bar} of 100; nurtured from ${nurture}`,
  teams: 'Teams: ',
  pageHours: 'Hours: ',
  ops: 'Ops channel: ',
  noOps: 'none: what is stuck is told nowhere but here. Name one in the playbook under ops.',
  configured,

  awayModal: {
    title: 'Set away',
    submit: 'Save',
    close: 'Cancel',
    fromDay: 'Away from',
    fromTime: 'At (leave empty for the whole day)',
    backDay: 'Back on (leave empty if nobody knows)',
    backTime: 'At',
    note: 'A note for your colleagues',
    zone: (zone: string) => `Times are in ${zone}. New leads go to others from then on; claimed ones stay.`,
    chooseDay: 'Choose a day.',
    noDay: 'Choose the day too.',
    over: 'That time is over already.',
    backwards: 'This is before the absence begins.',
    tooFar: 'Choose a day within a year.',
    tooLong: 'Keep it under 1,000 characters.',
  },

  hoursModal: {
    title: 'Working hours',
    submit: 'Save',
    close: 'Cancel',
    whose: 'Which hours count?',
    playbook: (hours: string) => `The playbook’s: ${hours}`,
    own: 'My own, as below',
    days: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
    changed: 'You have changed the hours below. Choose “My own, as below”.',
    hint: 'Such as 09:00-12:30, 13:30-17:30. Empty: a free day.',
    zone: 'Time zone',
    zoneHint: 'Such as Europe/Berlin or America/New_York.',
    wrongZone: 'Baton does not know this time zone. Write it as Europe/Berlin.',
    never: 'Without any hours no lead would ever be yours. Set yourself away instead.',
    write: 'Write hours as 09:00-17:30, several with a comma between.',
  },

  quietModal: {
    title: 'Quiet hours',
    submit: 'Save',
    close: 'Cancel',
    from: 'Every day from',
    until: 'Until',
    about: 'In these hours Baton neither mentions you nor writes to you. Leave both empty for none.',
    both: 'Choose both times, or neither.',
    same: 'Choose another time than the first.',
  },

  repModal: { title: 'A rep’s hours', close: 'Close' },
  notice: { title: 'Baton', close: 'Close' },
} as const;
