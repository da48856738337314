// What Baton asks of Slack, one method per outside call. Retrying is the queue's business, so the SDK never retries here;
// what went wrong is told as an OutsideError.
import { webApi } from '@slack/bolt';
import type { SlackClient, SlackPlace } from '../deps.ts';
import { OutsideError } from '../errors.ts';
import type { Log } from '../log.ts';

/** Passing headers here would leak one workspace's token into another's calls; never add `headers`. */
export function clientOptions(apiUrl: string | undefined): webApi.WebClientOptions {
  return {
    ...(apiUrl !== undefined && { slackApiUrl: apiUrl }),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: 10_000,
    logLevel: webApi.LogLevel.ERROR,
  };
}

/** Errors of Slack that trying again can never mend: the request itself is wrong. */
const hopeless = new Set([
  'invalid_blocks',
  'invalid_blocks_format',
  'invalid_arguments',
  'msg_too_long',
  'no_text',
  'user_not_found',
  'user_not_in_channel',
  'no_such_subteam',
  'subteam_disabled',
]);
/** Answers that only say Baton cannot look: it then posts, because a lead twice is better than a lead lost. */
const cannotLook = new Set(['not_in_channel', 'missing_scope', 'channel_not_found', 'thread_not_found']);

export function createSlackClient(web: webApi.WebClient, log: Log): SlackClient {
  const ids = new Map<string, string>();
  const idOf = async (channel: string) => {
    const known = ids.get(channel) ?? (await placeNamed(web, channel));
    if (known !== undefined) ids.set(channel, known);
    return known;
  };
  return {
    post: async ({ channel, thread, broadcast, text, blocks, metadata }) => {
      const to = { channel, text, metadata, unfurl_links: false, unfurl_media: false };
      const answer = await told(
        web.apiCall('chat.postMessage', {
          ...to,
          blocks,
          ...(thread && { thread_ts: thread, reply_broadcast: broadcast ?? false }),
        }),
      );
      return placeOf(answer);
    },
    find: async (about) => {
      try {
        const channel = await told(idOf(about.channel));
        return channel === undefined ? undefined : await told(findMessage(web, { ...about, channel }));
      } catch (error) {
        const why = error instanceof OutsideError ? error.cause : error;
        if (!(why instanceof webApi.WebAPIPlatformError) || !cannotLook.has(why.data.error)) throw error;
        log.warn(
          { channel: about.channel, error: why.data.error },
          'cannot look for an earlier post: invite Baton to the channel',
        );
        return undefined;
      }
    },
    update: async ({ channel, ts }, { text, blocks, metadata }) => {
      try {
        await web.apiCall('chat.update', { channel, ts, text, blocks, metadata });
        return 'updated';
      } catch (error) {
        if (error instanceof webApi.WebAPIPlatformError && error.data.error === 'message_not_found') return 'gone';
        throw asOutside(error);
      }
    },
    whisper: async ({ channel, thread, user, text }) => {
      await told(web.chat.postEphemeral({ channel, thread_ts: thread, user, text }));
    },
    hears: async (channel) => {
      const { channel: info } = await told(web.conversations.info({ channel }));
      return info?.is_member ?? false;
    },
    user: async (id) => {
      const { user } = await told(web.users.info({ user: id }));
      const profile = user?.profile;
      return { name: profile?.display_name || user?.real_name || user?.name || id, email: profile?.email };
    },
    groupMembers: async (group) => (await told(web.usergroups.users.list({ usergroup: group }))).users ?? [],
  };
}

export function asOutside(error: unknown): OutsideError {
  const about = { system: 'slack', cause: error };
  if (error instanceof webApi.WebAPIRateLimitedError) {
    return new OutsideError('Slack asks us to slow down.', {
      ...about,
      retry: 'later',
      retryAfterMs: error.retryAfter * 1000,
      status: 429,
    });
  }
  if (error instanceof webApi.WebAPIPlatformError) {
    const why = [error.data.error, ...(error.data.response_metadata?.messages ?? [])].join(' ');
    return new OutsideError(`Slack refused: ${why}`, {
      ...about,
      retry: hopeless.has(error.data.error) ? 'never' : 'later',
    });
  }
  const status = error instanceof webApi.WebAPIHTTPError ? { status: error.statusCode } : {};
  const said = error instanceof Error ? error.message : String(error);
  return new OutsideError(`Slack did not answer: ${said}`, { ...about, retry: 'later', ...status });
}

async function told<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw asOutside(error);
  }
}

function placeOf(answer: webApi.WebAPICallResult): SlackPlace {
  const { channel, ts } = answer as { channel?: unknown; ts?: unknown };
  if (typeof channel !== 'string' || typeof ts !== 'string') {
    throw new OutsideError('Slack answered a post without saying where it stands.', {
      system: 'slack',
      retry: 'later',
    });
  }
  return { channel, ts };
}

/** The id of the place that goes by a channel's name or by a person's id. */
async function placeNamed(web: webApi.WebClient, name: string): Promise<string | undefined> {
  if (name.startsWith('#')) return findChannel(web, name.slice(1));
  if (!/^[UW]/.test(name)) return name;
  const { channel } = await web.conversations.open({ users: name });
  return channel?.id;
}

async function findChannel(web: webApi.WebClient, name: string): Promise<string | undefined> {
  const all = { exclude_archived: true, limit: 1000, types: 'public_channel,private_channel' };
  for await (const page of web.paginate('conversations.list', all)) {
    const { channels } = page as { channels?: { id: string; name: string }[] };
    const found = channels?.find((channel) => channel.name === name);
    if (found !== undefined) return found.id;
  }
  return undefined;
}

/** Slack's clock and ours may differ. */
const skewMs = 3_600_000;

type Wanted = Parameters<SlackClient['find']>[0];

async function findMessage(web: webApi.WebClient, wanted: Wanted): Promise<SlackPlace | undefined> {
  const { channel, thread, eventType, payload, since } = wanted;
  const where = thread === undefined ? { oldest: String((Date.parse(since) - skewMs) / 1000) } : { ts: thread };
  const method = thread === undefined ? 'conversations.history' : 'conversations.replies';
  const wants = Object.entries(payload);
  for await (const page of web.paginate(method, { channel, ...where, include_all_metadata: true, limit: 200 })) {
    const { messages } = page as {
      messages?: { ts: string; metadata?: { event_type?: string; event_payload?: Record<string, unknown> } }[];
    };
    const found = messages?.find(
      ({ metadata }) =>
        metadata?.event_type === eventType && wants.every(([key, value]) => metadata.event_payload?.[key] === value),
    );
    if (found !== undefined) return { channel, ts: found.ts };
  }
  return undefined;
}
