// Who has our own chat open reads along what Baton is about to say, while the model writes it. What is not said in the end is
// taken back, and outside our own chat nothing of a reply leaves before it is whole.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { LeadId } from '../../src/core/lead.ts';
import { askNext, type OpenAiSandbox, startOpenAiSandbox } from '../../src/sandbox/openai/openai-sandbox.ts';
import { type Baton, startBaton } from '../support/baton.ts';
import { changedPlaybook } from '../support/default-playbook.ts';
import { says } from '../support/model.ts';
import { beginWidget, type WidgetVisitor, withWidget } from '../support/widget-visitor.ts';

let provider: OpenAiSandbox;
let baton: Baton;
let url: string;
beforeAll(async () => {
  provider = await startOpenAiSandbox();
  // With time to spare: what is read along must not depend on how busy the machine is.
  const env = { SECRET_KEY: 'd'.repeat(64), OPENAI_TIMEOUT_MS: '60000' };
  baton = await startBaton({ openAi: provider, playbook: changedPlaybook(withWidget), env });
  url = baton.app.url;
});
afterEach(() => {
  provider.faults.clear();
  provider.script = askNext;
});
afterAll(async () => {
  await baton.stop();
  await provider.stop();
});

/** A line in our own chat, what is shown of the answer to it, and the answer. */
async function readAlong(visitor: WidgetVisitor, text: string, onDraft: (text: string) => void = () => undefined) {
  await visitor.say(url, text);
  const { items } = await baton.api<{ items: { id: LeadId }[] }>('/api/leads');
  const lead = items[0]?.id ?? expect.fail('no lead');
  const before = (await baton.lead(lead)).messages.length;
  const drafts: string[] = [];
  const stop = baton.app.deps.live.listen(lead, (heard) => {
    if (heard.kind !== 'draft') return;
    drafts.push(heard.text);
    onDraft(heard.text);
  });
  await baton.pass(1_100);
  stop();
  const { messages, events } = await baton.lead(lead);
  const line = messages.slice(before).find(({ from }) => from === 'baton')?.text ?? '';
  return { drafts, line, answered: events.findLast(({ kind }) => kind === 'answered')?.data };
}

const long = 'Good to know. Reports by hand take days, as a rule. Many teams begin just there. By when do you need it?';

test('sentence by sentence, while the model writes, and the line begins with each of it', async () => {
  provider.script = () => says({ next: 'urgency', reply: long });
  provider.faults.add({ kind: 'slow', ms: 8 });
  const visitor = await beginWidget(url);
  const stream = await visitor.follow(url);
  const { drafts, line, answered } = await readAlong(visitor, 'We want to replace our reporting');
  expect(line).toBe(long);
  expect(drafts.length).toBeGreaterThanOrEqual(2);
  expect(drafts[0]).toBe('Good to know.');
  for (const draft of drafts) expect(line.startsWith(draft)).toBe(true);
  expect(answered).toMatchObject({ interviewer: expect.stringMatching(/^openai:stand-in:/) });

  const isLine = (event: string, text: unknown) => event === 'line' && text === long;
  await expect.poll(() => stream.events.some(({ event, data }) => isLine(event, data.text))).toBe(true);
  const seen = stream.events.filter(({ event, data }) => event === 'draft' || isLine(event, data.text));
  expect(seen.length).toBeGreaterThanOrEqual(2);
  expect(seen.map(({ event }) => event).indexOf('line')).toBe(seen.length - 1);
  for (const { data } of seen) expect(drafts.concat(long)).toContain(data.text);
  stream.close();
});

test('a model that fails on the way: what it began is taken back, and the guided interviewer answers', async () => {
  provider.script = () => says({ next: 'urgency', reply: long });
  provider.faults.add({ kind: 'slow', ms: 5 });
  const visitor = await beginWidget(url);
  await readAlong(visitor, 'Hello');
  provider.faults.add({ kind: 'error-midway' });
  const { drafts, line, answered } = await readAlong(visitor, 'We want to replace our reporting');
  expect(drafts.length).toBeGreaterThanOrEqual(2);
  expect(drafts[0]).toBe('Good to know.');
  expect(drafts.at(-1)).toBe('');
  expect(line).not.toContain('Good to know');
  expect(answered).toMatchObject({ interviewer: 'guided', fellBack: 'server-error' });
});

test('what may not be said once it is whole is taken back, and the playbook asks', async () => {
  const reply = `${long} I have booked you a call for Tuesday.`;
  provider.script = () => says({ next: 'urgency', reply });
  provider.faults.add({ kind: 'slow', ms: 8 });
  const { drafts, line, answered } = await readAlong(await beginWidget(url), 'We want to replace our reporting');
  expect(drafts[0]).toBe('Good to know.');
  expect(drafts.join()).not.toMatch(/booked/);
  expect(drafts.at(-1)).toBe('');
  expect(line).not.toContain('Good to know');
  expect(answered).toMatchObject({ replyRefused: 'promises' });
});

test('whoever writes on meanwhile reads an answer to everything, and the other one is gone at once', async () => {
  const also = 'And we are 50 people';
  provider.script = ({ transcript }) => {
    const isLate = transcript.some(({ text }) => text === also);
    return says({
      next: 'urgency',
      reply: isLate ? 'Thanks for adding that. It helps a lot. By when do you need it?' : long,
    });
  };
  provider.faults.add({ kind: 'slow', ms: 8 }, 2);
  const knocks = provider.knocks;
  let knocksThen = 0;
  const visitor = await beginWidget(url);
  const { drafts, line } = await readAlong(visitor, 'We want to replace our reporting', (text) => {
    if (text.endsWith('Good to know.')) void visitor.say(url, also);
    if (text === '') knocksThen = provider.knocks;
  });
  const gone = drafts.indexOf('');
  expect(drafts[0]).toContain('Good to know.');
  expect(gone).toBeGreaterThan(0);
  // The model was still writing the first answer.
  expect(knocksThen - knocks).toBe(1);
  expect(line).toContain('Thanks for adding that.');
  for (const draft of drafts.slice(gone)) expect(line.startsWith(draft)).toBe(true);
});

test('nobody reads along elsewhere: the model is asked for its answer as one', async () => {
  const hints: unknown[] = [];
  const { lead } = await baton.write('elsewhere', 'We are 50 people');
  const stop = baton.app.deps.live.listen(lead, (heard) => heard.kind === 'draft' && hints.push(heard));
  await baton.pass(1_100);
  stop();
  expect(provider.calls.at(-1)?.request.isStream).toBe(false);
  expect(hints).toEqual([]);
});
