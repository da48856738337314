// Serves the two scripts of our own chat. They are bundled when they are first asked for, and never stored: what is served is what
// stands in ./widget. A page that was opened before an update still finds its chat: another hash gets the present one.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { build, type Plugin, transform } from 'esbuild';
import { type Context, Hono } from 'hono';

export type Script = { text: string; gzipped: Uint8Array<ArrayBuffer>; hash: string };
export type WidgetScripts = { loader: Script; chat: Script };

const compress = promisify(gzip);
/** Pages hold on to the loader for so long; an update is everywhere soon after. */
const loaderCache = 'public, max-age=300, stale-while-revalidate=86400';
const forEver = 'public, max-age=31536000, immutable';

let bundled: Promise<WidgetScripts> | undefined;

export function widgetScripts(): Promise<WidgetScripts> {
  bundled ??= Promise.all([bundle('loader.ts', 'iife'), bundle('chat.ts', 'esm')])
    .then(([loader, chat]) => ({ loader, chat }))
    .catch((error: unknown) => {
      bundled = undefined;
      throw error;
    });
  return bundled;
}

/** Where the settings say that the chat is. */
export async function chatPath(): Promise<string> {
  return `/widget/chat-${(await widgetScripts()).chat.hash}.js`;
}

export function widgetBundle(): Hono {
  const app = new Hono();
  app.get('/widget.js', async (c) => answer(c, (await widgetScripts()).loader, loaderCache));
  app.get('/widget/:file{chat-[0-9a-f]+\\.js}', async (c) => {
    const { chat } = await widgetScripts();
    return answer(c, chat, c.req.param('file') === `chat-${chat.hash}.js` ? forEver : 'no-store');
  });
  return app;
}

function answer(c: Context, { text, gzipped, hash }: Script, cache: string): Response {
  c.header('content-type', 'text/javascript; charset=utf-8');
  c.header('cache-control', cache);
  c.header('etag', `"${hash}"`);
  c.header('vary', 'accept-encoding');
  c.header('x-content-type-options', 'nosniff');
  // Any page may read the script; what it may ask for is decided where it asks.
  c.header('access-control-allow-origin', '*');
  c.header('cross-origin-resource-policy', 'cross-origin');
  if (c.req.header('if-none-match')?.includes(hash)) return c.body(null, 304);
  if (!/\bgzip\b/.test(c.req.header('accept-encoding') ?? '')) return c.body(text);
  c.header('content-encoding', 'gzip');
  return c.body(gzipped);
}

async function bundle(entry: string, format: 'iife' | 'esm'): Promise<Script> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`./widget/${entry}`, import.meta.url))],
    bundle: true,
    minify: true,
    write: false,
    format,
    target: ['es2022', 'safari16'],
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'silent',
    plugins: [smallCss],
  });
  const text = outputFiles[0]?.text ?? '';
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 16);
  return { text, gzipped: new Uint8Array(await compress(text, { level: 9 })), hash };
}

/** A style sheet as text, without its comments and spaces. */
const smallCss: Plugin = {
  name: 'small-css',
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, 'utf8'), {
        loader: 'css',
        minify: true,
        target: 'safari16',
      });
      return { contents: `export const css = ${JSON.stringify(code.trim())}`, loader: 'js' };
    });
  },
};
