// Pipedrive's adapter against the stand-in: what the contract asks of any CRM, and what is Pipedrive's own.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Crm } from '../../../src/adapters/crm/crm.ts';
import { limitOf } from '../../../src/adapters/crm/pipedrive-limits.ts';
import type { CrmEntry, CrmRef } from '../../../src/core/crm.ts';
import type { PipedriveSandboxOptions } from '../../../src/sandbox/pipedrive/pipedrive-sandbox.ts';
import { crmContract } from './contract.ts';
import { noon, type StandIn, startPipedrive, timeoutMs, worldOf } from './pipedrive-stand-in.ts';
import { domain, email, failure, ref, refOf, sought as soughtIn, vera, write } from './stand.ts';
import type { World } from './world.ts';

crmContract(
  'Pipedrive',
  async () => {
    const pipedrive = await startPipedrive({ pageSize: 100, isAdmin: true });
    return { crm: pipedrive.connect(), world: worldOf(pipedrive), timeoutMs, close: () => pipedrive.close() };
  },
  { without: ['row-lock', 'expired'] },
);

let pipedrive: StandIn;
let crm: Crm;
let world: World;
async function start(options: PipedriveSandboxOptions = {}): Promise<void> {
  await pipedrive?.close();
  pipedrive = await startPipedrive(options);
  crm = pipedrive.connect();
  world = worldOf(pipedrive);
}
beforeEach(() => start());
afterEach(() => pipedrive.close());

const sought = (change = {}) => soughtIn(world, change);
const stands = () => pipedrive.snapshot().stands;
const fieldsOf = ({ id }: CrmRef) =>
  Object.fromEntries(pipedrive.record('person', id).fields.map(({ name, value }) => [name, value]));
const leads = () =>
  pipedrive.records().flatMap(({ kind, title, owner, of, fields }) => {
    const shown = Object.fromEntries(fields.map(({ name, value }) => [name, value]));
    return kind === 'lead' ? [{ title, owner, of, ...shown }] : [];
  });
const made = (change: Parameters<typeof write>[0] = {}) => crm.upsert(write(change));

