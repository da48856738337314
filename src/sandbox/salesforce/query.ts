// Answers a query from the records, in pages. Text is compared as Salesforce does, whatever its case; Baton sees no column that
// it may not see.
import { type Answer, malformedQuery, noSuchColumnAsked, noSuchType, ok, wrongId, wrongLocator } from './answers.ts';
import { type Field, fieldOf, isSObject, type SObject } from './schema.ts';
import { type Condition, type Literal, likePattern, plainText, type Query, readSoql } from './soql.ts';
import { isStanding, recordOf, type StoredRecord, type Value, type World } from './world.ts';

export type Pages = {
  ask(soql: string, how: { withDeleted: boolean }): Answer;
  more(locator: string): Answer;
};

const parents: Record<string, string> = { account: 'AccountId' };

export function createPages(world: World, pageSize: number): Pages {
  const open = new Map<string, object[]>();
  let last = 0;
  const page = (rows: object[], from: number, key: string): Answer => {
    const isDone = from + pageSize >= rows.length;
    return ok({
      totalSize: rows.length,
      done: isDone,
      ...(!isDone && { nextRecordsUrl: `/services/data/v62.0/query/${key}-${from + pageSize}` }),
      records: rows.slice(from, from + pageSize),
    });
  };
  return {
    ask(soql, { withDeleted }) {
      const rows = rowsFor(world, soql, withDeleted);
      if (!Array.isArray(rows)) return rows;
      const key = `01g5e${String(++last).padStart(10, '0')}`;
      open.set(key, rows);
      return page(rows, 0, key);
    },
    more(locator) {
      const [key = '', from] = locator.split('-');
      const rows = open.get(key);
      return rows === undefined ? wrongLocator() : page(rows, Number(from), key);
    },
  };
}

function rowsFor(world: World, soql: string, withDeleted: boolean): object[] | Answer {
  const query = readSoql(soql);
  if (typeof query === 'string') return malformedQuery(query);
  const { from: type, where, order, limit, columns } = query;
  if (!isSObject(type)) return noSuchType(type);
  const wrong = wrongColumn(world, type, query);
  if (wrong !== null) return noSuchColumnAsked(soql, wrong, type);
  const id = wrongIdIn(world, type, where);
  if (id !== null) return wrongId(id);
  const found = [...world.records.values()]
    .filter((each) => each.type === type && (withDeleted || isStanding(each)))
    .filter((each) => where === null || holds(world, each, where));
  for (const { column, isDown } of order.toReversed()) {
    found.sort((a, b) => compare(valueAt(world, a, column), valueAt(world, b, column)) * (isDown ? -1 : 1));
  }
  return found.slice(0, limit ?? undefined).map((each) => rowOf(world, each, columns));
}

function wrongColumn(world: World, type: SObject, { columns, where, order }: Query): string | null {
  const named = [...columns, ...columnsIn(where), ...order.map(({ column }) => column)];
  return named.find((column) => columnOf(world, type, column) === undefined) ?? null;
}

function columnOf(world: World, type: SObject, column: string): Field | undefined {
  const [first = '', second] = column.split('.');
  if (second === undefined) return fieldOf(world.schema, type, first);
  const by = parents[first.toLowerCase()];
  return by !== undefined && fieldOf(world.schema, type, by) ? fieldOf(world.schema, 'Account', second) : undefined;
}

function columnsIn(condition: Condition | null): string[] {
  if (condition === null) return [];
  return 'parts' in condition ? condition.parts.flatMap(columnsIn) : [condition.column];
}

function wrongIdIn(world: World, type: SObject, condition: Condition | null): string | null {
  if (condition === null) return null;
  if ('parts' in condition) {
    return condition.parts.map((part) => wrongIdIn(world, type, part)).find((each) => each !== null) ?? null;
  }
  const of = columnOf(world, type, condition.column)?.type;
  if (of !== 'id' && of !== 'reference') return null;
  const given = condition.kind === 'in' ? condition.values : [condition.to];
  const isWrong = ({ kind, value }: Literal) => kind === 'text' && !/^[a-zA-Z0-9]{15}([a-zA-Z0-9]{3})?$/.test(value);
  return given.find(isWrong)?.value?.toString() ?? null;
}

function valueAt(world: World, record: StoredRecord, column: string): Value {
  const [first = '', second] = column.split('.');
  const field = fieldOf(world.schema, record.type, second === undefined ? first : (parents[first.toLowerCase()] ?? ''));
  const value = field === undefined ? null : (record.values[field.name] ?? null);
  if (second === undefined) return value;
  const parent = recordOf(world, value);
  return parent === undefined ? null : valueAt(world, parent, second);
}

function rowOf(world: World, record: StoredRecord, columns: readonly string[]): object {
  const { type, Id } = record;
  const row: Record<string, unknown> = { attributes: { type, url: `/services/data/v62.0/sobjects/${type}/${Id}` } };
  for (const column of columns) {
    const [first = '', second] = column.split('.');
    const value = valueAt(world, record, column);
    if (second === undefined) row[fieldOf(world.schema, type, first)?.name ?? first] = value;
    else row[first] = value === null ? null : { ...(row[first] as object | undefined), [second]: value };
  }
  return row;
}

function holds(world: World, record: StoredRecord, condition: Condition): boolean {
  if ('parts' in condition && condition.kind === 'and')
    return condition.parts.every((part) => holds(world, record, part));
  if ('parts' in condition) return condition.parts.some((part) => holds(world, record, part));
  const value = valueAt(world, record, condition.column);
  if (condition.kind === 'in') return condition.values.some((each) => compare(value, plain(each)) === 0);
  const { by, to } = condition;
  if (by === 'LIKE') return typeof value === 'string' && likePattern(String(to.value)).test(value);
  const wanted = plain(to);
  if (by === '=') return compare(value, wanted) === 0;
  if (by === '!=') return compare(value, wanted) !== 0;
  if (value === null || wanted === null) return false;
  const order = compare(value, wanted);
  return by === '<' ? order < 0 : by === '<=' ? order <= 0 : by === '>' ? order > 0 : order >= 0;
}

const plain = ({ kind, value }: Literal): Value => (kind === 'text' ? plainText(value) : value);

/** Nothing comes first. */
function compare(a: Value, b: Value): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  const [left, right] = [comparable(a), comparable(b)];
  return left === right ? 0 : left < right ? -1 : 1;
}

function comparable(value: string | number | boolean): string | number {
  if (typeof value !== 'string') return Number(value);
  // The 15 characters of an id mean the same as its 18.
  if (/^0[\dA-Z]{2}5e\d{10}(AAA)?$/.test(value)) return value.slice(0, 15);
  return /^\d{4}-\d\d-\d\dT/.test(value) ? Date.parse(value) : value.toLowerCase();
}
