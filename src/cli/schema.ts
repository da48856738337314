// npm run schema: writes the tables as SQLite has them after every migration, so a review shows what a migration did.
import { writeFileSync } from 'node:fs';
import { schemaSql } from '../store/schema-sql.ts';

const file = new URL('../store/schema.sql', import.meta.url);
writeFileSync(file, await schemaSql());
console.log('src/store/schema.sql is written.');
