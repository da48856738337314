// What a visitor of our own widget reads: the lines after those they have, and how things stand. Stream, poll and transcript all
// come from here, so that none of them shows what another would not.
import { type Choices, choices } from '../core/choices.ts';
import type { LeadId, Message } from '../core/lead.ts';
import { chatOf, isAt } from '../core/line.ts';
import { keptFrom } from '../core/unproven.ts';
import { isAnswering, type WidgetState, widgetChannel, widgetShown, widgetState } from '../core/widget-shown.ts';
import type { Deps } from '../deps.ts';
import { type Stand, standOf } from '../store/conversations.ts';
import { getLead } from '../store/lead.ts';
import { sentIds } from '../store/sent-ids.ts';
import { hoursNow } from './hours-now.ts';

/** `id`: of a visitor's line, the one that their browser gave it. */
export type WidgetLine = Pick<Message, 'n' | 'from' | 'text' | 'at'> & { id?: string; name: string } & Choices;

/** How far somebody has read, and of which lead; null where they do not say. */
export type ReadSoFar = { lead: LeadId | null; n: number };

export type WidgetReading = {
  kind: 'open';
  /** Null: nothing was written yet. */
  lead: LeadId | null;
  lines: WidgetLine[];
  /** What they had read was another lead's: they start from nothing. */
  isReset: boolean;
  state: WidgetState;
  isAnswering: boolean;
};

/** `gone`: it was erased, for good. */
export type Read = WidgetReading | { kind: 'gone' };

export async function readWidget(deps: Deps, conversation: string, had: ReadSoFar): Promise<Read> {
  return readAt(deps, conversation, { had, at: await standOf(deps.db, widgetChannel, conversation) });
}

/** `at`: how it stood a moment ago. What was delivered by then is in the lead that is read now. */
export async function readAt(
  deps: Deps,
  conversation: string,
  { had, at }: { had: ReadSoFar; at: Stand | undefined },
): Promise<Read> {
  const { db, playbook, now, linkFor } = deps;
  const by = { playbook, now: now().toISOString() };
  const known = { ...by, hours: hoursNow(playbook, by.now) };
  if (at === undefined) {
    const nothing = { lead: null, lines: [], isReset: had.n > 0, isAnswering: false };
    return { kind: 'open', ...nothing, state: widgetState(null, { ...known, isAnswering: false }) };
  }
  const { lead: id, delivery } = at;
  const lead = at.isErased ? undefined : await getLead(db, id);
  if (lead === undefined) return { kind: 'gone' };
  const isReset = had.lead !== null && had.lead !== id;
  const after = isReset ? 0 : had.n;
  const shown = widgetShown(lead, { conversation, delivery, after });
  const here = { channel: widgetChannel, conversation };
  // What they have in calendars, and who talks to them, is told where they proved who they are.
  const isApart = keptFrom(lead, here) !== null;
  const link = isApart ? null : linkFor(id);
  const isBusy = isAnswering(lead, delivery, by.now);
  const state = widgetState(lead, { ...known, isAnswering: isBusy });
  const ids = await idsOf(deps, shown, { lead: id, after });
  return {
    kind: 'open',
    lead: id,
    lines: shown.map((message) => ({
      ...lineOf(message, ids.get(message.n)),
      ...choices(lead, message.n, { ...by, link }),
    })),
    isReset,
    state: isApart ? { ...state, withRep: null, mayChoose: false } : state,
    isAnswering: isAt(here)(chatOf(lead)) && isBusy,
  };
}

/** Whether somebody had it erased: nobody goes on with it. */
export async function isErased({ db }: Deps, conversation: string): Promise<boolean> {
  return (await standOf(db, widgetChannel, conversation))?.isErased ?? false;
}

async function idsOf(
  { db }: Deps,
  shown: readonly Message[],
  { lead, after }: { lead: LeadId; after: number },
): Promise<ReadonlyMap<number, string>> {
  if (shown.every(({ from }) => from !== 'visitor')) return new Map();
  return sentIds(db, lead, { channel: widgetChannel, after });
}

function lineOf({ n, from, name, text, at }: Message, id: string | undefined): WidgetLine {
  return { n, ...(id !== undefined && { id }), from, name: name ?? (from === 'visitor' ? '' : 'Baton'), text, at };
}

/** The id of an event: whose line it is, and its number. */
export const eventId = (lead: LeadId, n: number): string => `${lead.slice('lead_'.length)}.${n}`;

/** A number alone is one of whatever lead it is now. */
export function readEventId(given: string): ReadSoFar {
  const [, lead, n] = /^(?:([0-9a-z]{1,40})\.)?(\d{1,9})$/.exec(given) ?? [];
  return { lead: lead === undefined ? null : `lead_${lead}`, n: Number(n ?? 0) };
}
