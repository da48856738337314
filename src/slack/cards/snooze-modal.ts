// Asks until when a lead may sleep, in the zone of the rep who is asked.
import type { ModalView } from '@slack/types';
import { DateTime } from 'luxon';
import type { Playbook } from '../../core/playbook.ts';
import type { Snoozed } from '../../core/snooze.ts';
import { actionWords } from './action-words.ts';
import { viewIds } from './actions.ts';
import type { Drawing } from './lead-card.ts';
import { input, modal, type Read, values } from './modal-inputs.ts';
import { sentences } from './sentences.ts';

const words = actionWords.snooze;

/** The next morning on which most people work is what most want. */
const morning = '09:00';

export function snoozeModal({ lead, now, zone }: Pick<Drawing, 'lead' | 'now'> & { zone: string }): ModalView {
  const tomorrow = DateTime.fromISO(now, { zone }).plus({ days: 1 });
  const day = tomorrow.plus({ days: tomorrow.weekday > 5 ? 8 - tomorrow.weekday : 0 }).toISODate() ?? now.slice(0, 10);
  return modal({
    id: viewIds.snooze,
    about: lead.id,
    words: { ...words, close: actionWords.close },
    blocks: [
      input('day', { label: words.day, element: { type: 'datepicker', action_id: 'value', initial_date: day } }),
      input('time', {
        label: words.time,
        hint: words.zone(zone),
        element: { type: 'timepicker', action_id: 'value', initial_time: morning },
      }),
    ],
  });
}

/** The moment the rep chose, or what to say beside each input. A time that clocks skip is the one they jump to. */
export function readSnooze(entered: unknown, zone: string): Read<string> {
  const given = values.safeParse(entered).data;
  const day = given?.day?.value?.selected_date ?? '';
  const time = given?.time?.value?.selected_time ?? '';
  const isDay = DateTime.fromISO(day).isValid && /^\d{4}-\d{2}-\d{2}$/.test(day);
  const isTime = /^([01]\d|2[0-3]):[0-5]\d$/.test(time);
  if (!isDay || !isTime) {
    return {
      kind: 'wrong',
      errors: { ...(!isDay && { day: words.choose }), ...(!isTime && { time: words.chooseTime }) },
    };
  }
  return { kind: 'read', value: new Date(DateTime.fromISO(`${day}T${time}`, { zone }).toMillis()).toISOString() };
}

/** What stands beside the choice when the lead does not sleep; `null` closes the modal. */
type Outcome = Exclude<Snoozed, { kind: 'done' }> | { kind: 'done' } | { kind: 'gone' };
export function wrongSnooze(outcome: Outcome, playbook: Playbook): Record<string, string> | null {
  switch (outcome.kind) {
    case 'done':
      return null;
    case 'past':
      return { time: words.past };
    case 'too-far':
      return { day: words.tooFar };
    default:
      return { day: sentences.toReject(outcome, playbook) };
  }
}