describe('the lead of a new person', () => {
  const values = { ...vera, status: 'qualified', source: 'Website chat' };

  test('stands in the inbox under our name, with the status as a label and the source as its channel', async () => {
    const owner = world.addOwner({ name: 'Dana Reyes', email: 'dana@acme.example' });
    const written = await made({ values, owner });
    expect(leads()).toEqual([
      {
        title: 'Vera Stone (website chat)',
        owner: 'Dana Reyes',
        of: `person ${written.place.id}`,
        Label: 'Qualified',
        'Source channel ID': 'Website chat',
        'Source origin ID': ref,
      },
    ]);
    expect(written).toMatchObject({ values: { status: 'Qualified', source: 'Website chat' }, skipped: [] });
    expect((await crm.find(sought())).person!.values).toMatchObject({ status: 'Qualified', source: 'Website chat' });
    expect(fieldsOf(written.place).baton_id).toBe(ref);
  });

  test('goes along with the status and the owner', async () => {
    const { place } = await made({ values });
    const owner = world.addOwner({ name: 'Dana Reyes', email: 'dana@acme.example' });
    await made({ at: refOf(place), values: { status: 'Working' }, owner });
    expect(leads()).toMatchObject([{ Label: 'Working', owner: 'Dana Reyes' }]);
    await made({ at: refOf(place), values: { status: null } });
    expect(leads()[0]).not.toHaveProperty('Label');
  });

  test('stands once, whatever answer gets lost and however late searching finds it', async () => {
    for (let answered = 0, isOver = false; !isOver; answered++) {
      await start({ searchLagMs: 60_000 });
      world.loseAnswer(answered);
      await made({ values }).catch(() => null);
      isOver = !world.wasLost();
      world.recover();
      await made({ values });
      expect(world.people()).toHaveLength(1);
      expect(leads()).toMatchObject([{ Label: 'Qualified', 'Source origin ID': ref }]);
      expect(stands().organizations).toHaveLength(1);
      expect(fieldsOf(world.people()[0]!).baton_id).toBe(ref);
    }
  });

  test('is made for somebody who was found by the address before it stood', async () => {
    pipedrive.faults.add({ method: 'POST', path: '/leads', kind: 'http', status: 500 });
    await expect(made({ values })).rejects.toMatchObject({ retry: 'later' });
    expect(leads()).toEqual([]);
    const { person } = await crm.find(sought());
    await made({ at: refOf(person!), values: { phone: '1' } });
    expect(leads()).toMatchObject([{ title: 'Vera Stone (website chat)', 'Source origin ID': ref }]);
  });

  test('is not made again when people turned it into a deal or threw it away', async () => {
    for (const act of ['convert-lead', 'delete'] as const) {
      await start();
      const { place } = await made({ values });
      const { id } = stands().leads[0]!;
      pipedrive.does(act === 'delete' ? { kind: act, of: 'lead', id } : { kind: act, id, value: 900 });
      const written = await made({ at: refOf(place), values: { status: 'Working', phone: '1' } });
      expect(written).toEqual({ place, values: { phone: '1' }, skipped: [] });
      await made({ values });
      expect(leads()).toEqual([]);
    }
  });

  test('becomes a deal that is known as theirs', async () => {
    const { place } = await made({ values });
    const { next } = await crm.outcomes(null);
    const deal = pipedrive.does({ kind: 'convert-lead', id: stands().leads[0]!.id, value: 900 });
    pipedrive.does({ kind: 'close-deal', id: deal, as: 'won', value: 1_200 });
    const { deals } = await crm.outcomes(next);
    expect(deals).toMatchObject([{ id: deal, state: 'won', amountCents: 120_000, people: [place.id] }]);
  });

  test('says which status has no label, and the rest lands', async () => {
    const written = await made({ values: { ...values, status: 'Sales ready' } });
    expect(written.skipped).toEqual([{ field: 'status', why: expect.stringContaining('label') }]);
    expect(written.values).not.toHaveProperty('status');
    expect(leads()).toMatchObject([{ 'Source channel ID': 'Website chat' }]);
  });

  test('tells what people made of its label', async () => {
    await made({ values });
    pipedrive.does({
      kind: 'edit',
      of: 'lead',
      id: stands().leads[0]!.id,
      field: 'Label',
      value: 'Qualified,Nurturing',
    });
    expect((await crm.find(sought())).person!.values.status).toBe('Qualified, Nurturing');
  });

  test('bears the company where nobody knows the name', async () => {
    await made({ values: { email, company: 'Northwind' } });
    expect(leads()).toMatchObject([{ title: 'Northwind (website chat)' }]);
  });

  test('is not made for somebody who was there before', async () => {
    const at = world.addPerson({ values: vera });
    const written = await made({ at, values: { status: 'Qualified', source: 'Website chat', phone: '1' } });
    expect(written).toMatchObject({ values: { phone: '1' }, skipped: [] });
    expect(leads()).toEqual([]);
    expect(fieldsOf(at).baton_id).toBe(ref);
    await made({ ref: 'lead_02', at, values: { phone: '2' } });
    expect(fieldsOf(at)).toMatchObject({ baton_id: ref, Phone: '2' });
  });
});

