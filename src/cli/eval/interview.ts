// Lets every persona talk with the interviewer and holds what came of it against the goals. The table is markdown, so that
// what the README shows is what the command prints.
import type { Usage } from '../../core/interviewer.ts';
import type { Playbook } from '../../core/playbook.ts';
import type { Evaluation, Printed } from './lines.ts';
import { share } from './lines.ts';
import { counted, type Figures, measure, sumUsage } from './measure.ts';
import type { Persona } from './persona.ts';
import { type Table, type Talk, talk } from './talk.ts';

export type Interviewed = Evaluation & { figures: Figures[] };
type Wish = { personas: readonly Persona[]; rounds: number; transcript: boolean };

export async function evalInterview(table: Table, { personas, rounds, transcript }: Wish): Promise<Interviewed> {
  const figures: Figures[] = [];
  const lines: Printed[] = [];
  for (const persona of personas) {
    for (let round = 1; round <= rounds; round++) {
      const talked = await talk(persona, round, table);
      const measured = measure(talked, table.playbook);
      figures.push(measured);
      lines.push(printed(measured, transcript ? talked : null));
    }
  }
  return { lines, summary: [...tableOf(figures), '', ...goals(figures, table.playbook), ''], figures };
}

function printed(figures: Figures, talked: Talk | null): Printed {
  const messages = talked?.lead.messages.map(({ n, from, text, asks }) => ({ n, from, text, asks }));
  const said = messages?.map(({ from, text, asks }) => `  ${from}: ${text}${asks === null ? '' : ` [${asks}]`}`);
  const { persona, round, turns, filled, outcome, score } = figures;
  const head = `${persona} ${round}: ${turns} turns, ${filled} fields, ${outcome}, score ${score}`;
  return {
    data: { ...figures, ...(messages !== undefined && { messages }) },
    text: [...(said ?? []), head, ...remarks(figures).map((remark) => `  ${remark}`)].join('\n'),
  };
}

/** What a person should look at. */
function remarks({ asExpected, expected, invented, misfiled, onBare, missed, refused, fellBack }: Figures): string[] {
  const shown = (all: Figures['invented']) =>
    all.map(({ field, value, quote }) => `${field} ${JSON.stringify(value)} “${quote}”`).join(', ');
  return [
    ...(asExpected ? [] : [`expected: ${expected.join(' or ')}, with the answers that the persona ends on`]),
    ...(invented.length === 0 ? [] : [`invented: ${shown(invented)}`]),
    ...(misfiled.length === 0 ? [] : [`filed under the wrong field: ${shown(misfiled)}`]),
    ...(onBare.length === 0 ? [] : [`recorded though nothing was said: ${shown(onBare)}`]),
    ...(missed.length === 0 ? [] : [`said and not written down: ${missed.join(', ')}`]),
    ...(Object.keys(refused).length === 0 ? [] : [`refused: ${listed(refused)}`]),
    ...(fellBack.length === 0 ? [] : [`guided took a turn: ${listed(counted(fellBack))}`]),
  ];
}

function tableOf(figures: readonly Figures[]): string[] {
  const modelled = figures.some(({ tokens, fellBack }) => tokens.input > 0 || fellBack.length > 0);
  const head = ['persona', 'visitor turns', 'fields', 'questions per field', 'pillars', 'outcome', 'score', 'invented'];
  const more = modelled ? ['refused', 'tokens in / cached / out', 'fell back'] : [];
  const rows = Object.entries(Object.groupBy(figures, ({ persona }) => persona)).map(([persona, of = []]) => {
    const questions = total(of, ({ questions: asked }) => asked);
    const filled = total(of, ({ filled: fields }) => fields);
    return [
      persona,
      span(of, ({ turns }) => turns),
      span(of, ({ filled: fields }) => fields),
      filled === 0 ? '–' : (questions / filled).toFixed(1),
      span(of, ({ pillars }) => pillars.length),
      [...new Set(of.map(({ outcome, asExpected }) => (asExpected ? outcome : `${outcome} (unexpected)`)))].join(', '),
      span(of, ({ score }) => score),
      String(total(of, ({ invented }) => invented.length)),
      ...(modelled ? spentOn(of) : []),
    ];
  });
  const columns = [...head, ...more];
  return ['', row(columns), row(columns.map((_, i) => (i === 0 || i === 5 ? '---' : '---:'))), ...rows.map(row)];
}

