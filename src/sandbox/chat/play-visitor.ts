// Plays one scripted visitor: opens, waits for Baton, answers what was asked, and leaves. Never speaks twice in a row unasked.
import { setTimeout as wait } from 'node:timers/promises';
import type { ChatConversation } from '../state.ts';
import { answerOf, type VisitorMemory, type VisitorScript } from './visitors.ts';

export type Pace = {
  /** Before the visitor starts to type. */
  readMs: number;
  perLetterMs: number;
  longestMs: number;
  /** Baton may send two lines: this much quiet means it is the visitor's turn. */
  quietMs: number;
  /** How long the visitor waits for an answer before leaving. */
  patienceMs: number;
};

type Voice = { conversation: ChatConversation; say(text: string): unknown; onChange(fn: () => void): () => void };

const human: Pace = { readMs: 900, perLetterMs: 22, longestMs: 3_500, quietMs: 700, patienceMs: 90_000 };
const mostTurns = 20;

export async function playVisitor(
  script: VisitorScript,
  voice: Voice,
  options: { pace: Partial<Pace>; signal: AbortSignal },
): Promise<void> {
  const pace = { ...human, ...options.pace };
  const { signal } = options;
  const memory: VisitorMemory = { said: [], fallbacks: 0 };
  const type = async (text: string) => {
    await wait(Math.min(pace.readMs + text.length * pace.perLetterMs, pace.longestMs), undefined, { signal });
    voice.say(text);
    memory.said.push(text);
  };
  try {
    for (const line of script.opening) await type(line);
    for (let turn = 0; turn < mostTurns; turn++) {
      const heard = await hear(voice, pace, signal);
      const answer = heard === null ? null : answerOf(script, heard, memory);
      if (answer === null) return;
      if (script.otherwise.includes(answer.say)) memory.fallbacks++;
      await type(answer.say);
      if (answer.last) return;
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** What was said to the visitor since their last line, once it is quiet; null when their patience ends. */
async function hear(voice: Voice, pace: Pace, signal: AbortSignal): Promise<string | null> {
  const answers = () => {
    const lines = voice.conversation.lines;
    return lines.slice(lines.findLastIndex(({ from }) => from === 'visitor') + 1);
  };
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(pace.patienceMs)]);
  while (answers().length === 0) {
    if (!(await nextChange(voice, deadline))) {
      signal.throwIfAborted();
      return null;
    }
  }
  for (let count = 0; count !== answers().length; ) {
    count = answers().length;
    await wait(pace.quietMs, undefined, { signal });
  }
  return answers()
    .map(({ text }) => text)
    .join('\n');
}

function nextChange(voice: Voice, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const off = voice.onChange(() => finish(true));
    const finish = (changed: boolean) => {
      off();
      signal.removeEventListener('abort', stop);
      resolve(changed);
    };
    const stop = () => finish(false);
    if (signal.aborted) return finish(false);
    signal.addEventListener('abort', stop);
  });
}
