// Writes one change into the text of a playbook page, at the one place where it belongs: whatever else stands there, comments
// and the way it is laid out included, stays as its author wrote it.
import { type Document, isMap, isScalar, isSeq, parseDocument, stringify, type YAMLMap, type YAMLSeq } from 'yaml';
import { isInPage, type PageChange } from './page-change.ts';
import { parsePlaybook } from './parse-playbook.ts';

/** The changed page; null where it is laid out in a way that only its author should touch. */
export function editPage(page: string, change: PageChange): string | null {
  const document = parseDocument(page);
  const place = placeOf(document, change);
  const edited = place && write(page, { document, place, change });
  if (edited === null) return null;
  const parsed = parsePlaybook(edited);
  return parsed.kind === 'read' && isInPage(change, parsed.page) ? edited : null;
}

/** The changes that could be written, one after the other; the others are told. */
export function editAll(page: string, changes: readonly PageChange[]): { page: string; left: PageChange[] } {
  let text = page;
  const left: PageChange[] = [];
  for (const change of changes) {
    const edited = editPage(text, change);
    if (edited === null) left.push(change);
    else text = edited;
  }
  return { page: text, left };
}

type Place = { path: (string | number)[]; key: string };

/** The map that holds it, and under which name. */
function placeOf(document: Document, change: PageChange): Place | null {
  const field = indexOf(document, ['fields'], change.field);
  if (field === null) return null;
  if (change.kind === 'option') return { path: ['fields', field], key: 'options' };
  if (change.kind !== 'says' && change.kind !== 'whenAsked') return { path: ['fields', field], key: change.kind };
  const options = ['fields', field, 'options'];
  const option = indexOf(document, options, change.option);
  return option === null ? null : { path: [...options, option], key: change.kind };
}

function indexOf(document: Document, path: readonly (string | number)[], id: string): number | null {
  const list: unknown = document.getIn(path, true);
  if (!isSeq(list)) return null;
  const at = list.items.findIndex((item) => isMap(item) && item.get('id') === id);
  return at < 0 ? null : at;
}

type Writing = { document: Document; place: Place; change: PageChange };

function write(page: string, { document, place, change }: Writing): string | null {
  const map: unknown = document.getIn(place.path, true);
  if (!isMap(map)) return null;
  const there: unknown = map.get(place.key, true);
  if ('words' in change) {
    if (there === undefined) return addKey(page, map, `${place.key}: [${inFlow(change.words)}]`);
    return isSeq(there)
      ? addItems(
          page,
          there,
          change.words.map((each) => inFlow([each])),
        )
      : null;
  }
  if (change.kind === 'option') {
    const item = `{ id: ${change.option}, label: ${inFlow([change.label])} }`;
    return isSeq(there) ? addItems(page, there, [item]) : null;
  }
  const value = change.kind === 'confidence' ? change.to : change.kind === 'ask' ? true : change.text;
  if (there === undefined) return addKey(page, map, `${place.key}: ${inFlow([value])}`);
  if (!isScalar(there) || !there.range || there.type === 'BLOCK_FOLDED' || there.type === 'BLOCK_LITERAL') return null;
  return page.slice(0, there.range[0]) + inFlow([value]) + page.slice(there.range[1]);
}

/** As they are written between brackets, where more has to be quoted than elsewhere. */
function inFlow(values: readonly (string | number | boolean)[]): string {
  return stringify([...values], { collectionStyle: 'flow', lineWidth: 0, flowCollectionPadding: false })
    .trim()
    .slice(1, -1);
}

/** `items`: as they are written. */
function addItems(page: string, list: YAMLSeq, items: readonly string[]): string | null {
  const last = list.items.at(-1);
  if (list.flow === true) return beforeEnd(page, list, items.join(', '));
  const at = rangeOf(last)?.[0];
  if (at === undefined || at === null) return null;
  const dash = page.lastIndexOf('-', at);
  const indent = page.slice(lineStart(page, dash), dash);
  return afterLine(page, rangeOf(last)?.[1] ?? at, items.map((each) => `${indent}- ${each}`).join('\n'));
}

function addKey(page: string, map: YAMLMap, pair: string): string | null {
  if (map.flow === true) return beforeEnd(page, map, pair);
  const first = rangeOf(map.items[0]?.key)?.[0];
  const last = map.items.at(-1);
  const end = rangeOf(last?.value)?.[1] ?? rangeOf(last?.key)?.[1];
  if (first === undefined || end === undefined) return null;
  const indent = ' '.repeat(first - lineStart(page, first));
  return afterLine(page, end, `${indent}${pair}`);
}

/** Inside the closing bracket. */
function beforeEnd(page: string, { range, items }: YAMLMap | YAMLSeq, text: string): string | null {
  if (!range) return null;
  const end = range[1] - 1;
  const inside = page.slice(range[0] + 1, end).trimEnd();
  const at = range[0] + 1 + inside.length;
  const comma = items.length === 0 ? '' : inside.endsWith(',') ? ' ' : ', ';
  return page.slice(0, at) + comma + text + page.slice(at);
}

function afterLine(page: string, at: number, lines: string): string {
  // The end of a block may lie behind its last line break.
  const from = page[at - 1] === '\n' ? at - 1 : at;
  const found = page.indexOf('\n', from);
  const end = found < 0 ? page.length : found;
  return `${page.slice(0, end)}\n${lines}${page.slice(end)}`;
}

function lineStart(page: string, at: number): number {
  return page.lastIndexOf('\n', at - 1) + 1;
}

function rangeOf(node: unknown): [number, number, number] | undefined {
  return isScalar(node) || isMap(node) || isSeq(node) ? (node.range ?? undefined) : undefined;
}
