// What people read of a pilot: the form lane beside the chat lane.
import type { Interval } from './intervals.ts';

const points = (share: number) => String(Math.round(Math.abs(share) * 100));
const signed = (share: number) => `${share < 0 ? '−' : ''}${points(share)}`;
const leads = (count: number, lane: string) => `${count} ${lane} ${count === 1 ? 'lead' : 'leads'}`;

type More = Interval & { share: number };
const between = ({ low, high }: Interval) => `90% sure: ${signed(low)} to ${signed(high)}`;

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
  differs: (more: More) =>
    `Reps accept ${more.share > 0 ? 'chat leads more often than form leads' : 'form leads more often than chat leads'}: chat less form is ${signed(more.share)} points (${between(more)}).`,
  same: (more: More) =>
    `No difference is sure yet: the accept rate of chat less that of form is ${signed(more.share)} points (${between(more)}).`,
  interval: ({ low, high }: Interval) => `${points(low)}–${points(high)}%`,
  lanes: { form: 'Form', chat: 'Chat' },
  columns: ['Leads', 'Qualified', 'Claimed', 'Accept rate', '90% sure', 'Claimed in', 'Booked', 'Held'],
  counted: 'Each lead counts once in each number, as things stood when the days ended. “Claimed in” is the median.',
} as const;
