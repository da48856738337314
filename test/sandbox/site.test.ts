// The example website: strict about what may run on it, and the widget it is given is one that a playbook could have.
import { expect, test } from 'vitest';
import { widgetSchema, withWidget } from '../../src/core/playbook-widget.ts';
import { createSiteRoutes, siteWidget } from '../../src/sandbox/site.ts';
import { defaultPlaybook } from '../support/default-playbook.ts';

test('the widget stands on it as a customer embeds it, and nothing inline does', async () => {
  const answer = await createSiteRoutes().request('/site');
  expect(answer.headers.get('content-security-policy')).not.toContain('unsafe');
  const html = await answer.text();
  expect(html).toContain('<script src="/widget.js" async></script>');
  expect(html).not.toMatch(/<script(?![^>]* src=)|<style| style=/);
  const css = await createSiteRoutes().request('/site/page.css');
  expect(css.headers.get('content-type')).toContain('text/css');
});

test('a playbook without a widget has that of the website, in sandbox mode only; one of its own stays', () => {
  const page = defaultPlaybook();
  expect(page.widget).toBeUndefined();
  expect(withWidget(page, undefined)).toBe(page);
  const given = withWidget(page, { siteWidget });
  expect(given.widget?.engagement[0]?.translations).toHaveProperty('de');
  const own = { ...page, widget: widgetSchema.parse({ origins: ['https://www.acme.com'] }) };
  expect(withWidget(own, { siteWidget })).toBe(own);
});
