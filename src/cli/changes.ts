// npm run changes [-- --write]: what managers accepted and the playbook does not say yet, as a patch; --write puts it into the
// page, comments and all, to be committed like any other edit. Baton follows once it is started with that page.
import { readFile, writeFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from '../config.ts';
import { editAll } from '../core/edit-page.ts';
import { patchOf } from '../core/page-diff.ts';
import { ConfigError } from '../errors.ts';
import { createLog } from '../log.ts';
import { changesToWrite } from '../store/changes.ts';
import { readSnapshot } from '../store/db.ts';
import { readPlaybook } from '../store/read-playbook.ts';

const usage = 'Usage: npm run changes [-- --write]';

try {
  const isWriting = readWish();
  const config = readConfig();
  const { playbook } = await readPlaybook(config.playbook);
  const about = { url: config.databaseUrl, log: createLog('warn') };
  const accepted = await readSnapshot(about, (reader) => changesToWrite(reader, playbook));
  const before = await readFile(config.playbook, 'utf8');
  const { page: after, left } = editAll(
    before,
    accepted.map(({ change }) => change),
  );
  const path = relative('.', config.playbook);
  if (accepted.length === 0) console.log(`Whatever was accepted stands in ${path}.`);
  if (after !== before) console.log(patchOf(path, { before, after }));
  for (const change of left) console.log(`Write this in by hand: ${JSON.stringify(change)}`);
  if (isWriting && after !== before) {
    await writeFile(config.playbook, after);
    console.log(`${path} is written. Look at it, commit it, and start Baton anew.`);
  }
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(error.problems.join('\n'));
  process.exitCode = 1;
}

function readWish(): boolean {
  try {
    return parseArgs({ options: { write: { type: 'boolean', default: false } } }).values.write;
  } catch (error) {
    throw new ConfigError([error instanceof Error ? error.message : String(error), usage]);
  }
}
