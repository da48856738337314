// The Conversation Score: whole points from 0 to 100, each with a reason a manager can read. Pure arithmetic over
// answers and conduct; the same lead and playbook always give the same score.
import { holds } from './known.ts';
import type { Lead, Message, Reason } from './lead.ts';
import { visitorTurns } from './pillars.ts';
import type { Playbook } from './playbook.ts';
import { readWants } from './wants.ts';

type Conduct = Playbook['rubric']['conduct'][number]['when'];

export function score(lead: Lead, playbook: Playbook): { score: number; reasons: Reason[] } {
  const answers = playbook.rubric.answers.filter((rule) => holds(rule.when, lead, playbook));
  const conduct = playbook.rubric.conduct.filter((rule) => behaves(rule.when, lead.messages));
  const reasons = [...answers, ...conduct].map(({ points, because }) => ({ points, because }));
  const sum = reasons.reduce((total, reason) => total + reason.points, 0);
  return { score: Math.max(0, Math.min(100, sum)), reasons };
}

function behaves(conduct: Conduct, messages: readonly Message[]): boolean {
  const visitor = messages.filter((message) => message.from === 'visitor');
  switch (conduct) {
    case 'answers-twice':
      return visitorTurns(messages) >= 2;
    case 'answers-quickly':
      return visitorTurns(messages) >= 3 && medianWaitMs(messages) <= 120_000;
    case 'asks-questions':
      return visitor.some((message) => readWants(message.text) === 'asking');
    case 'asks-for-person':
      return visitor.some((message) => readWants(message.text) === 'person');
  }
}

function medianWaitMs(messages: readonly Message[]): number {
  const waits = messages
    .flatMap((message, i) => {
      const before = messages[i - 1];
      const answers = message.from === 'visitor' && before?.from === 'baton';
      return answers ? [Date.parse(message.at) - Date.parse(before.at)] : [];
    })
    .sort((a, b) => a - b);
  return waits[Math.floor(waits.length / 2)] ?? Number.POSITIVE_INFINITY;
}
