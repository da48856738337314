// The four pillars of a qualified conversation. They are a state, computed anew from the transcript each time: a pillar can fall again.
import { holds } from './known.ts';
import type { Lead, Message, Pillars } from './lead.ts';
import type { Condition, Playbook } from './playbook.ts';

type Rules = { needs: readonly Condition[]; oneOf: readonly Condition[] };

export function pillars(lead: Lead, playbook: Playbook): Pillars {
  const stands = (rules: Rules) =>
    rules.needs.every((condition) => holds(condition, lead, playbook)) &&
    (rules.oneOf.length === 0 || rules.oneOf.some((condition) => holds(condition, lead, playbook)));
  return {
    intent: stands(playbook.pillars.intent),
    context: stands(playbook.pillars.context),
    continuity: continues(lead.messages, playbook),
    nextStep: stands(playbook.pillars.nextStep),
  };
}

/** Visitor turns: a burst of lines without a line of ours in between counts once. */
export function visitorTurns(messages: readonly Message[]): number {
  return messages.filter((message, i) => message.from === 'visitor' && messages[i - 1]?.from !== 'visitor').length;
}

/** How often each field was asked for. */
export function timesAsked(messages: readonly Message[]): Map<string, number> {
  const times = new Map<string, number>();
  for (const { asks } of messages) if (asks !== null) times.set(asks, (times.get(asks) ?? 0) + 1);
  return times;
}

/** The messages since the visitor last came, or came back. */
export function thisVisit(lead: Pick<Lead, 'messages' | 'visitFrom'>): readonly Message[] {
  return lead.messages.slice(lead.visitFrom - 1);
}

/** What was said since the visitor last left Baton waiting too long. */
function unbroken(messages: readonly Message[], longestGapMs: number): readonly Message[] {
  const after = messages.findLastIndex((message, i) => {
    const before = messages[i - 1];
    const waitedMs = before === undefined ? 0 : Date.parse(message.at) - Date.parse(before.at);
    return message.from === 'visitor' && waitedMs > longestGapMs;
  });
  return messages.slice(Math.max(0, after));
}

/** A conversation that broke off continues again once the visitor has answered as often as at its beginning. */
function continues(messages: readonly Message[], playbook: Playbook): boolean {
  const { turns, mostAsked } = continuity(messages, playbook);
  return turns >= playbook.continuity.answers && mostAsked <= playbook.continuity.sameQuestion;
}

/** Visitor turns since the conversation last broke off, and how often the most repeated question was asked in them. */
export function continuity(
  messages: readonly Message[],
  { continuity: { longestGapHours } }: Playbook,
): { turns: number; mostAsked: number } {
  const stretch = unbroken(messages, longestGapHours * 3_600_000);
  return { turns: visitorTurns(stretch), mostAsked: Math.max(0, ...timesAsked(stretch).values()) };
}
