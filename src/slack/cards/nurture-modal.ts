// Asks when to come back to a lead that is not ready yet.
import type { ModalView } from '@slack/types';
import { dayIn } from '../../core/value.ts';
import type { Nurturing } from '../../core/verdict.ts';
import { viewIds } from './actions.ts';
import type { Drawing } from './lead-card.ts';
import { input, modal, noteInput, type Read, readNote, values } from './modal-inputs.ts';
import { words } from './words.ts';

const dayMs = 86_400_000;
const defaultDays = 30;
const longestDays = 730;

export function nurtureModal({ lead, playbook, now }: Drawing): ModalView {
  const initial_date = dayAfter(dayIn(playbook.zone, now), defaultDays);
  return modal({
    id: viewIds.nurture,
    about: lead.id,
    words: words.nurture,
    blocks: [
      input('until', { label: words.nurture.until, element: { type: 'datepicker', action_id: 'value', initial_date } }),
      noteInput(words.nurture.note),
    ],
  });
}

/** What the rep chose, or what to say beside each input. */
export function readNurture(entered: unknown, today: string): Read<Nurturing> {
  const given = values.safeParse(entered);
  const until = given.data?.until?.value?.selected_date ?? '';
  const note = readNote(given.data);
  const wrongDay = dayProblem(until, today);
  if (wrongDay !== null || note === null) {
    return {
      kind: 'wrong',
      errors: {
        ...(wrongDay !== null && { until: wrongDay }),
        ...(note === null && { note: words.nurture.tooLong }),
      },
    };
  }
  return { kind: 'read', value: { until, note } };
}

function dayProblem(day: string, today: string): string | null {
  const parsed = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(day) : Number.NaN;
  if (Number.isNaN(parsed)) return words.nurture.choose;
  if (day <= today) return words.nurture.future;
  return day > dayAfter(today, longestDays) ? words.nurture.tooFar : null;
}

function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10);
}
