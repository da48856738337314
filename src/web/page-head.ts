// How the head of every page with a sheet of its own begins. Nothing is loaded from elsewhere, and no search engine is invited.
import { html, raw } from 'hono/html';

export type Markup = ReturnType<typeof html>;

export function pageHead({ title, company, style }: { title: string; company: string; style: string }): Markup {
  return html`<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} · ${company}</title>
<link rel="icon" href="data:,">
<style>${raw(style)}</style>`;
}
