// Changes of the playbook that reviews speak for: each in a sentence, with the lines of the page and who would be judged
// otherwise, and two buttons; what was answered, with who did it and when. A button carries its change, so that an old one still
// means what it said.
import type { ActionsBlock, Button, KnownBlock } from '@slack/types';
import type { LeadId } from '../../core/lead.ts';
import { type AnsweredBy, type PageChange, pageChange } from '../../core/page-change.ts';
import type { PageDiff } from '../../core/page-diff.ts';
import { fieldOf, type Playbook } from '../../core/playbook.ts';
import type { Proposal } from '../../core/propose-changes.ts';
import type { Flip } from '../../core/replay.ts';
import { actionIds } from './actions.ts';
import { flipItem } from './bar-message.ts';
import { changeWords as words } from './change-words.ts';
import { line, more, oneLine } from './lead-parts.ts';
import { glance, slackLimits } from './limits.ts';
import { blocks, type Message, message, type Part, type Piece, plain } from './parts.ts';

type Shown = Proposal & { diff: PageDiff | null; flips: readonly Flip[] | null; replayed: number };
type About = { to: string; week: string; playbook: Playbook };
/** `leads`: whom it names or quotes. */
type ChangesMessage = Message & {
  leads: LeadId[];
  metadata: { event_type: 'baton_changes'; event_payload: { to: string; week: string } };
};

const most = 4;
const mostAnswered = 8;
/** Of one change. */
const mostOf = { rows: 3, row: 160, words: 40 };
/** Of a long line, what stands around the change. */
const aroundMost = 50;

/** `open` null: they stand in a newer message. */
export type Changes = { open: readonly Shown[] | null; answered: readonly AnsweredBy[] };

export function changesMessage({ open, answered }: Changes, { to, week, playbook }: About): ChangesMessage {
  const proposed = open ?? [];
  const shown = proposed.slice(0, most);
  const left = proposed.length - shown.length;
  const head: Part[] = [
    { kind: 'header', text: open === null ? words.titleBefore : words.title(proposed.length) },
    line(words.about),
    ...answeredParts(answered, playbook),
    ...(open === null ? [line(words.newer)] : []),
  ];
  const items = shown.map((each) => ({ parts: changeParts(each, playbook), buttons: buttons(each.change) }));
  const end: Part[] = [...(left > 0 ? [line(words.more(left))] : []), { kind: 'small', lines: [words.week(week)] }];
  const drawn: KnownBlock[] = [
    ...blocks(head),
    ...items.flatMap((item) => [...blocks(item.parts), item.buttons]),
    ...blocks(end),
  ];
  const { text } = message([...head, ...items.flatMap(({ parts }) => parts), ...end]);
  const leads = shown.flatMap(({ flips, said, leads: quoted }) => [
    ...(flips ?? []).map(({ lead }) => lead.id),
    ...(said === undefined ? [] : quoted),
  ]);
  return {
    text,
    blocks: drawn,
    leads: [...new Set(leads)],
    metadata: { event_type: 'baton_changes', event_payload: { to, week } },
  };
}

/** The last one first: it is what has just changed. */
function answeredParts(answered: readonly AnsweredBy[], playbook: Playbook): Part[] {
  const items = answered
    .toReversed()
    .map(({ change, answer, by, name, at }): Piece[] => [
      { bold: words.answered[answer] },
      { rep: { id: by, name } },
      ', ',
      { when: at, zone: playbook.zone },
      `: ${changeInWords(change, playbook)}`,
    ]);
  const list = [...items.slice(0, mostAnswered), ...more(items.length - mostAnswered)];
  return list.length === 0 ? [] : [{ kind: 'bullets', items: list }];
}

function changeParts({ change, leads, of, said, diff, flips, replayed }: Shown, playbook: Playbook): Part[] {
  return [
    line({ bold: changeInWords(change, playbook) }),
    line(words.seen(leads.length, of)),
    ...(said === undefined
      ? []
      : [
          line(
            words.people(
              said.people,
              said.quotes.map((each) => oneLine(each, mostOf.words)),
            ),
          ),
        ]),
    ...(diff === null ? [line({ italic: words.byHand })] : diffParts(diff)),
    ...flipParts(flips, { replayed, playbook }),
  ];
}

export function changeInWords(change: PageChange, playbook: Playbook): string {
  const field = fieldOf(playbook, change.field);
  const label = oneLine(field?.label ?? change.field, glance.label);
  switch (change.kind) {
    case 'says':
    case 'whenAsked': {
      const option = field?.options.find(({ id }) => id === change.option)?.label ?? change.option;
      const said = change.words.map((each) => oneLine(each, mostOf.words));
      return words[change.kind](label, said, oneLine(option, glance.label));
    }
    case 'option':
      return words.option(label, oneLine(change.label, glance.label));
    case 'confidence':
      return words.confidence(label, change.to);
    case 'probe':
      return words.probe(label);
    case 'ask':
      return words.ask(label);
  }
}

function diffParts({ line: at, removed, added }: PageDiff): Part[] {
  const cut = ([first = '', ...rest]: readonly string[], other: string | undefined) => [
    around(first, other),
    ...rest.slice(0, mostOf.rows - 1).map((row) => oneLine(row, mostOf.row)),
  ];
  return [
    line(words.place(at)),
    ...(removed.length === 0 ? [] : cut(removed, added[0]).map((row) => line(words.removed(row)))),
    ...(added.length === 0 ? [] : cut(added, removed[0]).map((row) => line(words.added(row)))),
  ];
}

/** A page keeps long lists on one line: what both lines begin and end with is cut. */
function around(row: string, other: string | undefined): string {
  if (other === undefined) return oneLine(row, mostOf.row);
  let head = 0;
  while (head < row.length && row[head] === other[head]) head += 1;
  const from = Math.max(0, head - aroundMost);
  const shown = row.slice(from).trim();
  return `${from === 0 ? '' : '…'}${oneLine(shown, mostOf.row)}`;
}

function flipParts(
  flips: readonly Flip[] | null,
  { replayed, playbook }: { replayed: number; playbook: Playbook },
): Part[] {
  if (flips === null) return [line(words.notReplayed)];
  const items = flips.slice(0, glance.flips).map((flip) => flipItem(flip, { playbook }));
  const list = [...items, ...more(flips.length - items.length)];
  return [
    line(words.flips(flips.length, replayed)),
    ...(list.length === 0 ? [] : [{ kind: 'bullets', items: list } as const]),
  ];
}

function buttons(change: PageChange): ActionsBlock {
  const value = JSON.stringify(change);
  const press = (name: 'accept' | 'not-now', style?: 'primary'): Button => ({
    type: 'button',
    action_id: actionIds[name === 'accept' ? 'acceptChange' : 'putOffChange'],
    text: plain(words.buttons[name], slackLimits.buttonText),
    value,
    ...(style && { style }),
  });
  return { type: 'actions', elements: [press('accept', 'primary'), press('not-now')] };
}

/** What a button carries; null: nothing that Baton ever drew. */
export function readChangeButton(value: string): PageChange | null {
  if (!value.startsWith('{') || !value.endsWith('}')) return null;
  try {
    return pageChange.safeParse(JSON.parse(value)).data ?? null;
  } catch {
    return null;
  }
}
