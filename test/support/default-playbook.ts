// The playbook that ships with Baton, as a running Baton reads it.
import { readFileSync } from 'node:fs';
import { parsePlaybook } from '../../src/core/parse-playbook.ts';
import type { Playbook } from '../../src/core/playbook.ts';

export const defaultPage = readFileSync(new URL('../../playbook.yml', import.meta.url), 'utf8');

export function defaultPlaybook(change: (page: string) => string = (page) => page): Playbook {
  const parsed = parsePlaybook(change(defaultPage));
  if (parsed.kind === 'wrong') throw new Error(JSON.stringify(parsed.problems));
  return { ...parsed.page, version: 'test' };
}
