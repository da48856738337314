// Mails of nobody we know: that one was passed on is remembered, by its id alone, so that it is passed on once.

import type { Reader, Tx } from './db.ts';
import { appendEvents } from './events.ts';
import type { NewId } from './id.ts';
import { jsonAt } from './json-at.ts';

export async function isMailNoted({ q, kind }: Reader, mail: string): Promise<boolean> {
  const row = await q
    .selectFrom('events')
    .select('id')
    .where('lead', 'is', null)
    .where('kind', '=', 'mail-set-aside')
    .where(jsonAt(kind, 'data', 'mail'), '=', mail)
    .executeTakeFirst();
  return row !== undefined;
}

export function noteMail(tx: Tx, { mail, at }: { mail: string; at: string }, newId: NewId): Promise<void> {
  const events = [{ kind: 'mail-set-aside' as const, by: 'baton', data: { why: 'unplaced', mail } }];
  return appendEvents(tx, { lead: null, events, at }, newId);
}
