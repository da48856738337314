// npm run eval -- evidence|extract FILE.jsonl [--json]: what the product's own check says to each claim of the file, or
// what the guided interviewer writes down of each dialogue. With --json, or when the output is piped, one
// machine-readable line per input and the summary on stderr. A bad line is reported and skipped.
import { readFileSync } from 'node:fs';
import { readConfig } from '../config.ts';
import { parsePlaybook } from '../core/parse-playbook.ts';
import { evalEvidence } from './eval/evidence.ts';
import { evalExtract } from './eval/extract.ts';
import type { Evaluation } from './eval/lines.ts';

const evals: Record<string, (text: string, now: string) => Evaluation> = {
  evidence: evalEvidence,
  extract: (text, now) => evalExtract(readPlaybook(readConfig().playbook))(text, now),
};

function readPlaybook(path: string) {
  const read = parsePlaybook(readFileSync(path, 'utf8'));
  if (read.kind === 'wrong')
    throw new Error(read.problems.map(({ line, remedy }) => `${path}:${line} ${remedy}`).join('\n'));
  return { ...read.page, version: path };
}

function run(name: string | undefined, file: string | undefined, json: boolean): void {
  const evaluate = name === undefined || !Object.hasOwn(evals, name) ? undefined : evals[name];
  if (evaluate === undefined || file === undefined) {
    throw new Error(`Usage: npm run eval -- ${Object.keys(evals).join('|')} FILE.jsonl [--json]`);
  }
  const { lines, summary } = evaluate(readFileSync(file, 'utf8'), new Date().toISOString());
  for (const line of lines) console.log(json ? JSON.stringify(line.data) : line.text);
  for (const line of summary) (json ? console.error : console.log)(line);
}

try {
  const given = process.argv.slice(2);
  const [name, file] = given.filter((word) => word !== '--json');
  run(name, file, given.includes('--json') || process.stdout.isTTY !== true);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
