// "Send to visitor" on a line in a card's thread.
import { z } from 'zod';
import { sendLine } from '../flows/send-line.ts';
import { takeoverSentences } from './cards/takeover-sentences.ts';
import { onShortcut } from './door.ts';
import { plainText } from './plain-text.ts';

const line = z.object({
  ts: z.string(),
  thread_ts: z.string().optional(),
  text: z.string().default(''),
  bot_id: z.string().optional(),
  blocks: z.unknown().optional(),
});

export const sendToVisitor = onShortcut(async (deps, { channel, message, rep }) => {
  const { playbook } = deps;
  const { success, data } = line.safeParse(message);
  if (!success || data.thread_ts === undefined) return takeoverSentences.toSend({ kind: 'no-lead' }, playbook);
  if (data.bot_id !== undefined) return takeoverSentences.toSend({ kind: 'ours' }, playbook);
  const names = new Map(playbook.teams.flatMap(({ reps }) => reps).map(({ slack, name }) => [slack, name]));
  const text = plainText(data.text, { blocks: data.blocks, nameOf: (user) => names.get(user) });
  const card = { channel, ts: data.thread_ts };
  return takeoverSentences.toSend(await sendLine(deps, { card, rep, line: { ts: data.ts, text } }), playbook);
});
