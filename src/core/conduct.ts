// How the visitor and we behave in a conversation, as the rubric may weigh it. Pure: silence is measured up to the moment that
// is handed in, and without one nobody is silent.
import type { Lead, Message } from './lead.ts';
import { visitorTurns } from './pillars.ts';
import type { Playbook } from './playbook.ts';
import { asksForKnown } from './re-asked.ts';
import { dropped, silentSince } from './silence.ts';
import { timesTold } from './tell.ts';
import { readWants } from './wants.ts';

type Rule = Playbook['rubric']['conduct'][number];

const dayMs = 86_400_000;
const quickMs = 120_000;
const slowMs = 3_600_000;

export function behaves(
  rule: Rule,
  { lead, playbook, now }: { lead: Lead; playbook: Playbook; now?: string | undefined },
) {
  const { messages } = lead;
  const visitor = messages.filter((message) => message.from === 'visitor');
  switch (rule.when) {
    case 'answers-twice':
      return visitorTurns(messages) >= 2;
    case 'answers-quickly':
      return visitorTurns(messages) >= 3 && (medianWaitMs(messages) ?? Number.POSITIVE_INFINITY) <= quickMs;
    case 'answers-slowly':
      return visitorTurns(messages) >= 3 && (medianWaitMs(messages) ?? 0) >= slowMs;
    case 'asks-questions':
      return visitor.some((message) => readWants(message.text) === 'asking');
    case 'asks-for-person':
      return visitor.some((message) => readWants(message.text) === 'person');
    case 'asked-again':
      return messages.some(({ n, from }) => from !== 'visitor' && asksForKnown(lead, n, { since: n, playbook }));
    case 'broken-hand-back':
      return isHandedBackBroken(lead, playbook);
    case 'silent': {
      const since = silentSince(lead);
      return since !== null && now !== undefined && Date.parse(now) - Date.parse(since) >= rule.days * dayMs;
    }
  }
}

function medianWaitMs(messages: readonly Message[]): number | undefined {
  const waits = messages
    .flatMap((message, i) => {
      const before = messages[i - 1];
      // What Baton said before they wrote anything is no question that they took their time over.
      const answers = message.from === 'visitor' && before?.from === 'baton' && before.n > 1;
      return answers ? [Date.parse(message.at) - Date.parse(before.at)] : [];
    })
    .sort((a, b) => a - b);
  return waits[Math.floor(waits.length / 2)];
}

/** A rep gave the conversation back while the visitor waited for them. */
function isHandedBackBroken(lead: Lead, playbook: Playbook): boolean {
  const heard = lead.messages.filter((message) => !dropped(lead, message));
  return heard.some(
    (message, i) => heard[i - 1]?.from === 'visitor' && timesTold([message], 'handedBack', playbook) > 0,
  );
}
