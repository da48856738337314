// When a card is drawn anew: at once for a press and for what needs a rep, soon for what a conversation brings along.
import { expect, test } from 'vitest';
import type { Decision } from '../../src/core/decision.ts';
import { redrawMs } from '../../src/core/decision.ts';
import type { Turn } from '../../src/core/interviewer.ts';
import type { Lead } from '../../src/core/lead.ts';
import { posted } from '../../src/core/post.ts';
import { settleSilence, takeTurn } from '../../src/core/turn.ts';
import { claim } from '../../src/core/verdict.ts';
import { aLead, aPlaybook, aTranscript, claimedBy, now, sam } from '../support/leads.ts';

const playbook = aPlaybook();
const by = { playbook, now };
const card = { channel: 'C0SDRLEADS', ts: '1.1' };
const soon = { delayMs: redrawMs, joins: true };
const atOnce = { delayMs: undefined, joins: undefined };

/** What is owed under the card's key, in order: the last one counts where it does not join. */
const redraws = (owed: Decision['owed'] = []) =>
  owed.flatMap(({ job, key, delayMs, joins }) =>
    job.kind === 'update-card' && key === `update-card:${job.lead}` ? [{ delayMs, joins }] : [],
  );
const turn = (change: Partial<Turn> = {}): Turn => ({ claims: [], wants: 'answering', interviewer: 'test', ...change });
const writing = (change: Partial<Lead> = {}) => claimedBy(sam, 6, { card, readUpTo: 5, ...change });

test('a turn is drawn soon, with whatever else comes', () => {
  expect(redraws(takeTurn(writing(), turn(), by).owed)).toEqual([soon]);
});

test('a turn that puts the lead before the reps again is drawn at once', () => {
  const back = writing({ state: 'nurturing', rep: null, offer: null });
  const { lead, owed } = takeTurn(back, turn({ wants: 'person' }), by);
  expect(lead.state).toBe('offered');
  expect(redraws(owed).at(-1)).toEqual(atOnce);
});

test('silence is drawn soon, too', () => {
  const silent = aLead({ state: 'chatting', card, messages: aTranscript(['Hello']), score: 0, offer: null });
  expect(redraws(settleSilence(silent, 1, by)?.owed)).toEqual([soon]);
});

test('a press is drawn at once', () => {
  const pressed = claim(aLead({ card }), { rep: sam, playbook, now });
  expect(redraws(pressed.kind === 'done' ? pressed.owed : [])).toEqual([atOnce]);
});

test('what was said while the card was on its way is drawn soon', () => {
  const drawn = aLead();
  expect(redraws(posted(drawn, card, { drawn, ...by }).owed)).toEqual([]);
  expect(redraws(posted({ ...drawn, version: 2 }, card, { drawn, ...by }).owed)).toEqual([soon]);
});
