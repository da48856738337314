// Baton's App Home: who waits, what is mine, and how Baton works in two lines.
import type { HomeView } from '@slack/types';
import type { Lead } from '../../core/lead.ts';
import { type Lists, mineParts, waitingParts } from './lead-list.ts';
import { line } from './lead-parts.ts';
import { blocks, type Part } from './parts.ts';
import { words } from './words.ts';

export function homeView({
  waiting,
  mine,
  ...about
}: Lists & { waiting: readonly Lead[]; mine: readonly Lead[] }): HomeView {
  const parts: Part[] = [
    ...waitingParts(waiting, about),
    { kind: 'divider' },
    ...mineParts(mine, about),
    { kind: 'header', text: words.lists.howTitle },
    ...words.lists.how.map((each) => line(each)),
  ];
  return { type: 'home', blocks: blocks(parts) };
}
