// Deletes one message of Baton's about a person who was erased. One that is gone already is as good.
import type { JobOf } from '../core/job.ts';
import type { JobDeps } from '../deps.ts';

export async function deleteMessage({ slack }: JobDeps, { card }: JobOf<'delete-message'>): Promise<void> {
  await slack.remove(card);
}
