// Looking through a product's conversations for lines that its calls never told. Whatever was told already is heard again and
// changes nothing, so everything here errs on the side of reading too much; only the number of pages is bounded.
import type { Happening, Looked, Span } from './chat-channel.ts';

/** Of conversations, and of lines of one. */
export const mostPages = 40;

/** A conversation, and when something happened there last. */
export type Touched<Where> = { where: Where; atMs: number };

/** The conversation that moved first is read first: whoever is interrupted knows how far they came. */
export async function* lookThrough<Where>(
  { since, from, until }: Span,
  touched: AsyncIterable<Touched<Where>>,
  read: (where: Where) => Promise<Happening[]>,
): AsyncGenerator<Looked> {
  const found: Touched<Where>[] = [];
  for await (const each of touched) if (each.atMs >= Date.parse(since)) found.push(each);
  for (const { where, atMs } of found.toSorted((one, other) => one.atMs - other.atMs)) {
    const said = (await read(where))
      .filter((each) => atOf(each) >= from && atOf(each) < until)
      .toSorted((one, other) => Date.parse(atOf(one)) - Date.parse(atOf(other)));
    yield { said, upTo: new Date(atMs).toISOString() };
  }
}

/** Without a time nobody can say whether it is new. */
const atOf = (each: Happening): string =>
  ('message' in each && typeof each.message === 'object' && each.message.at) || '';

/** `before`: where the page before this one ends; null: there is none. */
type Page = { said: Happening[]; oldestMs: number; before: string | null };

/** A conversation's lines in order, read from the last page backwards until they are older than `from`. */
export async function readBack({ from }: Span, page: (before: string | null) => Promise<Page>): Promise<Happening[]> {
  const pages: Happening[][] = [];
  let before: string | null = null;
  for (let n = 0; n < mostPages; n++) {
    const read = await page(before);
    pages.unshift(read.said);
    if (read.before === null || read.before === before || read.oldestMs < Date.parse(from)) break;
    before = read.before;
  }
  return pages.flat();
}
