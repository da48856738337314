// The vendors' own code and printed digests against ours: what they sign we take, and what our tests sign they take. Intercom, Meta,
// Chatwoot and Zendesk have no verifier in their packages; the formulas of the first two are held against published digests.
import { Signature } from '@hubspot/api-client/lib/src/utils/signature.js';
import { Crisp } from 'crisp-api';
import { describe, expect, test } from 'vitest';
import type { ChatCall, ChatChannel } from '../../../src/adapters/chat/chat-channel.ts';
import { createCrispChat } from '../../../src/adapters/chat/crisp.ts';
import { createHubspotChat } from '../../../src/adapters/chat/hubspot-chat.ts';
import { createIntercomChat } from '../../../src/adapters/chat/intercom.ts';
import { createWhatsappChat } from '../../../src/adapters/chat/whatsapp.ts';
import { payload } from './contract.ts';
import { signCrisp, signHubspot } from './signing.ts';

const access = { token: 'token', apiUrl: 'http://127.0.0.1:1' };
const taken = (channel: ChatChannel, raw: string, headers: Record<string, string>, path = '/chat/any'): boolean => {
  const call: ChatCall = { raw, path, secret: null, header: (name) => headers[name] };
  try {
    channel.verify(call);
    return true;
  } catch {
    return false;
  }
};

describe('Crisp', () => {
  const secret = 'secret-of-the-plugin';
  const ours = createCrispChat({ ...access, identifier: 'id', key: 'key', signed: { by: 'secret', secret } });
  const names = ['visitor', 'operator', 'picture'];

  test.each(names)('its own verifier takes what our tests sign: %s', async (name) => {
    const theirs = await listening();
    const raw = payload('crisp', name);
    const headers = signCrisp(raw, { secret });
    const [at, signature] = [Number(headers['x-crisp-request-timestamp']), String(headers['x-crisp-signature'])];
    expect(theirs.verifyHook(secret, JSON.parse(raw), at, signature)).toBe(true);
    expect(taken(ours, raw, headers)).toBe(true);
    // Whatever one of them refuses, the other does too.
    expect(theirs.verifyHook('another', JSON.parse(raw), at, signature)).toBe(false);
    expect(theirs.verifyHook(secret, { ...JSON.parse(raw), more: 1 }, at, signature)).toBe(false);
    expect(taken(ours, raw.replace('{', '{"more":1,'), headers)).toBe(false);
  });
});

/** Its SDK verifies hooks once it listens to them. */
async function listening(): Promise<Crisp> {
  const crisp = new Crisp();
  crisp.setRtmMode('webhooks');
  await crisp.on('message:send', () => undefined);
  return crisp;
}

describe('HubSpot', () => {
  const clientSecret = 'client-secret-of-the-app';
  const publicUrl = 'https://baton.acme.test';
  const ours = createHubspotChat({ ...access, clientSecret, publicUrl, actorId: 'A-7' });
  const path = '/chat/hubspot?portal=1';
  const raw = payload('hubspot', 'batch');
  const about = { clientSecret, requestBody: raw, url: publicUrl + path, method: 'POST' };

  test('we take what its SDK signs, and it takes what our tests sign', () => {
    const timestamp = Date.now();
    const signature = Signature.getSignature('POST', 'v3', { ...about, timestamp, signature: '' });
    const theirs = { 'x-hubspot-signature-v3': signature, 'x-hubspot-request-timestamp': String(timestamp) };
    expect(taken(ours, raw, theirs, path)).toBe(true);
    expect(taken(ours, raw, theirs, '/chat/hubspot')).toBe(false);

    const signed = signHubspot(raw, { secret: clientSecret, url: publicUrl + path });
    const at = Number(signed['x-hubspot-request-timestamp']);
    const given = { ...about, timestamp: at, signature: String(signed['x-hubspot-signature-v3']) };
    expect(Signature.isValid({ ...given, signatureVersion: 'v3' })).toBe(true);
    expect(Signature.isValid({ ...given, clientSecret: 'another', signatureVersion: 'v3' })).toBe(false);
  });

  test('both refuse what was signed more than five minutes ago', () => {
    const timestamp = Date.now() - 300_001;
    const signature = Signature.getSignature('POST', 'v3', { ...about, timestamp, signature: '' });
    expect(() => Signature.isValid({ ...about, timestamp, signature, signatureVersion: 'v3' })).toThrow('Timestamp');
    const headers = { 'x-hubspot-signature-v3': signature, 'x-hubspot-request-timestamp': String(timestamp) };
    expect(taken(ours, raw, headers, path)).toBe(false);
  });
});

describe('published digests', () => {
  test('HMAC-SHA1 in hex over the body, as Intercom signs: the second case of RFC 2202', () => {
    const intercom = createIntercomChat({ ...access, clientSecret: 'Jefe', adminId: '1', signsUsers: false });
    const digest = 'effcdf6ae5eb2fa2d27416d5f184df9c259a7c79';
    expect(taken(intercom, 'what do ya want for nothing?', { 'x-hub-signature': `sha1=${digest}` })).toBe(true);
    expect(taken(intercom, 'what do ya want for nothing!', { 'x-hub-signature': `sha1=${digest}` })).toBe(false);
  });

  test('X-Hub-Signature-256, as Meta signs: what GitHub prints for the same header', () => {
    const appSecret = "It's a Secret to Everybody";
    const meta = createWhatsappChat({ ...access, appSecret, verifyToken: 'word', now: () => new Date() });
    const digest = '757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17';
    expect(taken(meta, 'Hello, World!', { 'x-hub-signature-256': `sha256=${digest}` })).toBe(true);
    expect(taken(meta, 'Hello, World', { 'x-hub-signature-256': `sha256=${digest}` })).toBe(false);
  });
});
