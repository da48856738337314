// The bar on top: says plainly what this is, and leads a newcomer through the first three minutes. Steps tick as they happen.
import type { SandboxState } from '../state.ts';
import { Icon } from './icons.tsx';

type Props = { state: SandboxState | null; claimed: boolean; connected: boolean };

export function Guide({ state, claimed, connected }: Props) {
  const chatted = state?.conversations.some(({ lines }) => lines.some(({ from }) => from === 'visitor')) ?? false;
  const carded = state?.messages.some(({ metadata }) => metadata !== null) ?? false;
  const steps = [
    { done: chatted, text: 'Chat on the left, or let a visitor play' },
    { done: carded, text: 'Watch the card appear in #sdr-leads' },
    { done: claimed, text: 'Press Claim' },
  ];
  const next = steps.findIndex(({ done }) => !done);
  return (
    <header className="guide">
      <p className="stand-in">
        <strong>This is a stand-in:</strong> no real Slack, no real visitor. Everything stays on this machine.
      </p>
      <ol className="steps" aria-label="Try it">
        {steps.map(({ done, text }, at) => (
          <li key={text} className={done ? 'done' : at === next ? 'next' : ''}>
            <span className="step-mark">{done ? <Icon name="check" size={12} /> : at + 1}</span>
            {text}
            {done ? <span className="sr-only"> (done)</span> : null}
          </li>
        ))}
      </ol>
      {connected ? null : (
        <p className="trouble" role="alert">
          The sandbox does not answer. Is it still running in your terminal? This page connects again by itself.
        </p>
      )}
      {state?.troubles.slice(-2).map(({ at, text }) => (
        <p key={at + text} className="trouble" role="alert">
          {text}
        </p>
      ))}
    </header>
  );
}
