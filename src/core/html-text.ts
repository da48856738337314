// A mail that came as HTML only, as text: lines where it has blocks, quotes marked with `>`, and nothing of what is not shown.
// Reads from left to right once, whatever stands in it.

const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  euro: '€',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  auml: 'ä',
  ouml: 'ö',
  uuml: 'ü',
  Auml: 'Ä',
  Ouml: 'Ö',
  Uuml: 'Ü',
  szlig: 'ß',
  eacute: 'é',
  egrave: 'è',
  ecirc: 'ê',
  agrave: 'à',
  ccedil: 'ç',
  ntilde: 'ñ',
  aacute: 'á',
  iacute: 'í',
  oacute: 'ó',
  uacute: 'ú',
  iexcl: '¡',
  iquest: '¿',
};

const unseen: ReadonlySet<string> = new Set(['head', 'style', 'script', 'title', 'template']);
const blocks: ReadonlySet<string> = new Set([
  ...['p', 'div', 'br', 'li', 'ul', 'ol', 'tr', 'table', 'hr', 'pre', 'section', 'blockquote'],
  ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'],
]);
/** What programs mark as the signature of the writer. */
const signature = /(?:class|id|data-smartmail)\s*=\s*["']?[^"'>]*signature/i;

export function htmlText(html: string): string {
  const lines: { text: string; quoted: number }[] = [{ text: '', quoted: 0 }];
  let quoted = 0;
  let at = 0;
  const newLine = () => {
    if (lines.at(-1)?.text.trim() === '' && lines.at(-1)?.quoted === quoted) return;
    lines.push({ text: '', quoted });
  };
  const write = (raw: string) => {
    const last = lines.at(-1);
    if (last !== undefined) last.text += decoded(raw.replace(/[ \t\r\n\f]+/g, ' '));
  };
  while (at < html.length) {
    const next = html.indexOf('<', at);
    if (next !== at) write(html.slice(at, next < 0 ? html.length : next));
    if (next < 0) break;
    const tag = tagAt(html, next);
    at = tag.end;
    if (tag.kind === 'text') write('<');
    if (tag.kind !== 'tag') continue;
    if (tag.name === 'blockquote') quoted = Math.max(0, quoted + (tag.isEnd ? -1 : 1));
    if (blocks.has(tag.name)) newLine();
    if (tag.name === 'p' && tag.isEnd) lines.push({ text: '', quoted });
    if (!tag.isEnd && signature.test(tag.attributes)) lines.push({ text: '-- ', quoted }, { text: '', quoted });
    if (!tag.isEnd && unseen.has(tag.name)) at = after(html, { name: tag.name, from: at });
  }
  return lines.map((line) => '>'.repeat(line.quoted) + (line.quoted > 0 ? ' ' : '') + line.text.trim()).join('\n');
}

type Tag =
  | { kind: 'tag'; name: string; isEnd: boolean; attributes: string; end: number }
  | { kind: 'comment' | 'text'; end: number };

function tagAt(html: string, at: number): Tag {
  if (html.startsWith('<!--', at)) {
    const end = html.indexOf('-->', at);
    return { kind: 'comment', end: end < 0 ? html.length : end + 3 };
  }
  const [, slash, name] = /^<(\/?)([a-z][a-z0-9:]*)/i.exec(html.slice(at, at + 40)) ?? [];
  if (name === undefined && !/^<[!?/]/.test(html.slice(at, at + 2))) return { kind: 'text', end: at + 1 };
  const end = html.indexOf('>', at);
  const stop = end < 0 ? html.length : end + 1;
  if (name === undefined) return { kind: 'comment', end: stop };
  const attributes = html.slice(at, Math.min(stop, at + 2_000));
  return { kind: 'tag', name: name.toLowerCase(), isEnd: slash === '/', attributes, end: stop };
}

/** Behind the end of what is not shown. */
function after(html: string, { name, from }: { name: string; from: number }): number {
  for (let at = html.indexOf('</', from); at >= 0; at = html.indexOf('</', at + 2)) {
    if (html.slice(at + 2, at + 2 + name.length).toLowerCase() !== name) continue;
    const end = html.indexOf('>', at);
    return end < 0 ? html.length : end + 1;
  }
  return html.length;
}

function decoded(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi, (whole, decimal, hex, name) => {
    const code = decimal === undefined ? (hex === undefined ? null : Number.parseInt(hex, 16)) : Number(decimal);
    if (code === null) return named[name] ?? whole;
    const isCharacter = code > 0 && code <= 0x10_ff_ff && !(code >= 0xd8_00 && code <= 0xdf_ff);
    return isCharacter ? String.fromCodePoint(code) : '';
  });
}
