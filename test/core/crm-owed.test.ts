// When the CRM is owed something: at once, in a while, or nothing.
import { expect, test } from 'vitest';
import { retryCrm, withCrm } from '../../src/core/crm-owed.ts';
import type { Decision } from '../../src/core/decision.ts';
import { type InCrm, notInCrm } from '../../src/core/in-crm.ts';
import type { Lead } from '../../src/core/lead.ts';
import { withLine } from '../../src/core/line.ts';
import type { Playbook, PlaybookPage } from '../../src/core/playbook.ts';
import { aLead, anAnswer, aPlaybook, aTranscript, claimedBy, minutesAgo, now, sam } from '../support/leads.ts';

const page = { crm: { fields: { Talk__c: 'baton.transcript', Size__c: 'size' } } } as unknown as Partial<PlaybookPage>;
const playbook: Playbook = { ...aPlaybook(page), crmName: 'Salesforce' };
const owedBy = (before: Lead, after: Lead, by = playbook) =>
  withCrm<Decision>(before, { lead: after, events: [], owed: [] }, { playbook: by }).owed.map(
    ({ job, delayMs, joins }) => ({
      job: job.kind,
      ...(delayMs !== undefined && { minutes: delayMs / 60_000 }),
      ...(joins && { joins }),
    }),
  );
const said = (lead: Lead) => withLine(lead, { from: 'rep', name: 'Sam', text: 'Hello', asks: null, at: now });
const quiet = { offer: null, state: 'chatting', verdict: null } as const;
const messages = aTranscript(['mail me: a@b.example']);
const reachable = {
  ...quiet,
  messages,
  answers: [anAnswer(messages, 'email', { value: 'a@b.example', quote: 'a@b.example' })],
};
const inCrm: InCrm = { ...notInCrm, product: 'Salesforce', at: now };
const booked = (startsAt: string) =>
  ({ meeting: { startsAt, lengthMin: 30, hosts: [], event: {} }, outcome: null }) as unknown as Lead['booking'];

test.each<[string, Lead, Lead, unknown[]]>([
  ['an offer is told at once', aLead({ offer: null }), aLead(), [{ job: 'sync-crm' }]],
  ['a claim too: it is theirs now', aLead(), claimedBy(sam, 1), [{ job: 'sync-crm' }]],
  ['the conversation alone in a while, once', aLead(), said(aLead()), [{ job: 'sync-crm', minutes: 5, joins: true }]],
  ['nothing for what the CRM does not have', aLead(), { ...aLead(), score: 90 }, []],
  ['a meeting at once', claimedBy(sam, 1), claimedBy(sam, 1, { booking: booked(now) }), [{ job: 'sync-crm' }]],
  [
    'a meeting that moved at once',
    claimedBy(sam, 1, { booking: booked(minutesAgo(60)) }),
    claimedBy(sam, 1, { booking: booked(now) }),
    [{ job: 'sync-crm' }],
  ],
  [
    'an address is looked up, whatever comes of it',
    aLead(quiet),
    aLead(reachable),
    [{ job: 'look-up-crm', joins: true }],
  ],
  ['but not twice', aLead(reachable), aLead({ ...reachable, crm: { ...inCrm, asked: 'a@b.example' } }), []],
  ['nothing for whoever left none', aLead({ ...quiet, answers: [] }), said(aLead({ ...quiet, answers: [] })), []],
])('%s', (_what, before, after, owed) => {
  expect(owedBy(before, after)).toEqual(owed);
  expect(owedBy(before, after, aPlaybook(page))).toEqual([]);
});

test.each<[string, Partial<InCrm> | null, 'done' | 'nothing']>([
  ['without a CRM', null, 'nothing'],
  ['where all is well', {}, 'nothing'],
  ['after a refusal', { failed: 'no' }, 'done'],
  ['after fields were left out', { skipped: [{ field: 'A', why: 'gone' }] }, 'done'],
  ['after the record was deleted', { isGone: true }, 'done'],
])('Retry %s', (_what, change, kind) => {
  const decided = retryCrm(aLead({ crm: change && { ...inCrm, ...change } }), sam);
  expect(decided.kind).toBe(kind);
  if (decided.kind !== 'done') return;
  expect(decided.lead.crm).toMatchObject({ failed: null, skipped: [], isGone: false });
  expect(decided.owed.map(({ job }) => job.kind)).toContain('sync-crm');
});
