// The interviewer with a model: one call a turn, read back strictly. One more try where that is likely to help, within the
// time one turn may take; a visitor is waiting.
import { setTimeout as sleep } from 'node:timers/promises';
import type { OnProgress, Turn, Usage, View } from '../../core/interviewer.ts';
import type { Playbook } from '../../core/playbook.ts';
import { prompt, promptVersion } from '../../core/prompt.ts';
import { type ReadTurn, readTurn, replyText, toModelSchema } from '../../core/turn-shape.ts';
import { growingAnswer } from './growing-answer.ts';
import type { CallTrouble, Heard, Model } from './openai.ts';

export type Trouble = CallTrouble | Extract<ReadTurn, { kind: 'wrong' }>['why'];

/** `usage` counts every try, also those that came to nothing: they are paid for. */
export type Taken = { kind: 'turn'; turn: Turn } | { kind: 'failed'; why: Trouble; usage: Usage | null };

export type ModelInterviewer = (view: View, onProgress?: OnProgress) => Promise<Taken>;

export type ModelInterviewerOptions = { model: Model; name: string; timeoutMs: number };

const tries = 2;
/** With less time than this left no model answers. */
const leastMs = 1_000;
const longestWaitMs = 2_000;

export function modelInterviewer({ model, name, timeoutMs }: ModelInterviewerOptions): ModelInterviewer {
  return async (view, onProgress) => {
    const deadlineMs = performance.now() + timeoutMs;
    const leftMs = () => deadlineMs - performance.now();
    const { playbook } = view;
    const ask = { prompt: prompt(view), schema: toModelSchema(playbook), cacheKey: `baton-${playbook.version}` };
    let usage: Usage | null = null;
    for (let attempt = 1; ; attempt++) {
      const onText = onProgress && readingAlong(playbook, onProgress);
      const heard = await model({ ...ask, timeoutMs: Math.max(1, Math.round(leftMs())) }, onText);
      usage = sum(usage, heard.usage);
      const read = heard.kind === 'failed' ? heard : readTurn(heard.text, playbook);
      if (read.kind === 'turn') {
        const { claims, wants, reply } = read;
        const turn = { claims, wants, reply, interviewer: `openai:${name}:${promptVersion}` };
        return { kind: 'turn', turn: usage === null ? turn : { ...turn, usage } };
      }
      onProgress?.(null);
      const waitMs = waitBeforeRetry(read.why, heard);
      if (attempt === tries || waitMs === null || leftMs() - waitMs < leastMs) {
        return { kind: 'failed', why: read.why, usage };
      }
      await sleep(waitMs);
    }
  };
}

/** Of an answer that could not be taken whatever its reply will be, nothing is told. */
function readingAlong(playbook: Playbook, onProgress: OnProgress): (piece: string) => void {
  const answer = growingAnswer();
  let read: ReadTurn | undefined;
  return (piece) => {
    const grown = answer.add(piece);
    if (grown === null) return;
    read ??= readTurn(`${grown.head}…"}`, playbook);
    if (read.kind === 'wrong') return;
    const { claims, wants, reply } = read;
    onProgress({ claims, wants, reply: { ...reply, text: replyText(grown.reply) }, isWhole: grown.isWhole });
  };
}

/** `null`: trying again would fail again, or keep the visitor waiting for nothing. */
function waitBeforeRetry(why: Trouble, heard: Heard): number | null {
  switch (why) {
    case 'connection':
    case 'malformed':
    case 'wrong-shape':
    case 'unknown-field':
    case 'empty-reply':
      return 0;
    case 'rate-limited': {
      const waitMs = heard.kind === 'failed' ? heard.retryAfterMs : undefined;
      return waitMs !== undefined && waitMs <= longestWaitMs ? waitMs : null;
    }
    case 'time-out':
    case 'server-error':
    case 'rejected':
    case 'incomplete':
    case 'refused':
      return null;
  }
}

function sum(a: Usage | null, b: Usage | null): Usage | null {
  if (a === null || b === null) return a ?? b;
  return { input: a.input + b.input, cached: a.cached + b.cached, output: a.output + b.output };
}
