// GET /site: the website of a company that does not exist, with the widget embedded as a customer would. It runs under a strict policy,
// so that whatever the widget needs of a page is seen to be what docs/widget.md says.
import { readFileSync } from 'node:fs';
import { Hono } from 'hono';

const read = (name: string) => readFileSync(new URL(`./site/${name}`, import.meta.url), 'utf8');

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "connect-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** Where the playbook names no website for the widget, this one has it, and a rule of engagement to see. */
export const siteWidget = {
  origins: ['http://localhost'],
  privacy: 'https://northwind.example/privacy',
  engagement: [
    {
      id: 'site_pricing',
      pages: ['/site'],
      scrolled: 75,
      afterSeconds: 2,
      say: 'Comparing plans? Tell me your team size, and I point you to the right one.',
      translations: {
        de: { say: 'Sie vergleichen Tarife? Nennen Sie mir Ihre Teamgröße, und ich zeige Ihnen den passenden.' },
        fr: { say: 'Vous comparez les offres ? Dites-moi la taille de votre équipe, et je vous indique la bonne.' },
        es: { say: '¿Compara planes? Dígame el tamaño de su equipo y le indico el adecuado.' },
      },
    },
  ],
};

export function createSiteRoutes(): Hono {
  const app = new Hono();
  const [html, css] = [read('page.html'), read('page.css')];
  app.get('/site', (c) => {
    c.header('content-security-policy', policy);
    c.header('cache-control', 'no-store');
    c.header('x-content-type-options', 'nosniff');
    return c.html(html);
  });
  app.get('/site/page.css', (c) => {
    c.header('cache-control', 'no-cache');
    return c.body(css, 200, { 'content-type': 'text/css; charset=utf-8' });
  });
  return app;
}
