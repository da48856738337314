// Modals that only show something: a sentence where Slack has no other place for it, and a rep's hours for a manager.
import type { ModalView } from '@slack/types';
import type { Availability } from '../../core/home.ts';
import { viewIds } from './actions.ts';
import { availabilityBlocks } from './availability-parts.ts';
import { homeWords } from './home-words.ts';
import { line } from './lead-parts.ts';
import { modal } from './modal-inputs.ts';
import { blocks } from './parts.ts';

export function noticeModal(sentence: string): ModalView {
  return modal({ words: homeWords.notice, blocks: blocks([line(sentence)]) });
}

export function repModal(availability: Availability): ModalView {
  return modal({
    id: viewIds.rep,
    about: availability.rep.id,
    words: homeWords.repModal,
    blocks: availabilityBlocks({ availability, isTheirs: false }),
  });
}
