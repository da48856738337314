// A conversation with core alone: what a visitor writes goes through receive and one guided turn, without store or queue.
import { heardBeside, readTimes, type TimesAnswer } from '../../src/core/answer-times.ts';
import type { Decision } from '../../src/core/decision.ts';
import { guidedTurn } from '../../src/core/guided.ts';
import type { Turn } from '../../src/core/interviewer.ts';
import { type Lead, newLead } from '../../src/core/lead.ts';
import type { Playbook } from '../../src/core/playbook.ts';
import { receive } from '../../src/core/receive.ts';
import { takeTurn } from '../../src/core/turn.ts';
import { defaultPlaybook } from './default-playbook.ts';

export type Conversation = {
  lead: Lead;
  /** The decision of the last turn. */
  last: Decision;
  readonly now: string;
  /** What the last lines said of times on offer. */
  readonly times: TimesAnswer | null;
  wait(ms: number): void;
  /** The visitor writes these lines in one burst; returns what Baton answers, all its lines as one text. */
  say(...lines: string[]): string;
  /** The same with a turn of another interviewer's making. */
  hear(turn: Turn, ...lines: string[]): string;
  set(change: Partial<Lead>): void;
};

export function converse(playbook: Playbook = defaultPlaybook(), start = '2026-11-23T14:00:00.000Z'): Conversation {
  let clock = Date.parse(start);
  const now = () => new Date(clock).toISOString();
  const visitor = { id: 'visitor_1' };
  let lead = newLead({
    id: 'lead_1',
    conversation: 'c1',
    channel: 'web',
    visitor,
    page: null,
    playbook: 'old',
    now: start,
  });
  let last: Decision = { lead, events: [], owed: [] };
  let times: TimesAnswer | null = null;

  const hear = (turn: Turn | null, lines: string[]): string => {
    for (const text of lines) {
      clock += 1_000;
      const line = {
        n: lead.messages.length + 1,
        from: 'visitor',
        name: null,
        text,
        channel: 'web',
        at: now(),
        asks: null,
      } as const;
      const stored = { ...lead, version: lead.version + 1, messages: [...lead.messages, line] };
      lead = receive(stored, { visitor, page: null }, { playbook, now: now() }).lead;
    }
    clock += 1_000;
    const before = lead;
    times = readTimes(before, { playbook, now: now() });
    const heard = times === null ? guidedTurn({ lead: before, playbook }) : heardBeside(before, playbook);
    last = takeTurn(before, turn ?? heard, {
      playbook,
      times,
      now: now(),
    });
    lead = { ...last.lead, version: before.version + 1 };
    return lead.messages
      .slice(before.messages.length)
      .map(({ text }) => text)
      .join('\n');
  };

  return {
    get lead() {
      return lead;
    },
    get last() {
      return last;
    },
    get times() {
      return times;
    },
    get now() {
      return now();
    },
    wait: (ms) => {
      clock += ms;
    },
    say: (...lines) => hear(null, lines),
    hear: (turn, ...lines) => hear(turn, lines),
    set: (change) => {
      lead = { ...lead, ...change };
    },
  };
}
