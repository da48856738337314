// The week's conversations that one reviewer is asked to read, each with a button. Drawn anew when they have read one.
import type { ActionsBlock, KnownBlock } from '@slack/types';
import type { Lead } from '../../core/lead.ts';
import { isReviewed, type ReviewTask } from '../../core/lead-review.ts';
import { fieldOf, type Playbook } from '../../core/playbook.ts';
import { actionIds } from './actions.ts';
import { cardPiece } from './card-link.ts';
import { nameOf } from './lead-list.ts';
import { line, oneLine } from './lead-parts.ts';
import { glance, slackLimits } from './limits.ts';
import { blocks, type Message, message, type Part, plain } from './parts.ts';
import { reviewWords } from './review-words.ts';

export type Listed = { task: ReviewTask; lead: Lead };
type ReviewList = Message & {
  metadata: { event_type: 'baton_reviews'; event_payload: { to: string; week: string } };
};

const words = reviewWords.list;

export function reviewList(
  items: readonly Listed[],
  { to, week, playbook }: { to: string; week: string; playbook: Playbook },
): ReviewList {
  const done = items.filter(({ task }) => isReviewed(task)).length;
  const head: Part[] = [
    { kind: 'header', text: words.title(items.length) },
    ...(items.length === 0 ? [line(words.none)] : [line(words.why), line({ bold: words.done(done, items.length) })]),
  ];
  // What is read is worth less room than what is not.
  const listed = items.toSorted((a, b) => Number(isReviewed(a.task)) - Number(isReviewed(b.task)) || rank(a) - rank(b));
  const shown = listed.map((item) => ({ item, parts: itemParts(item, playbook) }));
  const end: Part[] = [{ kind: 'small', lines: [words.week(week)] }];
  const drawn: KnownBlock[] = [
    ...blocks(head),
    ...shown.flatMap(({ item, parts }) => [...blocks(parts), button(item)]),
    ...blocks(end),
  ];
  const { text } = message([...head, ...shown.flatMap(({ parts }) => parts), ...end]);
  return { text, blocks: drawn, metadata: { event_type: 'baton_reviews', event_payload: { to, week } } };
}

const rank = ({ lead }: Listed) => Number(wrongField(lead) === null);

function wrongField({ repVerdict }: Lead): string | null {
  return repVerdict?.kind === 'rejected' ? repVerdict.wrongField : null;
}

function itemParts({ task, lead }: Listed, playbook: Playbook): Part[] {
  const of = [lead.verdict ?? '', lead.score] as const;
  const wrong = wrongField(lead);
  const label = wrong === null ? null : oneLine(fieldOf(playbook, wrong)?.label ?? wrong, glance.label);
  return [
    line(cardPiece(lead.card, nameOf(lead, playbook)), { shown: words.item(...of), said: words.itemSaid(...of) }),
    ...(label === null ? [] : [line({ italic: words.wrong(label) })]),
    ...(isReviewed(task) ? [line({ italic: words.read })] : []),
  ];
}

function button({ task, lead }: Listed): ActionsBlock {
  const text = reviewWords.buttons[isReviewed(task) ? 'change' : 'review'];
  const style = isReviewed(task) ? {} : { style: 'primary' as const };
  const press = { type: 'button' as const, action_id: actionIds.review, text: plain(text, slackLimits.buttonText) };
  return { type: 'actions', elements: [{ ...press, value: lead.id, ...style }] };
}
