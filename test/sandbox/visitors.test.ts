// The scripted visitors against the real core with the playbook that ships: each must end as its description promises.
import { expect, test } from 'vitest';
import type { Lead } from '../../src/core/lead.ts';
import { answerOf, visitorScripts } from '../../src/sandbox/chat/visitors.ts';
import { converse } from '../support/conversation.ts';

function play(id: string): { lead: Lead; said: string[]; turns: number } {
  const script = visitorScripts.find((one) => one.id === id);
  if (script === undefined) throw new Error(`there is no visitor ${id}`);
  const conversation = converse();
  const memory = { said: [...script.opening], fallbacks: 0 };
  let heard = script.opening.map((line) => conversation.say(line)).at(-1) ?? '';
  let turns = 0;
  for (let answer = answerOf(script, heard, memory); answer !== null && heard !== '' && turns < 20; turns++) {
    if (script.otherwise.includes(answer.say)) memory.fallbacks++;
    memory.said.push(answer.say);
    if (answer.last) break;
    heard = conversation.say(answer.say);
    answer = answerOf(script, heard, memory);
  }
  return { lead: conversation.lead, said: memory.said, turns };
}

const known = (lead: Lead) => new Set(lead.answers.map(({ field }) => field));

test('Maja qualifies, with everything she is described to have', () => {
  const { lead } = play('eager');
  expect(lead).toMatchObject({ state: 'offered', verdict: 'qualified', offer: { why: 'qualified' } });
  for (const field of ['use_case', 'urgency', 'size', 'authority', 'budget', 'competition', 'email', 'next_step']) {
    expect([...known(lead)]).toContain(field);
  }
});

test('Ingrid, who says it all at once, is asked hardly anything', () => {
  const { lead, turns } = play('engineer');
  expect(lead).toMatchObject({ state: 'offered', verdict: 'qualified' });
  expect(turns).toBeLessThanOrEqual(2);
});

test('Tomás stays below the bar and is not offered', () => {
  expect(play('small').lead).toMatchObject({ state: 'nurturing', verdict: 'borderline' });
});

test('Luis gets his person although nothing is known of him', () => {
  expect(play('person').lead).toMatchObject({ state: 'offered', offer: { why: 'asked' } });
});

test('Priya is closed politely and never offered', () => {
  const { lead } = play('student');
  expect(lead.state).toBe('closed');
  expect(lead.offer).toBeNull();
});

test.each(visitorScripts.map(({ id }) => id))('%s understands every question', (id) => {
  const script = visitorScripts.find((one) => one.id === id);
  const { said } = play(id);
  expect(said.filter((line) => script?.otherwise.includes(line))).toEqual([]);
});
