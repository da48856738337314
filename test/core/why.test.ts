// Why, in words: what the playbook asks for, and what of it is there. It must agree with what judged the lead.
import { describe, expect, it } from 'vitest';
import { pillars } from '../../src/core/pillars.ts';
import { describe as inWords, why } from '../../src/core/why.ts';
import { aLead, aPlaybook } from '../support/leads.ts';

const playbook = aPlaybook();

describe('why', () => {
  it.each([
    [{ field: 'size' }, 'Company size is known'],
    [{ field: 'size', atLeast: 1000 }, 'Company size is at least 1,000'],
    [{ field: 'size', atLeast: 20, atMost: 200 }, 'Company size is at least 20 and is at most 200'],
    [{ field: 'urgency', withinDays: 90 }, 'Timing is within 90 days'],
    [{ field: 'authority', is: ['decides', 'shares'] }, 'Decision is Decides alone or Decides with others'],
    [{ field: 'gone' }, 'gone is known'],
  ])('says %j', (condition, sentence) => {
    expect(inWords(condition, playbook)).toBe(sentence);
  });

  it('agrees with the pillars, need by need', () => {
    for (const answers of [aLead().answers, aLead().answers.slice(0, 2), []]) {
      const lead = { ...aLead(), answers };
      const judged = { ...lead, pillars: pillars(lead, playbook) };
      for (const { stands, needs, oneOf } of why(judged, playbook).pillars) {
        const all = needs.every(({ holds }) => holds) && (oneOf.length === 0 || oneOf.some(({ holds }) => holds));
        expect(all).toBe(stands);
      }
    }
  });

  it('names the weightiest point first', () => {
    const reasons = [3, -50, 12].map((points) => ({ points, because: `${points}` }));
    expect(why(aLead({ reasons }), playbook).reasons.map(({ points }) => points)).toEqual([-50, 12, 3]);
  });
});
