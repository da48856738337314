// How Baton gets into the chat products it is given, out of what config.ts has read. Several at once are fine: each line goes
// back to where its visitor wrote.
import { z } from 'zod';

const url = z.url({ protocol: /^https?$/, error: 'is not an http(s) URL' });
const secret = z.string().min(8, 'is too short to be a secret');
const number = z.string().regex(/^\d{1,30}$/, 'must be a number');

export const chatSettings = {
  INTERCOM_CLIENT_SECRET: secret,
  INTERCOM_TOKEN: secret,
  INTERCOM_ADMIN_ID: number,
  INTERCOM_API_URL: url,
} as const;

type Name = keyof typeof chatSettings;
type Values = { [Each in Name]?: z.infer<(typeof chatSettings)[Each]> | undefined };

/** `adminId`: the teammate who is Baton. */
export type IntercomConfig = { clientSecret: string; token: string; adminId: string; apiUrl: string };

/** By the name of the product; null: not used. */
export type ChatProducts = { intercom: IntercomConfig | null };

/** Which of them are used. */
export function chatWords(products: ChatProducts): string {
  const used = Object.entries(products).flatMap(([name, product]) => (product === null ? [] : [name]));
  return used.length === 0 ? 'none' : used.join(', ');
}

/** What is half given is a problem, never a product left out. */
export function readChatProducts(values: Values, problems: string[]): ChatProducts {
  const given = (product: string, names: readonly Name[], more: readonly Name[] = []): boolean => {
    const missing = names.filter((name) => values[name] === undefined);
    const isWanted = [...names, ...more].some((name) => values[name] !== undefined);
    if (isWanted) for (const name of missing) problems.push(`${name} is missing: it is needed for ${product}.`);
    return isWanted && missing.length === 0;
  };
  return { intercom: readIntercom(values, given) };
}

type Given = (product: string, names: readonly Name[], more?: readonly Name[]) => boolean;

function readIntercom(values: Values, given: Given): IntercomConfig | null {
  const needed = ['INTERCOM_CLIENT_SECRET', 'INTERCOM_TOKEN', 'INTERCOM_ADMIN_ID'] as const;
  const { INTERCOM_CLIENT_SECRET: clientSecret, INTERCOM_TOKEN: token, INTERCOM_ADMIN_ID: adminId } = values;
  if (!given('Intercom', needed, ['INTERCOM_API_URL'])) return null;
  if (clientSecret === undefined || token === undefined || adminId === undefined) return null;
  return { clientSecret, token, adminId, apiUrl: values.INTERCOM_API_URL ?? 'https://api.intercom.io' };
}
