// Modals that only show something: a sentence where Slack has no other place for it, and a rep's hours for a manager.
import type { ModalView } from '@slack/types';
import type { Availability } from '../../core/home.ts';
import { viewIds } from './actions.ts';
import { availabilityBlocks } from './availability-parts.ts';
import { homeWords } from './home-words.ts';
import { line } from './lead-parts.ts';
import { slackLimits } from './limits.ts';
import { blocks, plain } from './parts.ts';

export function noticeModal(sentence: string): ModalView {
  const { title, close } = homeWords.notice;
  return {
    type: 'modal',
    title: plain(title, slackLimits.modalTitle),
    close: plain(close, slackLimits.modalTitle),
    blocks: blocks([line(sentence)]),
  };
}

export function repModal(availability: Availability): ModalView {
  const { title, close } = homeWords.repModal;
  return {
    type: 'modal',
    callback_id: viewIds.rep,
    private_metadata: availability.rep.id,
    title: plain(title, slackLimits.modalTitle),
    close: plain(close, slackLimits.modalTitle),
    blocks: availabilityBlocks({ availability, isTheirs: false }),
  };
}
