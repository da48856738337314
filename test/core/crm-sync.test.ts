// What is written into the CRM next: the person first, then what stands beside them, and nothing twice.
import { describe, expect, test } from 'vitest';
import type { CrmPerson, Found } from '../../src/core/crm.ts';
import { wroteNothing } from '../../src/core/crm-merge.ts';
import type { CrmRecord } from '../../src/core/crm-record.ts';
import {
  type CrmKept,
  type CrmState,
  foundAfter,
  isMade,
  type NextWrite,
  nextWrite,
  recognise,
  wroteAfter,
} from '../../src/core/crm-sync.ts';
import type { LeadId } from '../../src/core/lead.ts';

const place = { kind: 'Lead', id: '00Q1', link: 'https://crm/00Q1' };
const note = { kind: 'note', title: 'Chat', text: 'Hi', on: '2026-11-20' } as const;
const meeting = {
  kind: 'meeting',
  title: 'Meeting',
  text: '',
  startsAt: '2026-11-23T15:00:00.000Z',
  endsAt: '2026-11-23T15:30:00.000Z',
  state: 'planned',
} as const;
const priya = { kind: 'stakeholder', name: 'Priya', title: 'CFO' } as const;
const record: CrmRecord = { values: { lastName: 'Reyes', size: 140, budget: null }, owner: 'U1', entries: { note } };
const aPerson = (change: Partial<CrmPerson> = {}): CrmPerson => ({
  ...place,
  name: 'Reyes',
  owner: null,
  values: {},
  ...change,
});
const none: Found = { person: null, account: null, deals: [] };
const state = (change: Partial<CrmState> = {}): CrmState => ({
  lead: 'lead_1' as LeadId,
  record,
  found: none,
  kept: {},
  owner: null,
  others: {},
  without: [],
  ...change,
});
const kept = (thing: NextWrite, at = place): CrmKept => ({ place: at, wrote: wroteAfter(thing, null) });

/** Writes until nothing is left, as the job does. */
function all(first: CrmState): NextWrite[] {
  const done: NextWrite[] = [];
  let now = first;
  for (let next = nextWrite(now); next !== null; next = nextWrite(now)) {
    done.push(next);
    const { values = {} } = next.kind === 'person' ? next.write : {};
    const person = aPerson({ ...now.found.person, values: { ...now.found.person?.values, ...values } });
    const wrote = wroteAfter(next, next.kind === 'person' ? { values, skipped: [] } : null);
    now = { ...now, found: { ...now.found, person }, kept: { ...now.kept, [next.thing]: { place, wrote } } };
    expect(done.length).toBeLessThan(10);
  }
  return done;
}

test('the person comes first, then each entry, and then nothing', () => {
  const steps = all(state({ record: { ...record, entries: { note, meeting, person_priya: priya } } }));
  expect(steps.map(({ thing }) => thing)).toEqual(['person', 'note', 'meeting', 'person_priya']);
  expect(steps[1]).toMatchObject({ entry: { ref: 'lead_1_note', person: { kind: 'Lead', id: '00Q1' }, at: null } });
});

describe('the person', () => {
  test('new, has what is known, and nothing is written of what is not', () => {
    const next = nextWrite(state({ owner: '0051' }));
    expect(next).toMatchObject({ write: { at: null, owner: '0051', values: { lastName: 'Reyes', size: 140 } } });
    expect(next?.kind === 'person' && next.write.values).not.toHaveProperty('budget');
  });

  test('is given to the first rep, and later ones leave the owner there', () => {
    const person = aPerson({ values: { lastName: 'Reyes', size: 140 } });
    const first = nextWrite(state({ found: { ...none, person }, owner: '0051' }));
    expect(first).toMatchObject({ write: { owner: '0051', values: {} } });
    const theirs = { ...none, person: { ...person, owner: '0059' } };
    expect(nextWrite(state({ found: theirs, owner: '0051' }))?.thing).toBe('note');
  });

  test('that Baton made belongs to nobody’s choice: whom the product gave it to is replaced', () => {
    const made = kept(nextWrite(state())!);
    const person = aPerson({ owner: 'integration', values: { lastName: 'Reyes', size: 140 } });
    const known = recognise(made, { ...none, person })!;
    expect(isMade(known.wrote)).toBe(true);
    const after = state({ found: { ...none, person }, kept: { person: known }, owner: '0051' });
    expect(nextWrite(after)).toMatchObject({ write: { owner: '0051' } });
    expect(recognise(known, { ...none, person })).toBeNull();
  });

  test('goes on from the status they had', () => {
    const found = { ...none, person: aPerson({ values: { lastName: 'Reyes', size: 140, status: 'New' } }) };
    const next = nextWrite(state({ found, record: { ...record, values: { status: 'Working' } } }));
    expect(next).toMatchObject({ write: { values: { status: 'Working' } } });
    const later = { ...none, person: aPerson({ values: { status: 'Qualified' } }) };
    const again = state({
      found: later,
      kept: { person: kept(next!) },
      record: { ...record, values: { status: 'X' } },
    });
    expect(nextWrite(again)?.thing).toBe('note');
  });

  test('whose field was refused is not asked again for the same', () => {
    const next = nextWrite(state())!;
    const wrote = wroteAfter(next, { values: { lastName: 'Reyes' }, skipped: [{ field: 'size', why: 'gone' }] });
    const found = { ...none, person: aPerson({ values: { lastName: 'Reyes' } }) };
    expect(nextWrite(state({ found, kept: { person: { place, wrote } } }))?.thing).toBe('note');
    const other = { ...record, values: { ...record.values, size: 150 } };
    const again = nextWrite(state({ found, kept: { person: { place, wrote } }, record: other }));
    expect(again).toMatchObject({ write: { values: { size: 150 } } });
  });

  test('with another lead of theirs has what Baton wrote for that one renewed, not emptied', () => {
    const found = { ...none, person: aPerson({ values: { lastName: 'Reyes', size: 100, budget: 5 }, owner: '0059' }) };
    const others = { size: 100, budget: 5, '@owner': '0059' };
    expect(nextWrite(state({ found, others, owner: '0051' }))).toMatchObject({
      write: { values: { size: 140 }, owner: null },
    });
    const typed = { ...none, person: aPerson({ values: { lastName: 'Reyes', size: 101 }, owner: '0059' }) };
    expect(nextWrite(state({ found: typed, others, owner: '0051' }))?.thing).toBe('note');
  });
});

