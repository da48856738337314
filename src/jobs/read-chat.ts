// A chat product said that something was written, and not what: it is read there, and goes the way of whatever products tell at once.
import type { JobOf } from '../core/job.ts';
import type { JobDeps } from '../deps.ts';

export async function readChat(
  { chat }: JobDeps,
  { product, conversation, message }: JobOf<'read-chat'>,
): Promise<void> {
  for (const said of await chat.read(product, { conversation, message })) await chat.hear(product, said);
}
