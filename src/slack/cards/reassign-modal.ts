// Asks who takes the lead, and what they should know.
import type { ModalView } from '@slack/types';
import { type Playbook, teamOf } from '../../core/playbook.ts';
import type { Reassigned } from '../../core/reassign.ts';
import { actionWords } from './action-words.ts';
import { viewIds } from './actions.ts';
import type { Drawing } from './lead-card.ts';
import { oneLine } from './lead-parts.ts';
import { glance } from './limits.ts';
import { input, modal, noteInput, type Read, readNote, values } from './modal-inputs.ts';
import { sentences } from './sentences.ts';

const words = actionWords.reassign;

export function reassignModal({ lead }: Pick<Drawing, 'lead'>): ModalView {
  return modal({
    id: viewIds.reassign,
    about: lead.id,
    words: { ...words, close: actionWords.close },
    blocks: [
      input('to', { label: words.to, hint: words.hint, element: { type: 'users_select', action_id: 'value' } }),
      noteInput(words.note),
    ],
  });
}

/** Whom the rep chose, or what to say beside each input. */
export function readReassign(entered: unknown): Read<{ to: string; note: string }> {
  const given = values.safeParse(entered);
  const to = given.data?.to?.value?.selected_user ?? null;
  const note = readNote(given.data);
  if (to !== null && note !== null) return { kind: 'read', value: { to, note } };
  return {
    kind: 'wrong',
    errors: { ...(to === null && { to: words.choose }), ...(note === null && { note: actionWords.tooLong }) },
  };
}

/** Somebody who cannot take a lead. */
export type Unfit = 'bot' | 'gone' | 'guest' | 'stranger' | 'unknown';
export const unfitFor = (why: Unfit): Record<string, string> => ({ to: words[why] });

/** What stands beside the choice when the lead did not go there; `null` closes the modal. */
type Outcome = Exclude<Reassigned, { kind: 'done' }> | { kind: 'done' } | { kind: 'gone' };
export function wrongReassign(outcome: Outcome, playbook: Playbook): Record<string, string> | null {
  switch (outcome.kind) {
    case 'done':
      return null;
    case 'yourself':
      return { to: words.yourself };
    case 'has-it':
      return { to: words.hasIt(oneLine(outcome.by.name, glance.name)) };
    case 'to-not-allowed': {
      const team = teamOf(playbook, outcome.team);
      const names = (team?.reps ?? []).map(({ name }) => oneLine(name, glance.name));
      return { to: words.notAllowed(oneLine(team?.name ?? outcome.team, glance.name), names) };
    }
    default:
      return { to: sentences.toReject(outcome, playbook) };
  }
}
