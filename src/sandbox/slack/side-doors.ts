// The addresses Slack hands out besides its Web API: where a response_url is answered, where files are put and read.
import type { Hono } from 'hono';
import { isObject, type Json } from './check-blocks.ts';
import { type Faults, withFault } from './faults.ts';
import type { ResponsePlace } from './handles.ts';
import { messageJson } from './message-json.ts';
import { readContent, redraw, takeAway, threadOf } from './methods/chat.ts';
import { type Answer, type Core, done, fail, flagOf, textOf } from './methods/method.ts';
import { addMessage, findMessage, type StoredMessage } from './workspace.ts';

export function mountSideDoors(app: Hono, core: Core, faults: Faults): void {
  const fileAt = (id: string) => core.workspace.files.get(id);
  app.post('/upload/:id', (c) =>
    withFault(c, faults.take('upload'), async () => {
      const file = fileAt(c.req.param('id'));
      if (file === undefined) return c.text('not found', 404);
      const type = c.req.header('content-type') ?? '';
      const part = type.startsWith('multipart/')
        ? Object.values(await c.req.parseBody()).find((one) => one instanceof File)
        : undefined;
      file.content = new Uint8Array(await (part ?? (await c.req.raw.blob())).arrayBuffer());
      return c.text(`OK - ${file.content.length}`);
    }),
  );
  app.get('/files/:id', (c) => {
    const file = fileAt(c.req.param('id'));
    if (file?.content === undefined || file.content === null) return c.text('There is no such file.', 404);
    const headers = {
      'content-type': file.mimetype,
      'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      'content-security-policy': 'sandbox',
      'x-content-type-options': 'nosniff',
    };
    return c.body(new Uint8Array(file.content), 200, headers);
  });
  app.post('/response/:id', (c) =>
    withFault(c, faults.take('response_url'), async () => {
      const body: unknown = await c.req.json().catch(() => null);
      if (!isObject(body)) return c.json(fail('invalid_payload'), 400);
      const url = core.handles.spendResponseUrl(c.req.param('id'));
      if (url.kind === 'bad') return c.json(fail(url.error), 404);
      const answer = respond(core, url.place, body);
      return answer.ok ? c.text('ok') : c.json(answer, 400);
    }),
  );
}

/** What `respond()` and the answer to a command ask for. Ephemeral unless said otherwise. */
export function respond(core: Core, place: ResponsePlace, body: Json): Answer {
  const { workspace } = core;
  const from = place.ts === null ? undefined : findMessage(workspace, place.channel, place.ts);
  if (flagOf(body, 'delete_original')) {
    if (from === undefined) return fail('message_not_found');
    void takeAway(core, from);
    return done();
  }
  const read = readContent(core, body, 40_000);
  if (read.kind === 'refused') return read.answer;
  if (flagOf(body, 'replace_original') && from !== undefined) return replace(core, from, read.content);
  const channel = workspace.channels.find(({ id }) => id === place.channel);
  if (channel === undefined) return fail('channel_not_found');
  const { text, blocks, metadata } = read.content;
  const onlyFor = body.response_type === 'in_channel' ? null : place.user;
  const threadTs = threadOf(core, channel, textOf(body, 'thread_ts')) ?? null;
  const about = { channel: channel.id, user: workspace.bot.id, text, blocks: blocks ?? [], metadata: metadata ?? null };
  void core.events.posted(addMessage(workspace, { ...about, onlyFor, threadTs }));
  return done();
}

function replace({ workspace, events }: Core, message: StoredMessage, content: Parameters<typeof redraw>[1]): Answer {
  const before = messageJson(workspace, message);
  redraw(message, content);
  message.editedTs = workspace.newTs();
  workspace.changed();
  void events.changed(message, before);
  return done();
}
