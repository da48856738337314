// Near misses of a week, in the thread of its digest. A message of their own: it goes when one of these people is erased.
import type { Lead } from '../../core/lead.ts';
import type { Playbook } from '../../core/playbook.ts';
import { barWords } from './bar-words.ts';
import { digestWords as words } from './digest-words.ts';
import { heading, line } from './lead-parts.ts';
import { missBlocks, missParts } from './miss-parts.ts';
import { blocks, type Message, message, type Part } from './parts.ts';

type MissesMessage = Message & { metadata: { event_type: 'baton_misses'; event_payload: { week: string } } };

export function missesMessage(
  { misses, week }: { misses: readonly Lead[]; week: string },
  about: { playbook: Playbook },
): MissesMessage {
  const head: Part[] = [heading(words.misses(misses.length))];
  const end: Part[] =
    misses.length === 0
      ? [line(words.noMisses)]
      : [line(barWords.missNext), { kind: 'small', lines: [words.drawnMisses] }];
  const { text } = message([...head, ...misses.flatMap((lead) => missParts(lead, about)), ...end]);
  const drawn = [...blocks(head), ...misses.flatMap((lead) => missBlocks(lead, about)), ...blocks(end)];
  return { text, blocks: drawn, metadata: { event_type: 'baton_misses', event_payload: { week } } };
}
