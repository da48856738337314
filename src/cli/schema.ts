// npm run schema: writes what is derived from the code, so that a review shows what a change did to it: the tables as
// SQLite has them after every migration, and the JSON Schema that editors check playbook.yml with.
import { writeFileSync } from 'node:fs';
import { playbookJsonSchema } from '../core/playbook.ts';
import { schemaSql } from '../store/schema-sql.ts';

function write(path: string, text: string): void {
  writeFileSync(new URL(`../../${path}`, import.meta.url), text);
  console.log(`${path} is written.`);
}

write('src/store/schema.sql', await schemaSql());
write('docs/playbook.schema.json', `${JSON.stringify(playbookJsonSchema(), null, 2)}\n`);