describe('values', () => {
  test('exchange the first address and leave the others', async () => {
    const at = world.addPerson({ values: vera });
    const into = world.addPerson({ values: { ...vera, email: 'second@northwind.example' } });
    pipedrive.does({ kind: 'merge-persons', id: into.id, into: at.id });
    const { values } = await made({ at, values: { email: 'third@northwind.example' } });
    expect(values).toEqual({ email: 'third@northwind.example' });
    expect(fieldsOf(at).Email).toBe('third@northwind.example, second@northwind.example');
    await made({ at, values: { email: 'second@northwind.example' } });
    expect(fieldsOf(at).Email).toBe('second@northwind.example');
    await made({ at, values: { phone: null, email: null } });
    expect(fieldsOf(at)).not.toHaveProperty('Email');
  });

  test('put an address where no name is known, and take it for none', async () => {
    const { place } = await made({ values: { email } });
    expect(pipedrive.record('person', place.id).title).toBe(email);
    const { person } = await crm.find(sought());
    expect(person!.values).toMatchObject({ firstName: null, lastName: null, email });
    await made({ at: refOf(place), values: { email: 'right@northwind.example' } });
    expect(pipedrive.record('person', place.id).title).toBe('right@northwind.example');
    await made({ at: refOf(place), values: { firstName: 'Vera', lastName: 'Stone' } });
    expect(pipedrive.record('person', place.id).title).toBe('Vera Stone');
    await made({ at: refOf(place), values: { firstName: null } });
    expect(pipedrive.record('person', place.id).title).toBe('Stone');
    const { place: other } = await made({ ref: 'lead_02', values: { phone: '1' } });
    expect(pipedrive.record('person', other.id).title).toBe('Website visitor');
  });

  test('become options, dates and parts of a set, or are refused before the person is', async () => {
    pipedrive.does({ kind: 'add-field', name: 'Urgent', type: 'enum', options: ['Yes', 'No'] });
    pipedrive.does({ kind: 'add-field', name: 'Pillars', type: 'set', options: ['intent', 'context', 'nextStep'] });
    pipedrive.does({ kind: 'add-field', name: 'Go live', type: 'date' });
    pipedrive.does({ kind: 'add-field', name: 'Budget', type: 'monetary' });
    pipedrive.does({ kind: 'add-field', name: 'Site', type: 'address' });
    const own = { Urgent: true, Pillars: 'intent;nextStep', 'Go live': '2027-01-31T10:00:00.000Z', Site: 'Main St 1' };
    const { place, values, skipped } = await made({ values: { ...vera, ...own, Budget: 20_000 } });
    expect(fieldsOf(place)).toMatchObject({ Urgent: 'Yes', Pillars: 'intent, nextStep', 'Go live': '2027-01-31' });
    const stood = { Urgent: 'Yes', Pillars: 'intent;nextStep', 'Go live': '2027-01-31', Site: 'Main St 1' };
    expect(values).toMatchObject(stood);
    expect(skipped).toEqual([{ field: 'Budget', why: expect.stringContaining('monetary') }]);
    expect((await crm.find(sought({ fields: Object.keys(own) }))).person!.values).toEqual(stood);
    const wrong = { Urgent: 'perhaps', Pillars: 'intent;money', 'Go live': 'in spring' };
    const again = await made({ at: refOf(place), values: wrong });
    expect(again.skipped.map(({ field }) => field)).toEqual(Object.keys(wrong));
    expect(again.values).toEqual({});
    await made({ at: refOf(place), values: { Pillars: null, Urgent: null } });
    expect(fieldsOf(place)).not.toHaveProperty('Pillars');
  });

  test('that people made or chose since are seen within seconds, and their values stay', async () => {
    let at = Date.parse(noon);
    const later = pipedrive.connect({ now: () => new Date(at) });
    pipedrive.does({ kind: 'add-field', name: 'Urgent', type: 'enum', options: ['Yes', 'No'] });
    const values = { ...vera, urgent: 'Yes', go_live: '2027-01-31', status: 'Sales ready' };
    const { place, skipped } = await later.upsert(write({ values }));
    expect(skipped.map(({ field }) => field).toSorted()).toEqual(['go_live', 'status']);
    pipedrive.does({ kind: 'add-field', name: 'Go live', type: 'date' });
    pipedrive.does({ kind: 'edit', of: 'person', id: place.id, field: 'Go live', value: '2027-02-28' });
    const snapshot = pipedrive.snapshot();
    const [label] = snapshot.stands.leadLabels;
    snapshot.stands.leadLabels.push({ ...label!, id: '00000000-0000-4000-8000-000000000001', name: 'Sales ready' });
    pipedrive.restore(snapshot);
    at += 11_000;
    const { person } = await later.find(sought({ known: refOf(place), fields: ['go_live', 'urgent'] }));
    expect(person!.values).toEqual({ go_live: '2027-02-28', urgent: 'Yes' });
    expect(await later.upsert(write({ at: refOf(place), values: { status: 'Sales ready' } }))).toMatchObject({
      values: { status: 'Sales ready' },
      skipped: [],
    });
  });

  test('are found by the name as a playbook can write it, and by the key of the field', async () => {
    const named = await made({ ref: 'lead_02', values: { email: 'a@b.example', conversation_score: 40 } });
    expect(fieldsOf(named.place)['Conversation score']).toBe('40');
    const { field_code: code } = stands().personFields.find(({ field_name: name }) => name === 'Verdict')!;
    const { place, values } = await made({ values: { ...vera, [code]: 'qualified' } });
    expect(values[code]).toBe('qualified');
    expect(fieldsOf(place).Verdict).toBe('qualified');
  });

  test('land without an owner whom Pipedrive does not take', async () => {
    const owner = world.addOwner({ name: 'Gone Person', email: 'gone@acme.example', isActive: false });
    const { place, skipped } = await made({ owner });
    expect(skipped).toEqual([{ field: 'owner', why: expect.any(String) }]);
    expect(world.values(place)).toMatchObject({ email });
    expect(leads()).toMatchObject([{ owner: 'Baton' }]);
  });
});

