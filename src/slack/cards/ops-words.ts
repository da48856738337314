// What Baton says to those who keep it running.
import type { JobKind } from '../../core/job.ts';

const jobs: Record<JobKind, string> = {
  'take-turn': 'Answering a visitor',
  'settle-silence': 'Settling a silent conversation',
  'send-reply': 'Sending a line to the visitor',
  'post-card': 'Posting the card',
  'update-card': 'Redrawing the card',
  'post-note': 'Writing into the card’s thread',
  whisper: 'Telling a rep about their line',
  'end-takeover': 'Taking a conversation back',
  wake: 'Waking a snoozed lead',
  'retire-card': 'Saying where a card went',
  'find-messages': 'Looking for messages about an erased person',
  'delete-message': 'Deleting a message about an erased person',
  'tell-given': 'Telling a rep about their lead',
  'climb-ladder': 'Moving a waiting lead on',
  'release-claim': 'Watching over a claim',
  'post-brief': 'Posting the morning brief',
  'send-nudges': 'Telling people what waits',
  'learn-rep': 'Learning a rep’s name',
  'learn-channel': 'Learning who is in a team’s channel',
  'learn-groups': 'Learning who is in a user group',
  'fill-slots': 'Showing free times',
  'show-booked': 'Showing what was booked',
  'confirm-booking': 'Booking a meeting',
  'expire-hold': 'Giving a time back that the calendar never took',
  'drop-event': 'Taking an event out of a calendar',
  'propose-times': 'Offering times to a visitor',
  'nudge-visitor': 'Asking a visitor once more',
  'alert-rep': 'Telling a rep that nothing is booked',
  'ask-held': 'Asking whether a meeting was held',
  'send-mail': 'Sending the visitor a mail',
  'remind-visitor': 'Reminding a visitor of their meeting',
  'read-busy': 'Reading a rep’s calendar',
  'redeem-grant': 'Connecting a rep’s calendar',
  'revoke-grant': 'Giving back the access to a calendar',
  'draw-home': 'Drawing somebody’s home',
  'read-calendar': 'Reading what changed in a rep’s calendar',
  'watch-calendar': 'Asking to be called by a rep’s calendar',
  'unwatch-calendar': 'Asking a calendar to call no more',
  'tend-calendars': 'Looking whose calendars are to be read',
  answer: 'Answering a question in Slack',
  tell: 'Telling people',
  'move-bar': 'Looking for the bar',
  'tell-bar': 'Telling managers about the bar',
  'keep-learning': 'Posting leads to keep learning',
  'send-digest': 'Posting the numbers of the week',
  'detail-digest': 'Posting the week’s details',
  'draw-digest': 'Posting the week’s chart as a picture',
  'tell-weeks': 'Seeing who wants their week’s numbers',
  'tell-week': 'Telling a rep their week’s numbers',
};

const systems = {
  slack: 'Slack',
  chat: 'The chat product',
  model: 'The model',
  calendar: 'The calendar',
  mail: 'The mail server',
};

const meanwhile: Record<string, string> = {
  slack: 'Cards and notes wait and are posted in order as soon as Slack answers. Presses are kept too.',
  chat: 'Lines to visitors wait and are sent in order as soon as it answers.',
  calendar: 'Meetings that wait for it are booked when it answers; a time that waits too long is given back, and said.',
  mail: 'Mails to visitors wait and are sent as soon as it answers, as far as they are still true.',
  model: 'The guided interviewer asks meanwhile, so no visitor waits.',
};

export const opsWords = {
  jobs,
  systems,
  of: (lead: string) => ` of ${lead}`,
  stuck: (count: number) => (count === 1 ? 'One thing is stuck' : `${count} things are stuck`),
  mend: 'Baton gave up on these for now. Mend the cause, then press Retry; nothing is lost.',
  retryAll: 'Retry all',
  retry: 'Retry',
  retried: (count: number) =>
    count === 0
      ? 'Nothing is stuck any more. Somebody was faster, or it mended itself.'
      : `${count === 1 ? 'One thing is' : `${count} things are`} being tried again. What fails once more is told here.`,
  down: (system: string) => `${system} does not answer`,
  whileDown: (system: string) => meanwhile[system] ?? 'Whatever is owed to it waits and is done as soon as it answers.',
  recovered: (system: string, span: string) => `${system} answers again, after ${span}.`,
  installed: (workspace: string) => `Baton is installed in ${workspace}`,
  uninstalled: (workspace: string) => `${workspace} has removed Baton`,
  revoked: (workspace: string) => `${workspace} has removed Baton, or taken its token back`,
  closed: (workspace: string, why: string) => `The token of ${workspace} cannot be read: ${why}`,
  workspaceNext: {
    installed: 'What waited for it is being done.',
    uninstalled: 'Nothing is posted there until somebody installs Baton again; what is owed there is kept.',
    revoked: 'Nothing is posted there until somebody installs Baton again; what is owed there is kept.',
    closed: 'Set the SECRET_KEY it was sealed with beside the new one, or install Baton there again.',
  },
  caughtUp: (system: string) =>
    system === 'model' ? ' It leads the interviews again.' : ' What waited is being done, in order.',
} as const;
