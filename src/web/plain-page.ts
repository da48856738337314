// A page of a few sentences, for people who come to Baton by a browser. What it is given is text, and it stays text.
import { escapeMarkup } from '../core/escape-markup.ts';
import type { Language } from '../core/language.ts';

export type Plain = {
  title: string;
  paragraphs: readonly string[];
  link?: { text: string; href: string };
  /** Posts to this very address. */
  button?: string;
  language?: Language;
  again?: true;
};

/** `again`: the browser asks once more in a moment. */
export function plainPage({ title, paragraphs, link, button, language = 'en', again }: Plain): string {
  const body = paragraphs.map((each) => `<p>${escapeMarkup(each)}</p>`);
  const next = link === undefined ? [] : [`<p><a href="${escapeMarkup(link.href)}">${escapeMarkup(link.text)}</a></p>`];
  const press =
    button === undefined ? [] : [`<form method="post"><button type="submit">${escapeMarkup(button)}</button></form>`];
  return `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">${again ? '\n<meta http-equiv="refresh" content="1">' : ''}
<title>${escapeMarkup(title)}</title>
<style>body { font: 1rem/1.5 system-ui, sans-serif; max-width: 34rem; margin: 15vh auto; padding: 0 1rem }
button { font: inherit; padding: .6rem 1.2rem; cursor: pointer }</style>
<main role="status">
<h1>${escapeMarkup(title)}</h1>
${[...body, ...next, ...press].join('\n')}
</main>
</html>
`;
}
