// HubSpot conversations: a call says only that something was written, signed over address and body; what it was is read by a job.
// What agents write there pauses Baton; what any integration writes, ours among them, is left.
import { z } from 'zod';
import { BadRequestError, OutsideError } from '../../errors.ts';
import { parseBody } from '../webhook.ts';
import { type ChatApi, callChat } from './chat-api.ts';
import type { ChatCall, ChatChannel, Happening, ReplyLine, Unread } from './chat-channel.ts';
import { anId, anything, at, visitorOf, words } from './heard.ts';
import { demandRecent, demandSame, hmac } from './signature.ts';

/** `publicUrl`: as HubSpot calls it, for it signs the address too. `actorId`: such as A-123, the user who is Baton. */
type HubspotAccess = { clientSecret: string; token: string; actorId: string; apiUrl: string; publicUrl: string };

const events = z.array(z.unknown());
const newMessage = z.object({
  subscriptionType: z.literal('conversation.newMessage'),
  objectId: anId,
  messageId: anId,
  messageType: z.literal('MESSAGE').optional(),
});
const event = z.object({ subscriptionType: z.string() });
const identified = z.object({ type: anything, value: anything });
const person = z.object({
  actorId: anId,
  name: anything,
  deliveryIdentifier: identified.optional().catch(undefined),
});
const message = z.object({
  id: anId,
  type: z.literal('MESSAGE'),
  text: anything,
  createdAt: anything,
  direction: z.enum(['INCOMING', 'OUTGOING']),
  client: z.object({ clientType: anything }).optional().catch(undefined),
  senders: z.array(person).min(1),
  channelId: anId,
  channelAccountId: anId,
});
const listed = z.object({ results: z.array(z.unknown()) });

type Message = z.infer<typeof message>;

export function createHubspotChat(access: HubspotAccess): ChatChannel {
  return {
    verify: (call) => verify(call, access),
    parse: (raw) => unread(parseBody(raw, events)),
    read: (about) => read(access, about),
    reply: (line) => reply(access, line),
  };
}

function verify({ raw, path, header }: ChatCall, { clientSecret, publicUrl }: HubspotAccess): void {
  const stamp = header('x-hubspot-request-timestamp') ?? '';
  const signed = `POST${publicUrl}${path}${raw}${stamp}`;
  const expected = hmac({ algorithm: 'sha256', secret: clientSecret, encoding: 'base64' }, signed);
  const about = { header: 'X-HubSpot-Signature-v3', setting: 'HUBSPOT_CHAT_SECRET and PUBLIC_URL' };
  demandSame(header('x-hubspot-signature-v3'), expected, about);
  demandRecent(Number(stamp), 'X-HubSpot-Request-Timestamp');
}

function unread(given: readonly unknown[]): Happening[] {
  if (given.length > 0 && !given.some((each) => event.safeParse(each).success)) {
    throw new BadRequestError(422, 'The body has the wrong shape: these are no events of HubSpot.');
  }
  return given
    .flatMap((each) => newMessage.safeParse(each).data ?? [])
    .map(({ objectId, messageId }) => ({ kind: 'unread', conversation: objectId, message: messageId }));
}

const apiOf = ({ token, apiUrl }: HubspotAccess): ChatApi => {
  return { name: 'HubSpot', baseUrl: apiUrl, headers: { authorization: `Bearer ${token}` } };
};
const threadOf = (id: string) => `/conversations/v3/conversations/threads/${encodeURIComponent(id)}/messages`;

async function read(access: HubspotAccess, { conversation, message: id }: Unread): Promise<Happening | null> {
  const path = `${threadOf(conversation)}/${encodeURIComponent(id)}`;
  const answer = await callChat(apiOf(access), { method: 'GET', path }).catch((error: unknown) => {
    // It was deleted before we could read it.
    if (error instanceof OutsideError && error.status === 404) return null;
    throw error;
  });
  const said = message.safeParse(answer).data;
  const by = said?.senders[0];
  const text = words(said?.text);
  if (said === undefined || by === undefined || text === '') return null;
  const where = { conversation, message: { id: said.id, text, ...at(Date.parse(words(said.createdAt))) } };
  if (said.direction === 'INCOMING') {
    const { type, value } = by.deliveryIdentifier ?? {};
    const email = type === 'HS_EMAIL_ADDRESS' ? value : undefined;
    return { kind: 'visitor', ...where, visitor: visitorOf({ id: by.actorId, name: by.name, email }), page: null };
  }
  if (said.client?.clientType !== 'HUBSPOT' || !by.actorId.startsWith('A-') || by.actorId === access.actorId)
    return null;
  return { kind: 'operator', ...where, operator: { id: by.actorId, name: words(by.name) || 'A colleague' } };
}

/** Clocks differ by a little, and the same words may have been said well before. */
const skewMs = 5_000;

/** HubSpot wants to be told where the visitor wrote and who they are there, and takes no id of ours. */
async function reply(access: HubspotAccess, line: ReplyLine): Promise<void> {
  const api = apiOf(access);
  const path = threadOf(line.conversation);
  const answer = listed.safeParse(await callChat(api, { method: 'GET', path: `${path}?limit=100&sort=-createdAt` }));
  const there = (answer.data?.results ?? []).flatMap((each) => message.safeParse(each).data ?? []);
  if (line.mayBeThere && there.some((each) => isOurs(each, line, access.actorId))) return;
  const heard = there.find(({ direction }) => direction === 'INCOMING');
  const body = {
    type: 'MESSAGE',
    text: line.message.text,
    senderActorId: access.actorId,
    ...(heard !== undefined && {
      channelId: heard.channelId,
      channelAccountId: heard.channelAccountId,
      recipients: heard.senders.map(({ actorId, deliveryIdentifier }) => ({
        actorId,
        recipientField: 'TO',
        ...(deliveryIdentifier !== undefined && { deliveryIdentifiers: [deliveryIdentifier] }),
      })),
    }),
  };
  await callChat(api, { path, body });
}

function isOurs({ direction, senders, text, createdAt }: Message, { message: sent }: ReplyLine, actorId: string) {
  const isLate = Date.parse(words(createdAt)) >= Date.parse(sent.at) - skewMs;
  return direction === 'OUTGOING' && senders[0]?.actorId === actorId && isLate && words(text) === words(sent.text);
}
