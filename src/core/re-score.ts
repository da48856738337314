// The score after the hand-off: it moves with silence, with what reps ask and how they give a conversation back. A lead that
// was qualified can be so no more, and again. Pages whose rubric weighs none of it judge as at the hand-off.
import { atRisk } from './at-risk.ts';
import { type Decision, owedRedraw } from './decision.ts';
import type { NewEvent } from './event.ts';
import type { Owed } from './job.ts';
import type { Lead, Reason } from './lead.ts';
import { isLost } from './lost.ts';
import type { Playbook } from './playbook.ts';
import { without } from './replay.ts';
import { scoreOf } from './score.ts';
import { silentSince } from './silence.ts';
import { judge } from './turn.ts';

type By = { playbook: Playbook; now: string };

const dayMs = 86_400_000;
const moving: ReadonlySet<string> = new Set(['answers-slowly', 'silent', 'asked-again', 'broken-hand-back']);

const movingRules = ({ rubric }: Playbook) => rubric.conduct.filter(({ when }) => moving.has(when));

/** While somebody may still win it. What went to nobody stays as near the bar as it came: near misses are chosen by it. */
const isWatched = ({ state, offer }: Lead) =>
  offer !== null && (state === 'offered' || state === 'claimed' || state === 'nurturing');

/** What moved the score since the hand-off, and what it would be without; null: nothing did. */
export function scoreMoved(lead: Lead, playbook: Playbook): { was: number; because: string[] } | null {
  if (!isWatched(lead)) return null;
  const rules = movingRules(playbook);
  const moved = lead.reasons.filter((reason) => rules.some((rule) => isSame(rule, reason)));
  if (moved.length === 0) return null;
  const was = scoreOf(lead.reasons.filter((reason) => !moved.includes(reason)));
  return was === lead.score ? null : { was, because: moved.map(({ because }) => because) };
}

const isSame = (a: Reason, b: Reason) => a.points === b.points && a.because === b.because;

/** The silence that is due may be reached now; what it means follows as from any decision. Null: nothing is weighed any more. */
export function reScore(lead: Lead, by: By): Decision | null {
  if (!isWatched(lead) || movingRules(by.playbook).length === 0) return null;
  return { lead: judge(lead, by), events: [], owed: [] };
}

/** The decision, with what it means for the score of a lead that was `before`: whoever waits for a visitor looks again in time. */
export function withScore<D extends Decision>(before: Lead, decision: D, by: By): D {
  if (!isWatched(decision.lead)) return decision;
  const lead =
    spoke(before, decision.lead) && movingRules(by.playbook).length > 0 ? judge(decision.lead, by) : decision.lead;
  const events = isWatched(before) ? changes(before, lead, by.playbook) : [];
  const risk = events.some(({ kind }) => kind === 'cql-lost')
    ? atRisk(lead, { ...by, before, counted: scoreMoved(lead, by.playbook)?.because ?? [] })
    : { events: [], owed: [] };
  const redraw = events.length === 0 ? [] : owedRedraw(lead);
  return {
    ...decision,
    lead,
    events: [...decision.events, ...events, ...risk.events],
    owed: [...decision.owed, ...redraw, ...risk.owed, ...owedReScore(lead, by)],
  };
}

/** A rep wrote to the visitor, or gave them back. A press alone judges nobody: its verdict is about the score it was given on. */
function spoke(before: Lead, { messages, takeover }: Lead): boolean {
  const isOver = before.takeover !== null && takeover === null;
  return isWatched(before) && (isOver || messages.slice(before.messages.length).some(({ from }) => from === 'rep'));
}

function changes(before: Lead, lead: Lead, playbook: Playbook): NewEvent[] {
  const { score } = lead;
  const why = {
    gained: without(lead.reasons, before.reasons),
    lost: without(before.reasons, lead.reasons),
  };
  const moved = score !== before.score && movingRules(playbook).length > 0;
  const event = (kind: NewEvent['kind']): NewEvent => ({
    kind,
    by: 'baton',
    data: { before: before.score, after: score, bar: lead.bar?.points ?? null, pillars: lead.pillars, ...why },
  });
  const isChanged =
    before.offer?.at === lead.offer?.at && isLost(before) !== isLost(lead) && before.state === lead.state;
  return [
    ...(moved ? [event('re-scored')] : []),
    ...(isChanged ? [event(isLost(lead) ? 'cql-lost' : 'cql-regained')] : []),
  ];
}

/**
 * At the next silence that counts, or when one could count that has not begun: never later than either, so that however often
 * the conversation turns, no step is passed by.
 */
function owedReScore(lead: Lead, { playbook, now }: By): Owed[] {
  const steps = movingRules(playbook).flatMap((rule) => (rule.when === 'silent' ? [rule.days * dayMs] : []));
  if (steps.length === 0) return [];
  // A hair later: then the silence is longer than the longest gap.
  const all = [...steps, playbook.continuity.longestGapHours * 3_600_000 + 1];
  const since = silentSince(lead);
  const silentMs = since === null ? 0 : Date.parse(now) - Date.parse(since);
  const delayMs = Math.min(...all, ...all.map((step) => step - silentMs).filter((left) => left > 0));
  return [{ job: { kind: 're-score', lead: lead.id }, key: `re-score:${lead.id}`, delayMs }];
}