describe('our name', () => {
  test('is said to be missing, and nobody is made twice for want of it', async () => {
    world.removeField('baton_id');
    expect(await crm.check({ fields: [], texts: [] })).toEqual([expect.stringContaining('baton_id')]);
    const error = await failure(made());
    expect(error).toMatchObject({ retry: 'never', message: expect.stringContaining('baton_id') });
    expect(world.people()).toEqual([]);
    const at = world.addPerson({ values: vera });
    expect(await made({ at, values: { phone: '1' } })).toMatchObject({ values: { phone: '1' }, skipped: [] });
    expect((await crm.find(sought())).person).toMatchObject(at);
  });

  test('that goes missing while somebody is made makes nobody without it', async () => {
    await crm.find(sought());
    world.removeField('baton_id');
    expect(await failure(made())).toMatchObject({ retry: 'never', message: expect.stringContaining('baton_id') });
    expect(world.people()).toEqual([]);
  });

  test('finds who was merged, also where Pipedrive answers for them as gone', async () => {
    const { place } = await made();
    const now = world.supersede(place);
    const deleted = { success: true, data: { id: Number(place.id), name: 'Vera Stone', is_deleted: true } };
    const answers = [
      { status: 404, body: '{"success":false,"error":"Person not found","code":"ERR_NOT_FOUND"}' },
      { status: 410, body: '{"success":false,"error":"Person is deleted"}' },
      { status: 200, body: JSON.stringify(deleted) },
    ];
    for (const answer of answers) {
      pipedrive.faults.add({ path: `/persons/${place.id}`, kind: 'http', ...answer });
      expect((await crm.find(sought({ known: refOf(place), email: null }))).person).toMatchObject(now);
      pipedrive.faults.add({ path: `/persons/${place.id}`, kind: 'http', ...answer });
      expect(refOf((await made({ at: refOf(place), values: { phone: '1' } })).place)).toEqual(now);
    }
    expect(world.people()).toEqual([now]);
  });
});

describe('organizations', () => {
  test('are linked where one has the name, and made where none has', async () => {
    const theirs = world.addAccount({ name: 'northwind', domain: 'other.example' });
    const { place } = await made();
    expect(pipedrive.record('person', place.id).of).toBe(`organization ${theirs.id}`);
    await made({ at: refOf(place), values: { company: 'Southwind' } });
    expect(stands().organizations.map(({ name }) => name)).toEqual(['northwind', 'Southwind']);
    await made({ at: refOf(place), values: { company: 'Southwind' } });
    expect(stands().organizations).toHaveLength(2);
    await made({ at: refOf(place), values: { company: null } });
    expect(pipedrive.record('person', place.id).of).toBeNull();
  });

  test('are not guessed where several have the name', async () => {
    world.addAccount({ name: 'Northwind', domain: 'a.example' });
    world.addAccount({ name: 'Northwind', domain: 'b.example' });
    const { place, skipped, values } = await made();
    expect(skipped).toEqual([{ field: 'company', why: expect.any(String) }]);
    expect(values).not.toHaveProperty('company');
    expect(pipedrive.record('person', place.id).of).toBeNull();
  });

  test('are those that Baton knows already', async () => {
    const account = world.addAccount({ name: 'Northwind Ltd', domain });
    const { place, values } = await made({ account });
    expect(pipedrive.record('person', place.id).of).toBe(`organization ${account.id}`);
    expect(values.company).toBe('Northwind Ltd');
    expect(stands().organizations).toHaveLength(1);
  });

  test('are known by a domain that people wrote as an address, and by none that two of them have', async () => {
    const account = world.addAccount({ name: 'Northwind', domain: `https://www.${domain}/en?x=1` });
    expect((await crm.find(sought())).account).toMatchObject(account);
    world.addAccount({ name: 'Northwind 2', domain });
    expect((await crm.find(sought())).account).toBeNull();
  });

  test('are not searched by a domain where no field is for it', async () => {
    pipedrive.does({ kind: 'delete-field', of: 'organization', name: 'Domain' });
    pipedrive.asked();
    expect((await crm.find(sought())).account).toBeNull();
    expect(pipedrive.asked()).not.toContain('GET /organizations/search');
  });
});

