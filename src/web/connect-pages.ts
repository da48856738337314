// What a rep reads in the browser on the way to a connected calendar: what is true now, and what to do next.
import type { ConsentOutcome } from '../store/calendar-consents.ts';
import type { Plain } from './plain-page.ts';

const back = 'You can close this page and go back to Slack.';
const startAgain = (href: string) => ({ link: { text: 'Start again', href } });

export const connectPages = {
  waiting: {
    title: 'One moment',
    paragraphs: ['Baton is asking Google for access to your calendar.'],
    again: true,
  },
  slow: {
    title: 'Google does not answer yet',
    paragraphs: [
      'Baton goes on asking. You can close this page: your Home in Slack says when your calendar is connected, and Baton writes to you if it cannot be.',
    ],
    again: true,
  },
  cancelled: (again: string): Plain => ({
    title: 'Nothing was connected',
    paragraphs: ['You did not allow it at Google. Your calendar is as it was before.'],
    ...startAgain(again),
  }),
  googleRefused: (why: string, again: string): Plain => ({
    title: 'Google refused',
    paragraphs: [`Google said “${why.slice(0, 200)}”. Nothing was connected.`],
    ...startAgain(again),
  }),
  oldLink: {
    title: 'This link is too old',
    paragraphs: ['Nothing was connected. Open Baton’s Home in Slack and connect from there.'],
  },
  late: {
    title: 'That took too long',
    paragraphs: [
      'Between leaving for Google and coming back lay more than ten minutes, so nothing was connected. Open Baton’s Home in Slack and connect from there.',
    ],
  },
  notOurs: {
    title: 'Nothing was connected',
    paragraphs: [
      'This was not begun here, or in another browser. Open Baton’s Home in Slack and connect from there, all in one browser.',
    ],
  },
} as const satisfies Record<string, Plain | ((...about: string[]) => Plain)>;

export function outcomePage(outcome: ConsentOutcome, again: string): Plain {
  const title = 'Nothing was connected';
  switch (outcome.kind) {
    case 'connected':
      return {
        title: 'Your calendar is connected',
        paragraphs: [
          `Baton books your meetings into the calendar of ${outcome.email}, at times when it is free.`,
          back,
        ],
      };
    case 'wrong-account':
      return {
        title,
        paragraphs: [
          `You chose the Google account ${outcome.email}, but your meetings belong into the calendar of ${outcome.expected}.`,
          'Start again and choose that account. If this one is right, whoever runs Baton writes it beside your name in the playbook, as “calendar”.',
        ],
        ...startAgain(again),
      };
    case 'taken':
      return {
        title,
        paragraphs: [`${outcome.email} is connected already, as the calendar of a colleague.`],
        ...startAgain(again),
      };
    case 'refused':
      return { title, paragraphs: [outcome.why], ...startAgain(again) };
  }
}
