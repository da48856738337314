// The answer to a question, as data: what is drawn for a command and for a direct message alike.
import type { AwayFault } from './away.ts';
import type { Lead, LeadState } from './lead.ts';
import type { Days } from './pilot.ts';
import type { Command } from './question.ts';
import type { Numbers } from './rep-numbers.ts';
import type { ReadPeriod } from './report-period.ts';
import type { Told as Week } from './report-view.ts';
import type { TeamBar } from './team-bar.ts';
import type { Absence } from './working-time.ts';

/** What interviewers claimed and what Baton refused of it. */
export type Span = { days: number; numbers: Numbers; made: number; refused: number };

export type Answer =
  | { kind: 'help' | 'playbook' }
  | { kind: 'queue' | 'mine'; leads: readonly Lead[] }
  | { kind: 'find'; typed: string; leads: readonly Lead[] }
  | { kind: 'why'; typed: string; leads: readonly Lead[]; bars?: readonly TeamBar[] }
  /** `theirs`: teams whose bar whoever asks may move. */
  | { kind: 'bar'; bars: readonly TeamBar[]; theirs: readonly string[] }
  | { kind: 'stats'; states: readonly { state: LeadState; count: number }[]; spans: readonly Span[] }
  /** `links`: where the same is read without Slack. */
  | { kind: 'week'; told: Week; links: { page: string; csv: string } | null }
  | { kind: 'no-week'; why: Exclude<ReadPeriod, { kind: 'read' }> }
  /** `pages`: where the comparison and the contract are read; `days` null: there are no such days. */
  | { kind: 'pilot'; days: Days | null; pages: { pilot: string; contract: string } | null }
  | { kind: 'not-a-manager' }
  | { kind: 'unknown'; typed: string; nearest: Command | null }
  | Told;

/** What became of what a rep said of themselves; `zone`: theirs. */
export type Told =
  | { kind: 'went-away'; absence: Absence; zone: string }
  | { kind: 'not-away'; fault: AwayFault }
  /** They are in no team's channel. */
  | { kind: 'stranger'; channels: readonly string[] }
  /** `was`: whether they were away at all. `planned`: what still lies ahead. */
  | { kind: 'came-back'; was: boolean; planned: readonly Absence[]; zone: string };

export function isTold(said: { kind: string } | Told): said is Told {
  return ['went-away', 'not-away', 'came-back', 'stranger'].includes(said.kind);
}