describe('beside the person', () => {
  const about = (person: CrmRef) => ({ person, account: null, owner: null, at: null });
  const note = (person: CrmRef, text: string): CrmEntry => ({
    ...about(person),
    ref: `${ref}_note`,
    kind: 'note',
    title: 'Conversation',
    text,
    on: '2026-11-20T10:00:00.000Z',
  });
  const meeting = (person: CrmRef, startsAt: string): CrmEntry => ({
    ...about(person),
    ref: `${ref}_meeting`,
    kind: 'meeting',
    title: 'Meeting with Dana',
    text: '',
    startsAt,
    endsAt: new Date(Date.parse(startsAt) + 5_400_000).toISOString(),
    state: 'planned',
  });

  test('a note is in Baton’s name where only an admin could give it another', async () => {
    const { place } = await made();
    const owner = world.addOwner({ name: 'Dana Reyes', email: 'dana@acme.example' });
    const at = await crm.log({ ...note(refOf(place), 'Hello'), owner });
    expect(pipedrive.record('note', at!.id).owner).toBe('Baton');
    expect(stands().notes[0]).toMatchObject({ add_time: '2026-11-20 10:00:00' });
  });

  test('what is for an owner who left is Baton’s own', async () => {
    const account = world.addAccount({ name: 'Northwind', domain });
    const { place } = await made();
    const owner = '4711';
    const at = await crm.log({ ...meeting(refOf(place), '2026-11-25T15:00:00.000Z'), owner });
    expect(pipedrive.record('meeting', at!.id).owner).toBe('Baton');
    const colleague = {
      ...about(refOf(place)),
      ref: `${ref}_person_paul`,
      kind: 'stakeholder',
      name: 'Paul',
      title: null,
    } as const;
    const paul = await crm.log({ ...colleague, account, owner, deal: null });
    expect(pipedrive.record('person', paul!.id)).toMatchObject({ title: 'Paul', owner: 'Baton' });
  });

  test('what people wrote below ours stays', async () => {
    const { place } = await made();
    const at = await crm.log(note(refOf(place), 'First'));
    const { value } = pipedrive.record('note', at!.id).fields[0]!;
    pipedrive.does({
      kind: 'edit',
      of: 'note',
      id: at!.id,
      field: 'Content',
      value: `${value}<p>Call her <b>on Monday</b></p>`,
    });
    for (const text of ['Second', 'Third']) await crm.log({ ...note(refOf(place), text), at: refOf(at!) });
    const [read] = world.notes(place);
    expect(read).toContain('Third');
    expect(read).not.toMatch(/First|Second/);
    expect(read!.match(/Call her on Monday/g)).toHaveLength(1);
    expect(read!.match(/Baton lead/g)).toHaveLength(1);
  });

  test('a note that people deleted is written again, and another one of ours is not taken for it', async () => {
    const { place } = await made();
    const at = await crm.log(note(refOf(place), 'First'));
    pipedrive.does({ kind: 'delete', of: 'note', id: at!.id });
    await crm.log({ ...note(refOf(place), 'Again'), at: refOf(at!) });
    await crm.log({ ...note(refOf(place), 'Other'), ref: `${ref}_note_2` });
    expect(world.notes(place)).toHaveLength(2);
  });

  test('a meeting that a rep ticked off stays so when it moves', async () => {
    const { place } = await made();
    const at = await crm.log(meeting(refOf(place), '2026-11-25T23:30:00.000Z'));
    expect(stands().activities[0]).toMatchObject({
      type: 'meeting',
      due_time: '23:30:00',
      duration: '01:30:00',
      busy: true,
    });
    pipedrive.does({ kind: 'edit', of: 'meeting', id: at!.id, field: 'Done', value: 'yes' });
    await crm.log({ ...meeting(refOf(place), '2026-11-26T10:00:00.000Z'), at: refOf(at!) });
    expect(stands().activities[0]).toMatchObject({ due_date: '2026-11-26', done: true });
  });

  test('a colleague is nobody without a company', async () => {
    const { place } = await made();
    const entry = {
      ...about(refOf(place)),
      ref: `${ref}_person_paul`,
      kind: 'stakeholder',
      name: 'Paul',
      title: null,
    } as const;
    expect(await crm.log({ ...entry, deal: null })).toBeNull();
    expect(world.people()).toHaveLength(1);
  });

  test('what hangs on somebody who is gone is tried again later', async () => {
    const { place } = await made();
    pipedrive.does({ kind: 'delete', of: 'person', id: place.id });
    expect(await failure(crm.log(note(refOf(place), 'Hello')))).toMatchObject({ retry: 'later', status: 404 });
  });
});

