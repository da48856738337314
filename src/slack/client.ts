// What Baton asks of Slack, one method per outside call. Retrying is the queue's business, so the SDK never retries here;
// what went wrong is told as an OutsideError.
import { webApi } from '@slack/bolt';
import { unreachable } from '../core/workspace.ts';
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
]);
/** This workspace has no such user group, or not any more. */
const noGroup = new Set(['no_such_subteam', 'subteam_disabled']);
/** Slack takes the token no more: only a new one can mend that. */
const noEntry = new Set(['invalid_auth', 'token_revoked', 'token_expired', 'account_inactive', 'org_login_required']);
/** Answers that only say Baton cannot look: it then posts, because a lead twice is better than a lead lost. */
const cannotLook = new Set(['not_in_channel', 'missing_scope', 'channel_not_found', 'thread_not_found']);

/** The way into one workspace. `ids`: of channels by their names there. */
export type Reached = {
  web: webApi.WebClient;
  ids: Map<string, string>;
  /** Where several may install Baton: which one this is, and where it is installed again. */
  installed?: { workspace: string; installUrl: string };
  /** The token is an organisation's, which takes no channel by its name: many workspaces may have one of that name. */
  isOrg?: boolean;
};

/** `reach` is asked at every call, so that a token that was taken away is never used again. */
export function createSlackClient(reach: () => Promise<Reached>, log: Log): SlackClient {
  const told = async <T>(call: (reached: Reached) => Promise<T>): Promise<T> => {
    const reached = await reach();
    try {
      return await call(reached);
    } catch (error) {
      throw asOutside(error, reached);
    }
  };
  return {
    post: async ({ channel, thread, broadcast, text, blocks, metadata }) => {
      const to = { channel, text, metadata, unfurl_links: false, unfurl_media: false };
      const inThread = thread && { thread_ts: thread, reply_broadcast: broadcast ?? false };
      return told(async (reached) => {
        const known = reached.isOrg ? await idOf(reached, channel) : undefined;
        const about = { ...to, channel: known ?? channel, blocks, ...inThread };
        return placeOf(await reached.web.apiCall('chat.postMessage', about), reached);
      });
    },
    find: async (about) => {
      try {
        return await told(async (reached) => {
          const channel = await idOf(reached, about.channel);
          return channel === undefined ? undefined : findMessage(reached, { ...about, channel });
        });
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
    findAll: (about) =>
      told(async (reached) => {
        const channel = await idOf(reached, about.channel);
        return channel === undefined ? [] : findMessages(reached, { ...about, channel }).catch(ifGone([]));
      }),
    remove: ({ channel, ts }) =>
      told(async ({ web }) => {
        await web.apiCall('chat.delete', { channel, ts }).catch(ifGone(undefined));
      }),
    permalink: async ({ channel, ts }) => {
      try {
        return (await told(({ web }) => web.chat.getPermalink({ channel, message_ts: ts }))).permalink;
      } catch (error) {
        log.warn({ err: error }, 'Slack gave no link to a card; lists name its channel instead');
        return undefined;
      }
    },
    update: ({ channel, ts }, { text, blocks, metadata }) =>
      told<'updated' | 'gone'>(({ web }) =>
        web.apiCall('chat.update', { channel, ts, text, blocks, metadata }).then(() => 'updated', ifGone('gone')),
      ),
    whisper: async ({ channel, thread, user, text }) => {
      await told(({ web }) => web.chat.postEphemeral({ channel, thread_ts: thread, user, text }));
    },
    upload: (file) => told((reached) => uploaded(reached, file)),
    updateView: (id, view) =>
      told<'updated' | 'gone'>(({ web }) =>
        web.apiCall('views.update', { view_id: id, view }).then(() => 'updated', ifGone('gone')),
      ),
    showHome: async (user, view) => {
      await told(({ web }) => web.apiCall('views.publish', { user_id: user, view }));
    },
    hears: async (channel) => {
      const { channel: info } = await told(({ web }) => web.conversations.info({ channel }));
      return info?.is_member ?? false;
    },
    user: async (id) => {
      const { user } = await told(({ web }) => web.users.info({ user: id }));
      const profile = user?.profile;
      return { name: profile?.display_name || user?.real_name || user?.name || id, email: profile?.email };
    },
    channelMembers: (name) =>
      told(async (reached) => {
        try {
          const channel = await idOf(reached, name);
          return channel === undefined ? undefined : await membersOf(reached.web, channel);
        } catch (error) {
          if (error instanceof webApi.WebAPIPlatformError && cannotLook.has(error.data.error)) return undefined;
          throw error;
        }
      }),
    groupMembers: (group) =>
      told(async ({ web }) => {
        try {
          return (await web.usergroups.users.list({ usergroup: group })).users ?? [];
        } catch (error) {
          if (error instanceof webApi.WebAPIPlatformError && noGroup.has(error.data.error)) return undefined;
          throw error;
        }
      }),
  };
}

/** Slack names an address, takes the bytes there and is told that they are all. */
async function uploaded({ web }: Reached, file: Parameters<SlackClient['upload']>[0]): Promise<string> {
  const { name, bytes, title, alt } = file;
  const about = { filename: name, length: bytes.length, alt_text: alt };
  const { upload_url: url, file_id: id } = await web.files.getUploadURLExternal(about);
  const answer =
    url && (await fetch(url, { method: 'POST', body: bytes.slice(), signal: AbortSignal.timeout(10_000) }));
  if (id === undefined || !answer || !answer.ok) {
    throw new OutsideError('Slack did not take a file.', { system: 'slack', retry: 'later' });
  }
  await web.files.completeUploadExternal({ files: [{ id, title }] });
  return id;
}

const goneErrors = new Set(['message_not_found', 'thread_not_found', 'not_found']);

/** Nothing stands there any more. */
function ifGone<T>(answer: T): (error: unknown) => T {
  return (error) => {
    if (error instanceof webApi.WebAPIPlatformError && goneErrors.has(error.data.error)) return answer;
    throw error;
  };
}

export function asOutside(error: unknown, { installed }: Pick<Reached, 'installed'> = {}): OutsideError {
  if (error instanceof OutsideError) return error;
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
    if (installed !== undefined && noEntry.has(error.data.error)) {
      const { workspace, installUrl } = installed;
      return new OutsideError(unreachable.refused(workspace, error.data.error, installUrl), {
        ...about,
        retry: 'never',
      });
    }
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

function placeOf(answer: webApi.WebAPICallResult, { installed }: Reached): SlackPlace {
  const { channel, ts } = answer as { channel?: unknown; ts?: unknown };
  if (typeof channel !== 'string' || typeof ts !== 'string') {
    throw new OutsideError('Slack answered a post without saying where it stands.', {
      system: 'slack',
      retry: 'later',
    });
  }
  return { channel, ts, ...(installed && { workspace: installed.workspace }) };
}

async function idOf({ web, ids }: Reached, channel: string): Promise<string | undefined> {
  const known = ids.get(channel) ?? (await placeNamed(web, channel));
  if (known !== undefined) ids.set(channel, known);
  return known;
}

/** The id of the place that goes by a channel's name or by a person's id. */
async function placeNamed(web: webApi.WebClient, name: string): Promise<string | undefined> {
  if (name.startsWith('#')) return findChannel(web, name.slice(1));
  if (!/^[UW]/.test(name)) return name;
  const { channel } = await web.conversations.open({ users: name });
  return channel?.id;
}

async function membersOf(web: webApi.WebClient, channel: string): Promise<string[]> {
  const all: string[] = [];
  for await (const page of web.paginate('conversations.members', { channel, limit: 1000 })) {
    all.push(...((page as { members?: string[] }).members ?? []));
  }
  return all;
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

async function findMessage(reached: Reached, wanted: Wanted): Promise<SlackPlace | undefined> {
  for await (const [first] of matching(reached, wanted)) if (first !== undefined) return first;
  return undefined;
}

async function findMessages(reached: Reached, wanted: Parameters<SlackClient['findAll']>[0]): Promise<SlackPlace[]> {
  const found: SlackPlace[] = [];
  for await (const page of matching(reached, wanted)) found.push(...page);
  return found;
}

/** What matches, page by page. */
async function* matching(
  { web, installed }: Reached,
  { channel, thread, eventType, payload, since }: Partial<Wanted> & { channel: string; payload: Wanted['payload'] },
): AsyncGenerator<SlackPlace[]> {
  const oldest = since === undefined ? {} : { oldest: String((Date.parse(since) - skewMs) / 1000) };
  const where = thread === undefined ? oldest : { ts: thread };
  const method = thread === undefined ? 'conversations.history' : 'conversations.replies';
  const wants = Object.entries(payload);
  for await (const page of web.paginate(method, { channel, ...where, include_all_metadata: true, limit: 200 })) {
    const { messages = [] } = page as {
      messages?: { ts: string; metadata?: { event_type?: string; event_payload?: Record<string, unknown> } }[];
    };
    yield messages
      .filter(
        ({ metadata }) =>
          (eventType === undefined || metadata?.event_type === eventType) &&
          wants.every(([key, value]) => metadata?.event_payload?.[key] === value),
      )
      .map(({ ts }) => ({ channel, ts, ...(installed && { workspace: installed.workspace }) }));
  }
}
