// npm run eval -- evidence|extract FILE.jsonl [--json]: what the product's own check says to each claim of the file, or
// what the guided interviewer writes down of each dialogue. With --json, or when the output is piped, one
// machine-readable line per input and the summary on stderr. A bad line is reported and skipped.
import { readFileSync } from 'node:fs';
import { readConfig } from '../config.ts';
import { readPlaybook } from '../store/read-playbook.ts';
import { evalEvidence } from './eval/evidence.ts';
import { evalExtract } from './eval/extract.ts';
import type { Evaluation } from './eval/lines.ts';

const evals: Record<string, (text: string, now: string) => Evaluation | Promise<Evaluation>> = {
  evidence: evalEvidence,
  extract: async (text, now) => evalExtract((await readPlaybook(readConfig().playbook)).playbook)(text, now),
};

async function run(name: string | undefined, file: string | undefined, json: boolean): Promise<void> {
  const evaluate = name === undefined || !Object.hasOwn(evals, name) ? undefined : evals[name];
  if (evaluate === undefined || file === undefined) {
    throw new Error(`Usage: npm run eval -- ${Object.keys(evals).join('|')} FILE.jsonl [--json]`);
  }
  const { lines, summary } = await evaluate(readFileSync(file, 'utf8'), new Date().toISOString());
  for (const line of lines) console.log(json ? JSON.stringify(line.data) : line.text);
  for (const line of summary) (json ? console.error : console.log)(line);
}

try {
  const given = process.argv.slice(2);
  const [name, file] = given.filter((word) => word !== '--json');
  await run(name, file, given.includes('--json') || process.stdout.isTTY !== true);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
