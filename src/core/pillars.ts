// The four pillars of a qualified conversation. They are a state, computed anew from the transcript each time: a pillar can fall again.
import { holds } from './known.ts';
import type { Lead, Message, Pillars } from './lead.ts';
import type { Condition, Playbook } from './playbook.ts';
import { silentSince } from './silence.ts';
import { isStillSo } from './still-so.ts';

type Rules = { needs: readonly Condition[]; oneOf: readonly Condition[] };

/** `now`: the moment up to which an open silence counts, where the rubric weighs silence. */
export function pillars(lead: Lead, playbook: Playbook, now?: string): Pillars {
  const stands = (rules: Rules) =>
    rules.needs.every((condition) => holds(condition, lead, playbook)) &&
    (rules.oneOf.length === 0 || rules.oneOf.some((condition) => holds(condition, lead, playbook)));
  return {
    intent: stands(playbook.pillars.intent),
    context: stands(playbook.pillars.context),
    continuity: continues(lead, playbook, now),
    nextStep: stands(playbook.pillars.nextStep),
  };
}

/** Visitor turns: a burst of lines without a line of ours in between counts once. */
export function visitorTurns(messages: readonly Message[]): number {
  return messages.filter((message, i) => message.from === 'visitor' && messages[i - 1]?.from !== 'visitor').length;
}

/** How often each field was asked for, in these of the lead's messages; whether something still holds is another question. */
export function timesAsked(messages: readonly Message[], lead: Pick<Lead, 'answers'>): Map<string, number> {
  const times = new Map<string, number>();
  for (const line of messages) {
    if (line.asks !== null && !isStillSo(line, lead)) times.set(line.asks, (times.get(line.asks) ?? 0) + 1);
  }
  return times;
}

/** The messages since the visitor last came, or came back. */
export function thisVisit(lead: Pick<Lead, 'messages' | 'visitFrom'>): readonly Message[] {
  return lead.messages.slice(lead.visitFrom - 1);
}

/**
 * What was said since the visitor last left us waiting too long. They are waited for from our first line that they have not
 * answered: what we write while we wait makes no gap smaller.
 */
function unbroken(messages: readonly Message[], longestGapMs: number): readonly Message[] {
  let from = 0;
  let waitingSince: string | null = null;
  messages.forEach(({ from: by, at }, i) => {
    if (by !== 'visitor') {
      if (messages[i - 1]?.from === 'visitor') waitingSince = at;
      return;
    }
    const since = messages[i - 1]?.from === 'visitor' ? messages[i - 1]?.at : waitingSince;
    if (since != null && Date.parse(at) - Date.parse(since) > longestGapMs) from = i;
  });
  return messages.slice(from);
}

/** A conversation that broke off continues again once the visitor has answered as often as at its beginning. */
function continues(lead: Lead, playbook: Playbook, now?: string): boolean {
  const { turns, mostAsked } = continuity(lead, playbook, now);
  return turns >= playbook.continuity.answers && mostAsked <= playbook.continuity.sameQuestion;
}

/** Visitor turns since the conversation last broke off, and how often the most repeated question was asked in them. */
export function continuity(
  lead: Pick<Lead, 'messages' | 'dropped' | 'answers'>,
  playbook: Playbook,
  now?: string,
): { turns: number; mostAsked: number } {
  const longestGapMs = playbook.continuity.longestGapHours * 3_600_000;
  const since = playbook.rubric.conduct.some(({ when }) => when === 'silent') ? silentSince(lead) : null;
  if (since !== null && now !== undefined && Date.parse(now) - Date.parse(since) > longestGapMs) {
    return { turns: 0, mostAsked: 0 };
  }
  const stretch = unbroken(lead.messages, longestGapMs);
  return { turns: visitorTurns(stretch), mostAsked: Math.max(0, ...timesAsked(stretch, lead).values()) };
}
