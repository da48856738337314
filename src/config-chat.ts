// How Baton gets into the chat products it is given, out of what config.ts has read. Several at once are fine: each line goes
// back to where its visitor wrote.
import { z } from 'zod';

const url = z.url({ protocol: /^https?$/, error: 'is not an http(s) URL' });
const secret = z.string().min(8, 'is too short to be a secret');
const number = z.string().regex(/^\d{1,30}$/, 'must be a number');
/** All that keeps strangers out. */
const pathSecret = z.string().regex(/^[\w-]{24,200}$/, 'must be 24 or more letters, digits, - or _');

export const chatSettings = {
  INTERCOM_CLIENT_SECRET: secret,
  INTERCOM_TOKEN: secret,
  INTERCOM_ADMIN_ID: number,
  INTERCOM_API_URL: url,
  INTERCOM_USERS: z.literal('signed', 'must be "signed", or left out'),
  CHATWOOT_URL: url,
  CHATWOOT_TOKEN: secret,
  CHATWOOT_USER_ID: number,
  CHATWOOT_WEBHOOK_SECRET: secret,
  CHATWOOT_PATH_SECRET: pathSecret,
  CRISP_IDENTIFIER: secret,
  CRISP_KEY: secret,
  CRISP_HOOK_SECRET: secret,
  CRISP_PATH_SECRET: pathSecret,
  CRISP_API_URL: url,
  WHATSAPP_APP_SECRET: secret,
  WHATSAPP_TOKEN: secret,
  WHATSAPP_VERIFY_TOKEN: secret,
  WHATSAPP_API_URL: url,
  INSTAGRAM_APP_SECRET: secret,
  INSTAGRAM_TOKEN: secret,
  INSTAGRAM_VERIFY_TOKEN: secret,
  INSTAGRAM_API_URL: url,
  HUBSPOT_CHAT_SECRET: secret,
  HUBSPOT_CHAT_TOKEN: secret,
  HUBSPOT_CHAT_ACTOR: z.string().regex(/^A-\d{1,20}$/, 'must be the user who is Baton, such as A-123'),
  HUBSPOT_CHAT_API_URL: url,
  ZENDESK_URL: url,
  ZENDESK_KEY_ID: secret,
  ZENDESK_KEY_SECRET: secret,
  ZENDESK_WEBHOOK_SECRET: secret,
} as const;

type Name = keyof typeof chatSettings;
type Values = { [Each in Name]?: string | undefined } & { PUBLIC_URL?: string | undefined };

/** How its calls are known: signed, or by an address that only it was told. */
type Signed = { by: 'secret' | 'path'; secret: string };
/** `adminId`: the teammate who is Baton. `signsUsers`: the company signs who its users are, and Intercom takes nobody else for one. */
type IntercomConfig = { clientSecret: string; token: string; adminId: string; apiUrl: string; signsUsers: boolean };
/** `userId`: the user who is Baton. */
type ChatwootConfig = { url: string; token: string; userId: string; signed: Signed };
/** The token of a plugin. */
type CrispConfig = { identifier: string; key: string; apiUrl: string; signed: Signed };
/** `verifyToken`: a word of our own that Meta shows when it asks whose door it is. */
type MetaConfig = { appSecret: string; token: string; verifyToken: string; apiUrl: string };
/** `sharedSecret`: the key that Zendesk shows in every call. */
type ZendeskConfig = { url: string; keyId: string; keySecret: string; sharedSecret: string };
/** `publicUrl`: as HubSpot calls it. `actorId`: the user who is Baton. */
type HubspotChatConfig = {
  clientSecret: string;
  token: string;
  actorId: string;
  apiUrl: string;
  publicUrl: string;
};

/** By the name of the product; null: not used. */
export type ChatProducts = {
  intercom: IntercomConfig | null;
  chatwoot: ChatwootConfig | null;
  crisp: CrispConfig | null;
  whatsapp: MetaConfig | null;
  instagram: MetaConfig | null;
  zendesk: ZendeskConfig | null;
  hubspot: HubspotChatConfig | null;
};

/** Which of them are used, and what anybody who knows the address could send in their name. */
export function chatWords(products: ChatProducts): string {
  const used = Object.entries(products).flatMap(([name, product]) => {
    if (product === null) return [];
    return 'signed' in product && product.signed.by === 'path' ? [`${name} (unsigned, under a secret path)`] : [name];
  });
  return used.length === 0 ? 'none' : used.join(', ');
}

type Reading = { values: Values; problems: string[] };

export function readChatProducts(values: Values, problems: string[]): ChatProducts {
  const from = { values, problems };
  return {
    intercom: readIntercom(from),
    chatwoot: readChatwoot(from),
    crisp: readCrisp(from),
    whatsapp: readMeta(from, { product: 'WhatsApp', name: 'WHATSAPP', usualUrl: 'https://graph.facebook.com/v24.0' }),
    instagram: readMeta(from, {
      product: 'Instagram',
      name: 'INSTAGRAM',
      usualUrl: 'https://graph.instagram.com/v24.0',
    }),
    zendesk: readZendesk(from),
    hubspot: readHubspotChat(from),
  };
}

