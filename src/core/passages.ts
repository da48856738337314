// Splits a markdown page into passages short enough to be quoted in a chat, each with the trail of headings it stands
// under. The text comes out plain, since a chat shows no markdown; a code block stays as it is and in one piece.
export type Passage = {
  /** Title of the page and headings down to the passage: "Pricing › Plans". */
  source: string;
  text: string;
};

type Block = { kind: 'prose' | 'code'; text: string };
type Section = { source: string; blocks: Block[] };

/** Below `short` a paragraph says too little alone and takes the next one along; above `long` it is split. */
export const passageLimits = { short: 100, long: 900, source: 160 } as const;

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });

export function passages(page: { file: string; text: string }): Passage[] {
  return sections(page).flatMap(({ source, blocks }) => gather(blocks).map((text) => ({ source, text })));
}

/** The sentences of a plain text in order, each trimmed. */
export function sentencesIn(text: string): string[] {
  return [...sentences.segment(text)].map(({ segment }) => segment.trim()).filter((sentence) => sentence !== '');
}

function sections({ file, text }: { file: string; text: string }): Section[] {
  const lines = withoutFrontMatter(text.replaceAll('\0', '').replace(/\r\n?/g, '\n')).split('\n');
  let trail = [titleOf(file)];
  const found: Section[] = [];
  let blocks: Block[] = [];
  const close = () => {
    if (blocks.length > 0)
      found.push({
        source: (trail.filter(Boolean).join(' › ') || titleOf(file)).slice(0, passageLimits.source),
        blocks,
      });
    blocks = [];
  };
  for (let at = 0; at < lines.length; ) {
    const heading = headingAt(lines, at);
    if (heading !== null) {
      close();
      trail = [...Array.from({ length: heading.level - 1 }, (_, i) => trail[i] ?? ''), heading.title];
      at += heading.lines;
      continue;
    }
    const { block, next } = blockAt(lines, at);
    if (block !== null && block.text !== '') blocks.push(block);
    at = next;
  }
  close();
  return found;
}

function withoutFrontMatter(text: string): string {
  return text
    .replace(/^\uFEFF?---[ \t]*\n(?:[\s\S]*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|$)/, '')
    .replace(/<!--[\s\S]*?-->/g, '');
}

