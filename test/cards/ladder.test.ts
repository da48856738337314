// What the ladder says beside the card: calls in the thread, messages to people and channels, the morning brief.
import { expect, test } from 'vitest';
import type { Note } from '../../src/core/job.ts';
import type { Lead } from '../../src/core/lead.ts';
import type { NudgeKind } from '../../src/core/nudge.ts';
import type { OfferedLadder } from '../../src/core/rungs.ts';
import { briefMessage } from '../../src/slack/cards/brief-message.ts';
import { noteMessage } from '../../src/slack/cards/notes.ts';
import { nudgesMessage } from '../../src/slack/cards/nudges-message.ts';
import { aLead, anOffer, aPlaybook, aTranscript, claimedBy, minutesAgo, now, rita, sam } from '../support/leads.ts';
import { showBlocks } from '../support/show-blocks.ts';
import { problemsOfMessage } from '../support/slack-limits.ts';

const playbook = aPlaybook();
const about = { playbook, now };
const card = { channel: 'C0SALES', ts: '1.1', link: 'https://northwind.slack.com/archives/C0SALES/p11' };
const ladder = (change: Partial<OfferedLadder>): OfferedLadder => ({
  kind: 'offered',
  step: null,
  at: minutesAgo(5),
  alone: null,
  openAt: null,
  next: null,
  brief: null,
  ...change,
});
const mine = aLead({ card, ladder: ladder({ step: 'exclusive', alone: { rep: sam, until: minutesAgo(-5) } }) });
const other = aLead({
  messages: aTranscript(['A person please, this is urgent!']),
  score: 12,
  offer: anOffer({ at: minutesAgo(90), rep: rita, by: 'owner' }),
  ladder: ladder({ step: 'reminder' }),
});
const held = claimedBy(sam, 30, {
  card,
  ladder: { kind: 'claimed', since: minutesAgo(30), dueAt: minutesAgo(-30), next: { step: 'release', at: now } },
});

const both = ({ text, blocks }: { text: string; blocks: readonly unknown[] }) =>
  `${showBlocks(blocks)}\n\n==== as a screen reader says it\n\n${text}\n`;

test.each<[string, Note]>([
  ['yours', { kind: 'yours', rep: sam, at: now, until: minutesAgo(-5), isCalled: true }],
  [
    'managers told',
    {
      kind: 'managers-told',
      at: now,
      reps: [
        { rep: sam, isCalled: true },
        { rep: rita, isCalled: false },
      ],
    },
  ],
  ['released', { kind: 'released', rep: sam, at: now }],
])('note %s', async (name, note) => {
  const message = noteMessage(note, { lead: mine, playbook });
  expect(problemsOfMessage(message)).toEqual([]);
  await expect(both(message)).toMatchFileSnapshot(`snapshots/note ladder, ${name}.txt`);
});

test.each<[string, readonly (readonly [NudgeKind, Lead])[]]>([
  ['for one lead', [['yours', mine]]],
  [
    'for a manager',
    [
      ['managers', mine],
      ['managers', other],
    ],
  ],
  [
    'for a channel',
    [
      ['channel', mine],
      ['reminder', other],
    ],
  ],
  [
    'for whoever claimed',
    [
      ['first-word', held],
      ['yours', mine],
    ],
  ],
])('one message %s', async (name, told) => {
  const nudges = told.map(([what, lead]) => ({
    nudge: { to: sam.id, lead: lead.id, what, about: now, dueAt: now },
    lead,
  }));
  const message = nudgesMessage(nudges, about);
  expect(problemsOfMessage(message)).toEqual([]);
  await expect(both(message)).toMatchFileSnapshot(`snapshots/nudges ${name}.txt`);
});

test('the morning brief, best score first', async () => {
  const message = briefMessage([other, mine], { ...about, team: 'sales', day: '2026-11-20' });
  expect(problemsOfMessage(message)).toEqual([]);
  expect(message.metadata).toEqual({ event_type: 'baton_brief', event_payload: { team: 'sales', day: '2026-11-20' } });
  await expect(both(message)).toMatchFileSnapshot('snapshots/morning brief.txt');
});
