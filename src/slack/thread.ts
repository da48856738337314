// What people write, edit and delete in the threads of our cards. Everything else that Slack tells of channels ends here.
// A line that cannot be stored must fail, so that Slack tells it again.
import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import { z } from 'zod';
import type { Deps } from '../deps.ts';
import { relayDelete, relayEdit, relayLine } from '../flows/relay-line.ts';
import { plainText } from './plain-text.ts';

const line = z.object({
  ts: z.string(),
  thread_ts: z.string(),
  user: z.string(),
  text: z.string().default(''),
  subtype: z.enum(['file_share', 'thread_broadcast']).optional(),
  /** Of an app or a workflow, never of a person. */
  bot_id: z.undefined().optional(),
  blocks: z.unknown().optional(),
  files: z.array(z.unknown()).default([]),
});
const heard = z.discriminatedUnion('subtype', [
  line.extend({ subtype: z.undefined().optional(), channel: z.string() }),
  line.extend({ subtype: z.enum(['file_share', 'thread_broadcast']), channel: z.string() }),
  z.object({
    subtype: z.literal('message_changed'),
    channel: z.string(),
    /** Without `edited` nobody changed it: Slack only unfurled a link. */
    message: line.extend({ edited: z.object({ ts: z.string() }) }),
    previous_message: z.object({ text: z.string().default(''), blocks: z.unknown().optional() }),
  }),
  z.object({ subtype: z.literal('message_deleted'), channel: z.string(), previous_message: line }),
]);

export async function hearThread(
  deps: Deps,
  { event }: Pick<SlackEventMiddlewareArgs<'message'> & AllMiddlewareArgs, 'event'>,
): Promise<void> {
  const read = heard.safeParse(event);
  if (!read.success) return;
  const startedMs = performance.now();
  const { kind } = await relay(deps, read.data);
  // Of a thread that is none of ours.
  if (kind === 'gone') return;
  const ms = Math.round(performance.now() - startedMs);
  deps.log.info({ door: 'slack', heard: read.data.subtype ?? 'line', outcome: kind, ms }, 'heard a thread');
}

function relay(deps: Deps, said: z.infer<typeof heard>) {
  const names = new Map(deps.playbook.teams.flatMap(({ reps }) => reps).map(({ slack, name }) => [slack, name]));
  const plain = ({ text, blocks }: { text: string; blocks?: unknown }) =>
    plainText(text, { blocks, nameOf: (user) => names.get(user) });
  const told = (one: z.infer<typeof line>) => ({
    by: one.user,
    ts: one.ts,
    text: plain(one),
    isBroadcast: one.subtype === 'thread_broadcast',
    hasFiles: one.files.length > 0,
  });
  const { channel } = said;
  switch (said.subtype) {
    case 'message_changed': {
      const { message, previous_message: before } = said;
      const edit = { before: plain(before), editTs: message.edited.ts };
      return relayEdit(deps, { channel, thread: message.thread_ts, line: { ...told(message), ...edit } });
    }
    case 'message_deleted': {
      const { previous_message: gone } = said;
      return relayDelete(deps, { channel, thread: gone.thread_ts, line: told(gone) });
    }
    default:
      return relayLine(deps, { channel, thread: said.thread_ts, line: told(said) });
  }
}
