// The commands of curation as a person types them; what they write is in the journey of a review.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PageChange } from '../../src/core/page-change.ts';
import { answeredChanges, keepAnswer } from '../../src/store/changes.ts';
import type { Db } from '../../src/store/db.ts';
import { runCommand } from '../support/command.ts';
import { eachDatabase } from '../support/databases.ts';
import { changedPlaybook } from '../support/default-playbook.ts';

const folder = mkdtempSync(join(tmpdir(), 'baton-cases-'));
afterAll(() => rmSync(folder, { recursive: true }));

eachDatabase((kind, open) => {
  let db: Db;
  beforeAll(async () => {
    db = await open();
  });
  const cases = (args: string[], env: Record<string, string> = {}) =>
    runCommand('src/cli/cases.ts', args, { DATABASE_URL: open.url(), ...env });

  test('without reviews there is no case, and it is said', async () => {
    const { code, out } = await cases(['from-review', '--since', '2026-W48', '--to', folder]);
    expect([code, out]).toEqual([0, 'No review of that time found anything wrong.\n']);
    expect(readdirSync(folder)).toEqual([]);
  });

  if (kind === 'sqlite') {
    describe('what cannot be done is told', () => {
      test.each([
        ['nothing to come from', [], /Say where cases come from/],
        ['another source', ['from-dreams'], /Usage: npm run cases/],
        ['a week that is none', ['from-review', '--since', 'soon'], /"soon" is no week/],
        ['an unknown option', ['from-review', '--force'], /Usage: npm run cases/],
      ])('%s', async (_what, args, says) => {
        const { code, err } = await cases(args);
        expect([code, err]).toEqual([1, expect.stringMatching(says)]);
      });

      test('a page that no case could name', async () => {
        const PLAYBOOK = join(folder, '..', 'elsewhere.yml');
        const { code, err } = await cases(['from-review'], { PLAYBOOK });
        expect([code, err]).toEqual([1, expect.stringContaining('lies outside this folder')]);
      });
    });
  }

  test('what was accepted is shown, written once on demand, and the rest is said to be by hand', async () => {
    const by = { by: 'U0PRIYA', at: '2026-11-27T17:00:00.000Z' };
    const ask: PageChange = { kind: 'ask', field: 'phone' };
    const sure: PageChange = { kind: 'confidence', field: 'size', to: 75 };
    const later: PageChange = { kind: 'confidence', field: 'budget', to: 90 };
    const keep = (change: PageChange, answer: 'accepted' | 'declined') =>
      db.inTx((tx) => keepAnswer(tx, { change, answer, ...by }));
    expect(await keep(ask, 'declined')).toBe('kept');
    expect(await keep(ask, 'declined')).toMatchObject({ answer: 'declined' });
    expect(await keep(ask, 'accepted')).toBe('kept');
    expect(await keep(ask, 'declined')).toMatchObject({ answer: 'accepted', by: 'U0PRIYA' });
    await keep(sure, 'accepted');
    await keep(later, 'declined');
    await keep({ kind: 'probe', field: 'budget', text: 'How much?' }, 'accepted');
    const answers = (await answeredChanges(db)).map(({ answer }) => answer);
    expect(answers.toSorted()).toEqual(['accepted', 'accepted', 'accepted', 'declined']);

    const written = 'probe: Even a rough range helps, per month or per year.';
    const PLAYBOOK = changedPlaybook((page) => page.replace(written, 'probe: |\n      A rough range helps.'));
    const changes = (...args: string[]) =>
      runCommand('src/cli/changes.ts', args, { DATABASE_URL: open.url(), PLAYBOOK });
    const before = readFileSync(PLAYBOOK, 'utf8');
    const shown = await changes();
    expect(shown.out).toMatch(/^\+ {4}confidence: 75$/m);
    expect(shown.out).toMatch(/^-( {4})ask: false$/m);
    expect(shown.out).toContain('Write this in by hand');
    expect(shown.out).not.toContain('90');
    expect(readFileSync(PLAYBOOK, 'utf8')).toBe(before);
    expect((await changes('--write')).out).toContain('Look at it, commit it, and start Baton anew.');
    const after = readFileSync(PLAYBOOK, 'utf8');
    expect(after.split('\n').length).toBe(before.split('\n').length + 1);
    expect((await changes('--write')).out).toMatch(/^Write this in by hand: .*How much\?"\}\n$/);

    expect((await changes('--loud')).err).toMatch(/Usage: npm run changes/);
  });
});
