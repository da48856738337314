// A model interviewer over HTTP against the stand-in OpenAI, and a visitor's lead to show it.
import { type ModelInterviewer, modelInterviewer } from '../../src/adapters/model/model-interviewer.ts';
import { openAi } from '../../src/adapters/model/openai.ts';
import { guidedTurn } from '../../src/core/guided.ts';
import type { View } from '../../src/core/interviewer.ts';
import type { Message } from '../../src/core/lead.ts';
import type { OpenAiSandbox } from '../../src/sandbox/openai/openai-sandbox.ts';
import type { ModelAnswer } from '../../src/sandbox/openai/request.ts';
import { converse } from './conversation.ts';
import { defaultPlaybook } from './default-playbook.ts';

export type Pointed = Pick<OpenAiSandbox, 'baseUrl' | 'apiKey'>;

/** By default with time to spare: how often a model is asked must not depend on how busy the machine is. */
export async function modelAt({ baseUrl, apiKey }: Pointed, timeoutMs = 60_000): Promise<ModelInterviewer> {
  const model = await openAi({ baseUrl, apiKey, model: 'stand-in' });
  return modelInterviewer({ model, name: 'stand-in', timeoutMs });
}

/** A lead whose last lines nobody has read yet: a visitor's, or one of Baton's with what it asks for. */
export function unread(...lines: (string | Pick<Message, 'text' | 'asks' | 'tells'>)[]): View {
  const talk = converse();
  talk.say('Hi');
  const at = talk.now;
  const messages = lines.map((line, i) => ({
    n: talk.lead.messages.length + i + 1,
    name: null,
    channel: 'web',
    at,
    ...(typeof line === 'string'
      ? { from: 'visitor' as const, text: line, asks: null }
      : { from: 'baton' as const, ...line }),
  }));
  return { lead: { ...talk.lead, messages: [...talk.lead.messages, ...messages] }, playbook: defaultPlaybook() };
}

export const says = (change: Partial<ModelAnswer> = {}): ModelAnswer => ({
  claims: [],
  wants: 'answering',
  next: 'use_case',
  reply: 'What would you like to get done?',
  ...change,
});

/** What a model that reads with the guided interviewer's eyes would write down. */
export function heardByGuided(view: View): Pick<ModelAnswer, 'claims' | 'wants'> {
  const { claims, wants } = guidedTurn(view);
  return { claims: claims.map((claim) => ({ offer: null, ...claim, value: spelledOut(claim.value) })), wants };
}

/** What a strict schema makes of a claim: money with its currency and period named, be it as null. */
function spelledOut(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const money = 'amount' in value || 'currency' in value || 'per' in value;
  return money ? { currency: null, per: null, ...value } : value;
}
