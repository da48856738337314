// What every product was recorded to say, told in any order, however often and in whatever batches: the same lines, each with the
// product's own time, and the same answers. A line that comes late stands where it came, for evidence counts lines.
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ChatChannel, Happening } from '../../src/adapters/chat/chat-channel.ts';
import { createChatwootChat } from '../../src/adapters/chat/chatwoot.ts';
import { createCrispChat } from '../../src/adapters/chat/crisp.ts';
import { createInstagramChat } from '../../src/adapters/chat/instagram.ts';
import { createIntercomChat } from '../../src/adapters/chat/intercom.ts';
import { createWebhookChat } from '../../src/adapters/chat/webhook-chat.ts';
import { createWhatsappChat } from '../../src/adapters/chat/whatsapp.ts';
import { createZendeskChat } from '../../src/adapters/chat/zendesk.ts';
import { hearChat } from '../../src/flows/hear-chat.ts';
import { findLead } from '../../src/store/conversations.ts';
import { getLead } from '../../src/store/lead.ts';
import { type Baton, chatSecret, startBaton } from '../support/baton.ts';

const apiUrl = 'http://127.0.0.1:1';
const signed = { by: 'secret', secret: 'secret' } as const;
const meta = { appSecret: 'secret', verifyToken: 'word', token: 'token', apiUrl, now: () => new Date() };
const channels: Record<string, ChatChannel> = {
  webhook: createWebhookChat({ secret: chatSecret, url: undefined, left: () => undefined }),
  intercom: createIntercomChat({
    clientSecret: 'secret',
    token: 'token',
    adminId: '991267694',
    apiUrl,
    signsUsers: false,
  }),
  chatwoot: createChatwootChat({ url: apiUrl, token: 'token', userId: '7', signed }),
  crisp: createCrispChat({ identifier: 'id', key: 'key', apiUrl, signed }),
  zendesk: createZendeskChat({ url: apiUrl, keyId: 'id', keySecret: 'key', sharedSecret: 'secret' }),
  whatsapp: createWhatsappChat(meta),
  instagram: createInstagramChat(meta),
};

const folder = (product: string) => new URL(`../adapters/chat/payloads/${product}/`, import.meta.url);
const recorded = (product: string): string[] =>
  readdirSync(folder(product)).map((file) => readFileSync(new URL(file, folder(product)), 'utf8'));

describe('told in any way', () => {
  let baton: Baton;
  let count = 0;
  beforeAll(async () => {
    baton = await startBaton({ calendar: 'none' });
  });
  afterAll(() => baton.stop());

  /** As what it says were of people and conversations that nobody heard of before. */
  async function tell(product: string, said: readonly (readonly Happening[])[]) {
    const of = (conversation: string) => `${conversation}-run-${count}`;
    count++;
    const { deps } = baton.app;
    for (const batch of said) {
      for (const each of batch) {
        const fresh = { ...each, conversation: of(each.conversation) };
        if (fresh.kind === 'visitor') fresh.visitor = { id: of(fresh.visitor.id) };
        await hearChat(deps, product, fresh);
      }
    }
    await baton.pass(20_000);
    const places = said
      .flat()
      .map((each) => [each.kind === 'visitor' ? (each.channel ?? product) : product, each.conversation]);
    const leads = await Promise.all(
      [...new Set(places.map((place) => JSON.stringify(place)))].toSorted().map(async (place) => {
        const [channel, conversation] = JSON.parse(place) as [string, string];
        const id = await findLead(deps.db, channel, of(conversation));
        const lead = id && (await getLead(deps.db, id));
        const lines = lead?.messages.filter(({ from }) => from !== 'baton') ?? [];
        return {
          lines: lines.map(({ from, text, at }) => JSON.stringify([from, text, at])).toSorted(),
          answers: lead?.answers.map(({ field, value }) => JSON.stringify([field, value])).toSorted(),
        };
      }),
    );
    return leads;
  }

  test.each(Object.entries(channels))('%s', async (product, channel) => {
    const batches = recorded(product).map((raw) => channel.parse(raw));
    const inOrder = await tell(product, batches);
    expect(inOrder.some(({ lines }) => lines.length > 0)).toBe(true);
    expect(inOrder.some(({ answers = [] }) => answers.length > 0)).toBe(true);
    const all = batches.flat();
    const order = fc.shuffledSubarray([...all.keys(), ...all.keys()], { minLength: 2 * all.length });
    const cuts = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(order, cuts, async (places, sizes) => {
        const told = places.flatMap((place) => all[place] ?? []);
        const cut: Happening[][] = [];
        for (let from = 0, n = 0; from < told.length; n++) {
          const size = sizes[n % sizes.length] ?? 1;
          cut.push(told.slice(from, from + size));
          from += size;
        }
        expect(await tell(product, cut)).toEqual(inOrder);
      }),
      { numRuns: 5, seed: 7 },
    );
  });
});
