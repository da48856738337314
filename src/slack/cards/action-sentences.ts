// What only the rep reads who passed a lead on, marked it as spam or erased its person.
import { type Playbook, teamOf } from '../../core/playbook.ts';
import { actionWords } from './action-words.ts';
import { oneLine } from './lead-parts.ts';
import { glance } from './limits.ts';
import { type Outcome, sentences } from './sentences.ts';

const said = actionWords.sentences;

export const actionSentences = {
  toPassOn: (outcome: Outcome, playbook: Playbook): string => {
    if (outcome.kind !== 'done') return sentences.toReject(outcome, playbook);
    const { offer } = outcome.lead;
    if (offer?.rep) return said.passedTo(oneLine(offer.rep.name, glance.name));
    return said.passedToTeam(oneLine(teamOf(playbook, offer?.team)?.name ?? '', glance.name));
  },
  toSpam: (outcome: Outcome, playbook: Playbook): string =>
    outcome.kind === 'done' ? said.spam : sentences.toReject(outcome, playbook),
  toErase: (outcome: { kind: 'done'; count: number } | { kind: 'gone' }, playbook: Playbook): string =>
    outcome.kind === 'done' ? actionWords.erase.erased(outcome.count) : sentences.toReject(outcome, playbook),
  notACard: said.notACard,
};
