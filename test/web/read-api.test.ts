import { expect, test } from 'vitest';
import { leadView } from '../../src/web/read-api.ts';
import { aLead, aPlaybook } from '../support/leads.ts';

test('a lead shows its buying committee, and where each word of it stands', () => {
  const lead = aLead();
  const { committee } = leadView(lead, aPlaybook());
  expect(committee.map(({ kind, name }) => [kind, name?.value])).toEqual([
    ['visitor', 'Dana Reyes'],
    ['colleague', 'Priya Raman'],
  ]);
  expect(committee[0]?.part).toMatchObject({ value: 'Decides with others', quote: 'decide together' });
  expect(committee[1]).toMatchObject({
    role: { value: 'CFO', quote: 'CFO', evidence: 'said', message: 5 },
    part: { value: 'decides', quote: 'decide together' },
    stance: null,
    concern: null,
  });
  for (const member of committee) {
    for (const piece of [member.name, member.role, member.part, member.stance, member.concern]) {
      if (piece === null) continue;
      expect(lead.messages[(piece.message ?? 0) - 1]?.text.slice(piece.start, piece.end)).toBe(piece.quote);
    }
  }
});
