// How the products whose vendors ship a verifier sign their calls; vendors.test.ts holds this against those verifiers.
import { createHmac } from 'node:crypto';

export const signCrisp = (raw: string, { secret, atMs = Date.now() }: { secret: string; atMs?: number }) => ({
  'x-crisp-request-timestamp': String(atMs),
  'x-crisp-signature': createHmac('sha256', secret)
    .update(`[${atMs};${JSON.stringify(JSON.parse(raw))}]`)
    .digest('hex'),
});

/** `url`: as HubSpot calls it. */
export const signHubspot = (raw: string, about: { secret: string; url: string; atMs?: number }) => {
  const { secret, url, atMs = Date.now() } = about;
  return {
    'x-hubspot-request-timestamp': String(atMs),
    'x-hubspot-signature-v3': createHmac('sha256', secret).update(`POST${url}${raw}${atMs}`).digest('base64'),
  };
};
