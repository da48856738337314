// A customer's website on an origin of its own, with the widget embedded as the page says. It is strict: no style or script but its own
// file and the widget's may be there.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Host = Awaited<ReturnType<typeof startHost>>;
export type Embedding = {
  /** Where Baton is. */
  door: string;
  /** data-… attributes of the script. */
  data?: Record<string, string>;
  dir?: 'rtl';
  lang?: string;
};

const css = `body { margin: 0; font: 16px/1.6 "Open Sans", system-ui, sans-serif; color: #16202c; background: #f4f6f8 }
@media (prefers-color-scheme: dark) { body { background: #0c1116; color: #e6ebf0 } }
header { display: flex; gap: 2rem; padding: 1rem 2rem; background: #12332e; color: #fff }
main { max-width: 46rem; padding: 3rem 2rem } a { color: inherit }
h1 { font-size: 2.6rem; line-height: 1.1 } .tall { height: 1600px }`;

export async function startHost(options: { embedding: Embedding }) {
  let { embedding } = options;
  const server = createServer((request, response) => {
    if (request.url === '/site.css') return response.writeHead(200, { 'content-type': 'text/css' }).end(css);
    if (request.url === '/favicon.ico') return response.writeHead(204).end();
    const { door } = embedding;
    response
      .writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': `default-src 'none'; style-src 'self'; script-src ${door}; connect-src ${door}`,
      })
      .end(page(embedding));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
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

function page({ door, data = {}, dir, lang = 'en' }: Embedding): string {
  const attributes = Object.entries(data).map(([name, value]) => ` data-${name}="${value}"`);
  return `<!doctype html>
<html lang="${lang}"${dir === undefined ? '' : ` dir="${dir}"`}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content">
<title>Pricing</title>
<link rel="stylesheet" href="/site.css">
<script src="${door}/widget.js" async${attributes.join('')}></script>
</head>
<body>
<header><b>Northwind Analytics</b> <a href="/pricing">Pricing</a></header>
<main><h1>Know where your revenue is heading.</h1><p>Dashboards for sales teams that read your CRM.</p><div class="tall"></div></main>
</body>
</html>`;
}
