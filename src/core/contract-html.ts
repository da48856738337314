// The contract drawn as a page to be printed. It loads and runs nothing, and whatever the playbook says is text and stays text.
import type { Contract, ContractRow, ContractSection } from './contract.ts';
import { contractWords as words } from './contract-words.ts';

/** `style`: the sheet of the reports. */
export function contractHtml({ title, version, sections, signers }: Contract, style: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escaped(title)}</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body class="contract">
<header>
<h1>${escaped(title)}</h1>
<p>${escaped(version)}</p>
</header>
<main>
${sections.map(sectionOf).join('\n')}
<section class="sign">${signers.map((each) => `<p>${escaped(each)}<br><small>${escaped(words.signed)}</small></p>`).join('')}</section>
</main>
</body>
</html>
`;
}

function sectionOf({ title, lines, rows }: ContractSection): string {
  const said = lines.map((line) => `<p>${escaped(line)}</p>`).join('');
  const list = rows.length === 0 ? '' : `<dl>${rows.map(rowOf).join('\n')}</dl>`;
  return `<section><h2>${escaped(title)}</h2>${said}${list}</section>`;
}

function rowOf({ name, lines }: ContractRow): string {
  return `<dt>${escaped(name)}</dt><dd>${lines.map(escaped).join('<br>')}</dd>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
