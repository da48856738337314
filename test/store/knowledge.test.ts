import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Passage, passages } from '../../src/core/passages.ts';
import { type Db, openDb } from '../../src/store/db.ts';
import { findPassages, indexKnowledge } from '../../src/store/knowledge.ts';
import { eachDatabase, freshDatabase, quiet } from '../support/databases.ts';

const folder = new URL('../../knowledge/', import.meta.url);
const example = readdirSync(folder)
  .toSorted()
  .flatMap((file) => passages({ file, text: readFileSync(new URL(file, folder), 'utf8') }));

/** The question, the source of the best passage, and whether it answers well enough to be quoted. */
const asked: [question: string, source: string | null, strong?: boolean][] = [
  ['Do you read HubSpot?', 'Integrations › CRM', true],
  ['do you integrate with salesforce', 'Integrations › CRM', true],
  ['Does it read from BigQuery?', 'Integrations › Databases and warehouses', true],
  ['Can I connect Google Sheets?', 'Integrations › Spreadsheets and files', true],
  ['Do you have an API?', 'Integrations › API', true],
  ['What does it cost?', 'Pricing', true],
  ['How much is it?', 'Pricing', true],
  ["What's the pricing?", 'Pricing', true],
  ['Was kostet das?', 'Pricing', true],
  ['How much does the Scale plan cost?', 'Pricing › Plans', true],
  ['Is there a free trial?', 'Pricing › Trial', true],
  ['Can we try it first?', 'Pricing › Trial', true],
  ['Do you offer discounts for non-profits?', 'Pricing › Discounts', true],
  ['Can I cancel at any time?', 'Pricing › Cancelling', true],
  ['Where is our data stored?', 'Security › Where data is stored', true],
  ['Do you support Okta?', 'Security › Signing in', true],
  ['Do you have SSO?', 'Security › Signing in', true],
  ['Are you GDPR compliant?', 'Security › Privacy', true],
  ['How long does the set-up take?', 'Getting started › Set-up', true],
  ['How long does setup take?', 'Getting started › Set-up', true],
  ['Which languages do you speak?', 'Getting started › Languages', true],
  ['Can you migrate our Tableau dashboards?', 'Getting started › Moving from another tool', false],
  ['Do you have an office in Oslo?', null],
  ['What is your refund policy?', null],
  ['Do you integrate with SAP?', null],
  ['Are you HIPAA compliant?', null],
  ['Who founded Northwind?', null],
  ['How do you compare to Looker?', null],
  ['What is the capital of France?', null],
  ['Do you like pizza?', null],
  ['Are you a bot?', null],
  ['Around 50?', null],
  ['Can I get a demo?', null],
  ['What?', null],
  ['', null],
];

