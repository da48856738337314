// Reads a few lines as visitors write them, so that no visitor waits while the readers are compiled: the first line a fresh
// process reads takes a hundred times as long as the second. In steps, for whoever comes meanwhile: first each field on its own.
import { guidedTurn } from './guided.ts';
import { type Lead, newLead } from './lead.ts';
import { withLine } from './line.ts';
import { missedClaims } from './missed.ts';
import type { Playbook } from './playbook.ts';

const lines = [
  'Hi, we are 120 people at Kelp Labs and want to replace our reporting tool by the end of March.',
  'My boss Dana decides with me, about 20k a year. Can I see a demo? ana@kelp.example, +1 415 555 0100',
  "I'd rather not say. We don't use Excel any more, if you mean that.",
  'Wir sind etwa 50 Leute und brauchen das bis Ende März, was kostet das?',
  'Nous sommes une trentaine, je décide avec mon chef. Merci !',
];

export function* warmUp(playbook: Playbook, at: string): Generator<void> {
  for (const field of playbook.fields) yield* readLines({ ...playbook, fields: [field] }, at);
  const lead = yield* readLines(playbook, at);
  missedClaims(lead, playbook);
}

function* readLines(playbook: Playbook, at: string): Generator<void, Lead> {
  const visitor = { id: 'warm-up' };
  const about = { id: 'lead_warm', conversation: 'warm-up', channel: 'none', visitor, page: null } as const;
  let lead = newLead({ ...about, playbook: playbook.version, now: at });
  for (const { id } of playbook.fields) {
    lead = withLine(lead, { from: 'baton', name: null, text: 'And?', asks: id, at });
    const text = lines[lead.messages.length % lines.length] ?? '';
    lead = withLine(lead, { from: 'visitor', name: null, text, asks: null, at });
    guidedTurn({ lead, playbook });
    lead = { ...lead, readUpTo: lead.messages.length };
    yield;
  }
  return lead;
}
