// The playbook that ships with Baton, as a running Baton reads it.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parsePlaybook } from '../../src/core/parse-playbook.ts';
import type { Playbook } from '../../src/core/playbook.ts';

export const defaultPage = readFileSync(new URL('../../playbook.yml', import.meta.url), 'utf8');

export function defaultPlaybook(change: (page: string) => string = (page) => page): Playbook {
  const parsed = parsePlaybook(change(defaultPage));
  if (parsed.kind === 'wrong') throw new Error(JSON.stringify(parsed.problems));
  return { ...parsed.page, version: 'test', calendar: false, crmName: null };
}

/** A changed copy of the page as a file; its pages of knowledge stay where they are. */
export function changedPlaybook(change: (page: string) => string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'baton-playbook-')), 'playbook.yml');
  const knowledge = new URL('../../knowledge', import.meta.url).pathname;
  const changed = change(defaultPage);
  if (changed === defaultPage) throw new Error('The change of the playbook changes nothing.');
  writeFileSync(path, changed.replace('knowledge: ./knowledge', `knowledge: ${knowledge}`));
  return path;
}
