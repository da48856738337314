// Reads from disk the pages that Baton answers from. A folder without any is a slip that is told at start, never an empty
// knowledge that leaves every question open.
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { type Passage, passages } from '../core/passages.ts';
import { ConfigError } from '../errors.ts';

/** Far more than a team writes, and still searched in a blink. */
const mostPassages = 2_000;

/** Every markdown page in the folder that the playbook names, in the order of their names. */
export async function readKnowledge(playbook: string, folder: string | undefined): Promise<Passage[]> {
  if (folder === undefined) return [];
  const path = resolve(dirname(playbook), folder);
  const wrong = (what: string, remedy: string) => new ConfigError([`${playbook} knowledge: ${what} ${remedy}`]);
  const files = await readdir(path, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    const remedy = 'Create the folder, correct the path (it is seen from the playbook), or remove the line.';
    throw wrong(`${path} cannot be read as a folder (${error.code}).`, remedy);
  });
  const pages = files.filter((file) => /\.(?:md|markdown)$/i.test(file)).toSorted();
  if (pages.length === 0) throw wrong(`${path} has no markdown page.`, 'Put .md files there, or remove the line.');
  const read = pages.map(async (file) => {
    const text = await readFile(join(path, file), 'utf8').catch((error: NodeJS.ErrnoException) => {
      throw wrong(`${join(path, file)} cannot be read (${error.code}).`, 'Let this user read it, or move it away.');
    });
    return passages({ file, text });
  });
  const all = (await Promise.all(read)).flat();
  if (all.length <= mostPassages) return all;
  throw wrong(
    `${path} makes ${all.length} passages of text.`,
    `Keep it under ${mostPassages}: leave out what nobody asks.`,
  );
}
