// Instagram by Meta's messaging API. It tells everything that is written for the company, by Baton or by people, as an echo that
// says not by whom: echoes are left, so nobody in the Instagram app pauses Baton.
import { z } from 'zod';
import { parseBody } from '../webhook.ts';
import { callChat } from './chat-api.ts';
import type { ChatChannel, Happening, ReplyLine } from './chat-channel.ts';
import { aNumber, anId, anything, at, some, words } from './heard.ts';
import { demandWindow, greetMeta, judgeMeta, type MetaAccess, verifyMeta } from './meta-call.ts';

const name = 'Instagram';
const messaging = z.object({
  sender: z.object({ id: anId }),
  recipient: z.object({ id: anId }),
  timestamp: aNumber,
  message: z.object({ mid: anId, text: anything, is_echo: anything, is_deleted: anything }),
});
const envelope = z.object({
  object: z.literal('instagram'),
  entry: some(z.object({ messaging: some(messaging) })),
});

export function createInstagramChat(access: MetaAccess): ChatChannel {
  return {
    verify: (call) => verifyMeta(call, access.appSecret, 'INSTAGRAM_APP_SECRET'),
    greet: (query) => greetMeta(query, access.verifyToken, 'INSTAGRAM_VERIFY_TOKEN'),
    parse: (raw) =>
      parseBody(raw, envelope)
        .entry.flatMap((each) => each.messaging)
        .flatMap(visitorLine),
    reply: (line) => reply(access, line),
  };
}

function visitorLine({ sender, recipient, timestamp, message }: z.infer<typeof messaging>): Happening[] {
  const text = words(message.text);
  if (text === '' || message.is_echo === true || message.is_deleted === true) return [];
  return [
    {
      kind: 'visitor',
      conversation: `${recipient.id}/${sender.id}`,
      message: { id: message.mid, text, ...at(timestamp) },
      visitor: { id: sender.id },
      page: null,
    },
  ];
}

async function reply({ token, apiUrl, now }: MetaAccess, line: ReplyLine): Promise<void> {
  demandWindow(name, line, now());
  const [, id = ''] = line.conversation.split('/');
  const api = { name, baseUrl: apiUrl, headers: { authorization: `Bearer ${token}` } };
  const body = { recipient: { id }, message: { text: line.message.text } };
  await callChat(api, { path: '/me/messages', body }, (answer) => judgeMeta(name, answer));
}