/** "guides/getting-started.md" → "Getting started", for a page without a heading of the first level. */
function titleOf(file: string): string {
  const name = file
    .replace(/^.*[\\/]/, '')
    .replace(/\.\w+$/, '')
    .replace(/[-_\s]+/g, ' ')
    .trim();
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function headingAt(lines: readonly string[], at: number): { level: number; title: string; lines: number } | null {
  const line = lines[at] ?? '';
  const marked = /^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$/.exec(line);
  if (marked !== null) return { level: marked[1]?.length ?? 1, title: plain(marked[2] ?? ''), lines: 1 };
  const under = /^ {0,3}(=+|-+)[ \t]*$/.exec(lines[at + 1] ?? '')?.[1];
  if (under === undefined || !/^ {0,3}[^\s>#|*+-]/.test(line) || fence.test(line)) return null;
  return { level: under.startsWith('=') ? 1 : 2, title: plain(line), lines: 2 };
}

const fence = /^ {0,3}(`{3,}|~{3,})/;
const item = /^ *(?:[-*+]|\d{1,9}[.)])[ \t]+/;
const rule = /^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/;
const divider = /^ *\|?(?: *:?-+:? *\|)+(?: *:?-+:? *)?$/;
const definition = /^ {0,3}\[[^\]]+\]:\s/;

type Taken = { block: Block | null; next: number };

function blockAt(lines: readonly string[], at: number): Taken {
  const line = lines[at] ?? '';
  if (line.trim() === '' || rule.test(line) || definition.test(line)) return { block: null, next: at + 1 };
  if (fence.test(line)) return codeAt(lines, at);
  if (/^(?: {4}|\t)/.test(line) && !item.test(line)) return indentedAt(lines, at);
  if (line.includes('|') && divider.test(lines[at + 1] ?? '')) return tableAt(lines, at);
  if (item.test(line)) return listAt(lines, at);
  let next = at + 1;
  while (next < lines.length && goesOn(lines, next)) next++;
  const text = lines.slice(at, next).map((each) => each.replace(/^ {0,3}> ?/, ''));
  return { block: { kind: 'prose', text: plain(text.join(' ')) }, next };
}

/** Whether a line belongs to the paragraph above it. */
function goesOn(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? '';
  return (
    line.trim() !== '' && !rule.test(line) && !fence.test(line) && !item.test(line) && headingAt(lines, at) === null
  );
}

function codeAt(lines: readonly string[], at: number): Taken {
  const mark = fence.exec(lines[at] ?? '')?.[1] ?? '```';
  let end = at + 1;
  while (end < lines.length && !(lines[end] ?? '').trimStart().startsWith(mark)) end++;
  return { block: { kind: 'code', text: lines.slice(at, end + 1).join('\n') }, next: end + 1 };
}

function indentedAt(lines: readonly string[], at: number): Taken {
  let end = at;
  while (end < lines.length && /^(?: {4}|\t|\s*$)/.test(lines[end] ?? '')) end++;
  return { block: { kind: 'code', text: lines.slice(at, end).join('\n').trimEnd() }, next: end };
}

/** A row becomes a sentence: "Plan: Team, Price: $490 a month." */
function tableAt(lines: readonly string[], at: number): Taken {
  const heads = cellsOf(lines[at] ?? '');
  const rows: string[] = [];
  let end = at + 2;
  for (; end < lines.length && (lines[end] ?? '').includes('|'); end++) {
    const cells = cellsOf(lines[end] ?? '').map((cell, i) => (heads[i] ? `${heads[i]}: ${cell}` : cell));
    rows.push(`${cells.filter((cell) => !/^(?:[^:]*: )?$/.test(cell)).join(', ')}.`);
  }
  return { block: { kind: 'prose', text: rows.join(' ') }, next: end };
}

function cellsOf(row: string): string[] {
  const bare = row
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '');
  return bare.split(/(?<!\\)\|/).map((cell) => plain(cell.replaceAll('\\|', '|')));
}

/** A list becomes a line: items that are sentences stay sentences, the others are joined by semicolons. */
function listAt(lines: readonly string[], at: number): Taken {
  const items: string[] = [];
  let end = at;
  for (; end < lines.length; end++) {
    const line = lines[end] ?? '';
    if (item.test(line)) items.push(line.replace(item, ''));
    else if (/^\s+\S/.test(line)) items.push(`${items.pop() ?? ''} ${line.trim()}`);
    else if (!(line.trim() === '' && /^\s/.test(lines[end + 1] ?? '') && (lines[end + 1] ?? '').trim() !== '')) break;
  }
  const said = items.map(plain).filter((each) => each !== '');
  const full = said.some((each) => /[.!?]$/.test(each));
  const text = full ? said.map((each) => (/[.!?:]$/.test(each) ? each : `${each}.`)).join(' ') : `${said.join('; ')}.`;
  return { block: { kind: 'prose', text: said.length === 0 ? '' : text }, next: end };
}

/** Markdown within a line, without its marks. */
function plain(text: string): string {
  return text
    .replace(/!?\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])/g, '$1')
    .replace(/<(https?:\/\/[^>\s]+)>/g, '$1')
    .replace(/<\/?[a-z][^>]*>/gi, ' ')
    .replace(/(`+)(.+?)\1/g, '$2')
    .replace(/(\*\*|__|~~)(?=\S)(.+?)(?<=\S)\1/g, '$2')
    .replace(/(?<![\p{L}\p{N}*_])([*_])(?=\S)([^*_]+?)(?<=\S)\1(?![\p{L}\p{N}*_])/gu, '$2')
    .replace(/\\([\\`*_{}[\]()#+.!|~>-])/g, '$1')
    .replace(/&nbsp;/g, ' ')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Blocks under one heading, put together where one needs the other and taken apart where they are too long. */
function gather(blocks: readonly Block[]): string[] {
  const gathered: string[] = [];
  let open = '';
  for (const { kind, text } of blocks) {
    const belongs = open !== '' && (kind === 'code' || open.endsWith(':') || open.length < passageLimits.short);
    if (belongs && (kind === 'code' || open.length + text.length < passageLimits.long)) {
      open = `${open}${kind === 'code' ? '\n' : ' '}${text}`;
      continue;
    }
    gathered.push(open);
    const pieces = kind === 'code' ? [text] : bySentence(text);
    gathered.push(...pieces.slice(0, -1));
    open = pieces.at(-1) ?? '';
  }
  return [...gathered, open].filter((text) => text !== '');
}

/** A sentence longer than a passage may be is the only one that is cut, at a space. */
function bySentence(text: string): string[] {
  const pieces: string[] = [];
  for (const sentence of sentencesIn(text).flatMap(atSpaces)) {
    const last = pieces.at(-1);
    if (last !== undefined && last.length + sentence.length < passageLimits.long)
      pieces.push(`${pieces.pop()} ${sentence}`);
    else pieces.push(sentence);
  }
  return pieces;
}

function atSpaces(sentence: string): string[] {
  const pieces: string[] = [];
  let rest = sentence;
  while (rest.length > passageLimits.long) {
    const space = rest.lastIndexOf(' ', passageLimits.long);
    const end = space > 0 ? space : passageLimits.long;
    pieces.push(rest.slice(0, end));
    rest = rest.slice(end).trimStart();
  }
  return [...pieces, rest];
}
