// When the CRM is owed something: an address became known that it was not asked for, or what it should have of a lead is not
// what it was a moment ago. The conversation alone is told it once in a while, a verdict or a meeting at once.
import { type CrmRecord, crmRecord } from './crm-record.ts';
import { type Decision, owedRedraw } from './decision.ts';
import { toAsk } from './in-crm.ts';
import type { Owed } from './job.ts';
import type { Lead, LeadId, Rep } from './lead.ts';
import type { Playbook } from './playbook.ts';
import { crmOf } from './playbook-crm.ts';

/** While people write, the CRM reads along at this pace. */
const conversationMs = 5 * 60_000;

export function withCrm<D extends Decision>(before: Lead, decision: D, { playbook }: { playbook: Playbook }): D {
  if (playbook.crmName === null) return decision;
  return { ...decision, owed: [...decision.owed, ...owedToCrm(before, decision.lead, playbook)] };
}

/** At once, whatever waits. */
export function owedSync(lead: LeadId): Owed {
  return { job: { kind: 'sync-crm', lead }, key: `sync-crm:${lead}` };
}

/** Whoever mended what the CRM would not take: it is written again. */
export function retryCrm(lead: Lead, { id: by }: Rep): ({ kind: 'done' } & Decision) | { kind: 'nothing' } {
  const { crm } = lead;
  if (crm === null || (crm.failed === null && crm.skipped.length === 0 && !crm.isGone)) return { kind: 'nothing' };
  const what = crm.isGone ? 'gone' : (crm.failed ?? crm.skipped.map(({ field }) => field).join(', '));
  return {
    kind: 'done',
    lead: { ...lead, crm: { ...crm, ...(crm.isGone && { place: null }), isGone: false, failed: null, skipped: [] } },
    events: [{ kind: 'retried', by, data: { what: 'sync-crm', error: what } }],
    owed: [owedSync(lead.id), ...owedRedraw(lead)],
  };
}

/** What a record says beside the conversation itself. */
function beside({ values, owner, entries }: CrmRecord, playbook: Playbook): string {
  const { fields } = crmOf(playbook);
  const isTalk = (name: string) => fields[name] === 'baton.transcript' || fields[name] === 'baton.brief';
  const { note: _, ...others } = entries;
  return JSON.stringify([Object.entries(values).filter(([name]) => !isTalk(name)), owner, others]);
}

function owedToCrm(before: Lead, lead: Lead, playbook: Playbook): Owed[] {
  const record = crmRecord(lead, playbook);
  if (record === null) {
    if (toAsk(lead, playbook) === null) return [];
    return [{ job: { kind: 'look-up-crm', lead: lead.id }, key: `look-up-crm:${lead.id}`, joins: true }];
  }
  const was = crmRecord(before, playbook);
  if (was === null || beside(was, playbook) !== beside(record, playbook)) return [owedSync(lead.id)];
  const hasWritten = before.readUpTo !== lead.readUpTo || before.messages.length !== lead.messages.length;
  return hasWritten ? [{ ...owedSync(lead.id), delayMs: conversationMs, joins: true }] : [];
}
