// Brings the tables to the state this Baton knows, once, whoever starts first; a newer database is left alone.
import type { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { ConfigError } from '../errors.ts';
import type { Reader } from './db.ts';
import { migrationsFor } from './migrations/index.ts';
import type { Schema } from './schema.ts';

export async function migrate(q: Kysely<Schema>, kind: Reader['kind']): Promise<string[]> {
  const migrations = migrationsFor(kind);
  const migrator = new Migrator({ db: q, provider: { getMigrations: async () => migrations } });
  await refuseNewer(q, migrations);
  const { error, results } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
  return (results ?? []).filter((result) => result.status === 'Success').map((result) => result.migrationName);
}

/** For whoever only reads: the tables must be the ones this Baton knows, and are not brought there. */
export async function requireMigrated(q: Kysely<Schema>, kind: Reader['kind']): Promise<void> {
  const migrations = migrationsFor(kind);
  await refuseNewer(q, migrations);
  const done = await migrationsDone(q);
  if (Object.keys(migrations).every((name) => done.includes(name))) return;
  throw new ConfigError(['The database is not at this version yet. Start this Baton once, or run "npm run migrate".']);
}

async function refuseNewer(q: Kysely<Schema>, known: Record<string, unknown>): Promise<void> {
  const newer = (await migrationsDone(q)).filter((name) => !(name in known));
  if (newer.length === 0) return;
  throw new ConfigError([
    `The database was last used by a newer Baton (it has ${newer.join(', ')}). Start that version or a later one, or restore the backup from before the upgrade.`,
  ]);
}

async function migrationsDone(q: Kysely<Schema>): Promise<string[]> {
  const tables = await q.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === 'kysely_migration')) return [];
  const done = await q
    .withTables<{ kysely_migration: { name: string } }>()
    .selectFrom('kysely_migration')
    .select('name')
    .execute();
  return done.map((row) => row.name);
}
