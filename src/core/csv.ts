// Tables as spreadsheets have them. What is written can never be read as a formula; what is read may have quotes, line breaks
// inside them, and whichever separator the spreadsheet chose.

export function csvLine(cells: readonly string[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

/**
 * Spreadsheets run what begins with one of these signs, wide ones and after spaces too; after an apostrophe it is text. Where
 * numbers have commas, they part cells at semicolons, whatever is in quotes.
 */
function cell(text: string): string {
  const safe = text.replace(/(^|;)(?=[\t\r\n]|\s*[=+\-@＝＋－＠])/g, "$1'");
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** `line`: where the row begins. */
export type CsvRow = { line: number; cells: string[] };

/** Without rows that are empty. `unclosed`: the line of a quote that never ends, after which nothing was read. */
export function readCsv(text: string): { rows: CsvRow[]; unclosed: number | null } {
  const plain = text.replace(/^\uFEFF/, '');
  const separator = separatorOf(plain);
  const [quotes, words] = ['"([^"]*(?:""[^"]*)*)" *', `([^${separator}\\r\\n]*)`];
  const cells = new RegExp(`(?:${quotes}|${words})(${separator}|\\r\\n|\\n|\\r|$)`, 'uy');
  const rows: CsvRow[] = [];
  let row: CsvRow = { line: 1, cells: [] };
  let line = 1;
  while (cells.lastIndex < plain.length) {
    const [all = '', quoted, bare = '', end = ''] = cells.exec(plain) ?? [];
    if (quoted === undefined && /^\s*"/.test(bare)) return { rows, unclosed: line };
    row.cells.push(readable(quoted?.replaceAll('""', '"') ?? bare));
    line += all.match(/\r\n|\n|\r/g)?.length ?? 0;
    if (!/^[\r\n]/.test(end) && cells.lastIndex < plain.length) continue;
    if (row.cells.some((each) => each !== '')) rows.push(row);
    row = { line, cells: [] };
  }
  return { rows, unclosed: null };
}

/** As the first line of the file has it. */
function separatorOf(text: string): string {
  const [first = ''] = text.split(/\r?\n/, 1);
  const times = (sign: string) => first.split(sign).length;
  return [',', ';', '\t'].reduce((best, sign) => (times(sign) > times(best) ? sign : best));
}

/** As it was before it was made safe. */
function readable(text: string): string {
  return text.replace(/(^|;)'(?=[\t\r\n]|\s*[=+\-@＝＋－＠])/g, '$1').trim();
}
