// Day thirty: a manager asks for form beside chat and opens both pages behind the answer. A rep is told for whom it is, and how
// to read their own numbers.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { actionIds } from '../../src/slack/cards/actions.ts';
import { apiToken, type Baton, dana, messageBody, startBaton } from '../support/baton.ts';
import { changedPlaybook } from '../support/default-playbook.ts';

const priya = 'U0PRIYA';
let baton: Baton;
beforeAll(async () => {
  const playbook = changedPlaybook((page) =>
    page
      .replace('managers: []', `managers: [${priya}]`)
      .replace('# lanes:', 'lanes:')
      .replace(/^ladder:\n(?: .*\n)*/m, ''),
  );
  baton = await startBaton({ playbook, selfService: true });
  for (const [conversation, channel] of Object.entries({ a: 'form', b: 'form', c: 'web' })) {
    const text = 'I am Ana Reyes. Can I talk to a human?';
    const line = messageBody({ conversation, text, id: conversation, at: baton.clock.now.toISOString() });
    await baton.post(line.replace('"channel":"web"', `"channel":"${channel}"`));
    await baton.pass(1_100);
  }
  await baton.press(baton.cards()[0]!, actionIds.claim, dana);
  // Whoever belongs to a team is known by then.
  await baton.pass(0);
}, 60_000);
afterAll(() => baton.stop());

async function command(text: string, user: string) {
  const channel = baton.sandbox.state().channels.find(({ name }) => name === 'sdr-leads')?.id ?? '';
  const before = baton.whispers(user).length;
  await baton.sandbox.slack.act({ kind: 'command', user, channel, command: '/baton', text });
  await expect.poll(() => baton.whispers(user).length).toBe(before + 1);
  const answer = baton.sandbox.state().messages.findLast(({ onlyFor }) => onlyFor === user);
  const links = [...JSON.stringify(answer?.blocks).matchAll(/"url":"([^"]+)"/g)].map(([, url]) => url ?? '');
  return { text: answer?.text ?? '', links };
}

test('a manager reads both lanes of the last thirty days, and the playbook to sign', async () => {
  const { text, links } = await command('stats pilot', priya);
  expect(text).toBe('Form beside chat, 2026-10-25 to 2026-11-23\nThe playbook to print and sign');
  expect(links).toHaveLength(2);
  const [pilot, contract] = await Promise.all(links.map(async (link) => (await fetch(link)).text()));
  expect(pilot).toContain('Too early to say: reps have judged 1 form lead and 0 chat leads');
  expect(pilot).toContain('The last of these days still runs');
  expect(pilot).toMatch(/<th scope="row">Conversations<\/th><td>2<\/td><td>1<\/td>/);
  expect(contract).toContain('leads that come by form');
  // The links are no token, and no token opens the pages.
  const bare = links.map((link) => link.replace(/\?.*/, ''));
  const headers = { authorization: `Bearer ${apiToken}` };
  expect(await Promise.all(bare.map(async (url) => (await fetch(url, { headers })).status))).toEqual([404, 404]);
});

test('other days may be named, and days that are none are said to be none', async () => {
  const october = await command('stats pilot 2026-10-01 to 2026-10-31', priya);
  expect(october.text).toContain('2026-10-01 to 2026-10-31');
  expect(await (await fetch(october.links[0]!)).text()).toContain('reps have judged 0 form leads and 0 chat leads');
  const none = await command('stats pilot since easter', priya);
  expect(none).toEqual({ text: expect.stringContaining('Baton does not know these days. Try: '), links: [] });
});

test('a rep reads for whom it is and what they may ask instead, which is answered', async () => {
  const { text, links } = await command('stats pilot', dana);
  expect(text).toContain('is for managers');
  expect(links).toEqual([]);
  const [, instead = ''] = /\/baton (stats last week)/.exec(text) ?? [];
  expect((await command(instead, dana)).text).toContain('The week 2026-W47 of Sales');
});
