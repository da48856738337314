// What stands in a link that opens one visitor's page: whose it is and until when, under a key that nobody else has.
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { LeadId } from '../core/lead.ts';
import { createSigner } from './signature.ts';

/** `expired`: it was ours. */
export type ReadLink = { kind: 'open' | 'expired'; lead: LeadId } | { kind: 'invalid' };

export type LinkSigner = {
  /** The same for a whole day, so that a link which is sent twice is one link. */
  tokenFor(lead: LeadId, at: string): string;
  read(token: string, at: string): ReadLink;
};

const dayMs = 86_400_000;
const goodForDays = 90;
const label = 'baton meeting link v1';

/** `secrets`: 64 hexadecimal characters each; the first signs, all of them are believed. */
export function createLinkSigner(secrets: readonly string[]): LinkSigner {
  const { sign, isSigned } = createSigner(secrets, label);
  return {
    tokenFor(lead, at) {
      const day = Math.ceil(Date.parse(at) / dayMs) + goodForDays;
      const said = `${lead.slice('lead_'.length)}.${day.toString(36)}`;
      return `${said}.${sign(said)}`;
    },
    read(token, at) {
      const [, said, id, day, mac] = /^(([0-9a-z]{1,40})\.([0-9a-z]{1,6}))\.([\w-]{22})$/.exec(token) ?? [];
      if (said === undefined || id === undefined || day === undefined || mac === undefined) return { kind: 'invalid' };
      if (!isSigned(said, mac)) return { kind: 'invalid' };
      const isOver = Date.parse(at) >= Number.parseInt(day, 36) * dayMs;
      return { kind: isOver ? 'expired' : 'open', lead: `lead_${id}` };
    },
  };
}

/** A key of the sandbox's own, made once, so that its links survive a restart. Without a file it lasts as long as the process. */
export async function sandboxKey(file: string | undefined): Promise<string> {
  const fresh = randomBytes(32).toString('hex');
  if (file === undefined) return fresh;
  await mkdir(dirname(file), { recursive: true });
  try {
    await writeFile(file, fresh, { flag: 'wx', mode: 0o600 });
    return fresh;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const kept = (await readFile(file, 'utf8')).trim();
    if (/^[0-9a-f]{64}$/.test(kept)) return kept;
    await writeFile(file, fresh, { mode: 0o600 });
    return fresh;
  }
}
