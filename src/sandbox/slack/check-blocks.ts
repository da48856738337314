// Holds blocks against block-limits.ts and reports in Slack's own words, with a JSON pointer to each fault.
// It must never accept what Slack refuses: a card that passes here has to post there.
import { blocks as blockTable, limits } from './block-limits.ts';
import { elements as elementTable } from './element-limits.ts';
import { checkRichText } from './rich-text.ts';
import type { Fields, Piece, Shape, Surface } from './shapes.ts';

export type Json = Record<string, unknown>;
export type Report = (problem: string, pointer: string) => undefined;
type Place = { at: string; surface: Surface; report: Report };

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Collects problems as Slack words them. */
export function reportTo(problems: string[]): Report {
  return (problem, pointer) => {
    problems.push(`[ERROR] ${problem} [json-pointer:${pointer}]`);
  };
}

/** Slack's `response_metadata.messages`; empty when Slack would take the blocks. */
export function checkBlocks(blocks: unknown, surface: Surface, at = '/blocks'): string[] {
  const problems: string[] = [];
  const report = reportTo(problems);
  if (!Array.isArray(blocks)) {
    report('must provide an array', at);
    return problems;
  }
  const max = limits.blocks[surface];
  if (blocks.length > max) report(`no more than ${max} items allowed`, at);
  blocks.forEach((block, n) => {
    checkPiece(block, { table: blockTable, of: Object.keys(blockTable) }, { at: `${at}/${n}`, surface, report });
  });
  checkWhole(blocks.filter(isObject), surface, { at, report });
  return problems;
}

/** The fields of a view beside its blocks. */
export function checkFields(value: Json, fields: Fields, place: Place): undefined {
  for (const [name, field] of Object.entries(fields)) {
    if (value[name] === undefined) {
      if (field.required) place.report(`missing required field: ${name}`, place.at);
    } else {
      checkShape(value[name], field, { ...place, at: `${place.at}/${name}` });
    }
  }
  for (const name of Object.keys(value)) {
    if (!(name in fields)) place.report(`invalid additional property: ${name}`, place.at);
  }
}

type Choice = { table: Record<string, Piece>; of: readonly string[] };
const idFields: Fields = { type: { kind: 'any' } };

function checkPiece(value: unknown, { table, of }: Choice, place: Place): undefined {
  if (!isObject(value)) return place.report('must provide an object', place.at);
  const { type } = value;
  if (type === undefined) return place.report('missing required field: type', place.at);
  const piece = typeof type === 'string' && of.includes(type) ? table[type] : undefined;
  if (piece === undefined || !piece.on.includes(place.surface)) {
    return place.report(`unsupported type: ${String(type)}`, `${place.at}/type`);
  }
  const idName = table === blockTable ? 'block_id' : 'action_id';
  const id: Shape = { kind: 'string', min: 1, max: limits.id };
  const hasId = table === blockTable || type !== 'image';
  checkFields(value, { ...idFields, ...(hasId ? { [idName]: id } : {}), ...piece.fields }, place);
  checkChoice(value, piece, place);
  checkInitial(value, place);
}

function checkChoice(
  value: Json,
  { oneOf, notBoth }: { oneOf?: readonly string[]; notBoth?: readonly string[] },
  place: Place,
): undefined {
  if (oneOf !== undefined && !oneOf.some((name) => value[name] !== undefined)) {
    place.report(`must provide one of: ${oneOf.join(', ')}`, place.at);
  }
  if (notBoth?.every((name) => value[name] !== undefined))
    place.report(`must not provide both: ${notBoth.join(', ')}`, place.at);
}

