// /baton: what can be asked and said of oneself, answered to the one who typed it. Anything else explains itself.
import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import { type Answer, isTold } from '../core/answer.ts';
import { type Question, readQuestion } from '../core/question.ts';
import type { Deps } from '../deps.ts';
import { understand } from '../flows/understand.ts';
import { readAnswer } from '../store/answers.ts';
import { answerMessage } from './cards/answers.ts';
import { attend } from './door.ts';

export async function runCommand(
  deps: Deps,
  { ack, command }: SlackCommandMiddlewareArgs & AllMiddlewareArgs,
): Promise<void> {
  const { playbook } = deps;
  const question = readQuestion(command.text);
  const said = await attend(deps, `/baton ${question.kind}`, async () => {
    const answer = await answerTo(deps, question, command.user_id);
    return answerMessage(answer, { playbook, now: deps.now().toISOString() });
  });
  await ack({ response_type: 'ephemeral', ...(typeof said === 'string' ? { text: said } : said) });
}

async function answerTo(deps: Deps, question: Question, rep: string): Promise<Answer> {
  const said = await understand(deps, rep, question);
  if (isTold(said)) return said;
  return readAnswer(deps.db, said, { ...deps, rep, now: deps.now().toISOString() });
}
