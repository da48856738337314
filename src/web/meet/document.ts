// The frame of every page a visitor opens by their link. Nothing comes from elsewhere and nothing else runs: style and script
// stand in the page itself, and the policy names them by what they are.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Context } from 'hono';
import { html, raw } from 'hono/html';
import type { Language } from '../../core/language.ts';
import { meetWord } from '../../core/meet-words.ts';
import { type Markup, pageHead } from '../page-head.ts';

export type Framed = {
  language: Language;
  company: string;
  title: string;
  body: Markup;
  /** Where the page asks whether what it waits for has happened. */
  wait?: string;
  /** The zone that was guessed for them; their browser knows better. */
  guessedZone?: string;
};

const style = asset('page.css');
const script = asset('page.js');

const policy = [
  "default-src 'none'",
  `style-src '${style.hash}'`,
  `script-src '${script.hash}'`,
  "connect-src 'self'",
  'img-src data:',
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** With no-referrer browsers would send our own forms with the origin "null"; nothing goes elsewhere with this one either. */
export function protect(c: Context): void {
  c.header('content-security-policy', policy);
  c.header('referrer-policy', 'same-origin');
  c.header('x-robots-tag', 'noindex, nofollow');
  c.header('x-content-type-options', 'nosniff');
  c.header('cross-origin-opener-policy', 'same-origin');
  c.header('permissions-policy', 'camera=(), geolocation=(), microphone=()');
  c.header('cache-control', 'no-store');
}

export function frame({ language, company, title, body, wait, guessedZone }: Framed): Markup {
  const reload = wait === undefined ? '' : raw('<noscript><meta http-equiv="refresh" content="4"></noscript>');
  return html`<!doctype html>
<html lang="${language}" dir="ltr">
<head>
${pageHead({ title, company, style: style.text })}
${reload}
</head>
<body>
<header>${company}</header>
<main${attribute('data-wait', wait)}${attribute('data-zone', guessedZone)}>
${body}
</main>
<footer>${meetWord(language, 'from', { company })}</footer>
<script type="module">${raw(script.text)}</script>
</body>
</html>
`;
}

export function attribute(name: string, value: string | undefined): Markup | string {
  return value === undefined ? '' : html` ${raw(name)}="${value}"`;
}

function asset(name: string): { text: string; hash: string } {
  const text = readFileSync(new URL(name, import.meta.url), 'utf8');
  return { text, hash: `sha256-${createHash('sha256').update(text).digest('base64')}` };
}
