// What is chosen from the menus of messages and of the whole of Slack: a line for the visitor, a conversation for Baton, a lead
// looked up.
import { z } from 'zod';
import { handBackLead } from '../flows/hand-back-lead.ts';
import { sendLine } from '../flows/send-line.ts';
import { findLeadByCard } from '../store/lead.ts';
import { actionSentences } from './cards/action-sentences.ts';
import { findModal } from './cards/find-modal.ts';
import { takeoverSentences } from './cards/takeover-sentences.ts';
import { onGlobalShortcut, onShortcut } from './door.ts';
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

/** On a card or on anything in its thread. */
export const handToBaton = onShortcut(async (deps, { channel, message, rep }) => {
  const { data } = line.safeParse(message);
  const ts = data?.thread_ts ?? data?.ts;
  const lead = ts === undefined ? undefined : await findLeadByCard(deps.db, { channel, ts });
  if (lead === undefined) return actionSentences.notACard;
  return takeoverSentences.toHandBack(await handBackLead(deps, lead, rep), deps.playbook);
});

export const openFind = onGlobalShortcut(() => findModal());
