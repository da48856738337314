// A mail's content written twice, as text and as HTML, so that both always say the same. The HTML fetches nothing and names no
// colour but the button's: every mail program, light or dark, keeps its own.
import type { Language } from './language.ts';

export type Row = { label: string; text: string };
export type Block =
  | { kind: 'line'; text: string }
  | { kind: 'rows'; rows: readonly Row[] }
  | { kind: 'list'; items: readonly string[] }
  | { kind: 'link'; text: string; href: string }
  /** At the end, and quieter than the rest. */
  | { kind: 'small'; text: string; link: string; href: string };

export function mailText(blocks: readonly Block[]): string {
  return `${blocks.map(textOf).join('\n\n')}\n`;
}

export function mailHtml(
  blocks: readonly Block[],
  { subject, language }: { subject: string; language: Language },
): string {
  return `<!doctype html>
<html lang="${language}" style="color-scheme: light dark">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escaped(subject)}</title>
</head>
<body style="margin: 0">
<div style="max-width: 560px; margin: 0 auto; padding: 24px 16px; font: 16px/1.5 -apple-system, 'Segoe UI', Roboto, Arial, sans-serif">
${blocks.map(htmlOf).join('\n')}
</div>
</body>
</html>
`;
}

function textOf(block: Block): string {
  switch (block.kind) {
    case 'line':
      return block.text;
    case 'rows':
      return block.rows.map(({ label, text }) => `${label} ${text}`).join('\n');
    case 'list':
      return block.items.map((item) => `- ${item}`).join('\n');
    case 'link':
      return `${block.text}\n${block.href}`;
    case 'small':
      return `${block.text}\n${block.link}: ${block.href}`;
  }
}

const buttonStyle =
  'display: inline-block; padding: 10px 18px; border-radius: 6px; background: #0f766e; color: #ffffff; font-weight: 600; text-decoration: none';

function htmlOf(block: Block): string {
  switch (block.kind) {
    case 'line':
      return `<p style="margin: 0 0 16px">${escaped(block.text).replaceAll('\n', '<br>')}</p>`;
    case 'rows':
      return `<table role="presentation" style="margin: 0 0 16px; border-collapse: collapse; font: inherit">\n${block.rows.map(rowOf).join('\n')}\n</table>`;
    case 'list':
      return `<ul style="margin: 0 0 16px; padding-left: 20px">\n${block.items.map((item) => `<li>${escaped(item)}</li>`).join('\n')}\n</ul>`;
    case 'small':
      return `<p style="margin: 24px 0 0; font-size: 13px">${escaped(block.text)} <a href="${escaped(block.href)}" style="color: inherit">${escaped(block.link)}</a></p>`;
    case 'link':
      return `<p style="margin: 24px 0"><a href="${escaped(block.href)}" style="${buttonStyle}">${escaped(block.text)}</a></p>`;
  }
}

function rowOf({ label, text }: Row): string {
  const shown = isLink(text)
    ? `<a href="${escaped(text)}" style="overflow-wrap: anywhere">${escaped(text)}</a>`
    : escaped(text);
  return `<tr><td style="padding: 2px 16px 2px 0; vertical-align: top; font-weight: 600; white-space: nowrap">${escaped(label)}</td><td style="padding: 2px 0; vertical-align: top">${shown}</td></tr>`;
}

/** Anything else that calls itself a link could run something. */
export const isLink = (text: string): boolean => /^https?:\/\/[^\s<>"]+$/i.test(text);

const marks: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (mark) => marks[mark] ?? '');
