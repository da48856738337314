// The first line of a fresh process is read as fast as any other, by whatever playbook, and warming up leaves nothing behind.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parsePlaybook } from '../../src/core/parse-playbook.ts';
import { warmUp } from '../../src/core/warm-up.ts';
import { defaultPage } from '../support/default-playbook.ts';

const pages = ['bant', 'meddic', 'gpctba-ci'].map((name) =>
  readFileSync(new URL(`../../playbooks/${name}.yml`, import.meta.url), 'utf8'),
);

test.each([defaultPage, ...pages])('every playbook can be warmed up for', (page) => {
  const parsed = parsePlaybook(page);
  if (parsed.kind === 'wrong') throw new Error(JSON.stringify(parsed.problems));
  const playbook = { ...parsed.page, calendar: false, crmName: null, version: 'test' };
  const before = structuredClone(playbook);
  const steps = [...warmUp(playbook, '2026-11-21T10:00:00.000Z')];
  expect(steps.length).toBeGreaterThan(playbook.fields.length);
  expect(playbook).toEqual(before);
});
