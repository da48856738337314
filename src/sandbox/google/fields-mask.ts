// Google's `fields` parameter: an answer with only what was asked for, as in `nextPageToken,items(id,conferenceData/entryPoints)`.

/** Null: all of it. */
type Mask = Map<string, Mask | null>;

/** Undefined: not in Google's grammar. */
export function onlyFields(body: unknown, fields: string): unknown {
  const parts = fields.match(/[A-Za-z0-9_]+|[*,/()]|./g) ?? [];
  const mask = readList(parts);
  return mask === undefined || parts.length > 0 ? undefined : pick(body, mask);
}

/** Takes from `parts` what belongs to the list. */
function readList(parts: string[]): Mask | undefined {
  const mask: Mask = new Map();
  do {
    const name = parts.shift() ?? '';
    if (!/^(\w+|\*)$/.test(name)) return undefined;
    const inner = readInner(parts);
    if (inner === undefined) return undefined;
    mask.set(name, inner);
  } while (parts[0] === ',' && parts.shift());
  return mask;
}

function readInner(parts: string[]): Mask | null | undefined {
  if (parts[0] === '/') {
    parts.shift();
    const name = parts.shift() ?? '';
    const inner = /^(\w+|\*)$/.test(name) ? readInner(parts) : undefined;
    return inner === undefined ? undefined : new Map([[name, inner]]);
  }
  if (parts[0] !== '(') return null;
  parts.shift();
  const inner = readList(parts);
  return parts.shift() === ')' ? inner : undefined;
}

function pick(value: unknown, mask: Mask): unknown {
  if (Array.isArray(value)) return value.map((each) => pick(each, mask));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).flatMap(([name, each]): [string, unknown][] => {
    const inner = mask.has(name) ? mask.get(name) : mask.get('*');
    if (inner === undefined) return [];
    return [[name, inner === null ? each : pick(each, inner)]];
  });
  return Object.fromEntries(entries);
}
