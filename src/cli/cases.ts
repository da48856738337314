// npm run cases -- from-review [--since 2026-W48]: writes a folder of test/leads/ for each conversation that reviewers corrected,
// about nobody and with what has to be read in it. Only reads the database; a folder that is there is never touched.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { DateTime } from 'luxon';
import { stringify } from 'yaml';
import { readConfig } from '../config.ts';
import { weekName, weekOf } from '../core/iso-week.ts';
import type { LeadId } from '../core/lead.ts';
import { isReviewed } from '../core/lead-review.ts';
import type { Playbook } from '../core/playbook.ts';
import { type ReviewCase, reviewCase } from '../core/review-case.ts';
import { ConfigError } from '../errors.ts';
import { createLog } from '../log.ts';
import { type Reader, readSnapshot } from '../store/db.ts';
import { getLead } from '../store/lead.ts';
import { readPlaybook } from '../store/read-playbook.ts';
import { reviewsSince } from '../store/reviews.ts';

const usage = 'Usage: npm run cases -- from-review [--since 2026-W48] [--to test/leads] [--dry-run]';

type Wish = { since: string | undefined; to: string; dryRun: boolean };

try {
  const wish = readWish();
  const config = readConfig();
  const page = relative('.', config.playbook);
  if (page.startsWith('..')) {
    throw new ConfigError([
      `The playbook ${config.playbook} lies outside this folder: run this where a case can name it.`,
    ]);
  }
  const { playbook } = await readPlaybook(config.playbook);
  const since = wish.since === undefined ? 0 : weekNamed(wish.since, playbook.zone);
  const found = await readSnapshot({ url: config.databaseUrl, log: createLog('warn') }, (reader) =>
    casesSince(reader, playbook, since),
  );
  for (const each of found) write(each, { ...wish, page });
  console.log(summary(found.length, wish.dryRun));
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(error.problems.join('\n'));
  process.exitCode = 1;
}

function readWish(): Wish {
  const options = {
    since: { type: 'string' },
    to: { type: 'string', default: 'test/leads' },
    'dry-run': { type: 'boolean', default: false },
  } as const;
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    if (positionals.length !== 1 || positionals[0] !== 'from-review') throw new Error('Say where cases come from.');
    return { since: values.since, to: values.to, dryRun: values['dry-run'] };
  } catch (error) {
    throw new ConfigError([error instanceof Error ? error.message : String(error), usage]);
  }
}

function weekNamed(name: string, zone: string): number {
  const day = DateTime.fromISO(name, { zone });
  if (!day.isValid) throw new ConfigError([`"${name}" is no week and no date.`, usage]);
  return weekOf(day.toUTC().toISO(), zone);
}

type Found = { name: string; case: ReviewCase };

async function casesSince(reader: Reader, playbook: Playbook, since: number): Promise<Found[]> {
  const reviews = (await reviewsSince(reader, since)).filter(isReviewed);
  const found: Found[] = [];
  for (const [id, of] of Map.groupBy(reviews, ({ lead }) => lead)) {
    const lead = await getLead(reader, id);
    const week = weekName(Math.max(...of.map((each) => each.week)));
    const made = lead && reviewCase(lead, of, { playbook, week });
    if (made) found.push({ name: nameOf(week, id), case: made });
  }
  return found;
}

/** The end of an id is its chance: it says nothing about anybody. */
function nameOf(week: string, id: LeadId): string {
  const end = id.replace(/[^a-z0-9]/gi, '').slice(-8);
  return `review-${week}-${end}`.toLowerCase();
}

function write({ name, case: made }: Found, { to, dryRun, page }: Wish & { page: string }): void {
  const folder = join(to, name);
  const { about, ...rest } = made;
  const text = stringify({ about, ...(page !== 'playbook.yml' && { playbook: page }), ...rest }, { lineWidth: 0 });
  if (existsSync(folder)) {
    console.log(`${folder} is there already and stays as it is.\n`);
    return;
  }
  console.log(`${folder}/visitor.yml\n${text}`);
  if (dryRun) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'visitor.yml'), text, { flag: 'wx' });
}

function summary(count: number, dryRun: boolean): string {
  if (count === 0) return 'No review of that time found anything wrong.';
  const cases = count === 1 ? 'One case' : `${count} cases`;
  const next = dryRun ? 'Nothing was written.' : 'npm test -- test/leads writes what comes of them beside it.';
  return `${cases}. Names, companies, addresses and numbers that Baton knew are replaced; read each line before you commit it, because others stay. ${next}`;
}
