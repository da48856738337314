// What people write to Baton itself, in the messages tab of the app. Baton's own lines, edits and everything else end here.
// A line that cannot be stored must fail, so that Slack tells it again.
import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import { z } from 'zod';
import type { Deps } from '../deps.ts';
import { hearQuestion } from '../flows/hear-question.ts';
import { plainText } from './plain-text.ts';

const line = z.object({
  channel: z.string(),
  channel_type: z.literal('im'),
  ts: z.string(),
  thread_ts: z.string().optional(),
  user: z.string(),
  text: z.string().min(1),
  blocks: z.unknown().optional(),
  subtype: z.undefined().optional(),
  /** Of an app, Baton included, never of a person. */
  bot_id: z.undefined().optional(),
});

export async function hearDirect(
  deps: Deps,
  { event }: Pick<SlackEventMiddlewareArgs<'message'> & AllMiddlewareArgs, 'event'>,
): Promise<void> {
  const read = line.safeParse(event);
  if (!read.success) return;
  const { channel, ts, thread_ts: thread = ts, user: rep, text, blocks } = read.data;
  const startedMs = performance.now();
  const typed = plainText(text, { blocks, nameOf: () => undefined });
  const { kind } = await hearQuestion(deps, { rep, channel, thread, ts, text: typed });
  const ms = Math.round(performance.now() - startedMs);
  deps.log.info({ door: 'slack', heard: 'direct', outcome: kind, ms }, 'heard a question');
}
