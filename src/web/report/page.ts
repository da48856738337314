// The page of a week: the sentences and rows that Slack shows too, made to be printed. Whatever a visitor or a playbook named
// is text here and stays text.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { html, raw } from 'hono/html';
import { type Pilot, pilotView } from '../../core/pilot.ts';
import { pilotWords } from '../../core/pilot-words.ts';
import { reportChart } from '../../core/report-chart.ts';
import { dealWords } from '../../core/report-deal-words.ts';
import { type ReportView, type Row, reportView, type Table, type Told } from '../../core/report-view.ts';
import { reportWords as words } from '../../core/report-words.ts';
import { type Markup, pageHead } from '../page-head.ts';

export const style = readFileSync(new URL('page.css', import.meta.url), 'utf8');
const hash = createHash('sha256').update(style).digest('base64');

export const policy = [
  "default-src 'none'",
  `style-src 'sha256-${hash}'`,
  'img-src data:',
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** `csv`: where the same numbers are a table for a spreadsheet. */
export function reportPage(told: Told, csv: string) {
  const view = reportView(told);
  const company = told.playbook.company.name;
  return paper(
    view,
    company,
    html`${view.notes.map((note) => html`<p><strong>${note}</strong></p>`)}
${list(view.lines)}
${view.next.length === 0 ? '' : section(words.nextTitle, list(view.next))}
${section(view.funnelTitle, html`${raw(reportChart(view.stages, null))}`)}
${view.deals === null || view.deals.lines.length === 0 ? '' : section(view.deals.title, dealsOf(view.deals))}
${section(words.reasonsTitle, list(view.reasons.length === 0 ? [words.noReasons] : view.reasons))}
${section(words.refusalsTitle, list(view.refusals.length === 0 ? [words.noRefusals] : view.refusals))}
${
  view.bars.length === 0
    ? ''
    : section(
        view.barTitle,
        view.bars.map(({ title, why }) => html`<p><strong>${title}</strong><br>${why}</p>`),
      )
}
${view.tables.map((table) => section(table.title, tableOf(table, view)))}
<p class="small">${words.counted}</p>
<p class="small">${words.notMeasured} ${view.missing.join('; ')}.</p>
<p class="screen"><a href="${csv}">${words.csv}</a></p>`,
  );
}

/** The form lane beside the chat lane. */
export function pilotPage(pilot: Pilot, company: string) {
  const { title, span, said, lines, columns, rows } = pilotView(pilot);
  return paper(
    { title, span },
    company,
    html`<p><strong>${said}</strong></p>
<table class="lanes" aria-label="${title}">
<thead><tr><th></th>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>${rows.map((row) => rowOf(row))}</tbody>
</table>
${list(lines)}
<p class="small">${pilotWords.counted}</p>`,
  );
}

function paper({ title, span }: { title: string; span: string }, company: string, body: Markup): Markup {
  return html`<!doctype html>
<html lang="en">
<head>
${pageHead({ title, company, style })}
</head>
<body>
<header>
<h1>${title}</h1>
<p>${company} · ${span}</p>
</header>
<main>
${body}
</main>
</body>
</html>
`;
}

function section(title: string, body: Markup | Markup[]): Markup {
  return html`<section><h2>${title}</h2>${body}</section>`;
}

function list(lines: readonly string[]): Markup {
  return html`<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`;
}

function tableOf({ rows, more, title }: Table, { columns, all }: ReportView): Markup {
  const rest = more === 0 ? '' : html`<p class="small">${words.moreRows(more)}</p>`;
  return html`<div class="wide"><table aria-label="${title}">
<thead><tr><th></th>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>${rows.map((row) => rowOf(row))}${rowOf(all, 'all')}</tbody>
</table></div>${rest}`;
}

/** The forecast stands above, with the week. */
function dealsOf({ lines, columns, bands }: NonNullable<ReportView['deals']>): Markup {
  if (bands.length === 0) return list(lines);
  return html`${list(lines)}
<table class="lanes" aria-label="${dealWords.bandsTitle}">
<caption>${dealWords.bandsTitle}</caption>
<thead><tr><th></th>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>${bands.map((band) => rowOf(band))}</tbody>
</table>`;
}

function rowOf({ name, cells }: Row, kind = ''): Markup {
  return html`<tr class="${kind}"><th scope="row">${name}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`;
}
