// The way to a connected calendar in a real browser: the page waits by itself, says what became of it, and coming back to it
// with the back button changes nothing.
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { grantOf } from '../../src/store/calendar-grants.ts';
import { dana } from '../support/baton.ts';
import { closeBrowser, openPage, screenPath } from '../support/browser.ts';
import { linkOf, mail, startWatched, type Watched } from '../support/watched.ts';

let watched: Watched;
let page: Page;
let errors: string[];
let close: () => Promise<void>;
beforeAll(async () => {
  watched = await startWatched();
  ({ page, errors, close } = await openPage({ viewport: { width: 900, height: 700 } }));
  mkdirSync(dirname(screenPath('x')), { recursive: true });
}, 60_000);
afterAll(async () => {
  await close();
  await closeBrowser();
  await watched.stop();
});

const heading = (name: string) => page.getByRole('heading', { name });

test('a rep allows it at Google, waits a moment and reads that it is connected', async () => {
  await page.goto(linkOf(watched.baton, dana));
  await page.getByRole('radio', { name: mail[dana] }).check();
  await page.screenshot({ path: screenPath('connect-google') });
  await page.getByRole('button', { name: 'Allow' }).click();
  await heading('One moment').waitFor();
  expect(await grantOf(watched.deps.db, dana)).toBeUndefined();
  await watched.baton.pass(0);
  // Nobody presses anything: the page asks by itself.
  await heading('Your calendar is connected').waitFor();
  await page.screenshot({ path: screenPath('connect-done') });
  expect(await grantOf(watched.deps.db, dana)).toMatchObject({ email: mail[dana] });
  expect(page.url()).not.toContain('code=');

  await page.goBack();
  await page.goForward();
  await heading('Your calendar is connected').waitFor();
  const before = watched.google.calls.length;
  await page.reload();
  await heading('Your calendar is connected').waitFor();
  expect(watched.google.calls).toHaveLength(before);
  expect(errors).toEqual([]);
}, 60_000);

test('a rep who cancels starts again from the same page', async () => {
  await page.goto(linkOf(watched.baton, dana));
  await page.getByRole('button', { name: 'Cancel' }).click();
  await heading('Nothing was connected').waitFor();
  await page.screenshot({ path: screenPath('connect-cancelled') });
  await page.getByRole('link', { name: 'Start again' }).click();
  await page.getByRole('button', { name: 'Allow' }).waitFor();
  expect(errors).toEqual([]);
}, 60_000);
