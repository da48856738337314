// What people read of a pilot: the form lane beside the chat lane.
import type { Interval } from './intervals.ts';

const points = (share: number) => String(Math.round(Math.abs(share) * 100));
const better = (share: number) => `${points(share)} points ${share < 0 ? 'worse' : 'better'}`;
const leads = (count: number, lane: string) => `${count} ${lane} ${count === 1 ? 'lead' : 'leads'}`;

export const pilotWords = {
  title: 'Form beside chat',
  span: (from: string, to: string, zone: string) => `${from} to ${to} (${zone})`,
  soFar: 'The last of these days still runs: these are the numbers so far.',
  channels: (channels: readonly string[]) =>
    `The form lane is ${channels.join(', ') || 'not named'}; chat is all else.`,
  share: (share: string, sure: Interval | null) =>
    `Still using the form: ${share}${sure === null ? '' : ` (90% sure: ${points(sure.low)}% to ${points(sure.high)}%)`}`,
  noLane: 'Nothing can be compared: name the form’s channels under lanes in the playbook.',
  early: (form: number, chat: number, few: number) =>
    `Too early to say: reps have judged ${leads(form, 'form')} and ${leads(chat, 'chat')}, and below ${few} of each nothing is sure.`,
  /** `by`: how much better chat is, in shares of one. */
  differ: (of: { form: number; chat: number }, by: Interval & { share: number }) => {
    const isSure = by.low > 0 || by.high < 0;
    const first = isSure
      ? `Reps accept ${by.share > 0 ? 'chat leads more often than form leads' : 'form leads more often than chat leads'}.`
      : 'No difference is sure yet.';
    return `${first} Reps took ${points(of.chat)}% of the chat leads they judged and ${points(of.form)}% of the form leads: with 90% certainty, chat is between ${better(by.low)} and ${better(by.high)}.`;
  },
  interval: ({ low, high }: Interval) => `${points(low)}–${points(high)}%`,
  lanes: { form: 'Form', chat: 'Chat' },
  /** See `cellsOf`. */
  rows: [
    'Conversations',
    'Qualified',
    'Accepted by reps',
    'Accept rate',
    'with 90% certainty',
    'Claimed within (median)',
    'Meetings booked',
    'Meetings held',
  ],
  counted:
    'Each lead counts once in each number, as things stood when the days ended. The accept rate is of the leads that reps accepted or rejected.',
} as const;
