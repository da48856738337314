// The contract drawn as a page to be printed. It loads and runs nothing, and whatever the playbook says is text and stays text.
import type { Contract, ContractRow, ContractSection } from './contract.ts';
import { contractWords as words } from './contract-words.ts';
import { escapeMarkup } from './escape-markup.ts';

/** `style`: the sheet of the reports. */
export function contractHtml({ title, version, sections, signers }: Contract, style: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeMarkup(title)}</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body class="contract">
<header>
<h1>${escapeMarkup(title)}</h1>
<p>${escapeMarkup(version)}</p>
</header>
<main>
${sections.map(sectionOf).join('\n')}
<section class="sign">${signers.map((each) => `<p>${escapeMarkup(each)}<br><small>${escapeMarkup(words.signed)}</small></p>`).join('')}</section>
</main>
</body>
</html>
`;
}

function sectionOf({ title, lines, rows }: ContractSection): string {
  const said = lines.map((line) => `<p>${escapeMarkup(line)}</p>`).join('');
  const list = rows.length === 0 ? '' : `<dl>${rows.map(rowOf).join('\n')}</dl>`;
  return `<section><h2>${escapeMarkup(title)}</h2>${said}${list}</section>`;
}

function rowOf({ name, lines }: ContractRow): string {
  return `<dt>${escapeMarkup(name)}</dt><dd>${lines.map(escapeMarkup).join('<br>')}</dd>`;
}
