// Somebody wrote to Baton itself. What they say of themselves counts at once; the answer is owed, and drawn when it is sent.
import type { Told } from '../core/answer.ts';
import { clip } from '../core/clip.ts';
import { type Asking, readQuestion } from '../core/question.ts';
import type { Deps } from '../deps.ts';
import { sayAway, sayBack } from './set-availability.ts';

/** `ts` is their line, `thread` where it stands or itself. */
export type Asked = { rep: string; channel: string; thread: string; ts: string; text: string };

/** A question is a line; nobody asks in pages. */
const longest = 300;

export async function hearQuestion(deps: Deps, { text, ...asked }: Asked): Promise<{ kind: string }> {
  const said = await understood(deps, asked.rep, clip(text, longest));
  const { workspace } = deps;
  const job = { kind: 'answer' as const, ...asked, said, ...(workspace !== undefined && { workspace }) };
  const owed = { job, key: `answer:${asked.channel}:${asked.ts}` };
  await deps.db.inTx((tx) => deps.queue.enqueue(tx, [owed]));
  return { kind: said.kind };
}

async function understood(deps: Deps, rep: string, text: string): Promise<Asking | Told> {
  const question = readQuestion(text);
  if (question.kind === 'away') return sayAway(deps, rep, question.text);
  return question.kind === 'back' ? sayBack(deps, rep) : question;
}
