// That one person wrote in several conversations: on the card and in "Why?".
import { type CarriedEvidence, currentAnswers, type Lead } from '../../core/lead.ts';
import { heading, line } from './lead-parts.ts';
import { memoryWords as words } from './memory-words.ts';
import type { Part } from './parts.ts';

export function memoryLines(lead: Lead): Part[] {
  const joined = lead.joined.map(({ channel, by }) => line(words.joined(channel, by)));
  return [
    ...joined,
    ...earlier(lead).map(([{ channel, by, aloud }]) =>
      line(words.carried(channel, by, aloud ? 'verified' : 'claimed')),
    ),
  ];
}

export function whyMemoryParts(lead: Lead): Part[] {
  const joined = lead.joined.map(({ channel, by, was, at }) =>
    line(words.why.joined(channel, by, was), { when: at, zone: 'UTC' }, '.'),
  );
  const carried = earlier(lead).map((all) => line(words.why.carried(all.length, all[0].channel, all[0].by)));
  return joined.length + carried.length === 0 ? [] : [heading(words.why.title), ...joined, ...carried];
}

/** What came along and still counts, by the lead and channel it is from. */
function earlier(lead: Lead): [CarriedEvidence, ...CarriedEvidence[]][] {
  const found = new Map<string, [CarriedEvidence, ...CarriedEvidence[]]>();
  for (const { evidence } of currentAnswers(lead)) {
    if (evidence.kind !== 'carried') continue;
    const key = `${evidence.lead} ${evidence.channel}`;
    const others = found.get(key);
    if (others === undefined) found.set(key, [evidence]);
    else others.push(evidence);
  }
  return [...found.values()];
}
