// Asks which team should have a lead that is not the rep's, with the reasons for which it came here.
import type { ModalView } from '@slack/types';
import { teamOf } from '../../core/playbook.ts';
import { actionWords } from './action-words.ts';
import { viewIds } from './actions.ts';
import type { Drawing } from './lead-card.ts';
import { oneLine } from './lead-parts.ts';
import { glance, slackLimits } from './limits.ts';
import { type Read, values } from './modal-inputs.ts';
import { blocks, plain } from './parts.ts';
import { whyRepParts } from './route-parts.ts';

const words = actionWords.territory;

export function territoryModal({ lead, playbook }: Pick<Drawing, 'lead' | 'playbook'>): ModalView {
  const here = teamOf(playbook, lead.offer?.team);
  const others = playbook.teams.filter(({ id }) => id !== here?.id).map(({ id, name }) => option(id, name));
  const again = here === undefined ? [] : [option(here.id, words.same(oneLine(here.name, glance.label)))];
  return {
    type: 'modal',
    callback_id: viewIds.territory,
    private_metadata: lead.id,
    title: plain(words.title, slackLimits.modalTitle),
    submit: plain(words.submit, slackLimits.modalTitle),
    close: plain(actionWords.close, slackLimits.modalTitle),
    blocks: [
      {
        type: 'input',
        block_id: 'team',
        label: plain(words.team, slackLimits.text),
        hint: plain(words.hint, slackLimits.text),
        element: {
          type: 'static_select',
          action_id: 'value',
          options: [...others, ...again].slice(0, slackLimits.options),
        },
      },
      ...blocks(whyRepParts({ lead, playbook })),
    ],
  };
}

/** The team the rep chose, or what to say beside the choice. */
export function readTerritory(input: unknown): Read<string> {
  const team = values.safeParse(input).data?.team?.value?.selected_option?.value;
  return team === undefined ? { kind: 'wrong', errors: { team: words.choose } } : { kind: 'read', value: team };
}

/** A name may hold nothing that can be seen. */
function option(value: string, label: string) {
  const text = plain(label, slackLimits.optionText);
  return { text: text.text.trim() === '' ? plain(value, slackLimits.optionText) : text, value };
}