eachDatabase((kind, open) => {
  let db: Db;
  const index = (all: readonly Passage[]) => db.inTx((tx) => indexKnowledge(tx, all));
  const find = (question: string, limit = 3) => findPassages(db, question, limit);
  const about = (text: string, source = 'Page'): Passage => ({ source, text });
  beforeAll(async () => {
    db = await open();
  });
  beforeEach(() => index([]));

  describe('the example pages', () => {
    beforeEach(() => index(example));

    test.each(asked)('%s → %s', async (question, source, strong) => {
      const best = (await find(question))[0];
      expect([best?.source ?? null, best?.strong]).toEqual([source, strong]);
      if (best !== undefined) expect(example.some(({ text }) => text === best.text)).toBe(true);
    });

    test('no more than asked for, best first', async () => {
      expect((await find('What does it cost?', 2)).map(({ source }) => source)).toEqual(['Pricing', 'Pricing › Plans']);
      expect(await find('What does it cost?', 0)).toEqual([]);
    });
  });

  test('nothing is found where nothing is kept', async () => {
    expect(await find('What does it cost?')).toEqual([]);
  });

  test('a rare word outweighs common ones, and headings help', async () => {
    const common = Array.from({ length: 20 }, (_, i) => about(`Every plan has reports, number ${i}.`));
    await index([...common, about('Reports can be exported.'), about('More of it.', 'Exported reports')]);
    expect((await find('Which plan has exported reports?')).map(({ text }) => text)).toEqual([
      'Reports can be exported.',
      'More of it.',
    ]);
  });

  test('among equals the page order decides, also after the order has changed', async () => {
    const [a, b] = [about('Zebra one.'), about('Zebra two.')];
    await index([a, b]);
    expect((await find('zebra?')).map(({ text }) => text)).toEqual([a.text, b.text]);
    expect(await index([b, a])).toEqual({ added: 0, removed: 0, kept: 2 });
    expect((await find('zebra?')).map(({ text }) => text)).toEqual([b.text, a.text]);
  });

  test('only what changed is replaced, and what is gone is not found any more', async () => {
    const ids = async () => await db.q.selectFrom('passages').select(['id', 'text']).orderBy('id').execute();
    expect(await index([about('Apples.'), about('Bananas.')])).toEqual({ added: 2, removed: 0, kept: 0 });
    const before = await ids();
    expect(await index([about('Bananas.'), about('Cherries.')])).toEqual({ added: 1, removed: 1, kept: 1 });
    expect((await ids())[0]).toEqual(before[1]);
    expect(await find('apples?')).toEqual([]);
    expect(await find('cherries?')).toEqual([{ ...about('Cherries.'), strong: true }]);
    expect(await index([about('Bananas.', 'Moved'), about('Cherries.')])).toEqual({ added: 1, removed: 1, kept: 1 });
    expect((await find('bananas?')).map(({ source }) => source)).toEqual(['Moved']);
    expect(await index([])).toEqual({ added: 0, removed: 2, kept: 0 });
  });

  test('the same passage twice is kept once', async () => {
    expect(await index([about('Twice.'), about('Twice.')])).toMatchObject({ added: 1 });
    expect(await find('twice?')).toHaveLength(1);
  });

  test('a transaction that fails leaves the old pages', async () => {
    await index([about('Apples.')]);
    await expect(
      db.inTx(async (tx) => {
        await indexKnowledge(tx, [about('Pears.')]);
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await find('apples?')).toHaveLength(1);
    expect(await find('pears?')).toEqual([]);
  });

  test('accents, case, plurals and other scripts meet', async () => {
    await index([
      about('Die Größe der Tabellen.'),
      about('Cafés are welcome.'),
      about('我们支持中文报表。'),
      about('Ελληνικά'),
    ]);
    expect((await find('GRÖSSE?'))[0]?.text).toBe('Die Größe der Tabellen.');
    expect((await find('Is a cafe welcomed?'))[0]?.text).toBe('Cafés are welcome.');
    expect((await find('支持中文？'))[0]?.text).toBe('我们支持中文报表。');
    expect((await find('ελληνικα;'))[0]?.text).toBe('Ελληνικά');
  });

  test.each([
    `'; drop table passages; --`,
    `" OR "1"="1`,
    `NEAR(price cost, 2) AND NOT *`,
    `{source_words} : price`,
    `price & ! | <-> :* ()`,
    `\\' \\" \0 \ud800 \u202e`,
    '%s %% $1 ? :x @y',
    `${'price '.repeat(20_000)}`,
    Array.from({ length: 3_000 }, (_, i) => `price${i}`).join(' '),
    'p'.repeat(9_000),
    'and or not near',
    '🙂🙂',
  ])('any text is a safe query: %j', async (text) => {
    await index(example);
    for (const { source } of await find(text)) expect(example.some((each) => each.source === source)).toBe(true);
    expect((await db.q.selectFrom('passages').select('id').execute()).length).toBe(example.length);
  });

  test('any text at all', async () => {
    await index(example.slice(0, 5));
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), async (text) => {
        expect((await find(`data ${text}`)).length).toBeLessThanOrEqual(3);
      }),
      { numRuns: 60 },
    );
  });

  test(kind === 'postgres' ? 'the indexes fit the queries' : 'the index is whole', async () => {
    await index(example);
    if (kind === 'sqlite') {
      await db.inTx((tx) => sql`insert into passages_fts (passages_fts) values ('integrity-check')`.execute(tx.q));
      return;
    }
    const plan = await db.inTx(async (tx) => {
      await sql`set local enable_seqscan = off`.execute(tx.q);
      return sql<Record<string, string>>`explain select id from passages
        where to_tsvector('english', text_words) @@ to_tsquery('english', '''price''')`.execute(tx.q);
    });
    expect(JSON.stringify(plan.rows)).toContain('passages_by_text');
  });
});

test('two processes that start at once on Postgres with different pages end with the pages of one', async () => {
  const fresh = await freshDatabase('postgres');
  const all = await Promise.all([1, 2, 3].map(() => openDb({ url: fresh.url, log: quiet })));
  const pages = all.map((_, i) => example.map(({ source, text }) => ({ source, text: `${text} Edition ${i}.` })));
  await Promise.all([...all, ...all].map((db, i) => db.inTx((tx) => indexKnowledge(tx, pages[i % 3]!))));
  const kept = await all[0]!.q.selectFrom('passages').select('text').execute();
  expect(kept).toHaveLength(example.length);
  expect(new Set(kept.map(({ text }) => /Edition \d/.exec(text)?.[0])).size).toBe(1);
  await Promise.all(all.map((db) => db.close()));
  await fresh.remove();
});