/** What is chosen from the start must be one of the choices, to the letter. */
function checkInitial(value: Json, place: Place): undefined {
  const groups = Array.isArray(value.option_groups) ? value.option_groups.filter(isObject) : [];
  const lists = [value.options, ...groups.map((group) => group.options)].filter(Array.isArray);
  if (lists.length === 0) return;
  const allowed = new Set(lists.flat().map(sameText));
  const initial: unknown[] = Array.isArray(value.initial_options) ? value.initial_options : [];
  initial.forEach((one, n) => {
    if (!allowed.has(sameText(one))) place.report('must match one of the options', `${place.at}/initial_options/${n}`);
  });
  const first = value.initial_option;
  if (first !== undefined && !allowed.has(sameText(first)))
    place.report('must match one of the options', `${place.at}/initial_option`);
}

function sameText(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    isObject(part) ? Object.fromEntries(Object.entries(part).sort()) : part,
  );
}

function checkShape(value: unknown, shape: Shape, place: Place): undefined {
  switch (shape.kind) {
    case 'any':
      return;
    case 'flag':
      return typeof value === 'boolean' ? undefined : place.report('must provide a boolean', place.at);
    case 'number':
      return checkNumber(value, shape, place);
    case 'string':
      return checkString(value, shape, place);
    case 'text':
      return checkText(value, shape, place);
    case 'list':
      return checkList(value, shape, place);
    case 'object':
      if (!isObject(value)) return place.report('must provide an object', place.at);
      checkFields(value, shape.fields, place);
      return checkChoice(value, shape, place);
    case 'elements':
      return checkPiece(value, { table: elementTable, of: shape.of }, place);
    case 'blocks':
      return checkPiece(value, { table: blockTable, of: shape.of }, place);
    case 'context-part':
      return checkShape(value, isObject(value) && value.type === 'image' ? shape.image : shape.text, place);
    case 'cell':
      return checkCell(value, shape.of, place);
    case 'rich-part':
      return checkRichText(value, place);
  }
}

function checkNumber(value: unknown, { min, max }: { min?: number; max?: number }, { report, at }: Place): undefined {
  if (typeof value !== 'number' || !Number.isFinite(value)) return report('must provide a number', at);
  if (min !== undefined && value < min) report(`must be greater than or equal to ${min}`, at);
  if (max !== undefined && value > max) report(`must be less than or equal to ${max}`, at);
}

function checkString(value: unknown, rule: Extract<Shape, { kind: 'string' }>, { report, at }: Place): undefined {
  if (typeof value !== 'string') return report('must provide a string', at);
  if (rule.words !== undefined && !rule.words.includes(value)) report(`must be one of: ${rule.words.join(', ')}`, at);
  if (rule.min !== undefined && value.length < rule.min) report(`must be more than ${rule.min - 1} characters`, at);
  if (rule.max !== undefined && value.length > rule.max) report(`must be less than ${rule.max + 1} characters`, at);
  if (rule.like !== undefined && !rule.like.test(value)) report('failed to match the expected format', at);
}

function checkText(value: unknown, { max, only }: Extract<Shape, { kind: 'text' }>, place: Place): undefined {
  if (!isObject(value)) return place.report('must provide an object', place.at);
  const allowed = only === undefined ? ['plain_text', 'mrkdwn'] : [only];
  const { type } = value;
  if (typeof type !== 'string' || !allowed.includes(type)) {
    return place.report(`must be one of: ${allowed.join(', ')}`, `${place.at}/type`);
  }
  const extra: Fields = type === 'mrkdwn' ? { verbatim: { kind: 'flag' } } : { emoji: { kind: 'flag' } };
  checkFields(value, { ...idFields, text: { kind: 'string', min: 1, max, required: true }, ...extra }, place);
}

function checkList(value: unknown, { of, min, max }: Extract<Shape, { kind: 'list' }>, place: Place): undefined {
  if (!Array.isArray(value)) return place.report('must provide an array', place.at);
  if (min !== undefined && value.length < min) place.report(`no fewer than ${min} items allowed`, place.at);
  if (max !== undefined && value.length > max) place.report(`no more than ${max} items allowed`, place.at);
  value.forEach((item, n) => {
    checkShape(item, of, { ...place, at: `${place.at}/${n}` });
  });
}