describe('calls', () => {
  test('open records at the address of the company', async () => {
    const { place } = await made();
    expect(place).toEqual({ kind: 'person', id: place.id, link: `${pipedrive.url}/person/${place.id}` });
    crm = pipedrive.connect({ appUrl: 'https://acme.pipedrive.com/' });
    expect((await crm.find(sought())).person).toMatchObject({ link: `https://acme.pipedrive.com/person/${place.id}` });
  });

  test('say once that the token is taken no more', async () => {
    crm = pipedrive.connect({ token: 'f'.repeat(40) });
    pipedrive.asked();
    const error = await failure(crm.owners());
    expect(error).toMatchObject({ status: 401, retry: 'never' });
    expect(error.message).not.toContain('ffff');
    expect(pipedrive.asked()).toEqual(['GET /users']);
  });

  test('take a page that keeps robots out for something that passes', async () => {
    pipedrive.faults.add({ kind: 'http', status: 403, body: '<html>Attention Required! | Cloudflare</html>' });
    expect(await failure(crm.owners())).toMatchObject({ retry: 'later' });
    pipedrive.faults.add({ kind: 'error', status: 402, error: 'Company is suspended', code: 'ERR_PAYMENT' });
    expect(await failure(crm.owners())).toMatchObject({ retry: 'never', status: 402 });
  });

  test('repeat nobody in a refusal', async () => {
    pipedrive.faults.add({
      method: 'POST',
      path: '/persons',
      kind: 'error',
      status: 400,
      error: `Cannot add ${email}`,
      code: 'ERR_BAD_REQUEST',
    });
    const error = await failure(made());
    expect(error.message).toBe('Pipedrive answered 400 ERR_BAD_REQUEST to a new person.');
  });

  test('wait for the day or for a moment, as the headers say', () => {
    const limit = (headers: Record<string, string>, now = noon) =>
      limitOf({ status: 429, body: null }, new Headers(headers), new Date(now));
    const dayOver = { isDaily: true, waitMs: 3 * 3_600_000 };
    expect(limitOf({ status: 400, body: null }, new Headers(), new Date(noon))).toBeNull();
    expect(limit({})).toEqual({ isDaily: false, waitMs: 2_000 });
    expect(limit({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1' })).toEqual({
      isDaily: false,
      waitMs: 1_000,
    });
    expect(limit({ 'retry-after': '5', 'x-ratelimit-reset': '1' })).toEqual({ isDaily: false, waitMs: 5_000 });
    expect(limit({ 'x-daily-requests-left': '0' })).toEqual(dayOver);
    expect(limit({ 'x-daily-ratelimit-token-remaining': '0', 'x-ratelimit-remaining': '0' })).toEqual(dayOver);
    expect(limit({ 'x-ratelimit-remaining': '19' })).toEqual(dayOver);
    expect(limit({ 'retry-after': '7200' })).toEqual({ isDaily: true, waitMs: 7_200_000 });
    expect(limit({ 'x-daily-requests-left': '0' }, '2026-11-23T22:00:00.000Z')).toMatchObject({ waitMs: 7_200_000 });
  });

  test('check says what a status cannot become', async () => {
    const { leadLabels: _, ...rest } = stands();
    pipedrive.restore({ stands: { ...rest, leadLabels: [] } });
    expect(await crm.check({ fields: ['status'], texts: [] })).toEqual([expect.stringContaining('lead labels')]);
    expect(await crm.check({ fields: ['email'], texts: [] })).toEqual([]);
  });
});
