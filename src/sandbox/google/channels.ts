// Push channels: who is told when something in a calendar changes. A notification says that something changed, never what.
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { type Answer, channelIdNotUnique, invalid, notFound, nothing, ok, refuse, required } from './answers.ts';
import type { Ask } from './events.ts';
import { type Channel, calendarOf, guestOf, type StoredEvent, type World } from './world.ts';

const longestMs = 7 * 86_400_000;
const answerMs = 5_000;
const mostTroubles = 20;

const wanted = z.object({
  id: z.string().regex(/^[A-Za-z0-9\-_+/=]{1,64}$/),
  type: z.literal('web_hook'),
  address: z.url(),
  token: z.string().max(256).nullish(),
  params: z.object({ ttl: z.coerce.number().positive().optional() }).optional(),
});
const stopped = z.object({ id: z.string(), resourceId: z.string() });

export type Trouble = { at: string; text: string };
export type Channels = {
  watch(ask: Ask): Answer;
  stop(ask: Ask): Answer;
  readonly troubles: readonly Trouble[];
  /** Resolves when no notification is under way. */
  settled(): Promise<void>;
  close(): void;
};

export function createChannels(
  world: World,
  { baseUrl, retryMs }: { baseUrl(): string; retryMs: readonly number[] },
): Channels {
  const underWay = new Set<Promise<void>>();
  const troubles: Trouble[] = [];
  const closing = new AbortController();

  const deliver = async (channel: Channel, state: 'sync' | 'exists') => {
    const headers = {
      'x-goog-channel-id': channel.id,
      'x-goog-message-number': String(++channel.messages),
      'x-goog-resource-id': channel.resource,
      'x-goog-resource-state': state,
      'x-goog-resource-uri': `${baseUrl()}/calendar/v3/calendars/${encodeURIComponent(channel.calendar)}/events?alt=json`,
      'x-goog-channel-expiration': new Date(channel.expiresAt).toUTCString(),
      ...(channel.token !== null && { 'x-goog-channel-token': channel.token }),
    };
    let why = '';
    for (const waitMs of [0, ...retryMs]) {
      if (waitMs > 0) await sleep(waitMs, undefined, { signal: closing.signal, ref: false }).catch(() => undefined);
      if (closing.signal.aborted) return;
      const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(answerMs)]);
      const status = await fetch(channel.address, { method: 'POST', headers, signal }).then(
        (answer) => answer.status,
        () => 0,
      );
      if (status >= 200 && status < 300) return;
      why = status === 0 ? 'nobody answered' : `it answered ${status}`;
      // Google tries again only where the trouble may pass.
      if (status !== 0 && status < 500) break;
    }
    const text = `Google could not tell ${channel.address} that a calendar changed: ${why}.`;
    troubles.push({ at: world.now().toISOString(), text });
    troubles.splice(0, troubles.length - mostTroubles);
    world.changed();
  };
  const send = (channel: Channel, state: 'sync' | 'exists') => {
    const delivery: Promise<void> = deliver(channel, state).finally(() => underWay.delete(delivery));
    underWay.add(delivery);
  };

  world.onEvent = (event) => {
    for (const channel of world.channels) if (isFor(world, channel, event)) send(channel, 'exists');
  };

  return {
    troubles,
    watch({ account, calendar: id, body }) {
      const asked = wanted.safeParse(body);
      if (!asked.success)
        return asked.error.issues[0]?.path[0] === 'id' ? invalid('Invalid channel id.', 'id') : required('Required');
      const calendar = calendarOf(world, account.email, id);
      if (calendar === undefined) return notFound();
      const { id: channel, address, token = null, params } = asked.data;
      if (!mayBeCalled(address)) {
        return refuse(400, 'push.webhookUrlNotHttps', `WebHook callback must be HTTPS: ${address}`);
      }
      if (world.channels.some((each) => each.id === channel)) return channelIdNotUnique(channel);
      const resource = createHash('sha256').update(calendar.id).digest('base64url').slice(0, 27);
      const expiresAt = world.now().getTime() + Math.min(longestMs, (params?.ttl ?? Number.POSITIVE_INFINITY) * 1_000);
      const opened = {
        id: channel,
        resource,
        account: account.email,
        calendar: calendar.id,
        address,
        token,
        expiresAt,
        messages: 0,
      };
      world.channels.push(opened);
      send(opened, 'sync');
      world.changed();
      const resourceUri = `${baseUrl()}/calendar/v3/calendars/${encodeURIComponent(calendar.id)}/events?alt=json`;
      return ok({
        kind: 'api#channel',
        id: channel,
        resourceId: resource,
        resourceUri,
        token,
        expiration: String(expiresAt),
      });
    },
    stop({ account, body }) {
      const asked = stopped.safeParse(body);
      if (!asked.success) return required('Required');
      const { id, resourceId } = asked.data;
      const isIt = (each: Channel) => each.id === id && each.resource === resourceId && each.account === account.email;
      if (!world.channels.some(isIt))
        return refuse(404, 'channelUnknown', `Channel '${id}' not found for project 'sandbox'`);
      world.channels = world.channels.filter((each) => !isIt(each));
      world.changed();
      return nothing;
    },
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
    close: () => closing.abort(),
  };
}

function isFor(world: World, channel: Channel, event: StoredEvent): boolean {
  const isThere = event.calendar === channel.calendar || guestOf(event, channel.calendar) !== undefined;
  const mayKnow = world.accounts.some(({ email, isOpen }) => email === channel.account && isOpen);
  return isThere && mayKnow && channel.expiresAt > world.now().getTime();
}

/** Google calls HTTPS only; this stand-in also calls its own machine. */
function mayBeCalled(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}
