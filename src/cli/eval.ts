// npm run eval -- evidence FILE.jsonl [--json]: what the product's own check says to each claim of the file.
// One machine-readable line per input with --json or when the output is piped. A bad line is reported and skipped.
import { readFileSync } from 'node:fs';
import { evalEvidence } from './eval/evidence.ts';

const evals = { evidence: evalEvidence };
const usage = `Usage: npm run eval -- ${Object.keys(evals).join('|')} FILE.jsonl [--json]`;

function isEval(name: string | undefined): name is keyof typeof evals {
  return name !== undefined && Object.hasOwn(evals, name);
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    console.error(`${file} cannot be read: ${error instanceof Error ? error.message : error}`);
    return null;
  }
}

const given = process.argv.slice(2);
const [name, file] = given.filter((word) => word !== '--json');
if (!isEval(name) || file === undefined) {
  console.error(usage);
  process.exitCode = 2;
} else {
  const text = read(file);
  if (text === null) process.exitCode = 2;
  else {
    const { lines, summary } = evals[name](text, new Date().toISOString());
    const machine = given.includes('--json') || process.stdout.isTTY !== true;
    for (const line of lines) console.log(machine ? JSON.stringify(line.data) : line.text);
    if (!machine) for (const line of summary) console.log(line);
  }
}
