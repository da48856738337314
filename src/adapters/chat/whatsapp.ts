// WhatsApp by Meta's Cloud API. Calls gather many messages and come again and out of order; what became of our own lines comes
// the same way. A line cannot be looked for, so one whose answer got lost may arrive twice.
import { z } from 'zod';
import { parseBody } from '../webhook.ts';
import { callChat } from './chat-api.ts';
import type { ChatChannel, Happening, ReplyLine } from './chat-channel.ts';
import { anId, anything, at, some, visitorOf, words } from './heard.ts';
import {
  demandWindow,
  greetMeta,
  judgeMeta,
  type MetaAccess,
  outsideWindow,
  tooLate,
  verifyMeta,
} from './meta-call.ts';

const name = 'WhatsApp';
const titled = z.object({ title: anything }).optional().catch(undefined);
const contact = z.object({ wa_id: anId, profile: z.object({ name: anything }) });
const message = z.object({
  from: anId,
  to: anId.optional().catch(undefined),
  id: anId,
  timestamp: anything,
  text: z.object({ body: anything }).optional().catch(undefined),
  button: z.object({ text: anything }).optional().catch(undefined),
  interactive: z.object({ button_reply: titled, list_reply: titled }).optional().catch(undefined),
});
const failed = z.object({
  id: anId,
  status: z.literal('failed'),
  recipient_id: anId,
  errors: some(z.object({ code: z.number() })),
});
const change = z.object({
  value: z.object({
    metadata: z.object({ phone_number_id: anId }),
    contacts: some(contact),
    messages: some(message),
    message_echoes: some(message),
    statuses: some(failed),
  }),
});
const envelope = z.object({
  object: z.literal('whatsapp_business_account'),
  entry: some(z.object({ changes: some(change) })),
});

type Value = z.infer<typeof change>['value'];
type Message = z.infer<typeof message>;

export function createWhatsappChat(access: MetaAccess): ChatChannel {
  return {
    verify: (call) => verifyMeta(call, access.appSecret, 'WHATSAPP_APP_SECRET'),
    greet: (query) => greetMeta(query, access.verifyToken, 'WHATSAPP_VERIFY_TOKEN'),
    parse: (raw) =>
      parseBody(raw, envelope)
        .entry.flatMap(({ changes }) => changes)
        .flatMap(({ value }) => happenings(value)),
    reply: (line) => reply(access, line),
  };
}

function happenings({ metadata, contacts, messages, message_echoes, statuses }: Value): Happening[] {
  const conversation = (visitor: string) => `${metadata.phone_number_id}/${visitor}`;
  const names = new Map(contacts.map(({ wa_id, profile }) => [wa_id, profile.name] as const));
  const from = said(messages).map(
    ({ from: id, line }): Happening => ({
      kind: 'visitor',
      conversation: conversation(id),
      message: line,
      // Nobody writes from a number that is not theirs.
      visitor: visitorOf({ id, name: names.get(id), phone: `+${id}`, verified: ['phone'] }),
      page: null,
    }),
  );
  // Written in the app on a phone of the company; what the API sends is not told again.
  const echoes = said(message_echoes).flatMap(({ from: id, to, line }): Happening[] =>
    to === undefined
      ? []
      : [{ kind: 'operator', conversation: conversation(to), message: line, operator: { id, name: 'A colleague' } }],
  );
  const lost = statuses.map(({ id, recipient_id, errors }): Happening => {
    const isLate = errors.some(({ code }) => tooLate.has(code));
    const codes = errors.map(({ code }) => code).join(', ');
    const why = isLate ? outsideWindow(name) : `${name} could not bring it${codes === '' ? '' : ` (code ${codes})`}.`;
    return { kind: 'undelivered', conversation: conversation(recipient_id), id, why };
  });
  return [...from, ...echoes, ...lost];
}

/** Pictures, voice and reactions are not for us. */
function said(messages: readonly Message[]) {
  return messages.flatMap((each) => {
    const text = words(each.text?.body) || words(each.button?.text) || chosen(each);
    if (text === '') return [];
    const line = { id: each.id, text, ...at(Number(each.timestamp) * 1_000) };
    return [{ from: each.from, to: each.to, line }];
  });
}

const chosen = ({ interactive }: Message): string =>
  words(interactive?.button_reply?.title) || words(interactive?.list_reply?.title);

async function reply({ token, apiUrl, now }: MetaAccess, line: ReplyLine): Promise<void> {
  demandWindow(name, line, now());
  const [number = '', to = ''] = line.conversation.split('/');
  const api = { name, baseUrl: apiUrl, headers: { authorization: `Bearer ${token}` } };
  const body = {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    to,
    type: 'text',
    text: { preview_url: false, body: line.message.text },
  };
  await callChat(api, { path: `/${encodeURIComponent(number)}/messages`, body }, (answer) => judgeMeta(name, answer));
}
