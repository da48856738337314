// The page's one line to the sandbox server: the state as it is now, and the acts of people. The page keeps no truth of its own.
import { useEffect, useState } from 'react';
import type { ActAnswer, MailAct, SandboxState, SlackAct } from '../state.ts';

export type Live = { state: SandboxState | null; connected: boolean };

export function useLiveState(): Live {
  const [live, setLive] = useState<Live>({ state: null, connected: true });
  useEffect(() => {
    const events = new EventSource('/sandbox/events');
    events.onmessage = ({ data }) => setLive({ state: JSON.parse(data) as SandboxState, connected: true });
    events.onerror = () => setLive((before) => ({ ...before, connected: false }));
    return () => events.close();
  }, []);
  return live;
}

const away = { kind: 'trouble', text: 'The sandbox does not answer. Is it still running in your terminal?' } as const;

export async function act(what: SlackAct): Promise<ActAnswer> {
  const answer = await post('/sandbox/slack/act', what);
  return answer === null ? away : (answer as ActAnswer);
}

export async function startConversation(): Promise<string | null> {
  return conversationOf(await post('/sandbox/chat/new', {}));
}

export async function playVisitor(visitor: string): Promise<string | null> {
  return conversationOf(await post('/sandbox/chat/play', { visitor }));
}

export async function sayInChat(conversation: string, text: string): Promise<boolean> {
  return (await post('/sandbox/chat/say', { conversation, text })) !== null;
}

export type MailSaid = { text: string; isTrouble: boolean };

/** What Baton said to it, in words. */
export async function actOnMail(mail: string, what: MailAct): Promise<MailSaid> {
  try {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`/sandbox/mail/${mail}/act`, { method: 'POST', headers, body: JSON.stringify(what) });
    const { note, error } = (await response.json()) as { note?: string; error?: string };
    if (!response.ok) return { text: error ?? 'Baton did not take it.', isTrouble: true };
    return { text: note ?? heard[what.kind], isTrouble: false };
  } catch {
    return { text: away.text, isTrouble: true };
  }
}

const heard: Record<MailAct['kind'], string> = {
  reply: 'Sent. What Baton answers comes as another mail, in half a minute or so.',
  'auto-reply': 'Sent.',
  bounce: 'Baton knows that it came back: nothing more is sent to this address.',
  complaint: 'Baton knows of the complaint: nothing more is sent to this address.',
};

type CalendarEvent = { email: string; event: string };

/** What went wrong, in words. */
export async function moveEvent(what: CalendarEvent & { startsAt: string; endsAt: string }): Promise<string | null> {
  return troubleOf(await post('/sandbox/google/act', { kind: 'move', ...what }));
}

export async function removeEvent(what: CalendarEvent): Promise<string | null> {
  return troubleOf(await post('/sandbox/google/act', { kind: 'delete', ...what }));
}

export type SalesforcePress =
  | { kind: 'edit'; id: string; field: string; value: string | number | null }
  | { kind: 'convert'; lead: string; deal: string }
  | { kind: 'close-deal'; deal: string; state: 'won' | 'lost' }
  | { kind: 'delete'; id: string };

export async function inSalesforce(press: SalesforcePress): Promise<string | null> {
  return troubleOf(await post('/sandbox/salesforce/act', press));
}

function troubleOf(answer: unknown): string | null {
  const { kind, text } = (answer ?? away) as { kind: string; text?: string };
  return kind === 'trouble' ? (text ?? '') : null;
}

function conversationOf(answer: unknown): string | null {
  return (answer as { conversation?: string } | null)?.conversation ?? null;
}

async function post(path: string, body: unknown): Promise<unknown> {
  try {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}
