// The whole conversation in a modal, newest lines first to stay: a view holds less than a thread. For managers it ends with
// the button that erases the person.
import type { ActionsBlock, ModalView } from '@slack/types';
import { brief } from '../../core/brief.ts';
import type { Lead, Message } from '../../core/lead.ts';
import type { Playbook } from '../../core/playbook.ts';
import { veiled } from '../../core/veiled.ts';
import { actionWords } from './action-words.ts';
import { actionIds } from './actions.ts';
import { line, oneLine, whoAndCompany } from './lead-parts.ts';
import { glance, slackLimits } from './limits.ts';
import { modal } from './modal-inputs.ts';
import { blocks, plain } from './parts.ts';
import { transcriptLines } from './transcript-parts.ts';

const words = actionWords.transcript;

type Most = { characters: number; lines: number; ofOne: number };

/** Far under what a view takes, with names and numbers beside every line. */
const most: Most = { characters: 7_000, lines: 60, ofOne: 5_000 };

export function transcriptModal({ lead: whole, playbook }: { lead: Lead; playbook: Playbook }): ModalView {
  const lead = veiled(whole, playbook);
  const shown = newest(lead.messages, most);
  const missing = lead.messages.length - shown.length;
  return modal({
    words,
    blocks: [
      ...blocks([
        { kind: 'header', text: words.about(whoAndCompany(brief(lead, playbook))) },
        ...(missing > 0 ? [line({ italic: words.missing(missing) })] : []),
        ...(shown.length === 0 ? [line(words.none)] : transcriptLines({ lead, playbook }, shown, most.ofOne)),
      ]),
      eraseRow(lead),
    ],
  });
}

export function newest(messages: readonly Message[], most: Most): readonly Message[] {
  let [characters, lines] = [0, 0];
  for (const { text, name } of messages.toReversed()) {
    characters += Math.min(text.length, most.ofOne) + oneLine(name ?? '', glance.name).length;
    if (characters > most.characters || lines === most.lines) break;
    lines += 1;
  }
  return messages.slice(messages.length - lines);
}

function eraseRow(lead: Lead): ActionsBlock {
  const { button, confirmTitle, confirm, yes, no } = actionWords.erase;
  return {
    type: 'actions',
    elements: [
      {
        type: 'button',
        action_id: actionIds.erase,
        text: plain(button, 75),
        value: lead.id,
        style: 'danger',
        confirm: {
          title: plain(confirmTitle, slackLimits.confirmTitle),
          text: plain(confirm, slackLimits.confirmText),
          confirm: plain(yes, slackLimits.confirmButton),
          deny: plain(no, slackLimits.confirmButton),
          style: 'danger',
        },
      },
    ],
  };
}
