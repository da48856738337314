// What a visitor of our own widget reads: the lines after those they have, and how things stand. Stream, poll and transcript all
// come from here, so that none of them shows what another would not.
import { type Choices, choices } from '../core/choices.ts';
import type { LeadId, Message } from '../core/lead.ts';
import { isAnswering, type WidgetState, widgetChannel, widgetShown, widgetState } from '../core/widget-shown.ts';
import type { Deps } from '../deps.ts';
import { findLead } from '../store/conversations.ts';
import { deliveryOf } from '../store/delivery.ts';
import { getLead } from '../store/lead.ts';
import { sentIds } from '../store/sent-ids.ts';

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
export async function readWidget(
  deps: Deps,
  conversation: string,
  had: ReadSoFar,
): Promise<WidgetReading | { kind: 'gone' }> {
  const { db, playbook, now, linkFor } = deps;
  const by = { playbook, now: now().toISOString() };
  const id = await findLead(db, widgetChannel, conversation);
  if (id === undefined) {
    const nothing = { lead: null, lines: [], isReset: had.n > 0, isAnswering: false };
    return { kind: 'open', ...nothing, state: widgetState(null, by) };
  }
  // Before the lead: what is delivered by now is in it.
  const delivery = await deliveryOf(db, id);
  const lead = await getLead(db, id);
  if (lead === undefined) return { kind: 'gone' };
  const isReset = had.lead !== null && had.lead !== id;
  const after = isReset ? 0 : had.n;
  const shown = widgetShown(lead, { conversation, delivery, after });
  const ids = await sentIds(db, id, { channel: widgetChannel, after });
  return {
    kind: 'open',
    lead: id,
    lines: shown.map((message) => ({
      ...lineOf(message, ids.get(message.n)),
      ...choices(lead, message.n, { ...by, link: linkFor(id) }),
    })),
    isReset,
    state: widgetState(lead, by),
    isAnswering: isAnswering(lead, delivery, by.now),
  };
}

/** Whether somebody had it erased: nobody goes on with it. */
export async function isErased({ db }: Deps, conversation: string): Promise<boolean> {
  const id = await findLead(db, widgetChannel, conversation);
  return id !== undefined && (await getLead(db, id)) === undefined;
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
