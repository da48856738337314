// npm run replay -- --playbook PAGE [--since DATE]: judges the leads that are stored by another playbook and says which
// verdicts would be other ones, and why. Only reads, so that it can be run beside a working Baton.
import { parseArgs } from 'node:util';
import { DateTime } from 'luxon';
import { readConfig } from '../config.ts';
import { type Bars, teamTaking } from '../core/bar.ts';
import { whoIs } from '../core/brief.ts';
import { importChannel } from '../core/imported.ts';
import type { Lead, Reason } from '../core/lead.ts';
import { person } from '../core/person.ts';
import type { Playbook } from '../core/playbook.ts';
import { flips, type Replayed, replay } from '../core/replay.ts';
import { ConfigError } from '../errors.ts';
import { createLog } from '../log.ts';
import { readBars } from '../store/bars.ts';
import { type Reader, readSnapshot } from '../store/db.ts';
import { getLead, type LeadSummary, listLeads } from '../store/lead.ts';
import { readPlaybook } from '../store/read-playbook.ts';

const usage = 'Usage: npm run replay -- --playbook playbooks/bant.yml [--since 2026-11-01]';
const reasonsShown = 6;
const pageSize = 200;

try {
  const { playbook, since } = await readWish();
  const about = { url: readConfig().databaseUrl, log: createLog('warn') };
  await readSnapshot(about, (reader) => report(reader, playbook, since));
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(error.problems.join('\n'));
  process.exitCode = 1;
}

async function readWish(): Promise<{ playbook: Playbook; since: string }> {
  const options = { playbook: { type: 'string' }, since: { type: 'string' } } as const;
  let wish: { playbook?: string | undefined; since?: string | undefined };
  try {
    wish = parseArgs({ options }).values;
  } catch (error) {
    throw new ConfigError([error instanceof Error ? error.message : String(error), usage]);
  }
  if (wish.playbook === undefined) throw new ConfigError(['Say which playbook to judge by.', usage]);
  const { playbook } = await readPlaybook(wish.playbook);
  if (wish.since === undefined) return { playbook, since: '' };
  const day = DateTime.fromISO(wish.since, { zone: playbook.zone });
  if (!day.isValid) throw new ConfigError([`"${wish.since}" is no date.`, usage]);
  return { playbook, since: day.toUTC().toISO() };
}

async function report(reader: Reader, playbook: Playbook, since: string): Promise<void> {
  const counts = { all: 0, open: 0 };
  const turned = new Map<string, number>();
  const bars = await readBars(reader, playbook);
  for await (const { id, verdict } of summaries(reader, since)) {
    counts.all += 1;
    const lead = verdict === null ? undefined : await getLead(reader, id);
    const judged = lead && replay(lead, playbook, barUnder(lead, playbook, bars));
    if (lead === undefined || !judged) {
      counts.open += 1;
    } else if (flips(judged)) {
      const turn = turnOf(judged);
      turned.set(turn, (turned.get(turn) ?? 0) + 1);
      console.log(`${explain(lead, judged, { playbook, bar: barUnder(lead, playbook, bars) })}\n`);
    }
  }
  console.log(summary(counts, turned));
}

/** The newest first. */
async function* summaries(reader: Reader, since: string): AsyncGenerator<LeadSummary> {
  for (let before: LeadSummary['id'] | undefined; ; ) {
    const page = await listLeads(reader, { limit: pageSize, ...(before !== undefined && { before }) });
    // Imported leads have no conversation to judge; they are the last in this order.
    const wanted = page.filter(({ channel, createdAt }) => channel !== importChannel && createdAt >= since);
    yield* wanted;
    before = page.at(-1)?.id;
    if (page.length < pageSize || wanted.length === 0) return;
  }
}

/** The bar of the team that takes it by that page: the one the verdicts have made, unless the page begins it anew. */
function barUnder(lead: Lead, playbook: Playbook, bars: Bars): number {
  return Math.ceil(bars.get(teamTaking(lead, playbook).id) ?? playbook.bar.start);
}

function explain(lead: Lead, judged: Replayed, { playbook, bar }: { playbook: Playbook; bar: number }): string {
  const { was, would, lost, gained, fell, rose } = judged;
  const day = lead.createdAt.slice(0, 10);
  const lines = [
    `${lead.id}  ${day}  ${whoIs(person(lead, playbook))}`,
    `  ${turnOf(judged)}, score ${was.score} → ${would.score}, bar ${bar}`,
    ...(fell.length === 0 ? [] : [`  no longer stands: ${fell.map(pillarWord).join(', ')}`]),
    ...(rose.length === 0 ? [] : [`  now stands: ${rose.map(pillarWord).join(', ')}`]),
    ...(lost.length === 0 ? [] : [`  lost:   ${points(lost)}`]),
    ...(gained.length === 0 ? [] : [`  gained: ${points(gained)}`]),
  ];
  return lines.join('\n');
}

function summary({ all, open }: { all: number; open: number }, turned: ReadonlyMap<string, number>): string {
  const flipped = [...turned.values()].reduce((sum, count) => sum + count, 0);
  const how = [...turned].map(([turn, count]) => `${count} ${turn}`).join(', ');
  const still = open === 0 ? '' : ` ${open} ${open === 1 ? 'has' : 'have'} no verdict yet.`;
  return `${all} ${all === 1 ? 'lead' : 'leads'}: ${flipped} would flip${how === '' ? '' : ` (${how})`}.${still}`;
}

function turnOf({ was, would }: Replayed): string {
  return `${was.verdict} → ${would.verdict}`;
}

function pillarWord(name: Replayed['fell'][number]): string {
  return name === 'nextStep' ? 'next step' : name;
}

function points(reasons: readonly Reason[]): string {
  const shown = reasons
    .slice(0, reasonsShown)
    .map(({ points, because }) => `${points > 0 ? '+' : ''}${points} ${because}`);
  const more = reasons.length - shown.length;
  return [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join(', ');
}
