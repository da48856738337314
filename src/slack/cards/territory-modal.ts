// Asks which team should have a lead that is not the rep's, with the reasons for which it came here.
import type { ModalView } from '@slack/types';
import { teamOf } from '../../core/playbook.ts';
import { actionWords } from './action-words.ts';
import { viewIds } from './actions.ts';
import type { Drawing } from './lead-card.ts';
import { oneLine } from './lead-parts.ts';
import { glance, slackLimits } from './limits.ts';
import { input, modal, option, type Read, values } from './modal-inputs.ts';
import { blocks } from './parts.ts';
import { whyRepParts } from './route-parts.ts';

const words = actionWords.territory;

export function territoryModal({ lead, playbook }: Pick<Drawing, 'lead' | 'playbook'>): ModalView {
  const here = teamOf(playbook, lead.offer?.team);
  const others = playbook.teams.filter(({ id }) => id !== here?.id).map(({ id, name }) => option(id, name));
  const again = here === undefined ? [] : [option(here.id, words.same(oneLine(here.name, glance.label)))];
  const options = [...others, ...again].slice(0, slackLimits.options);
  return modal({
    id: viewIds.territory,
    about: lead.id,
    words: { ...words, close: actionWords.close },
    blocks: [
      input('team', {
        label: words.team,
        hint: words.hint,
        element: { type: 'static_select', action_id: 'value', options },
      }),
      ...blocks(whyRepParts({ lead, playbook })),
    ],
  });
}

/** The team the rep chose, or what to say beside the choice. */
export function readTerritory(entered: unknown): Read<string> {
  const team = values.safeParse(entered).data?.team?.value?.selected_option?.value;
  return team === undefined ? { kind: 'wrong', errors: { team: words.choose } } : { kind: 'read', value: team };
}
