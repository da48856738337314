// Operational amnesia: conversations in which somebody waits for an answer that nobody gives, or in which nobody remembers
// what was said before. Each is judged by its own deadline or its own lines, so a period that is over keeps its numbers.
import { teamCalendar } from './desk.ts';
import type { Lead } from './lead.ts';
import { type Playbook, teamOf } from './playbook.ts';
import { asksForKnown } from './re-asked.ts';
import { readWants } from './wants.ts';
import { addWorking } from './working-time.ts';

/**
 * `all`: conversations in which the visitor wrote. `trapped`: their last line got no answer in time. `forgotten`: they were
 * back, and began from nothing or were asked again. `either`: both count once. `rate`: of all; null before the first.
 */
export type Amnesia = { all: number; trapped: number; forgotten: number; either: number; rate: number | null };

/** The visitor's last line of a period. `answeredAt`: by anybody; `closedAt`: by anybody, Baton too. */
export type LastLine = {
  text: string;
  at: string;
  team: string | null;
  answeredAt: string | null;
  closedAt: string | null;
};

export function isTrapped(line: LastLine, { playbook, now }: { playbook: Playbook; now: string }): boolean {
  const wants = readWants(line.text);
  if (wants === 'nothing' || wants === 'leaving') return false;
  const team = teamOf(playbook, line.team ?? undefined);
  if (team === undefined) throw new Error('A playbook without a team was read.');
  const dueAt = addWorking(teamCalendar(playbook, team), line.at, playbook.limits.answerHours * 60);
  if (dueAt === null || dueAt > now) return false;
  return [line.answeredAt, line.closedAt].every((at) => at === null || at > dueAt);
}

/** Whether anybody asked, since the visitor was back with message `back`, for what they had said before it. */
export function asksAgain(lead: Lead, { back, playbook }: { back: number; playbook: Playbook }): boolean {
  return lead.messages.some(({ n }) => n > back && asksForKnown(lead, n, { since: back, playbook }));
}

export function amnesiaFrom(all: number, trapped: ReadonlySet<string>, forgotten: ReadonlySet<string>): Amnesia {
  const either = new Set([...trapped, ...forgotten]).size;
  return {
    all,
    trapped: trapped.size,
    forgotten: forgotten.size,
    either,
    rate: all === 0 ? null : either / all,
  };
}