/** Null: the product is not used. What is half given is a problem, never a product left out. */
function all<Needed extends Name>(
  { values, problems }: Reading,
  { product, needs, more = [] }: { product: string; needs: readonly Needed[]; more?: readonly Name[] },
): { [Each in Needed]: string } | null {
  const missing = needs.filter((name) => values[name] === undefined);
  if (![...needs, ...more].some((name) => values[name] !== undefined)) return null;
  for (const name of missing) problems.push(`${name} is missing: it is needed for ${product}.`);
  const given = needs.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]] as const]));
  return missing.length === 0 ? (Object.fromEntries(given) as { [Each in Needed]: string }) : null;
}

/** One of two: a product that signs needs no secret path, and with one it would be let in unsigned too. */
function signedBy(
  { values, problems }: Reading,
  { product, bySecret, byPath }: { product: string; bySecret: Name; byPath: Name },
): Signed | null {
  const [one, other] = [values[bySecret], values[byPath]];
  if ((one === undefined) === (other === undefined)) {
    problems.push(`${product} needs ${bySecret}, or ${byPath} where it does not sign, and not both.`);
    return null;
  }
  return one !== undefined ? { by: 'secret', secret: one } : { by: 'path', secret: other ?? '' };
}

function readIntercom(from: Reading): IntercomConfig | null {
  const needs = ['INTERCOM_CLIENT_SECRET', 'INTERCOM_TOKEN', 'INTERCOM_ADMIN_ID'] as const;
  const given = all(from, { product: 'Intercom', needs, more: ['INTERCOM_API_URL', 'INTERCOM_USERS'] });
  return (
    given && {
      clientSecret: given.INTERCOM_CLIENT_SECRET,
      token: given.INTERCOM_TOKEN,
      adminId: given.INTERCOM_ADMIN_ID,
      apiUrl: from.values.INTERCOM_API_URL ?? 'https://api.intercom.io',
      signsUsers: from.values.INTERCOM_USERS === 'signed',
    }
  );
}

function readChatwoot(from: Reading): ChatwootConfig | null {
  const needs = ['CHATWOOT_URL', 'CHATWOOT_TOKEN', 'CHATWOOT_USER_ID'] as const;
  const [bySecret, byPath] = ['CHATWOOT_WEBHOOK_SECRET', 'CHATWOOT_PATH_SECRET'] as const;
  const given = all(from, { product: 'Chatwoot', needs, more: [bySecret, byPath] });
  const signed = given && signedBy(from, { product: 'Chatwoot', bySecret, byPath });
  return signed && { url: given.CHATWOOT_URL, token: given.CHATWOOT_TOKEN, userId: given.CHATWOOT_USER_ID, signed };
}

function readCrisp(from: Reading): CrispConfig | null {
  const needs = ['CRISP_IDENTIFIER', 'CRISP_KEY'] as const;
  const [bySecret, byPath] = ['CRISP_HOOK_SECRET', 'CRISP_PATH_SECRET'] as const;
  const given = all(from, { product: 'Crisp', needs, more: [bySecret, byPath, 'CRISP_API_URL'] });
  const signed = given && signedBy(from, { product: 'Crisp', bySecret, byPath });
  const apiUrl = from.values.CRISP_API_URL ?? 'https://api.crisp.chat/v1';
  return signed && { identifier: given.CRISP_IDENTIFIER, key: given.CRISP_KEY, apiUrl, signed };
}

function readMeta(
  from: Reading,
  { product, name, usualUrl }: { product: string; name: 'WHATSAPP' | 'INSTAGRAM'; usualUrl: string },
): MetaConfig | null {
  const needs = [`${name}_APP_SECRET`, `${name}_TOKEN`, `${name}_VERIFY_TOKEN`] as const;
  const given = all(from, { product, needs, more: [`${name}_API_URL`] });
  return (
    given && {
      appSecret: given[`${name}_APP_SECRET`],
      token: given[`${name}_TOKEN`],
      verifyToken: given[`${name}_VERIFY_TOKEN`],
      apiUrl: from.values[`${name}_API_URL`] ?? usualUrl,
    }
  );
}

function readZendesk(from: Reading): ZendeskConfig | null {
  const needs = ['ZENDESK_URL', 'ZENDESK_KEY_ID', 'ZENDESK_KEY_SECRET', 'ZENDESK_WEBHOOK_SECRET'] as const;
  const given = all(from, { product: 'Zendesk', needs });
  return (
    given && {
      url: given.ZENDESK_URL,
      keyId: given.ZENDESK_KEY_ID,
      keySecret: given.ZENDESK_KEY_SECRET,
      sharedSecret: given.ZENDESK_WEBHOOK_SECRET,
    }
  );
}

/** HubSpot signs the address that it calls. */
function readHubspotChat(from: Reading): HubspotChatConfig | null {
  const needs = ['HUBSPOT_CHAT_SECRET', 'HUBSPOT_CHAT_TOKEN', 'HUBSPOT_CHAT_ACTOR'] as const;
  const given = all(from, { product: 'HubSpot conversations', needs, more: ['HUBSPOT_CHAT_API_URL'] });
  const publicUrl = from.values.PUBLIC_URL;
  if (given === null) return null;
  if (publicUrl === undefined) {
    from.problems.push('PUBLIC_URL is missing: HubSpot signs the address that it calls.');
    return null;
  }
  return {
    clientSecret: given.HUBSPOT_CHAT_SECRET,
    token: given.HUBSPOT_CHAT_TOKEN,
    actorId: given.HUBSPOT_CHAT_ACTOR,
    apiUrl: from.values.HUBSPOT_CHAT_API_URL ?? 'https://api.hubapi.com',
    publicUrl: publicUrl.replace(/\/+$/, ''),
  };
}
