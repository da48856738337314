// A customer's website on an origin of its own, with the widget embedded as the customer says. It is the example website of the sandbox,
// and as strict: no style and no script but its own file and the widget's may be there.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Host = Awaited<ReturnType<typeof startHost>>;
export type Embedding = {
  /** Where Baton is. */
  door: string;
  /** data-… attributes of the script. */
  data?: Record<string, string>;
  dir?: 'rtl';
};

const read = (name: string) => readFileSync(new URL(`../../src/sandbox/site/${name}`, import.meta.url), 'utf8');
const [html, css] = [read('page.html'), read('page.css')];
const script = '<script src="/widget.js" async></script>';

export async function startHost() {
  let embedding: Embedding = { door: '' };
  const server = createServer((request, response) => {
    if (request.url === '/site/page.css') return response.writeHead(200, { 'content-type': 'text/css' }).end(css);
    const { door } = embedding;
    response
      .writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': `default-src 'none'; img-src data:; style-src 'self'; script-src ${door}; connect-src ${door}; require-trusted-types-for 'script'`,
      })
      .end(page(embedding));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    embed(next: Embedding) {
      embedding = next;
    },
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function page({ door, data = {}, dir }: Embedding): string {
  if (!html.includes(script)) throw new Error('The example website embeds the widget in another way.');
  const attributes = Object.entries(data).map(([name, value]) => ` data-${name}="${value}"`);
  const embedded = html.replace(script, `<script src="${door}/widget.js" async${attributes.join('')}></script>`);
  return dir === undefined ? embedded : embedded.replace('<html lang="en">', `<html lang="en" dir="${dir}">`);
}
