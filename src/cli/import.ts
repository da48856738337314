// npm run import -- FILE [--dry-run]: leads from before Baton with what became of them, from a table or JSON lines, so that the bar
// begins where their verdicts put it. All of the file or nothing; the same file twice does nothing the second time.
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { readConfig } from '../config.ts';
import type { ImportRow } from '../core/imported.ts';
import { labelsFor } from '../core/label.ts';
import type { Playbook } from '../core/playbook.ts';
import { type ImportProblem, readImport } from '../core/read-import.ts';
import { ConfigError } from '../errors.ts';
import { createLog } from '../log.ts';
import { openDb, readSnapshot } from '../store/db.ts';
import { createNewId } from '../store/id.ts';
import { type ImportPlan, importLeads, planImport } from '../store/import.ts';
import { readPlaybook } from '../store/read-playbook.ts';

const usage = 'Usage: npm run import -- FILE.csv|FILE.jsonl [--dry-run]   (docs/import.md has the columns)';
const problemsShown = 20;

try {
  const { file, dryRun } = readWish();
  const config = readConfig();
  const { playbook } = await readPlaybook(config.playbook);
  const now = new Date().toISOString();
  const format = /\.(jsonl|ndjson|json)$/i.test(file) ? 'jsonl' : 'csv';
  const { rows, problems, ignored } = readImport(await textOf(file), { format, playbook, now });
  if (problems.length > 0) throw new ConfigError(told(problems));
  if (rows.length === 0) throw new ConfigError([`There is no lead in ${file}.`, usage]);
  const about = { url: config.databaseUrl, log: createLog('error') };
  const plan = dryRun
    ? await readSnapshot(about, (reader) => planImport(reader, rows, { playbook, now }))
    : await imported(about, rows, { playbook, now });
  if (plan.mistaken.length > 0) throw new ConfigError(told(plan.mistaken.map(mistake)));
  if (ignored.length > 0) console.log(`Left alone, because they mean nothing here: the columns ${ignored.join(', ')}.`);
  for (const line of summary(plan, playbook)) console.log(line);
  if (dryRun) console.log('Nothing was written.');
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(error.problems.join('\n'));
  process.exitCode = 2;
}

function readWish(): { file: string; dryRun: boolean } {
  try {
    const options = { 'dry-run': { type: 'boolean', default: false } } as const;
    const { positionals, values } = parseArgs({ options, allowPositionals: true });
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) throw new Error('Name one file.');
    return { file, dryRun: values['dry-run'] };
  } catch (error) {
    throw new ConfigError([error instanceof Error ? error.message : String(error), usage]);
  }
}

async function textOf(file: string): Promise<string> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new ConfigError([`${file} cannot be read (${error.code}): give the path of your file.`, usage]);
  });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new ConfigError([`${file} is not UTF-8: save it as "CSV UTF-8".`]);
  }
}

async function imported(
  about: Parameters<typeof openDb>[0],
  rows: readonly ImportRow[],
  given: { playbook: Playbook; now: string },
): Promise<ImportPlan> {
  const db = await openDb(about);
  try {
    return await db.inTx((tx) => importLeads(tx, rows, { ...given, newId: createNewId() }));
  } finally {
    await db.close();
  }
}

function told(problems: readonly ImportProblem[]): string[] {
  const shown = problems.slice(0, problemsShown).map(({ line, problem }) => `line ${line}: ${problem}`);
  const more = problems.length - shown.length;
  return [...shown, ...(more > 0 ? [`… and ${more} more.`] : []), 'Nothing was imported.'];
}

function mistake({ line, key }: ImportRow): ImportProblem {
  return { line, problem: `${key} is a lead of this Baton, which knows it better: remove the line.` };
}

function summary({ added, changed, same, erased, bars }: ImportPlan, playbook: Playbook): string[] {
  const given = [...added, ...changed];
  const unscored = given.filter(
    ({ row, label }) => row.outcome !== null && row.score === null && label === null,
  ).length;
  const verdicts = labelsFor(
    given.flatMap(({ label }) => label ?? []),
    playbook,
  ).length;
  return [
    `${added.length} new, ${changed.length} changed, ${same} as they were.`,
    ...(erased === 0 ? [] : [`${erased} of erased people stay erased.`]),
    verdicts === 1 ? 'One verdict teaches the bar.' : `${verdicts} verdicts teach the bar.`,
    ...(unscored === 0 ? [] : [`${unscored} have an outcome but no score, and teach it nothing.`]),
    ...bars.map(({ bar, begins, labels }) => {
      const name = playbook.teams.find(({ id }) => id === bar.team)?.name ?? bar.team;
      const stands = Math.round((begins?.bar ?? bar).state.bar * 10) / 10;
      if (begins !== null) return `The bar of ${name} begins at ${stands}, by ${labels} verdicts.`;
      return `The bar of ${name} stays at ${stands}; on Monday it is looked for with ${labels} verdicts.`;
    }),
  ];
}
