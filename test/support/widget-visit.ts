// A visitor of the customer's website in a real browser, and the parts of the widget by the names that people know them by.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import { openPage } from './browser.ts';
import type { Embedding, Host } from './widget-host.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export type Visit = Awaited<ReturnType<typeof visitHost>>;

export async function visitHost(host: Host, embedding: Embedding, options: BrowserContextOptions = {}) {
  host.embed(embedding);
  const { page, errors, close } = await openPage({ locale: 'en-GB', timezoneId: 'Europe/Berlin', ...options });
  await page.goto(host.url);
  return { page, errors, close, ...partsOf(page) };
}

export function partsOf(page: Page) {
  const widget = page.locator('baton-chat');
  const button = widget.locator('button.launcher');
  const box = widget.getByRole('textbox', { name: 'Write a message' });
  return {
    widget,
    button,
    panel: widget.getByRole('dialog').first(),
    box,
    log: widget.getByRole('log'),
    async open() {
      await button.click();
      await box.waitFor();
    },
    async write(text: string) {
      await box.fill(text);
      await page.keyboard.press('Enter');
    },
    /** What stands in the log, oldest first: who, and what. */
    lines: () =>
      widget.locator('.entry:not([aria-hidden]) .bubble').evaluateAll((all) =>
        all.map((each) =>
          [...each.childNodes]
            .map((node) => node.textContent)
            .join('')
            .replace(/^You: /, ''),
        ),
      ),
    said: (text: string) => widget.getByRole('log').getByText(text),
    /** What any tool for people with disabilities would stumble over. */
    async findings(): Promise<string[]> {
      await page.evaluate(axe);
      return page.evaluate<string[]>(`axe.run({ include: 'baton-chat' }).then(({ violations }) =>
        violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => id + ' ' + target + ' ' + failureSummary)))`);
    },
    stored: () =>
      page.evaluate<string>(
        'JSON.stringify([Object.keys(localStorage), Object.keys(sessionStorage), document.cookie].flat().filter(Boolean))',
      ),
  };
}

export async function closeVisit({ errors, close }: Visit): Promise<void> {
  await close();
  // Requests that a test lets fail are the browser's to report.
  expect(errors.filter((error) => !/net::ERR_|Failed to load resource/.test(error))).toEqual([]);
}
