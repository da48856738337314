// Bars in every state that managers see, made by the product's own arithmetic from made-up verdicts.

import { weekOf } from '../../src/core/iso-week.ts';
import type { Lead, LeadId } from '../../src/core/lead.ts';
import { type Flip, replay } from '../../src/core/replay.ts';
import { answerBar, lookForBar, newTeamBar, type TeamBar } from '../../src/core/team-bar.ts';
import { aLead, anAnswer, aPlaybook, aTranscript, minutesAgo, now, rita } from './leads.ts';

const playbook = { ...aPlaybook(), zone: 'America/New_York' };
const week = weekOf(now, playbook.zone) + 1;
const day = 24 * 60;

const began = newTeamBar('sales', { playbook, now: minutesAgo(30 * day) });
/** Reps accept what scores above 70, and every fourth of the others. */
const labels = Array.from({ length: 34 }, (_, i) => {
  const score = 58 + (i % 17) * 2;
  return { score, accepted: score > 70 || i % 4 === 0, week: week - 1 - (i % 3) };
});
const looked = (recent: number[][], before = began) =>
  lookForBar(before, { playbook, now: minutesAgo(2), by: null, week, labels, borrowed: [], recent }).bar;

const moved = looked([[70, 74, 80, 82]]);
const proposed = looked([[60, 61, 61, 62, 70]]);
const rolled = answerBar(moved, { act: 'roll-back', step: moved.step, rep: rita, now });

export const bars: Readonly<Record<string, TeamBar>> = {
  'not looked for yet': began,
  collecting: lookForBar(began, { playbook, now, by: null, week, labels: [], borrowed: [], recent: [] }).bar,
  moved,
  proposed,
  locked: looked([], { ...began, locked: { by: rita, at: minutesAgo(3 * day) } }),
  'rolled back': rolled.bar,
};

const liSays = aTranscript([
  'We need one place for our reporting, ideally before summer. I am Li Wei from Oriel Labs.',
]);
/** Somebody who came close, in their own words. */
export const closeOne = (change: Partial<Lead> = {}): Lead =>
  aLead({
    id: 'lead_li' as LeadId,
    state: 'nurturing',
    verdict: 'borderline',
    offer: null,
    bar: { team: 'sales', points: 60 },
    score: 57,
    messages: liSays,
    answers: [
      anAnswer(liSays, 'name', { value: 'Li Wei', quote: 'Li Wei' }),
      anAnswer(liSays, 'company', { value: 'Oriel Labs', quote: 'Oriel Labs' }),
      anAnswer(liSays, 'use_case', { value: 'one place for our reporting', quote: 'one place for our reporting' }),
    ],
    ...change,
  });

export const misses: readonly Lead[] = [
  closeOne(),
  closeOne({ ...aLead(), id: 'lead_dana2' as LeadId, score: 52, offer: null }),
];

/** What an approval would do to leads that reps have seen. */
export const flips: readonly Flip[] = Array.from({ length: 9 }, (_, i) => {
  const lead = aLead({ score: 62 - (i % 3), card: { channel: 'C0SDRLEADS', ts: `1763650800.00010${i}` } });
  const replayed = replay(lead, playbook, 101);
  if (replayed === null) throw new Error('A lead without a verdict.');
  return { lead, replayed: { ...replayed, would: { verdict: 'borderline', score: lead.score } } };
});

export { playbook as barPlaybook };
