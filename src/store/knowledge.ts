// The passages of the team's own pages and the search in them: FTS5 on SQLite, text search on Postgres. Both are asked
// only which passages hold which word; what that is worth is counted in core, so that both find alike.
import { createHash } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import { type Found, type Hit, type Match, rankPassages } from '../core/knowledge.ts';
import type { Lead } from '../core/lead.ts';
import type { Passage } from '../core/passages.ts';
import type { Playbook } from '../core/playbook.ts';
import { newQuestions, withoutCompany } from '../core/questions.ts';
import { searchWords, wantedWords } from '../core/search-words.ts';
import type { Reader, Tx } from './db.ts';

/** Whoever starts last is right: what these pages no longer say is forgotten, what they still say is left as it is. */
export async function indexKnowledge(
  tx: Tx,
  passages: readonly Passage[],
): Promise<{ added: number; removed: number; kept: number }> {
  if (tx.kind === 'postgres') await sql`select pg_advisory_xact_lock(${oneAtATime})`.execute(tx.q);
  const wanted = new Map(passages.map((passage, position) => [hashOf(passage), { ...passage, position }]));
  const there = await tx.q.selectFrom('passages').select(['hash', 'position']).execute();
  const gone = there.filter(({ hash }) => !wanted.has(hash)).map(({ hash }) => hash);
  for (const hash of gone) await tx.q.deleteFrom('passages').where('hash', '=', hash).execute();
  const known = new Map(there.map(({ hash, position }) => [hash, position]));
  let added = 0;
  for (const [hash, { source, text, position }] of wanted) {
    if (!known.has(hash)) {
      const words = { source_words: searchWords(source).join(' '), text_words: searchWords(text).join(' ') };
      await tx.q
        .insertInto('passages')
        .values({ hash, position, source, text, ...words })
        .execute();
      added++;
    } else if (known.get(hash) !== position) {
      await tx.q.updateTable('passages').set({ position }).where('hash', '=', hash).execute();
    }
  }
  return { added, removed: gone.length, kept: wanted.size - added };
}

/** Any number that no other user of advisory locks in this database takes. */
const oneAtATime = 7_266_002;

function hashOf({ source, text }: Passage): string {
  return createHash('sha256')
    .update(JSON.stringify([source, text]))
    .digest('hex');
}

/** Of a longer list of questions the rest stays open and goes on the card. */
const questionsPerTurn = 5;
const passagesPerQuestion = 3;

/** What the team's pages say about each question that the visitor has just asked. */
export async function findFor(reader: Reader, lead: Lead, { knowledge, company }: Playbook): Promise<Found[]> {
  if (knowledge === undefined) return [];
  const asked = newQuestions(lead).slice(0, questionsPerTurn);
  const found = asked.map(async (question) => {
    const matches = await findPassages(reader, withoutCompany(question.text, company.name), passagesPerQuestion);
    return matches.map((match): Found => ({ ...match, question }));
  });
  return (await Promise.all(found)).flat();
}

/** The passages that speak of what is asked, best first; none for a question about something else. */
export async function findPassages(reader: Reader, question: string, limit: number): Promise<Match[]> {
  const wanted = wantedWords(question);
  if (wanted.length === 0) return [];
  const hits = wanted.flatMap((words, i) => [
    hitsIn(reader.kind, { words, wanted: i, column: 'source_words' }),
    hitsIn(reader.kind, { words, wanted: i, column: 'text_words' }),
  ]);
  const { rows } = await sql<Row>`${sql.join(hits, sql` union all `)} order by position, wanted`.execute(reader.q);
  if (rows.length === 0) return [];
  const { total } = await reader.q
    .selectFrom('passages')
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const found = rows.map(
    ({ id, wanted: i, in_source }): Hit => ({ passage: id, wanted: i, inSource: in_source === 1 }),
  );
  const ranked = rankPassages(found, { wanted: wanted.length, total: Number(total) }).slice(0, limit);
  return read(reader, ranked);
}

type Row = { id: number; position: number; wanted: number; in_source: number };
type Wanted = { words: readonly string[]; wanted: number; column: 'source_words' | 'text_words' };

/** The words are letters and digits only (`searchWords`), so that inside quotes they are never part of a query's grammar. */
function hitsIn(kind: Reader['kind'], { words, wanted, column }: Wanted): RawBuilder<Row> {
  const inSource = column === 'source_words' ? 1 : 0;
  const found = sql`passages.id, passages.position, ${sql.lit(wanted)} as wanted, ${sql.lit(inSource)} as in_source`;
  if (kind === 'sqlite') {
    const query = `${column} : (${words.map((word) => `"${word}"`).join(' OR ')})`;
    return sql`select ${found} from passages_fts join passages on passages.id = passages_fts.rowid
      where passages_fts match ${query}`;
  }
  const query = words.map((word) => `'${word}'`).join(' | ');
  return sql`select ${found} from passages
    where to_tsvector('english', ${sql.ref(column)}) @@ to_tsquery('english', ${query})`;
}

async function read(reader: Reader, ranked: readonly { passage: number; strong: boolean }[]): Promise<Match[]> {
  const ids = ranked.map(({ passage }) => passage);
  if (ids.length === 0) return [];
  const rows = await reader.q.selectFrom('passages').select(['id', 'source', 'text']).where('id', 'in', ids).execute();
  return ranked.flatMap(({ passage, strong }) =>
    rows.filter(({ id }) => id === passage).map(({ source, text }) => ({ source, text, strong })),
  );
}
