// How a rep reads that one person wrote in several conversations, what came along from an earlier one, and how to take it apart.
import type { IdentityKind, Rank } from '../../core/visitor.ts';
import { productName } from './takeover-words.ts';

const places: Readonly<Record<string, string>> = {
  web: 'the website',
  widget: 'the website',
  form: 'a form',
  mail: 'e-mail',
};
const where = (channel: string) => places[channel] ?? productName(channel);

const shared: Record<IdentityKind, string> = {
  email: 'same e-mail address',
  phone: 'same phone number',
  visitor: 'same visitor of that chat',
};

export const memoryWords = {
  where,
  joined: (channel: string, by: IdentityKind) => `Also writes on ${where(channel)} (${shared[by]}, verified)`,
  carried: (channel: string, by: IdentityKind, rank: Rank) =>
    rank === 'verified'
      ? `Told some of this before, on ${where(channel)} (${shared[by]}, verified)`
      : `Told some of this before, on ${where(channel)} (${shared[by]}, not verified: Baton tells the visitor nothing of it)`,
  from: (channel: string, day: string) => ` (from ${where(channel)}, ${day})`,

  why: {
    title: 'One person?',
    joined: (channel: string, by: IdentityKind, was: Rank) =>
      `${where(channel)} vouches for the ${shared[by].replace('same ', '')}, and this lead ${was === 'verified' ? 'had it verified' : 'was told it'} before: it is one conversation since `,
    carried: (count: number, channel: string, by: IdentityKind) =>
      `${count === 1 ? 'One answer comes' : `${count} answers come`} from an earlier conversation on ${where(channel)}: ${shared[by]}. Own words always take their place.`,
  },

  part: {
    title: 'Not the same person',
    submit: 'Take apart',
    what: 'What does not belong here?',
    conversation: (channel: string, day: string) => `The conversation on ${where(channel)}, joined ${day}`,
    answers: 'The answers from an earlier conversation',
    after:
      'Lines and answers of the other conversation leave this card and become a lead of their own, which Baton judges anew. The two are kept apart for good.',
    choose: 'Choose what does not belong here.',
    done: 'That has been taken apart already.',
    sending: 'A line is on its way to the visitor right now. Try again in a minute.',
  },
} as const;
