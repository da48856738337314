// Somebody wrote to Baton itself. What they say of themselves counts at once; the answer is owed, and drawn when it is sent.
import { clip } from '../core/clip.ts';
import { readQuestion } from '../core/question.ts';
import type { Deps } from '../deps.ts';
import { understand } from './understand.ts';

/** `ts` is their line, `thread` where it stands or itself. */
export type Asked = { rep: string; channel: string; thread: string; ts: string; text: string };

/** A question is a line; nobody asks in pages. */
const longest = 300;

export async function hearQuestion(deps: Deps, { text, ...asked }: Asked): Promise<{ kind: string }> {
  const said = await understand(deps, asked.rep, readQuestion(clip(text, longest)));
  const { workspace } = deps;
  const job = { kind: 'answer' as const, ...asked, said, ...(workspace !== undefined && { workspace }) };
  const owed = { job, key: `answer:${asked.channel}:${asked.ts}` };
  await deps.db.inTx((tx) => deps.queue.enqueue(tx, [owed]));
  return { kind: said.kind };
}
