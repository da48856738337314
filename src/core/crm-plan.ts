// What the sync would do to a lead's record in the CRM, step by step, without doing any of it: the very decisions of the sync,
// over what the CRM would have after each.
import type { CrmValue, CrmValues, CrmWritten } from './crm.ts';
import { isSame } from './crm-merge.ts';
import { crmRecord } from './crm-record.ts';
import { type CrmState, type NextWrite, nextWrite, recognise, wroteAfter } from './crm-sync.ts';
import { knownInCrm } from './in-crm.ts';
import type { Lead } from './lead.ts';
import { person } from './person.ts';
import type { Playbook } from './playbook.ts';

/** `why`: of what stays as it is though Baton knows something else. */
export type PlannedField =
  | { kind: 'written'; field: string; now: CrmValue; next: CrmValue }
  | { kind: 'stays'; field: string; now: CrmValue; want: CrmValue; why: string };

export type CrmPlan =
  | { kind: 'none'; why: string }
  | {
      kind: 'plan';
      /** Null: a new record is made. */
      at: { kind: string; link: string } | null;
      fields: PlannedField[];
      /** By the CRM's own ids. */
      owner: { now: string | null; next: string } | null;
      entries: { kind: string; title: string; isNew: boolean }[];
    };

/** Undefined: the lead is something for the CRM. */
export function whyNoRecord(lead: Lead, playbook: Playbook): string | undefined {
  if (crmRecord(lead, playbook) !== null) return undefined;
  const { email, phone } = person(lead, playbook);
  if (email === null && phone === null) return 'neither an address nor a number is known, by which to know them again';
  return 'neither reps nor nurture got it';
}

export function crmPlan(lead: Lead, state: CrmState, playbook: Playbook): CrmPlan {
  const { found } = state;
  const { person: kept } = state.kept;
  if (found.person === null && kept?.place != null) {
    return { kind: 'none', why: 'their record was deleted there; Retry on the card makes another one' };
  }
  const known = recognise(kept, found);
  const before: CrmState = known === null ? state : { ...state, kept: { ...state.kept, person: known } };
  const steps = stepsOf(before);
  const [write] = steps.flatMap((step) => (step.kind === 'person' ? [step.write] : []));
  const entries = steps.flatMap((step) => (step.kind === 'entry' ? [step.entry] : []));
  const at = found.person;
  return {
    kind: 'plan',
    at: at && { kind: at.kind, link: at.link },
    fields: fieldsOf(before, write?.values ?? {}, refusedFields(lead, playbook)),
    owner: write?.owner == null ? null : { now: at?.owner ?? null, next: write.owner },
    entries: entries.map((entry) => {
      const title = entry.kind === 'stakeholder' ? entry.name : entry.title;
      return { kind: entry.kind, title, isNew: entry.at === null };
    }),
  };
}

/** As the sync goes on until nothing differs: each step finds what the one before left. */
function stepsOf(first: CrmState): NextWrite[] {
  const steps: NextWrite[] = [];
  const most = Object.keys(first.record.entries).length + 1;
  let state = first;
  while (steps.length < most) {
    const next = nextWrite(state);
    if (next === null) break;
    steps.push(next);
    state = afterwards(state, next);
  }
  return steps;
}

function afterwards(state: CrmState, next: NextWrite): CrmState {
  const stood = state.found.person;
  const place = stood ?? { kind: 'new', id: 'new', link: '' };
  if (next.kind === 'entry') {
    const wrote = wroteAfter(next, null);
    return { ...state, kept: { ...state.kept, [next.thing]: { place, wrote } } };
  }
  const { values, owner } = next.write;
  const written: CrmWritten = { place, values, skipped: [] };
  const { kind, id, link } = place;
  const person = {
    ...(stood ?? { name: '', owner }),
    ...{ kind, id, link },
    owner: owner ?? stood?.owner ?? null,
    values: { ...stood?.values, ...values },
  };
  const kept = { place: { kind, id, link }, wrote: wroteAfter(next, written) };
  return { ...state, found: { ...state.found, person }, kept: { ...state.kept, person: kept } };
}

function fieldsOf({ record, found, kept }: CrmState, written: CrmValues, refused: ReadonlyMap<string, string>) {
  const there = found.person?.values ?? {};
  const stands = kept.person?.wrote.stands ?? {};
  return Object.entries(record.values).flatMap(([field, want]): PlannedField[] => {
    const now = there[field] ?? null;
    if (field in written) return [{ kind: 'written', field, now, next: written[field] ?? null }];
    if (want === null || isSame(now, want)) return [];
    const before = stands[field];
    const why =
      refused.get(field) ??
      (before === undefined
        ? 'it stood there before Baton'
        : isSame(now, before)
          ? 'the CRM did not take it'
          : 'somebody changed it');
    return [{ kind: 'stays', field, now, want, why }];
  });
}

const refusedFields = (lead: Lead, playbook: Playbook) =>
  new Map((knownInCrm(lead, playbook)?.skipped ?? []).map(({ field, why }) => [field, why]));
