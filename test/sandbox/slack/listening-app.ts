// A Bolt app that listens to everything a person can do, and writes down what reached it.
import type { App } from '@slack/bolt';
import type { ModalView } from '@slack/web-api';
import { plain, section } from './connected.ts';

export type Happening = { type?: string; subtype?: string; text?: string };
export type Seen = {
  type: string;
  command?: string;
  event: Happening;
  trigger_id: string;
  channel: { id: string };
  message: { ts: string; text: string };
};
export const asSeen = (body: unknown) => body as Seen;

export const modal = (over: Partial<ModalView> = {}): ModalView => ({
  type: 'modal' as const,
  callback_id: 'book',
  title: plain('Book a meeting'),
  submit: plain('Book'),
  notify_on_close: true,
  private_metadata: 'lead_1',
  blocks: [
    { type: 'input', block_id: 'when', label: plain('When'), element: { type: 'plain_text_input', action_id: 'time' } },
    {
      type: 'input',
      block_id: 'how',
      optional: true,
      label: plain('How'),
      element: {
        type: 'static_select',
        action_id: 'kind',
        initial_option: { text: plain('Call'), value: 'call' },
        options: [
          { text: plain('Call'), value: 'call' },
          { text: plain('Visit'), value: 'visit' },
        ],
      },
    },
    { type: 'actions', block_id: 'more', elements: [{ type: 'button', action_id: 'deeper', text: plain('Deeper') }] },
  ],
  ...over,
});

export function listenToAll(app: App, seen: Seen[]): void {
  app.use(async ({ body, next }) => {
    seen.push(asSeen(body));
    await next();
  });
  app.action('claim', async ({ ack, client, body, respond }) => {
    await ack();
    const { channel, message } = asSeen(body);
    await client.chat.update({
      channel: channel.id,
      ts: message.ts,
      text: 'Claimed',
      blocks: [section('Claimed by Dana')],
    });
    await respond({ text: 'It is yours', response_type: 'ephemeral', replace_original: false });
  });
  app.action('book', async ({ ack, client, body }) => {
    await ack();
    await client.views.open({ trigger_id: asSeen(body).trigger_id, view: modal() });
  });
  app.action('deeper', async ({ ack, client, body }) => {
    await ack();
    await client.views.push({ trigger_id: asSeen(body).trigger_id, view: modal({ callback_id: 'deep' }) });
  });
  app.view('book', async ({ ack, view }) => {
    const time = view.state.values.when?.time?.value;
    if (time === 'never') await ack({ response_action: 'errors', errors: { when: 'That is too late' } });
    else if (time === 'wrong') await ack({ response_action: 'errors', errors: { nowhere: 'No such block' } });
    else if (time === 'redraw') await ack({ response_action: 'update', view: modal({ title: plain('Again') }) });
    else if (time === 'all') await ack({ response_action: 'clear' });
    else await ack();
  });
  app.view({ callback_id: /book|deep/, type: 'view_closed' }, async ({ ack }) => ack());
  app.command('/baton', async ({ ack, command }) =>
    ack(command.text === 'loud' ? { text: 'Everyone hears', response_type: 'in_channel' } : `You said ${command.text}`),
  );
  app.shortcut('hand-over', async ({ ack }) => ack());
  app.message(async ({ message, say }) => {
    if ('text' in message && message.text === 'ping') await say({ text: 'pong', thread_ts: message.ts });
  });
  app.event('app_home_opened', async ({ event, client }) => {
    await client.views.publish({ user_id: event.user, view: { type: 'home', blocks: [section('Home of yours')] } });
  });
  app.event('app_mention', async () => {});
}
