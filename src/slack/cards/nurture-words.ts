// How Baton says what a nurtured visitor is written, what went out, and why no more does.
import type { NurtureEnd, SentStep } from '../../core/nurtured.ts';

const ends: Record<NurtureEnd, string> = {
  replied: 'the visitor answered',
  offered: 'the lead went to the team',
  claimed: 'a rep claimed the lead',
  booked: 'a meeting was booked',
  rejected: 'a rep rejected the lead',
  pressed: 'a rep stopped it',
  unsubscribed: 'the visitor unsubscribed',
  bounced: 'the mail server refused their address',
  complained: 'the visitor marked a mail as unwanted',
  unreachable: 'there is neither an address nor a chat',
  over: 'every step went out',
};

const ways: Record<SentStep['via'], string> = { mail: 'by e-mail, ', chat: 'in the chat, ' };

export const nurtureWords = {
  sent: (step: number, via: SentStep['via']) => `: step ${step} went out ${ways[via]}`,
  nothing: ': nothing went out yet',
  next: (step: number, of: number) => `Next: step ${step} of ${of}, `,
  stopped: (why: NurtureEnd) => `Stopped: ${ends[why]}, `,
  button: 'Stop writing',
  done: 'Nothing more is written to them by itself. The card says what went out.',
  nothingToStop: 'Nothing is being written to them.',
  sequence: 'Write to them from that day on?',
  none: 'No, I come back to them myself',
  sequenceHint: 'Plain mails with what they said, until they answer.',
  answered: (sequence: string, step: number) => `The visitor answered step ${step} of “${sequence}”, sent `,
} as const;
