// The page of a week and its chart, drawn in a real Chromium: on a screen, on a phone, on paper and without colours.
import { Resvg } from '@resvg/resvg-js';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { reportChart } from '../../src/core/report-chart.ts';
import { reportView } from '../../src/core/report-view.ts';
import { reportPage } from '../../src/web/report/page.ts';
import { bars } from '../support/bars.ts';
import { closeBrowser, openPage, screenPath } from '../support/browser.ts';
import { dealsOf, reportOf, told, yearOf } from '../support/reports.ts';

const year = yearOf(6_000);
const week = reportOf(year, 47);
const shown = told(week, { bars: bars.moved === undefined ? [] : [bars.moved], deals: dealsOf(year, week) });
let page: Page;
let errors: string[];
let close: () => Promise<void>;

beforeAll(async () => {
  ({ page, errors, close } = await openPage({ viewport: { width: 1040, height: 900 }, locale: 'en-US' }));
  await page.setContent(String(await reportPage(shown, '2026-W47.csv')));
}, 60_000);
afterAll(async () => {
  await close();
  await closeBrowser();
});

const wide = () =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth') as Promise<number>;

/** Of tables that are cut, which one could scroll where there is a screen. */
const cut = () =>
  page.evaluate(
    "[...document.querySelectorAll('.wide')].filter((each) => each.scrollWidth > each.clientWidth).length",
  ) as Promise<number>;

test('on a screen', async () => {
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('The week 2026-W47');
  // By team, rep, channel, lane, source, segment, page and score, and how likely each score is won.
  expect(await page.getByRole('table').count()).toBe(9);
  const chances = page.getByRole('table', { name: 'How many of each score were won' });
  expect(await chances.getByRole('row', { name: '90–100' }).textContent()).toMatch(/\d+ of \d+, \d+%\d+%$/);
  expect([await wide(), await cut()]).toEqual([0, 0]);
  await page.screenshot({ path: screenPath('report'), fullPage: true });
});

test('in the dark the page is dark, and the chart stays on its own ground', async () => {
  await page.emulateMedia({ colorScheme: 'dark' });
  const ground = 'getComputedStyle(document.documentElement).backgroundColor';
  expect(await page.evaluate(ground)).toBe('rgb(18, 18, 18)');
  await page.screenshot({ path: screenPath('report-dark'), fullPage: true });
  await page.emulateMedia({ colorScheme: 'light' });
});

test('on a phone nothing but the tables is wider than the screen', async () => {
  await page.setViewportSize({ width: 390, height: 800 });
  expect(await wide()).toBe(0);
  await page.screenshot({ path: screenPath('report-phone'), fullPage: true });
});

test('on paper, without what only a screen can use', async () => {
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize({ width: 794, height: 1_123 });
  expect(await page.getByRole('link').count()).toBe(0);
  expect([await wide(), await cut()]).toEqual([0, 0]);
  await page.screenshot({ path: screenPath('report-print'), fullPage: true });
});

test('the chart as a picture says its numbers, also in grey', async () => {
  const { stages } = reportView(shown);
  const svg = reportChart(stages, 'From conversation to meeting, 2026-W47');
  for (const { name, now } of stages) expect(svg).toMatch(new RegExp(`${name}[\\s\\S]*>${now}<`));
  const png = new Resvg(svg, { font: { loadSystemFonts: true } }).render().asPng();
  await page.emulateMedia({ media: 'screen' });
  await page.setViewportSize({ width: 1_000, height: 640 });
  await page.setContent(
    `<img alt="" style="filter: grayscale(1)" src="data:image/png;base64,${png.toString('base64')}">`,
  );
  await page.screenshot({ path: screenPath('report-chart-grey') });
  expect(errors).toEqual([]);
});
