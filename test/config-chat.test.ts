// What is said of the settings of chat products: whole, half given, and signed or not.
import { expect, test } from 'vitest';
import { chatWords, readChatProducts } from '../src/config-chat.ts';

const intercom = { INTERCOM_CLIENT_SECRET: 'client-secret', INTERCOM_TOKEN: 'token-of-app', INTERCOM_ADMIN_ID: '1' };
const chatwoot = { CHATWOOT_URL: 'https://chat.acme.test', CHATWOOT_TOKEN: 'token-of-user', CHATWOOT_USER_ID: '7' };
const read = (values: object) => {
  const problems: string[] = [];
  return { products: readChatProducts(values, problems), problems };
};

test('nothing given, nothing used; whole, it is stated', () => {
  expect(read({}).problems).toEqual([]);
  expect(chatWords(read({}).products)).toBe('none');
  const { products, problems } = read({ ...intercom, ...chatwoot, CHATWOOT_PATH_SECRET: 'p'.repeat(24) });
  expect(problems).toEqual([]);
  expect(products.intercom?.apiUrl).toBe('https://api.intercom.io');
  expect(chatWords(products)).toBe('intercom, chatwoot (unsigned, under a secret path)');
});

test('half given is a problem that names what is missing', () => {
  expect(read({ INTERCOM_API_URL: 'https://api.eu.intercom.io' }).problems).toHaveLength(3);
  expect(read({ INTERCOM_TOKEN: 'token-of-app' })).toMatchObject({
    products: { intercom: null },
    problems: [expect.stringContaining('INTERCOM_CLIENT_SECRET'), expect.stringContaining('INTERCOM_ADMIN_ID')],
  });
});

test('a product signs or has a secret path, and not both', () => {
  const both = { CHATWOOT_WEBHOOK_SECRET: 'secret-of-it', CHATWOOT_PATH_SECRET: 'p'.repeat(24) };
  expect(read(chatwoot).problems).toEqual([expect.stringContaining('CHATWOOT_PATH_SECRET')]);
  expect(read({ ...chatwoot, ...both }).problems).toEqual([expect.stringContaining('not both')]);
});
