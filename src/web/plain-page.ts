// A page of a few sentences, for people who come to Baton by a browser. What it is given is text, and it stays text.
import { escapeMarkup } from '../core/escape-markup.ts';

export type Plain = {
  title: string;
  paragraphs: readonly string[];
  link?: { text: string; href: string };
  again?: true;
};

/** `again`: the browser asks once more in a moment. */
export function plainPage({ title, paragraphs, link, again }: Plain): string {
  const body = paragraphs.map((each) => `<p>${escapeMarkup(each)}</p>`);
  const next = link === undefined ? [] : [`<p><a href="${escapeMarkup(link.href)}">${escapeMarkup(link.text)}</a></p>`];
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">${again ? '\n<meta http-equiv="refresh" content="1">' : ''}
<title>${escapeMarkup(title)}</title>
<style>body { font: 1rem/1.5 system-ui, sans-serif; max-width: 34rem; margin: 15vh auto; padding: 0 1rem }</style>
<main role="status">
<h1>${escapeMarkup(title)}</h1>
${[...body, ...next].join('\n')}
</main>
</html>
`;
}
