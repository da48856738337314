// npm run simulate [-- VISITOR]: a scripted visitor talks to the sandbox that is running on PORT; the conversation is printed.
import { setTimeout as wait } from 'node:timers/promises';
import { readConfig } from '../config.ts';
import type { SandboxState } from '../sandbox/state.ts';

const base = `http://localhost:${readConfig().port}`;
const quietMs = 15_000;

async function ask<Answer>(path: string, body?: object): Promise<Answer> {
  const sent = body && { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const answer = await fetch(`${base}${path}`, sent).catch(() => {
    throw new Error(`No sandbox answers at ${base}. Start one with "npm start" in another window.`);
  });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as Answer;
}

async function simulate(visitor: string): Promise<void> {
  const { conversation } = await ask<{ conversation: string }>('/sandbox/chat/play', { visitor });
  let shown = 0;
  for (let lastAt = Date.now(); Date.now() - lastAt < quietMs; await wait(300)) {
    const state = await ask<SandboxState>('/sandbox/state');
    const lines = state.conversations.find(({ id }) => id === conversation)?.lines ?? [];
    for (const { name, text } of lines.slice(shown)) console.log(`${name}: ${text}`);
    if (lines.length > shown) lastAt = Date.now();
    shown = lines.length;
  }
  console.log(`\nThe conversation has come to rest. See the card at ${base}`);
}

try {
  const { visitors } = await ask<SandboxState>('/sandbox/state');
  const wanted = process.argv[2] ?? visitors[0]?.id ?? '';
  const known = visitors.some(({ id }) => id === wanted);
  if (known) await simulate(wanted);
  else console.log(`Visitors: ${visitors.map(({ id, about }) => `\n  ${id}  ${about}`).join('')}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
