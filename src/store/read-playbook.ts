// Reads a playbook page from disk. Every problem of the page is told at once, with its line.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type PlaybookProblem, parsePlaybook } from '../core/parse-playbook.ts';
import type { Playbook } from '../core/playbook.ts';
import { ConfigError } from '../errors.ts';

/**
 * The version is a digest of the page: change a word, and leads remember that another page judged them. `gaps`: what the
 * page leaves in its own language.
 */
export async function readPlaybook(path: string): Promise<{ page: string; playbook: Playbook; gaps: string[] }> {
  const page = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new ConfigError([`The playbook ${path} cannot be read (${error.code}): give the path of your page.`]);
  });
  const parsed = parsePlaybook(page);
  if (parsed.kind === 'wrong') {
    throw new ConfigError(told(path, parsed.problems));
  }
  const version = createHash('sha256').update(page).digest('hex').slice(0, 12);
  return { page, playbook: { ...parsed.page, version, calendar: false, crmName: null }, gaps: told(path, parsed.gaps) };
}

function told(path: string, problems: readonly PlaybookProblem[]): string[] {
  return problems.map(({ line, field, remedy }) => `${path}:${line} ${field}: ${remedy}`);
}
