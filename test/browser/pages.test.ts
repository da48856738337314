// The comparison of lanes and the contract in a real Chromium: in light and dark, on the narrowest phone, and on paper, where
// a manager signs the one and argues with the other.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contract } from '../../src/core/contract.ts';
import { contractHtml } from '../../src/core/contract-html.ts';
import type { Pilot } from '../../src/core/pilot.ts';
import { pilotPage, style } from '../../src/web/report/page.ts';
import { closeBrowser, openPage, screenPath } from '../support/browser.ts';
import { defaultPlaybook } from '../support/default-playbook.ts';
import { form, recount } from '../support/recount.ts';
import { yearOf } from '../support/reports.ts';

const days = { from: '2026-10-01', to: '2026-10-31', zone: 'America/New_York' };
const span = { from: '2026-10-01T04:00:00.000Z', until: '2026-11-01T04:00:00.000Z' };

/** Thirty-one days of a year in which so many leads came. */
const pilotOf = (leads: number): Pilot => {
  const { lane } = recount(yearOf(leads), span).by;
  return { ...days, isOver: true, channels: form, lanes: { form: lane.form!, chat: lane.chat! } } as Pilot;
};

/** A page as two teams would agree on it. */
const workshop = () =>
  defaultPlaybook((page) =>
    page
      .replace('managers: []', 'managers: [U0DANA]')
      .replace('\nteams:\n', `\nteams:\n${emea}`)
      .replace('\nroles:', `\n${agreed}\nroles:`),
  );
const emea = `  - id: emea
    name: EMEA
    channel: "#sdr-emea"
    zone: Europe/Berlin
    hours: { mon-thu: 09:00-17:30, fri: [9-12, 13-15] }
    takes: [{ field: size, atLeast: 200 }, { language: [de, fr] }]
    ladder: { exclusiveMinutes: 10, remindMinutes: 30, managerMinutes: 240, firstTouchMinutes: 120 }
    booking: { inChat: true, noticeMinutes: 240, perDay: 4 }
    claim: reps
    reps:
      - { slack: U0DANA, name: Dana Reyes }
      - { slack: U0LUIS, name: Luis Mora, takes: [{ language: [fr] }] }
`;
const agreed = `owners: { acme.com: U0DANA, northwind.example: U0LUIS }
booking: { meetings: [{ id: call, label: Call, minutes: [30, 45] }, { id: demo, label: Demo, minutes: [60], with: [U0LUIS] }], bufferAfterMinutes: 15 }
digest: { channel: "#sales-leads-weekly" }
review: { reviewers: [U0DANA, U0LUIS], perWeek: 6 }
customers: { when: [{ page: [/account/] }], tell: "#customer-success" }
lanes: { form: [form, email] }
`;

const pages: [string, () => Promise<string>][] = [
  ['pilot', async () => String(await pilotPage(pilotOf(6_000), 'Oriel Labs'))],
  ['pilot-early', async () => String(await pilotPage({ ...pilotOf(300), isOver: false }, 'Oriel Labs'))],
  ['contract', async () => contractHtml(contract(workshop()), style)],
];

let page: Page;
let errors: string[];
let close: () => Promise<void>;

beforeAll(async () => {
  ({ page, errors, close } = await openPage({ viewport: { width: 1040, height: 900 }, locale: 'en-US' }));
}, 60_000);
afterAll(async () => {
  await close();
  await closeBrowser();
});

const shot = async (name: string) => page.screenshot({ path: screenPath(name), fullPage: true });
const wide = () =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth') as Promise<number>;
/** Of text on a plain ground: how far apart the two are, as WCAG counts it. */
const contrast = () =>
  page.evaluate(`(() => {
    const light = (color) => {
      const [r, g, b] = color.match(/[\\d.]+/g).map((n) => n / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ground = getComputedStyle(document.documentElement).backgroundColor;
    return Math.min(...[...document.querySelectorAll('p, li, th, td, dt, dd, h1, h2')].map((each) => {
      const [a, b] = [light(getComputedStyle(each).color), light(ground)].toSorted((x, y) => y - x);
      return (a + 0.05) / (b + 0.05);
    }));
  })()`) as Promise<number>;

describe.each(pages)('%s', (name, drawn) => {
  test('in light and dark, with text that stands out', async () => {
    await page.setViewportSize({ width: 1040, height: 900 });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ media: 'screen', colorScheme });
      await page.setContent(await drawn());
      expect(await contrast()).toBeGreaterThan(4.5);
      expect(await wide()).toBe(0);
      await shot(`${name}-${colorScheme}`);
    }
  });

  test('at 320 pixels nothing is wider than the screen', async () => {
    await page.emulateMedia({ media: 'screen', colorScheme: 'light' });
    await page.setViewportSize({ width: 320, height: 640 });
    await page.setContent(await drawn());
    expect(await wide()).toBe(0);
    await shot(`${name}-320`);
  });

  test('on paper, black on white whatever the screen is', async () => {
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    await page.setViewportSize({ width: 720, height: 1_050 });
    await page.setContent(await drawn());
    const color = (await page.evaluate('getComputedStyle(document.body).color')) as string;
    const ground = (await page.evaluate('getComputedStyle(document.documentElement).backgroundColor')) as string;
    expect([color, ground]).toEqual(['rgb(29, 28, 29)', 'rgb(255, 255, 255)']);
    expect(await wide()).toBe(0);
    await shot(`${name}-print`);
    expect(errors).toEqual([]);
  });
});

test.each(pages)('%s is a sheet of paper at most', async (name, drawn) => {
  await page.emulateMedia({ media: 'print', colorScheme: 'light' });
  await page.setContent(await drawn());
  const margin = { top: '14mm', bottom: '14mm', left: '14mm', right: '14mm' };
  const pdf = await page.pdf({ format: 'A4', margin, path: screenPath(name).replace(/png$/, 'pdf') });
  const sides = pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g) ?? [];
  expect(sides.length).toBe(name === 'contract' ? 2 : 1);
});
