// Asks when to come back to a lead that is not ready yet.
import type { InputBlock, ModalView } from '@slack/types';
import { begin } from '../../core/nurture.ts';
import { dayIn } from '../../core/value.ts';
import type { Nurturing } from '../../core/verdict.ts';
import { viewIds } from './actions.ts';
import type { Drawing } from './lead-card.ts';
import { slackLimits } from './limits.ts';
import { input, modal, noteInput, option, type Read, readNote, values } from './modal-inputs.ts';
import { nurtureWords } from './nurture-words.ts';
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
      ...sequenceInput({ lead, playbook, now }),
      noteInput(words.nurture.note),
    ],
  });
}

/** No sequence has this name. */
const none = '-';

/** Those of which the visitor has not had everything, unless they must not be written to. */
function sequenceInput({ lead, playbook, now }: Drawing): InputBlock[] {
  const by = { playbook, now };
  const open = playbook.nurture.sequences.filter(({ id }) => begin(lead, { sequence: id, by: nobody }, by) !== null);
  if (open.length === 0) return [];
  const initial_option = option(none, nurtureWords.none);
  const options = [initial_option, ...open.map(({ id, label }) => option(id, label))].slice(0, slackLimits.options);
  const element = { type: 'static_select', action_id: 'value', options, initial_option } as const;
  return [input('sequence', { label: nurtureWords.sequence, hint: nurtureWords.sequenceHint, element })];
}

/** Whoever presses is a rep, and reps may begin what Baton may not. */
const nobody = { id: '', name: '' };

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
  const sequence = given.data?.sequence?.value?.selected_option?.value ?? none;
  return { kind: 'read', value: { until, note, ...(sequence !== none && { sequence }) } };
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
