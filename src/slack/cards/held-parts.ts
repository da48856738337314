// What is held as spam: what was typed, so that whoever reads it can tell, and a button for each.
import type { ActionsBlock } from '@slack/types';
import { labelOf } from '../../core/form.ts';
import type { Lead } from '../../core/lead.ts';
import type { Playbook } from '../../core/playbook.ts';
import { veiled } from '../../core/veiled.ts';
import { actionIds } from './actions.ts';
import { heldWords as words } from './held-words.ts';
import { heading, line, more, oneLine } from './lead-parts.ts';
import { glance, slackLimits } from './limits.ts';
import { type Part, type Piece, plain } from './parts.ts';

/** The newest first. */
export function heldParts(held: readonly Lead[], playbook: Playbook): { parts: Part[]; buttons: ActionsBlock[] } {
  const shown = held.slice(0, glance.held);
  const items = shown.map((lead): Piece[] => [typed(veiled(lead, playbook), playbook)]);
  const bullets: Part = { kind: 'bullets', items: [...items, ...more(held.length - shown.length)] };
  const buttons = shown.map((lead): ActionsBlock => {
    const text = plain(
      words.letThrough(oneLine(lead.messages.find(({ from }) => from === 'visitor')?.text ?? '', glance.label)),
      slackLimits.buttonText,
    );
    const button = { type: 'button' as const, action_id: actionIds.letThrough, text, value: lead.id };
    return { type: 'actions', elements: [button] };
  });
  return { parts: [heading(words.held(held.length)), bullets, line(words.next)], buttons };
}

function typed({ messages }: Lead, playbook: Playbook): string {
  const lines = messages.filter(({ from }) => from === 'visitor');
  const said = lines.map(({ input, text }) => `${input === undefined ? '' : `${labelOf(input, playbook)}: `}“${text}”`);
  return oneLine(said.join(', '), glance.sentence);
}