function checkCell(value: unknown, of: readonly string[], place: Place): undefined {
  if (!isObject(value)) return place.report('must provide an object', place.at);
  const type = String(value.type);
  if (!of.includes(type)) return place.report(`unsupported type: ${type}`, `${place.at}/type`);
  if (type === 'rich_text') return checkPiece(value, { table: blockTable, of: ['rich_text'] }, place);
  const text: Fields = { text: { kind: 'string', min: 1, max: limits.tableCharacters, required: true } };
  checkFields(
    value,
    { ...idFields, ...text, ...(type === 'raw_number' ? { value: { kind: 'number', required: true } } : {}) },
    place,
  );
}

/** What only the whole can break: ids used twice, too many tables, too many characters in them. */
function checkWhole(blocks: Json[], surface: Surface, { at, report }: { at: string; report: Report }): void {
  const placed = withInnerBlocks(blocks, at);
  const blockIds = new Set<unknown>();
  for (const { block, pointer } of placed) {
    const id = block.block_id;
    if (id !== undefined && blockIds.has(id))
      report(`\`block_id\` ${String(id)} already exists`, `${pointer}/block_id`);
    blockIds.add(id);
    checkActionIds(block, { at: pointer, report });
    if (block.type === 'table' && cellText(block) > limits.tableCharacters) {
      report(`must be less than ${limits.tableCharacters + 1} characters`, `${pointer}/rows`);
    }
  }
  if (surface !== 'message') return;
  const count = (type: string) => placed.filter(({ block }) => block.type === type).length;
  if (count('table') > limits.tablesPerMessage) report('only_one_table_allowed', at);
  if (count('data_visualization') > limits.chartsPerMessage) {
    report(`no more than ${limits.chartsPerMessage} data_visualization blocks allowed`, at);
  }
}

function checkActionIds(block: Json, { at, report }: { at: string; report: Report }): void {
  const seen = new Set<unknown>();
  for (const { element, pointer } of elementsIn(block, at)) {
    const id = element.action_id;
    if (id !== undefined && seen.has(id)) {
      report(
        `\`action_id\` ${String(id)} already exists for \`block_id\` ${String(block.block_id)}`,
        `${pointer}/action_id`,
      );
    }
    seen.add(id);
  }
}

function cellText(table: Json): number {
  const rows = Array.isArray(table.rows) ? table.rows.flat().filter(isObject) : [];
  return rows.reduce((sum, cell) => sum + (typeof cell.text === 'string' ? cell.text.length : 0), 0);
}

/** The blocks and the blocks inside them (cards in a carousel, children of a container). */
export function withInnerBlocks(blocks: readonly unknown[], at = ''): { block: Json; pointer: string }[] {
  return blocks.flatMap((block, n) => {
    if (!isObject(block)) return [];
    const pointer = `${at}/${n}`;
    const name = block.type === 'carousel' ? 'elements' : 'child_blocks';
    const inner: unknown[] = Array.isArray(block[name]) ? block[name] : [];
    return [{ block, pointer }, ...withInnerBlocks(inner, `${pointer}/${name}`)];
  });
}

/** Every interactive element of one block, where Slack lets one stand. */
export function elementsIn(block: Json, at = ''): { element: Json; pointer: string }[] {
  const named = (['elements', 'actions'] as const).flatMap((name) => {
    const list: unknown[] = Array.isArray(block[name]) ? block[name] : [];
    return list.map((element, n) => ({ element, pointer: `${at}/${name}/${n}` }));
  });
  const single = (['accessory', 'element'] as const).map((name) => ({
    element: block[name],
    pointer: `${at}/${name}`,
  }));
  return [...named, ...single].flatMap(({ element, pointer }) =>
    isObject(element) && typeof element.type === 'string' && element.type !== 'image' && element.type in elementTable
      ? [{ element, pointer }]
      : [],
  );
}