function spentOn(figures: readonly Figures[]): string[] {
  const { input, cached, output } = sumUsage(figures.map(({ tokens }) => tokens));
  const refused = total(figures, (one) => Object.values(one.refused).reduce((sum, n) => sum + n, 0));
  const fellBack = total(figures, (one) => one.fellBack.length);
  return [String(refused), `${input} / ${cached} / ${output}`, String(fellBack)];
}

/** The goals for interviews, each beside what this run reached. */
function goals(figures: readonly Figures[], { limits, fields }: Playbook): string[] {
  const ten = figures.filter(({ persona }) => persona === 'cooperative');
  const after = ten.map(({ tenAfter, filled, turns }) => (tenAfter === null ? `${filled} in ${turns}` : tenAfter));
  const longest = Math.max(0, ...figures.map(({ turns }) => turns));
  const recorded = total(figures, (one) => one.recorded);
  const invented = total(figures, ({ invented: values }) => values.length);
  const misfiled = total(figures, ({ misfiled: values }) => values.length);
  const bare = total(figures, ({ bareTurns }) => bareTurns);
  const onBare = total(figures, (one) => one.onBare.length);
  const said = total(figures, (one) => one.said);
  const missed = total(figures, (one) => one.missed.length);
  const expected = figures.filter(({ asExpected }) => asExpected).length;
  return [
    row(['figure', 'this run', 'goal']),
    row(['---', '---:', '---']),
    ...(ten.length > 0 && fields.length >= 10
      ? [row(['ten fields of a cooperative visitor, after turn', after.join(', '), '≤ 8'])]
      : []),
    row(['longest conversation, in visitor turns', String(longest), `≤ ${limits.turns}, by policy`]),
    row(['invented values', `${invented} of ${recorded}`, '0']),
    row(['values filed under the wrong field', `${misfiled} of ${recorded}`, '–']),
    row(['values recorded on turns that carry none', `${onBare} in ${bare} turns, ${share(onBare, bare)}`, '≤ 1 %']),
    row(['facts said and written down', `${said - missed} of ${said}, ${share(said - missed, said)}`, '–']),
    row(['outcome as expected', `${expected} of ${figures.length}`, 'all']),
    ...spending(figures),
  ];
}

function spending(figures: readonly Figures[]): string[] {
  const qualified = figures.filter(({ outcome, tokens }) => outcome === 'qualified' && tokens.input > 0);
  const turns = total(figures, (one) => one.turns);
  const fellBack = figures.flatMap((one) => one.fellBack);
  const why = fellBack.length === 0 ? '' : ` (${listed(counted(fellBack))})`;
  const spent = sumUsage(figures.map(({ tokens }) => tokens));
  if (spent.input === 0 && fellBack.length === 0) return [];
  return [
    ...(qualified.length === 0
      ? []
      : [row(['tokens a qualified conversation', perTalk(qualified), 'about 13,700 in, 88 % of them cached'])]),
    row(['turns that the guided interviewer took for the model', `${fellBack.length} of ${turns}${why}`, '0']),
  ];
}

function perTalk(qualified: readonly Figures[]): string {
  const { input, cached, output }: Usage = sumUsage(qualified.map(({ tokens }) => tokens));
  const each = (tokens: number) => Math.round(tokens / qualified.length).toLocaleString('en-US');
  return `${each(input)} in, ${share(cached, input)} of them cached; ${each(output)} out`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function listed(counts: Record<string, number>): string {
  return Object.entries(counts)
    .map(([name, n]) => `${name} ${n}`)
    .join(', ');
}

function total(figures: readonly Figures[], of: (one: Figures) => number): number {
  return figures.reduce((sum, one) => sum + of(one), 0);
}

/** One number where the rounds agree, else from the lowest to the highest. */
function span(figures: readonly Figures[], of: (one: Figures) => number): string {
  const [low, high] = [Math.min(...figures.map(of)), Math.max(...figures.map(of))];
  return low === high ? String(low) : `${low}–${high}`;
}
