// The interviewer that config asks for: a model with the guided one behind it, or the guided one alone. The app and the
// evals take it from here, so that what is measured is what visitors meet.
import { guidedTurn } from '../../core/guided.ts';
import type { Interviewer } from '../../core/interviewer.ts';
import { modelInterviewer } from './model-interviewer.ts';
import { type OpenAiOptions, openAi } from './openai.ts';
import { withFallback } from './with-fallback.ts';

export async function configuredInterviewer(
  model: (OpenAiOptions & { timeoutMs: number }) | null,
  now: () => Date,
): Promise<Interviewer> {
  if (model === null) return async (view) => guidedTurn(view);
  const { model: name, timeoutMs } = model;
  return withFallback(modelInterviewer({ model: await openAi(model), name, timeoutMs }), now);
}
