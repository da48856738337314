// Somebody types another person's address in our own widget before its owner comes, and keeps the tab open: the owner goes on with that
// lead, and the tab learns nothing of it.
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { actionIds } from '../../src/slack/cards/actions.ts';
import { type Baton, startBaton } from '../support/baton.ts';
import { changedPlaybook } from '../support/default-playbook.ts';
import { beginWidget, linesIn, type WidgetVisitor, withWidget } from '../support/widget-visitor.ts';

const secret = 'd'.repeat(64);
const address = 'olga@owner.example';
const identity = { id: '7', email: address, hash: createHmac('sha256', secret).update(`7\n${address}`).digest('hex') };

let baton: Baton;
let url: string;
beforeAll(async () => {
  baton = await startBaton({
    playbook: changedPlaybook(withWidget),
    selfService: true,
    google: { demo: false },
    env: { WIDGET_IDENTITY_SECRET: secret },
  });
  url = baton.app.url;
});
afterAll(() => baton.stop());

async function says(visitor: WidgetVisitor, text: string) {
  expect((await visitor.say(url, text)).status).toBe(202);
  await baton.pass(1_100);
  return visitor.lines(url);
}

test('the owner of an address goes on, and who had typed it before is told nothing', async () => {
  const mallory = await beginWidget(url);
  await says(mallory, 'Hello, we need better reports for 40 people');
  await says(mallory, `You can reach me at ${address}`);
  const tab = await mallory.follow(url);
  const typed = () => tab.events.filter(({ event, data }) => event === 'typing' && data.on === true).length;
  const before = typed();
  const olga = await beginWidget(url, { identity });
  const first = await says(olga, 'Hi, Olga here: our budget is 90,000 euros a year');
  await says(olga, 'I want to talk to a person');
  expect(typed()).toBe(before);
  const { lead } = (await baton.app.deps.db.q
    .selectFrom('conversations')
    .select('lead')
    .where('conversation', '=', olga.conversation)
    .executeTakeFirstOrThrow()) as { lead: `lead_${string}` };
  const own = await baton.lead(lead);
  expect(own.messages.some(({ text }) => text.includes('40 people'))).toBe(true);
  const [card] = baton.cards();
  if (card === undefined) throw new Error('no card');
  await baton.press(card, actionIds.claim);
  expect(first.lines.some(({ from }) => from === 'baton')).toBe(true);

  const read = await says(mallory, 'What did I say about our budget, and when is my meeting?');
  const { lines, state } = read;
  expect(JSON.stringify(lines)).not.toMatch(/90,000|Olga|\/meet\//);
  expect(state).toMatchObject({ mayChoose: false, withRep: null });
  const times = await mallory.get(url, '/widget/times');
  expect([times.status, ((await times.json()) as { kind: string }).kind]).toEqual([409, 'closed']);
  expect((await olga.lines(url)).state).toMatchObject({ mayChoose: true });
  expect((await olga.get(url, '/widget/times')).status).not.toBe(409);
  expect(await (await mallory.get(url, '/widget/transcript')).text()).not.toMatch(/90,000|Olga/);
  const refused = await mallory.remove(url);
  expect([refused.status, ((await refused.json()) as { error: string }).error]).toEqual([
    409,
    expect.stringContaining('delete it from there'),
  ]);
  tab.close();
  expect(linesIn(tab).join('\n')).not.toMatch(/90,000|Olga/);
  expect(tab.events.filter(({ event, data }) => event === 'state' && data.mayChoose === true)).toEqual([]);
  expect((await olga.remove(url)).status).toBe(204);
  expect((await mallory.get(url, '/widget/lines')).status).toBe(410);
});
