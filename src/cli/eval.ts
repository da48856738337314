// npm run eval -- evidence|extract FILE.jsonl, interview, bar FILE.csv, or slots FILE.json: what the product's own check says
// to each claim of a file, what the interviewer of the config writes down of each dialogue, how it interviews scripted personas,
// where the bar would have gone, or which times are offered. With --json, or when the output is piped, one machine-readable
// line per input and the summary on stderr. Exits with 1 when an interview recorded what is not true of the persona or times
// are not the expected ones, with 2 when it could not be run.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { configuredInterviewer } from '../adapters/model/configured-interviewer.ts';
import { type Config, readConfig } from '../config.ts';
import { ConfigError } from '../errors.ts';
import { createLog } from '../log.ts';
import { openDb } from '../store/db.ts';
import { findFor, indexKnowledge } from '../store/knowledge.ts';
import { readKnowledge } from '../store/read-knowledge.ts';
import { readPlaybook } from '../store/read-playbook.ts';
import { evalBar } from './eval/bar.ts';
import { evalEvidence } from './eval/evidence.ts';
import { evalExtract } from './eval/extract.ts';
import { evalInterview } from './eval/interview.ts';
import type { Evaluation } from './eval/lines.ts';
import { readPersonas } from './eval/persona.ts';
import { evalSlots } from './eval/slots.ts';

const usage = `Usage: npm run eval -- evidence FILE.jsonl [--json]
       npm run eval -- extract FILE.jsonl [--json]
       npm run eval -- slots FILE.json [--json]
       npm run eval -- interview [--persona NAME] [--rounds 3] [--transcript] [--json]
       npm run eval -- bar FILE.csv [--target 0.5] [--start 60] [--seed 1] [--known] [--json]`;

const options = {
  json: { type: 'boolean', default: false },
  persona: { type: 'string' },
  rounds: { type: 'string', default: '3' },
  transcript: { type: 'boolean', default: false },
  target: { type: 'string', default: '0.5' },
  start: { type: 'string', default: '60' },
  seed: { type: 'string', default: '1' },
  known: { type: 'boolean', default: false },
} as const;

type Asked = { persona?: string | undefined; rounds: string; transcript: boolean };

const interviewerOf = ({ model }: Config) => configuredInterviewer(model, () => new Date());

async function extract(file: string): Promise<Evaluation> {
  const read = readConfig();
  const { playbook } = await readPlaybook(read.playbook);
  const evaluate = evalExtract({ playbook, interviewer: await interviewerOf(read) });
  return evaluate(readFileSync(file, 'utf8'), new Date().toISOString());
}

async function interview({ persona, rounds, transcript }: Asked): Promise<Evaluation> {
  if (!/^[1-9]\d?$/.test(rounds)) throw new ConfigError([`--rounds ${rounds}: give a number from 1 to 99.`, usage]);
  const all = await readPersonas();
  const personas = all.filter(({ name }) => persona === undefined || name === persona);
  if (personas.length === 0) {
    const known = all.map(({ name, about }) => `  ${name}: ${about}`);
    throw new ConfigError([`There is no persona "${persona}". These there are:`, ...known]);
  }
  const read = readConfig();
  const { playbook } = await readPlaybook(read.playbook);
  const db = await openDb({ url: 'sqlite::memory:', log: createLog('warn') });
  try {
    const pages = await readKnowledge(read.playbook, playbook.knowledge);
    await db.inTx((tx) => indexKnowledge(tx, pages));
    const table = {
      playbook,
      interviewer: await interviewerOf(read),
      findFor: (lead: Parameters<typeof findFor>[1]) => findFor(db, lead, playbook),
    };
    const evaluated = await evalInterview(table, { personas, rounds: Number(rounds), transcript });
    if (evaluated.figures.some(({ invented }) => invented.length > 0)) process.exitCode = 1;
    return evaluated;
  } finally {
    await db.close();
  }
}

function bar(file: string, given: { target: string; start: string; seed: string; known: boolean }): Evaluation {
  const numberOf = (text: string) => (text.trim() === '' ? Number.NaN : Number(text));
  const [share, start, seed] = [numberOf(given.target), numberOf(given.start), numberOf(given.seed)];
  const problems = [
    ...(share > 0 && share < 1 ? [] : [`--target ${given.target}: give a share between 0 and 1, such as 0.5.`]),
    ...(start >= 0 && start <= 100 ? [] : [`--start ${given.start}: give a score from 0 to 100.`]),
    ...(Number.isSafeInteger(seed) ? [] : [`--seed ${given.seed}: give a whole number.`]),
  ];
  if (problems.length > 0) throw new ConfigError([...problems, usage]);
  return evalBar(readFileSync(file, 'utf8'), { share, start, seed, ...(given.known && { known: true }) });
}

function slots(file: string): Evaluation {
  const evaluated = evalSlots(readFileSync(file, 'utf8'));
  if (evaluated.differing.length > 0) process.exitCode = 1;
  return evaluated;
}

async function evaluated(given: string[]): Promise<Evaluation & { json: boolean }> {
  const { positionals, values } = parseArgs({ args: given, options, allowPositionals: true });
  const [name, file, ...rest] = positionals;
  const json = values.json || process.stdout.isTTY !== true;
  if (rest.length > 0) throw new ConfigError([usage]);
  if (name === 'interview' && file === undefined) return { ...(await interview(values)), json };
  if (name === 'extract' && file !== undefined) return { ...(await extract(file)), json };
  if (name === 'bar' && file !== undefined) return { ...bar(file, values), json };
  if (name === 'slots' && file !== undefined) return { ...slots(file), json };
  if (name === 'evidence' && file !== undefined) {
    return { ...evalEvidence(readFileSync(file, 'utf8'), new Date().toISOString()), json };
  }
  throw new ConfigError([usage]);
}

try {
  const { lines, summary, json } = await evaluated(process.argv.slice(2));
  for (const line of lines) console.log(json ? JSON.stringify(line.data) : line.text);
  for (const line of summary) (json ? console.error : console.log)(line);
} catch (error) {
  if (error instanceof ConfigError) console.error(error.problems.join('\n'));
  else console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
