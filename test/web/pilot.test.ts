// The doors of the comparison and of the contract: only their own links open them, for their own days, and nothing runs there.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createReportSigner, type PageOf } from '../../src/store/report-link.ts';
import { pageAddress } from '../../src/web/report.ts';
import { type Baton, startBaton } from '../support/baton.ts';

let baton: Baton;
beforeAll(async () => {
  baton = await startBaton({ selfService: true });
}, 60_000);
afterAll(() => baton.stop());

const days = { kind: 'pilot', from: '2026-11-01', to: '2026-11-30' } as const;
const linked = (of: PageOf, { key = 'a', at = baton.clock.now.toISOString() } = {}) =>
  pageAddress(baton.app.url, of, createReportSigner([(baton.env.SECRET_KEY ?? '').replaceAll('a', key)]).sign(of, at));

test.each([days, { kind: 'contract' } as const])('%j opens by its own link', async (of) => {
  const page = await fetch(linked(of));
  expect(page.status).toBe(200);
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  const html = await page.text();
  expect(html).toContain(of.kind === 'pilot' ? 'Nothing can be compared' : 'What counts as qualified');
  expect(html).not.toContain('<script');
  expect((await fetch(linked(of, { key: 'b' }))).status).toBe(404);
  expect((await fetch(linked(of, { at: '2026-09-01T00:00:00.000Z' }))).status).toBe(410);
  expect((await fetch(`${baton.app.url}${of.kind === 'pilot' ? '/reports/pilot' : '/playbook'}`)).status).toBe(404);
});

test('no other days, and none that do not exist', async () => {
  const other = new URL(linked(days));
  other.searchParams.set('to', '2026-12-01');
  expect((await fetch(other)).status).toBe(404);
  expect((await fetch(linked({ ...days, from: '2026-11-31' }))).status).toBe(404);
  expect((await fetch(linked({ ...days, from: '2026-12-31' }))).status).toBe(404);
});
