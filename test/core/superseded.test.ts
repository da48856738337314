// What a visitor says of a value later: a correction takes it back, a word about something else does not.
import { expect, test } from 'vitest';
import { checkClaim } from '../../src/core/evidence.ts';
import type { Message } from '../../src/core/lead.ts';
import type { Value } from '../../src/core/value.ts';
import { defaultPlaybook } from '../support/default-playbook.ts';
import { at } from '../support/fields.ts';

const { fields, zone, country } = defaultPlaybook();

function heard(claim: { field: string; value: Value; quote: string }, later: string): string {
  const messages = [claim.quote, later].map((text, index): Message => {
    return { n: index + 1, from: 'visitor', text, asks: null, name: null, channel: 'web', at };
  });
  const checked = checkClaim({ ...claim, message: 1 }, { messages, fields, zone, country });
  return checked.kind === 'refused' ? checked.reason : 'accepted';
}

const size = { field: 'size', value: 50, quote: 'we are 50 people' };
const company = { field: 'company', value: 'Quill', quote: "I'm with Quill" };
const tool = { field: 'competition', value: 'hubspot', quote: 'we use HubSpot' };
const wish = { field: 'use_case', value: 'time tracking', quote: 'time tracking' };

test.each([
  [size, 'sorry, I meant 60'],
  [size, 'actually 60 people'],
  [company, 'wait no, I mean Quillon'],
  [company, "we're not Quill any more"],
  [tool, 'oh sorry, make that Pipedrive'],
  [tool, "we don't use HubSpot after all"],
  [wish, "scratch that, it's about invoicing"],
])('%o is taken back by "%s"', (claim, later) => {
  expect(heard(claim, later)).toBe('not-asserted');
});

test.each([
  [size, 'we would need 10 seats'],
  [size, 'actually, make it 10 seats'],
  [size, 'no questions so far'],
  [company, 'no, thanks'],
  [company, 'actually, who is behind your company?'],
  [tool, 'Actually we are 50 people'],
  [wish, 'what does it cost?'],
])('%o stands after "%s"', (claim, later) => {
  expect(heard(claim, later)).toBe('accepted');
});
