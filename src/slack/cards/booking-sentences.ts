// The sentence that only the rep reads who asked for a time, called a meeting off, or said what became of it.
import type { NotHeld } from '../../core/book.ts';
import type { Outcome } from '../../core/booking.ts';
import type { Playbook } from '../../core/playbook.ts';
import type { Missed } from '../../core/verdict.ts';
import { bookingWords } from './booking-words.ts';
import { formWords } from './form-words.ts';
import { sentences } from './sentences.ts';
import { momentIn, placeIn } from './slot-words.ts';

const words = bookingWords.sentences;
type Done = { kind: 'done' } | { kind: 'gone' };

export const bookingSentences = {
  over: words.over,
  noCalendar: words.noCalendar,
  underWay: words.underWay,

  /** Why a time could not be asked for, beside the input it is about. */
  toHold: (outcome: NotHeld | { kind: 'gone' }, playbook: Playbook): string | Record<string, string> => {
    switch (outcome.kind) {
      case 'under-way':
        return words.underWay;
      case 'no-address':
        return { guest: bookingWords.modal.typeGuest };
      case 'too-often':
      case 'not-open':
        return words.over;
      default:
        return sentences.toReject(outcome, playbook);
    }
  },

  toSend: (
    outcome: Missed | { kind: 'gone' } | { kind: 'under-way' } | { kind: 'past' | 'no-mail' },
    playbook: Playbook,
  ): string => {
    switch (outcome.kind) {
      case 'under-way':
        return words.underWay;
      case 'past':
        return words.past;
      case 'no-mail':
        return formWords.noMail;
      default:
        return sentences.toReject(outcome, playbook);
    }
  },

  toCancel: (outcome: Done | Missed | { kind: 'under-way' } | { kind: 'not-open' }, playbook: Playbook): string => {
    switch (outcome.kind) {
      case 'done':
        return words.cancelling;
      case 'under-way':
        return words.underWay;
      case 'not-open':
        return words.notOpen;
      default:
        return sentences.toReject(outcome, playbook);
    }
  },

  toOutcome: (
    recorded: Done | Missed | { kind: 'not-begun'; startsAt: string } | { kind: 'not-open' },
    { outcome, zone, playbook }: { outcome: Outcome; zone: string; playbook: Playbook },
  ): string => {
    switch (recorded.kind) {
      case 'done':
        return outcome === 'held' ? words.held : words.noShow;
      case 'not-begun':
        return words.notBegun(`${momentIn(zone, recorded.startsAt)} (${placeIn(zone, recorded.startsAt)})`);
      case 'not-open':
        return words.notOpen;
      default:
        return sentences.toReject(recorded, playbook);
    }
  },
};
