// Signs and checks by the Standard Webhooks convention. The library's own check reads the machine's clock; here time is handed in.
import { timingSafeEqual } from 'node:crypto';
import { Webhook } from 'standardwebhooks';

const toleranceMs = 5 * 60_000;

export function signBody(secret: string, about: { id: string; body: string; at: Date }): Record<string, string> {
  return {
    'content-type': 'application/json',
    'webhook-id': about.id,
    'webhook-timestamp': String(Math.floor(about.at.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(about.id, about.at, about.body),
  };
}

export function verifyBody(
  secret: string,
  about: { id: string | null; timestamp: string | null; signature: string | null; body: string; now: Date },
): boolean {
  const { id, timestamp, signature } = about;
  if (id === null || timestamp === null || signature === null || !/^\d{1,12}$/.test(timestamp)) return false;
  const sentAt = new Date(Number(timestamp) * 1000);
  if (Math.abs(about.now.getTime() - sentAt.getTime()) > toleranceMs) return false;
  const expected = Buffer.from(new Webhook(secret).sign(id, sentAt, about.body));
  return signature.split(' ').some((one) => {
    const given = Buffer.from(one);
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}
