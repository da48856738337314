// Answers what somebody wrote to Baton, beneath their line, once.
import { type Answer, isTold, type Told } from '../core/answer.ts';
import type { JobOf } from '../core/job.ts';
import type { Asking } from '../core/question.ts';
import type { JobDeps } from '../deps.ts';
import { answerMessage } from '../slack/cards/answers.ts';
import { readAnswer } from '../store/answers.ts';
import { postOnce } from './post-once.ts';

export async function answer(deps: JobDeps, job: JobOf<'answer'>, run: { tries: number }): Promise<void> {
  const { playbook, slack } = deps;
  const { channel, thread, ts, rep, said } = job;
  const now = deps.now().toISOString();
  const drawn = answerMessage(await whole(deps, said, { rep, now }), { playbook, now });
  const metadata = { event_type: 'baton_answer', event_payload: { about: ts } };
  const since = new Date(Number(ts) * 1_000).toISOString();
  await postOnce(slack, { channel, thread, ...drawn, metadata }, { look: run.tries > 1, since });
}

/** What somebody said of themselves was true when they said it; what they asked is answered with what is true now. */
async function whole(
  { db, playbook, reportLinks, pageLink }: JobDeps,
  said: Asking | Told,
  { rep, now }: { rep: string; now: string },
): Promise<Answer> {
  return isTold(said) ? said : readAnswer(db, said, { rep, playbook, now, reportLinks, pageLink });
}
