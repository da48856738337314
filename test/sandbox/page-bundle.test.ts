// How the sandbox page is served: one bundle, named by its content, under a policy that allows nothing inline.
import { expect, test } from 'vitest';
import { createPageRoutes } from '../../src/sandbox/page-bundle.ts';

test('the page is fresh each time, its files are kept for ever, and nothing is inline or from elsewhere', async () => {
  const routes = createPageRoutes();
  const response = await routes.request('/');
  expect(response.status).toBe(200);
  expect(response.headers.get('cache-control')).toBe('no-store');
  const policy = response.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain('unsafe');

  const html = await response.text();
  expect(html).not.toMatch(/<script(?![^>]* src=)|<style| style=|https?:\/\//);
  const paths = [...html.matchAll(/"(\/sandbox\/page\/[0-9a-f]{16}\.(?:js|css))"/g)].map(([, path]) => String(path));
  expect(paths.map((path) => path.split('.')[1]).sort()).toEqual(['css', 'js']);
  for (const path of paths) {
    const file = await routes.request(path);
    expect(file.status).toBe(200);
    expect(file.headers.get('cache-control')).toContain('immutable');
    expect(file.headers.get('content-type')).toMatch(path.endsWith('.js') ? /javascript/ : /css/);
    expect((await file.text()).length).toBeGreaterThan(1_000);
  }
  expect(await (await createPageRoutes().request('/')).text(), 'the same sources give the same names').toBe(html);
});

test('a name of yesterday is answered with what to do', async () => {
  const response = await createPageRoutes().request('/sandbox/page/0000000000000000.js');
  expect(response.status).toBe(404);
  expect(await response.text()).toContain('load the page again');
});
