// What of a lead a visitor sees in our own chat: the lines of their conversation, ours once they are delivered, and what goes on
// meanwhile.
import { isHeld } from './held.ts';
import type { Lead, Message } from './lead.ts';
import { meetView } from './meet-view.ts';
import { mayOffer } from './offer-times.ts';
import { opensLater } from './opens.ts';
import type { Playbook } from './playbook.ts';
import { type Delivery, undelivered } from './undelivered.ts';
import { whoMeets } from './who-meets.ts';
import type { openNow } from './widget-view.ts';

export const widgetChannel = 'widget';

/**
 * The lines after `after`, in order and without a gap: a line of ours that is still on its way keeps back what comes after it, so that
 * whoever has a line has all before it.
 */
export function widgetShown(
  lead: Lead,
  { conversation, delivery, after }: { conversation: string; delivery: Delivery; after: number },
): Message[] {
  const isHere = ({ channel, conversation: own = lead.conversation }: Message) =>
    channel === widgetChannel && own === conversation;
  const onItsWay = undelivered(lead, delivery).find(isHere)?.n ?? Number.POSITIVE_INFINITY;
  return lead.messages.filter(
    (message) => message.n > after && message.n < onItsWay && isHere(message) && !lead.dropped.includes(message.n),
  );
}

/** Longer than any turn takes: what has not come by then will not come at once. */
const longestTurnMs = 90_000;

/** Whether Baton is about to say something. */
export function isAnswering(lead: Lead, delivery: Delivery, now: string): boolean {
  if (lead.takeover !== null) return false;
  const isToRead = !isHeld(lead);
  const isUnread = ({ n, from }: Message) => isToRead && from === 'visitor' && n > lead.readUpTo;
  const due = [...lead.messages.filter(isUnread), ...undelivered(lead, delivery)];
  return due.some(({ at, channel }) => channel === widgetChannel && Date.parse(now) - Date.parse(at) < longestTurnMs);
}

/**
 * `withRep`: who of the company talks to them. `opens`: when somebody is there again. `mayChoose`: they can be shown free times and
 * choose one.
 */
export type WidgetState = {
  isOpen: boolean;
  opens: string | null;
  withRep: string | null;
  isOver: boolean;
  mayChoose: boolean;
};

const over: readonly Lead['state'][] = ['closed', 'nurturing', 'rejected'];

/** `lead: null`: nothing was written yet. `hours`: of the team, as `openNow` says. Nothing is over whose last word is still to come. */
export function widgetState(
  lead: Lead | null,
  by: { playbook: Playbook; now: string; hours: ReturnType<typeof openNow>; isAnswering: boolean },
): WidgetState {
  const { playbook, now, hours, isAnswering } = by;
  const later = opensLater(lead?.offer ?? null, now);
  return {
    ...(later === null ? hours : { isOpen: false, opens: later }),
    withRep: lead?.takeover?.rep.name ?? null,
    isOver: lead !== null && over.includes(lead.state) && !isAnswering,
    mayChoose: lead !== null && mayChoose(lead, { playbook, now }),
  };
}

function mayChoose(lead: Lead, by: { playbook: Playbook; now: string }): boolean {
  const isMet = by.playbook.calendar && whoMeets(lead, by).anyOf.length > 0;
  return isMet && mayOffer(lead, by.now) && meetView(lead, by.now).kind === 'choose';
}
