// Serves the sandbox page: bundled by esbuild on the first visit, in memory, under a name that changes with its content.
// The page runs under a strict policy: nothing inline, nothing from elsewhere;
// only mails are shown in a frame, under a stricter one of their own.
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { Hono } from 'hono';
import { BadRequestError } from '../errors.ts';

type Asset = { path: string; type: string; body: string };
type Page = { html: string; assets: Map<string, Asset> };

const entry = fileURLToPath(new URL('./page/main.tsx', import.meta.url));
const types: Record<string, string> = { js: 'text/javascript; charset=utf-8', css: 'text/css; charset=utf-8' };
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export function createPageRoutes(): Hono {
  let building: Promise<Page> | undefined;
  const page = (): Promise<Page> => {
    building ??= bundle().catch((error: unknown) => {
      building = undefined;
      throw error;
    });
    return building;
  };
  const app = new Hono();
  app.onError((error, c) => {
    if (error instanceof BadRequestError) return c.text(error.message, error.status);
    throw error;
  });
  app.get('/', async (c) => {
    c.header('content-security-policy', policy);
    c.header('cache-control', 'no-store');
    c.header('x-content-type-options', 'nosniff');
    c.header('referrer-policy', 'no-referrer');
    return c.html((await page()).html);
  });
  app.get('/sandbox/page/:name', async (c) => {
    const asset = (await page()).assets.get(c.req.path);
    if (asset === undefined) return c.text('There is no such file; load the page again.', 404);
    c.header('cache-control', 'public, max-age=31536000, immutable');
    c.header('x-content-type-options', 'nosniff');
    return c.body(asset.body, 200, { 'content-type': asset.type });
  });
  return app;
}

async function bundle(): Promise<Page> {
  checkReact();
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    outdir: 'page',
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'silent',
  });
  const assets = new Map<string, Asset>();
  for (const { path, text } of outputFiles) {
    const kind = path.slice(path.lastIndexOf('.') + 1);
    const hash = createHash('sha256').update(text).digest('hex').slice(0, 16);
    const asset = {
      path: `/sandbox/page/${hash}.${kind}`,
      type: types[kind] ?? 'application/octet-stream',
      body: text,
    };
    assets.set(asset.path, asset);
  }
  return { html: html([...assets.keys()]), assets };
}

/** A production install has none: the stand-ins are for trying Baton out. */
function checkReact(): void {
  try {
    import.meta.resolve('react-dom/client');
  } catch {
    throw new BadRequestError(
      503,
      'The sandbox page needs the development packages (react). Run "npm ci" without --omit=dev and start again, ' +
        'or connect a real Slack as the README says.',
    );
  }
}

function html(paths: string[]): string {
  const styles = paths.filter((path) => path.endsWith('.css')).map((path) => `<link rel="stylesheet" href="${path}">`);
  const scripts = paths
    .filter((path) => path.endsWith('.js'))
    .map((path) => `<script type="module" src="${path}"></script>`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Baton sandbox</title>
<link rel="icon" href="data:,">
${[...styles, ...scripts].join('\n')}
</head>
<body>
<div id="page"></div>
<noscript>This page needs JavaScript.</noscript>
</body>
</html>
`;
}
