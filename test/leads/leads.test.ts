// A folder per visitor, every stage compared with the file beside it. After a change that is meant, rewrite the files
// with `npm test -- test/leads -u` and read their diff as you would read a diff of the product.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { adherence } from '../../src/core/adherence.ts';
import { quoteOf } from '../../src/core/lead.ts';
import { thisVisit, timesAsked } from '../../src/core/pillars.ts';
import { isStillSo } from '../../src/core/still-so.ts';
import { standingAnswers } from '../../src/core/taken-back.ts';
import { leadCard } from '../../src/slack/cards/lead-card.ts';
import { problemsOfMessage } from '../support/slack-limits.ts';
import { meet, unmet } from '../support/visitor.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const cases = readdirSync(here, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();

test('there are visitors of every kind', () => {
  expect(cases.length).toBeGreaterThanOrEqual(44);
});

describe.each(cases)('%s', (name) => {
  const stages = meet(join(here, name));

  test.each(Object.keys(stages.texts))('%s', async (stage) => {
    await expect(`${stages.texts[stage]}\n`).toMatchFileSnapshot(`${name}/${stage}.txt`);
  });

  test('every answer stands in the words of the visitor', () => {
    const { lead } = stages;
    for (const { evidence } of lead.answers) {
      expect(lead.messages[evidence.message - 1]?.from).toBe('visitor');
      expect(quoteOf(lead, evidence)).not.toBe('');
    }
  });

  test('what reviewers found has to be read in it', () => {
    expect(unmet(stages)).toEqual([]);
  });

  test('what is known is never asked, and nothing more than twice in a visit', () => {
    const { lead, playbook } = stages;
    expect(adherence(lead, playbook)).toMatchObject({ askedOnce: true, noKnownAsked: true });
    for (const line of lead.messages.filter((each) => !isStillSo(each, lead))) {
      const { n, asks } = line;
      const said = lead.answers.filter(({ field, evidence }) => field === asks && evidence.message < n);
      const known = standingAnswers({ answers: said, messages: lead.messages.slice(0, n - 1) });
      expect(known, `message ${n}`).toEqual([]);
    }
    expect(Math.max(0, ...timesAsked(thisVisit(lead), lead).values())).toBeLessThanOrEqual(2);
  });

  test('its card is one that Slack takes', () => {
    const { lead, playbook } = stages;
    expect(problemsOfMessage(leadCard({ lead, playbook, now: lead.updatedAt }))).toEqual([]);
  });
});
