// The figures of one conversation with a persona: what it took, what came of it, and what was recorded that is not true
// of the persona or stood in words that carry nothing.
import { asked } from '../../core/asked.ts';
import type { Usage } from '../../core/interviewer.ts';
import { type Answer, currentAnswers, type Lead, type PillarName, pillarNames, quoteOf } from '../../core/lead.ts';
import { type Field, fieldOf, type Playbook } from '../../core/playbook.ts';
import type { Value } from '../../core/value.ts';
import { isGold } from './gold.ts';
import { keyFor, type Outcome, type Persona } from './persona.ts';
import type { Taken, Talk } from './talk.ts';

type Recorded = { field: string; value: Value; quote: string };

export type Figures = {
  persona: string;
  round: number;
  turns: number;
  questions: number;
  /** Fields that are filled at the end, and the turn after which ten of them were; null when it did not come to that. */
  filled: number;
  tenAfter: number | null;
  pillars: PillarName[];
  state: Lead['state'];
  verdict: Lead['verdict'];
  outcome: Outcome;
  expected: Outcome[];
  /** Whether it ended as expected, and with the answers that must stand in the end. */
  asExpected: boolean;
  score: number;
  answers: Record<string, Value>;
  /** Recorded, and not true of the persona; or true, but of another field. */
  invented: Recorded[];
  misfiled: Recorded[];
  recorded: number;
  refused: Record<string, number>;
  bareTurns: number;
  onBare: Recorded[];
  /** Facts that were said, and those of them that nobody wrote down. */
  said: number;
  missed: string[];
  /** Questions of the persona's, and how many of them the pages answered. */
  asked: number;
  told: number;
  tokens: Usage;
  fellBack: string[];
};

export function measure({ persona, round, turns, lead }: Talk, playbook: Playbook): Figures {
  const answers = currentAnswers(lead);
  const outcome = outcomeOf(lead);
  const questions = asked(lead);
  const show = (answer: Answer) => shown(lead, answer);
  const said = [...new Set(turns.flatMap(({ said: lines }) => lines.flatMap(({ carries }) => carries)))];
  const bare = turns.filter(isBare);
  const ten = turns.findIndex((taken) => currentAnswers(taken.lead).length >= 10);
  return {
    persona: persona.name,
    round,
    turns: turns.length,
    questions: lead.messages.filter(({ asks }) => asks !== null).length,
    filled: answers.length,
    tenAfter: ten < 0 ? null : ten + 1,
    pillars: pillarNames.filter((name) => lead.pillars[name]),
    state: lead.state,
    verdict: lead.verdict,
    outcome,
    expected: persona.expects.outcome,
    asExpected: persona.expects.outcome.includes(outcome) && endsRight(persona, answers, playbook),
    score: lead.score,
    answers: Object.fromEntries(answers.map(({ field, value }) => [field, value])),
    invented: lead.answers.filter((answer) => judged(persona, answer, playbook) === 'invented').map(show),
    misfiled: lead.answers.filter((answer) => judged(persona, answer, playbook) === 'misfiled').map(show),
    recorded: lead.answers.length,
    refused: counted(lead.refused.map(({ reason }) => reason)),
    bareTurns: bare.length,
    onBare: bare.flatMap((taken) => recordedIn(taken, turns)).map(show),
    said: said.filter((key) => holdersOf(key, playbook).length > 0).length,
    missed: said.filter((key) => isMissed(key, answers, playbook)),
    asked: questions.length,
    told: questions.filter(({ source }) => source !== null).length,
    tokens: spent(turns),
    fellBack: turns.flatMap(({ turn }) => (turn.fellBack === undefined ? [] : [turn.fellBack])),
  };
}

function outcomeOf({ state, offer }: Lead): Outcome {
  if (offer !== null) return offer.why === 'learning' || offer.why === 'form' ? 'nurtured' : offer.why;
  if (state === 'nurturing') return 'nurtured';
  return state === 'chatting' ? 'unfinished' : 'closed';
}

/** Misfiled: true of the persona, but of another field. */
function judged({ facts }: Persona, answer: Answer, playbook: Playbook): 'true' | 'misfiled' | 'invented' {
  const field = fieldOf(playbook, answer.field);
  if (field === undefined) return 'invented';
  const own = facts[keyFor(facts, field) ?? ''] ?? [];
  const stands = (fact: unknown) => isGold(field.kind, fact, answer.value);
  if (own.some(stands) || isForeign(field, own)) return 'true';
  return Object.values(facts).flat().some(stands) ? 'misfiled' : 'invented';
}

/** The options of another playbook cannot be held against facts that name none of them. */
function isForeign({ kind, options }: Field, facts: readonly unknown[]): boolean {
  return kind === 'choice' && facts.length > 0 && !facts.some((fact) => options.some(({ id }) => id === fact));
}

function endsRight({ expects }: Persona, answers: readonly Answer[], playbook: Playbook): boolean {
  const wrong = answers.filter(({ field: id, value }) => {
    const field = fieldOf(playbook, id);
    const key = field && keyFor(expects.answers, field);
    return field !== undefined && key !== undefined && !isGold(field.kind, expects.answers[key], value);
  });
  return wrong.length === 0;
}

function isBare({ said }: Taken): boolean {
  return said.every(({ carries }) => carries.length === 0);
}

/** What the turn itself recorded from its own lines. */
function recordedIn(taken: Taken, all: readonly Taken[]): Answer[] {
  const before = all[all.indexOf(taken) - 1]?.lead;
  const first = (before?.messages.length ?? 0) + 1;
  const last = first + taken.said.length - 1;
  const recorded = all.at(-1)?.lead.answers ?? [];
  return recorded.filter(({ evidence }) => evidence.message >= first && evidence.message <= last);
}

function holdersOf(key: string, { fields }: Playbook): string[] {
  return fields.filter(({ id, kind }) => id === key || kind === key).map(({ id }) => id);
}

function isMissed(key: string, answers: readonly Answer[], playbook: Playbook): boolean {
  const holders = holdersOf(key, playbook);
  return holders.length > 0 && !answers.some(({ field }) => holders.includes(field));
}

function shown(lead: Lead, { field, value, evidence }: Answer): Recorded {
  return { field, value, quote: quoteOf(lead, evidence) };
}

export function counted(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

function spent(turns: readonly Taken[]): Usage {
  return sumUsage(turns.flatMap(({ turn }) => (turn.usage === undefined ? [] : [turn.usage])));
}

export function sumUsage(usages: readonly Usage[]): Usage {
  const sum = { input: 0, cached: 0, output: 0 };
  for (const { input, cached, output } of usages) {
    sum.input += input;
    sum.cached += cached;
    sum.output += output;
  }
  return sum;
}
