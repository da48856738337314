// Reads SOQL as far as it is understood here: columns, one object, conditions, order and limit. Whatever else is asked is
// refused as malformed, so that nothing passes by being ignored.

export type Literal = { kind: 'text'; value: string } | { kind: 'plain'; value: string | number | boolean | null };
export type Condition =
  | { kind: 'and' | 'or'; parts: Condition[] }
  | { kind: 'compare'; column: string; by: '=' | '!=' | '<' | '<=' | '>' | '>=' | 'LIKE'; to: Literal }
  | { kind: 'in'; column: string; values: Literal[] };
export type Query = {
  columns: string[];
  from: string;
  where: Condition | null;
  order: { column: string; isDown: boolean }[];
  limit: number | null;
};

type Token = { kind: 'word' | 'text' | 'sign' | 'number' | 'time'; text: string };

const pattern =
  /\s+|(?<text>'(?:[^'\\]|\\.)*')|(?<time>\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d))?)|(?<number>-?\d+(?:\.\d+)?)|(?<word>[A-Za-z_][\w.]*)|(?<sign>!=|<=|>=|[=<>(),])/y;

/** A text says what is wrong with it. */
export function readSoql(soql: string): Query | string {
  const tokens = tokensOf(soql);
  if (tokens === null) return 'unexpected token';
  const reader = createReader(tokens);
  try {
    return readQuery(reader);
  } catch (error) {
    if (error instanceof SyntaxError) return error.message;
    throw error;
  }
}

function tokensOf(soql: string): Token[] | null {
  const tokens: Token[] = [];
  for (let at = 0; at < soql.length; ) {
    pattern.lastIndex = at;
    const found = pattern.exec(soql);
    if (found === null) return null;
    at = pattern.lastIndex;
    for (const kind of ['text', 'time', 'number', 'word', 'sign'] as const) {
      const text = found.groups?.[kind];
      if (text !== undefined) tokens.push({ kind, text });
    }
  }
  return tokens;
}

type Reader = ReturnType<typeof createReader>;

function createReader(tokens: readonly Token[]) {
  let at = 0;
  const isNext = (text: string) => {
    const next = tokens[at];
    return next !== undefined && next.kind !== 'text' && next.text.toUpperCase() === text;
  };
  const fail = (): never => {
    throw new SyntaxError(`unexpected token: '${tokens[at]?.text ?? '<EOF>'}'`);
  };
  return {
    isOver: () => at >= tokens.length,
    isNext,
    fail,
    may(text: string): boolean {
      if (!isNext(text)) return false;
      at++;
      return true;
    },
    must(text: string): void {
      if (!isNext(text)) fail();
      at++;
    },
    next: (): Token => tokens[at++] ?? fail(),
    word(): string {
      const token = tokens[at];
      if (token?.kind !== 'word') return fail();
      at++;
      return token.text;
    },
  };
}

function readQuery(reader: Reader): Query {
  reader.must('SELECT');
  const columns = [reader.word()];
  while (reader.may(',')) columns.push(reader.word());
  reader.must('FROM');
  const from = reader.word();
  const where = reader.may('WHERE') ? readCondition(reader) : null;
  const order: Query['order'] = [];
  if (reader.may('ORDER')) {
    reader.must('BY');
    do {
      const column = reader.word();
      const isDown = reader.may('DESC');
      if (!isDown) reader.may('ASC');
      order.push({ column, isDown });
    } while (reader.may(','));
  }
  const limit = reader.may('LIMIT') ? Number(reader.next().text) : null;
  if (!reader.isOver() || Number.isNaN(limit)) reader.fail();
  return { columns, from, where, order, limit };
}

/** As with Salesforce, AND and OR stand beside each other only with brackets. */
function readCondition(reader: Reader): Condition {
  const first = readTerm(reader);
  const kind = reader.isNext('AND') ? 'and' : reader.isNext('OR') ? 'or' : null;
  if (kind === null) return first;
  const parts = [first];
  while (reader.may(kind.toUpperCase())) parts.push(readTerm(reader));
  if (reader.isNext('AND') || reader.isNext('OR')) reader.fail();
  return { kind, parts };
}

function readTerm(reader: Reader): Condition {
  if (reader.may('(')) {
    const inner = readCondition(reader);
    reader.must(')');
    return inner;
  }
  const column = reader.word();
  if (reader.may('IN')) {
    reader.must('(');
    const values = [readLiteral(reader)];
    while (reader.may(',')) values.push(readLiteral(reader));
    reader.must(')');
    return { kind: 'in', column, values };
  }
  const by = (['=', '!=', '<=', '>=', '<', '>', 'LIKE'] as const).find((sign) => reader.may(sign));
  return by === undefined ? reader.fail() : { kind: 'compare', column, by, to: readLiteral(reader) };
}

function readLiteral(reader: Reader): Literal {
  const { kind, text } = reader.next();
  if (kind === 'text') return { kind, value: text.slice(1, -1) };
  if (kind === 'number') return { kind: 'plain', value: Number(text) };
  if (kind === 'time') return { kind: 'plain', value: text };
  const word = text.toLowerCase();
  if (word === 'null') return { kind: 'plain', value: null };
  if (word === 'true' || word === 'false') return { kind: 'plain', value: word === 'true' };
  return reader.fail();
}

/** What stands between the quotes, without its escapes. */
export const plainText = (quoted: string): string =>
  quoted.replace(/\\(.)/g, (_, sign: string) => ({ n: '\n', r: '\r', t: '\t' })[sign] ?? sign);

/** A pattern of LIKE: % and _ stand for anything unless they are escaped. */
export function likePattern(quoted: string): RegExp {
  const source = quoted.replace(/\\(.)|[%_]|[^\\%_]/g, (part, escaped: string | undefined) => {
    if (part === '%') return '.*';
    if (part === '_') return '.';
    return (escaped ?? part).replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
  });
  return new RegExp(`^${source}$`, 'isu');
}