describe('what Baton learns by finding them', () => {
  const found = { ...none, person: aPerson({ id: '003', kind: 'Contact', owner: '0059' }) };
  test('where they went', () => {
    const known = { place, wrote: { ...wroteNothing, stands: { size: 1 } } };
    expect(recognise(known, found)).toMatchObject({ place: { id: '003' }, wrote: { stands: { size: 1 } } });
    expect(recognise(known, { ...none, person: aPerson() })).toBeNull();
  });
  test('where they stand though the answer was lost', () => {
    const lost = { place: null, wrote: { ...wroteNothing, tried: { size: 140 } } };
    expect(recognise(lost, found)).toMatchObject({ place: { id: '003' }, wrote: { tried: { size: 140 } } });
    expect(isMade(recognise(lost, found)!.wrote)).toBe(true);
  });
  test('that somebody else made them', () => {
    expect(isMade(recognise(undefined, found)!.wrote)).toBe(false);
    expect(recognise(undefined, none)).toBeNull();
  });
});

describe('an entry', () => {
  const there = { ...none, person: aPerson({ owner: '0059', values: { lastName: 'Reyes', size: 140 } }) };
  const first = nextWrite(state({ found: there }))!;
  test('is written again where it says something else, at the same place', () => {
    const at = { kind: 'Task', id: '00T1', link: '' };
    const known = { note: kept(first, at) };
    expect(nextWrite(state({ found: there, kept: known }))).toBeNull();
    const more = { ...record, entries: { note: { ...note, text: 'Hi again' } } };
    expect(nextWrite(state({ found: there, kept: known, record: more }))).toMatchObject({
      entry: { at: { kind: 'Task', id: '00T1' }, text: 'Hi again', owner: '0059' },
    });
  });
  test.each([
    ['moved', { startsAt: '2026-11-24T15:00:00.000Z' }],
    ['cancelled', { state: 'cancelled' }],
    ['missed', { state: 'no-show' }],
  ])('a meeting that was %s is changed', (_what, change) => {
    const before = state({ found: there, record: { ...record, entries: { meeting } } });
    const known = { meeting: kept(nextWrite(before)!) };
    expect(nextWrite({ ...before, kept: known })).toBeNull();
    const now = { ...record, entries: { meeting: { ...meeting, ...change } as typeof meeting } };
    expect(nextWrite({ ...before, kept: known, record: now })).toMatchObject({ thing: 'meeting', entry: change });
  });
  test('that the CRM refused is left out, and the next one comes', () => {
    const both = { ...record, entries: { note, meeting } };
    expect(nextWrite(state({ found: there, record: both, without: ['note'] }))?.thing).toBe('meeting');
  });
  test('somebody with a say gets a role in a deal that is open', () => {
    const deal = (state: 'open' | 'won', id: string) => ({ kind: 'Opportunity', id, state }) as never;
    const entries = { person_priya: priya };
    const found = { ...there, deals: [deal('won', '0061'), deal('open', '0062')] };
    expect(nextWrite(state({ found, record: { ...record, entries } }))).toMatchObject({
      entry: { deal: { id: '0062' } },
    });
  });
});

test('after a write the CRM has it, and is asked again where somebody was made or went elsewhere', () => {
  const found = { ...none, person: aPerson({ owner: null, values: { size: 1, budget: 2 } }) };
  const write = { ref: 'lead_1', at: { kind: 'Lead', id: '00Q1' }, account: null, values: { size: 5 }, owner: '0051' };
  const written = { place, values: { size: 5 }, skipped: [] };
  expect(foundAfter(found, { write }, written)?.person).toMatchObject({
    owner: '0051',
    values: { size: 5, budget: 2 },
  });
  const refused = { ...written, skipped: [{ field: 'owner', why: 'left' }] };
  expect(foundAfter(found, { write }, refused)?.person?.owner).toBeNull();
  expect(foundAfter(none, { write: { ...write, at: null } }, written)).toBeNull();
  expect(foundAfter(found, { write }, { ...written, place: { ...place, id: '003' } })).toBeNull();
});
