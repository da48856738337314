// GET /reports/weekly/<week> and <week>.csv, /reports/pilot and /playbook, for those without Slack. The link is all that opens them;
// nothing is loaded from elsewhere, nothing runs, and nobody is counted.
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { contract } from '../core/contract.ts';
import { contractHtml } from '../core/contract-html.ts';
import { weekNumber } from '../core/iso-week.ts';
import { daysSpan } from '../core/pilot.ts';
import { reportCsv } from '../core/report-csv.ts';
import type { Told } from '../core/report-view.ts';
import type { Deps } from '../deps.ts';
import { readLanes, readTold } from '../store/report.ts';
import type { PageOf, ReportOf, ReportSigner } from '../store/report-link.ts';
import { plainPage } from './plain-page.ts';
import { pilotPage, policy, reportPage, style } from './report/page.ts';

export function reportAddress(
  base: string,
  { week, team }: { week: string; team: string | null },
  { until, key }: { until: string; key: string },
) {
  const query = new URLSearchParams({ ...(team !== null && { team }), until, key });
  const place = `${base}/reports/weekly/${week}`;
  return { page: `${place}?${query}`, csv: `${place}.csv?${query}` };
}

export function pageAddress(base: string, of: PageOf, { until, key }: { until: string; key: string }): string {
  const query = new URLSearchParams({ ...(of.kind === 'pilot' && { from: of.from, to: of.to }), until, key });
  return `${base}${of.kind === 'pilot' ? '/reports/pilot' : '/playbook'}?${query}`;
}

export function weeklyReport(deps: Deps, signer: ReportSigner | null): Hono {
  const routes = new Hono();
  const guarded: MiddlewareHandler = async (c, next) => {
    c.header('content-security-policy', policy);
    c.header('referrer-policy', 'no-referrer');
    c.header('x-robots-tag', 'noindex, nofollow');
    c.header('x-content-type-options', 'nosniff');
    c.header('cache-control', 'no-store');
    await next();
  };
  routes.use('/reports/*', guarded);
  routes.use('/playbook', guarded);
  routes.get('/reports/weekly/:file', async (c) => {
    const [, week = '', csv] = /^(\d{4}-W\d\d)(\.csv)?$/.exec(c.req.param('file')) ?? [];
    const number = weekNumber(week);
    const of = { kind: 'week' as const, week, team: c.req.query('team') ?? null };
    const opened = number === null ? 'invalid' : opens(c, { deps, signer, of });
    if (opened !== 'open' || number === null) return closed(c, opened === 'expired' ? 'expired' : 'invalid');
    const told = await readTold(deps.db, {
      week: number,
      team: of.team,
      playbook: deps.playbook,
      now: deps.now().toISOString(),
    });
    return csv === undefined ? page(c, told) : file(c, told);
  });
  routes.get('/reports/pilot', async (c) => {
    const { db, playbook, now } = deps;
    const days = { from: c.req.query('from') ?? '', to: c.req.query('to') ?? '' };
    const span = daysSpan(days, playbook.zone);
    const opened = span === null ? 'invalid' : opens(c, { deps, signer, of: { kind: 'pilot', ...days } });
    if (opened !== 'open' || span === null) return closed(c, opened === 'expired' ? 'expired' : 'invalid');
    const { form } = playbook.lanes;
    const about = { ...days, zone: playbook.zone, isOver: span.until <= now().toISOString(), channels: form };
    return c.html(pilotPage({ ...about, lanes: await readLanes(db, { ...span, form }) }, playbook.company.name));
  });
  routes.get('/playbook', (c) => {
    const opened = opens(c, { deps, signer, of: { kind: 'contract' } });
    return opened === 'open' ? c.html(contractHtml(contract(deps.playbook), style)) : closed(c, opened);
  });
  return routes;
}

function opens(c: Context, { deps, signer, of }: { deps: Deps; signer: ReportSigner | null; of: ReportOf }) {
  const given = { until: c.req.query('until') ?? '', key: c.req.query('key') ?? '' };
  return signer?.read(of, given, deps.now().toISOString()) ?? 'invalid';
}

function closed(c: Context, why: 'expired' | 'invalid') {
  const paragraphs =
    why === 'expired'
      ? ['Links to a report are good for a month. Type /baton stats in Slack for a fresh one.']
      : ['Open the link as it stands in Slack, to the last letter, or type /baton stats there for a fresh one.'];
  const title = why === 'expired' ? 'This link is too old' : 'There is no report at this address';
  return c.html(plainPage({ title, paragraphs }), why === 'expired' ? 410 : 404);
}

function page(c: Context, told: Told) {
  const csv = `${told.report.name}.csv${new URL(c.req.url).search}`;
  return c.html(reportPage(told, csv));
}

function file(c: Context, told: Told) {
  c.header('content-type', 'text/csv; charset=utf-8');
  c.header('content-disposition', `attachment; filename="baton-${told.report.name}.csv"`);
  return c.body(`\uFEFF${reportCsv(told)}`);
}
