// What signs requests in the bench, and requests that are signed with it.
import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';

export const chatSecret = `whsec_${Buffer.from('a secret only for the bench').toString('base64')}`;
export const slackSecret = 'only-for-the-bench';
export const apiToken = 'token-for-the-bench';

const webhook = new Webhook(chatSecret);

export type Signed = { body: string; headers: Record<string, string> };

/** One visitor line as a chat product sends it. */
export function signedLine({ conversation, id, text }: { conversation: string; id: string; text: string }): Signed {
  const at = new Date();
  const body = JSON.stringify({
    type: 'message.created',
    conversation,
    message: { id, text, at: at.toISOString() },
    visitor: { id: `visitor-of-${conversation}` },
    page: { url: 'https://northwind.example/pricing', title: 'Pricing' },
    channel: 'web',
  });
  const headers = {
    'content-type': 'application/json',
    'webhook-id': `${conversation}-${id}`,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': webhook.sign(`${conversation}-${id}`, at, body),
  };
  return { body, headers };
}

/** One interaction as Slack sends it. */
export function signedPress(payload: object): Signed {
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  const timestamp = String(Math.floor(Date.now() / 1000));
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': slackSignature(timestamp, body),
  };
  return { body, headers };
}

export function slackSignature(timestamp: string, body: string): string {
  return `v0=${createHmac('sha256', slackSecret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
}
