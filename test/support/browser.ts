// One Chromium for all browser tests of a run. The sparticuz package brings it along; CHROMIUM_PATH or a system Chromium will do too.
// Never pass the package's own `args`: with --single-process a page never closes.
import { existsSync, mkdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const root = fileURLToPath(new URL('../../', import.meta.url));
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
];

let running: Promise<Browser> | undefined;

export function openBrowser(): Promise<Browser> {
  running ??= findChromium().then(({ executablePath, env }) =>
    chromium.launch({ executablePath, args, env, headless: true }),
  );
  return running;
}

/** A page with errors kept: a test that ends with any of them has found something. */
export async function openPage(
  options: BrowserContextOptions = {},
): Promise<{ page: Page; errors: string[]; close(): Promise<void> }> {
  const browser = await openBrowser();
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    reducedMotion: 'reduce',
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(8_000);
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (line) => {
    if (line.type() === 'error') errors.push(line.text());
  });
  return { page, errors, close: () => context.close() };
}

export async function closeBrowser(): Promise<void> {
  const browser = await running;
  running = undefined;
  await browser?.close();
}

/** A picture of the README: PICTURES=1 writes it there, else it is one to look at. */
export function picturePath(name: string): string {
  const path = process.env.PICTURES ? join(root, 'docs', 'pictures', `${name}.png`) : screenPath(name);
  mkdirSync(dirname(path), { recursive: true });
  return path;
}

/** Pictures for people to look at; not compared. */
export function screenPath(name: string): string {
  return join(root, '.cache', 'screens', `${name}.png`);
}

type Found = { executablePath: string; env: Record<string, string> };

async function findChromium(): Promise<Found> {
  const env = Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  const given = process.env.CHROMIUM_PATH;
  if (given !== undefined) return { executablePath: given, env };
  try {
    const { executablePath, fonts } = await unpackChromium();
    return { executablePath, env: { ...env, FONTCONFIG_FILE: fonts } };
  } catch (error) {
    if (existsSync('/usr/bin/chromium')) return { executablePath: '/usr/bin/chromium', env };
    throw new Error('No Chromium: set CHROMIUM_PATH to one, or run the set-up again.', { cause: error });
  }
}

/** Unpacked once per version into the project's cache; the package reads TMPDIR when it is used. */
async function unpackChromium(): Promise<{ executablePath: string; fonts: string }> {
  const manifest = join(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '../package.json');
  const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { version: string };
  const folder = join(root, '.cache', `chromium-${version}`);
  mkdirSync(folder, { recursive: true });
  const before = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  try {
    const { default: packaged } = await import('@sparticuz/chromium');
    const executablePath = await packaged.executablePath();
    return { executablePath, fonts: await writeFontsFile(folder) };
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}

/** The package brings Open Sans; without this the browser does not see it and every picture is set in whatever the machine has. */
async function writeFontsFile(folder: string): Promise<string> {
  const file = join(folder, 'fonts-here.conf');
  const content = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${join(folder, 'fonts')}</dir>
  <cachedir>${join(folder, 'fonts-cache')}</cachedir>
</fontconfig>
`;
  await writeFile(file, content);
  return file;
}
