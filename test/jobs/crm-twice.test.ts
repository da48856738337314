// The sync of one lead into each CRM: with every answer lost once, by two at a time, after the record was deleted, for the second
// lead of the same person, into another CRM. Over HTTP with the real adapters against the stand-ins.
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Owed } from '../../src/core/job.ts';
import type { Lead, LeadId } from '../../src/core/lead.ts';
import type { Crm, JobDeps } from '../../src/deps.ts';
import { OutsideError } from '../../src/errors.ts';
import { retryCrm } from '../../src/flows/retry-crm.ts';
import { seenInTime } from '../../src/jobs/look-up-crm.ts';
import { readOutcomes } from '../../src/jobs/read-outcomes.ts';
import { syncCrm } from '../../src/jobs/sync-crm.ts';
import { crmKept } from '../../src/store/crm.ts';
import type { Db } from '../../src/store/db.ts';
import { eraseLeads } from '../../src/store/erase.ts';
import { eventsOf } from '../../src/store/events.ts';
import { createNewId } from '../../src/store/id.ts';
import { commitLead, getLead, insertLead } from '../../src/store/lead.ts';
import { startHubspot } from '../adapters/crm/hubspot-stand.ts';
import { startPipedrive, worldOf } from '../adapters/crm/pipedrive-stand-in.ts';
import { startSalesforce } from '../adapters/crm/salesforce-stand-in.ts';
import type { Product, World } from '../adapters/crm/world.ts';
import { eachDatabase, quiet } from '../support/databases.ts';
import { aLead, aPlaybook, now, sam } from '../support/leads.ts';

const products: Record<string, () => Promise<Product>> = {
  Salesforce: () => startSalesforce(),
  HubSpot: async () => {
    const hubspot = await startHubspot();
    return { crm: hubspot.connect(), world: hubspot.world, timeoutMs: 1_000, close: hubspot.close };
  },
  Pipedrive: async () => {
    const pipedrive = await startPipedrive({ isAdmin: true });
    return { crm: pipedrive.connect(), world: worldOf(pipedrive), timeoutMs: 1_000, close: () => pipedrive.close() };
  },
};
/** What a lead with a conversation and one colleague costs, and what a look without anything new. */
const calls: Record<string, readonly [number, number]> = { Salesforce: [17, 4], HubSpot: [15, 5], Pipedrive: [27, 6] };
const newId = createNewId();
const email = 'dana.reyes@acme.example';

eachDatabase((kind, open) => {
  let db: Db;
  const opened: Product[] = [];
  const owed: Owed[] = [];
  let at = now;
  beforeAll(async () => {
    db = await open();
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map(({ close }) => close()));
    // Every stand-in counts its records from the same number.
    await db.inTx(({ q }) => q.deleteFrom('crm_records').execute());
    owed.length = 0;
    at = now;
  });

  async function start(name: string): Promise<Product> {
    const product = await products[name]!();
    opened.push(product);
    return product;
  }
  function depsFor({ crm, world }: Product, change: Partial<Crm> = {}): JobDeps {
    const { text, number } = world.fields;
    const playbook = {
      ...aPlaybook({ crm: { fields: { [named(text)]: 'use_case', [named(number)]: 'size' } } as never }),
      crmName: crm.product,
    };
    const enqueue = async (_tx: unknown, more: readonly Owed[]) => void owed.push(...more);
    const queue = { enqueue, buried: async () => [] };
    const clock = () => new Date(at);
    return { db, queue, playbook, crm: { ...crm, ...change }, newId, now: clock, log: quiet } as unknown as JobDeps;
  }
  async function stored(without?: string): Promise<LeadId> {
    const { answers } = aLead();
    const lead = {
      ...aLead({ id: newId('lead'), conversation: newId('conversation') }),
      answers: answers.filter(({ field }) => field !== without),
    };
    await db.inTx((tx) => insertLead(tx, lead));
    await changed(lead.id, (before) => ({ ...before, ...lead }));
    return lead.id;
  }
  async function changed(id: LeadId, change: (lead: Lead) => Lead): Promise<void> {
    const before = (await getLead(db, id))!;
    const after = change(before);
    await db.inTx((tx) => commitLead(tx, { before, after, events: [], owed: [], at }, depsless));
  }
  const depsless = { queue: { enqueue: async () => {} }, newId } as never;
  const sync = (deps: JobDeps, lead: LeadId) => syncCrm(deps, { kind: 'sync-crm', lead });
  async function untilDone(deps: JobDeps, lead: LeadId): Promise<void> {
    for (let n = 0; n < 5; n++) {
      try {
        return await sync(deps, lead);
      } catch (error) {
        if (!(error instanceof OutsideError) || error.retry === 'never') throw error;
      }
    }
  }
  const seen = async (id: LeadId) => (await getLead(db, id))!.crm!;
  const only = <Each>(all: readonly Each[]): Each => {
    expect(all).toHaveLength(1);
    return all[0]!;
  };

  describe.each(Object.keys(products))('%s', (name) => {
    test('has a lead once, whichever answer was lost, and Baton knows it as its own', async () => {
      const step = kind === 'sqlite' || name === 'Salesforce' ? 1 : 7;
      for (let answered = 0, isOver = false; !isOver; answered += step) {
        const product = await start(name);
        const { world } = product;
        const id = await stored();
        const deps = depsFor(product);
        world.loseAnswer(answered);
        await untilDone(deps, id);
        isOver = !world.wasLost();
        world.recover();
        await untilDone(deps, id);
        const place = only(people(world));
        expect(world.values(place)).toMatchObject({ firstName: 'Dana', lastName: 'Reyes', email });
        expect(Number(world.values(place)[world.fields.number])).toBe(140);
        expect(only(world.notes(place))).toContain('Company size: 140');
        expect(await seen(id)).toMatchObject({
          failed: null,
          skipped: [],
          isGone: false,
          place: { id: place.id, made: true },
        });
        expect((await eventsOf(db, id)).filter(({ kind }) => kind === 'synced')).toHaveLength(1);
        // What Baton made is its to renew.
        await changed(id, sized(150));
        await untilDone(deps, id);
        expect(Number(world.values(place)[world.fields.number])).toBe(150);
        await product.close();
        opened.splice(opened.indexOf(product), 1);
        expect(answered).toBeLessThan(60);
      }
    }, 90_000);

    test('has a lead once, though two write it at once', async () => {
      const product = await start(name);
      const id = await stored();
      const deps = depsFor(product);
      await Promise.all([sync(deps, id), sync(deps, id), sync(deps, id)]);
      // Whoever came second comes again.
      expect(owed.filter(({ job }) => job.kind === 'sync-crm')).toHaveLength(2);
      await sync(deps, id);
      expect(product.world.notes(only(people(product.world)))).toHaveLength(1);
    });

    test('is asked little', async () => {
      const product = await start(name);
      const id = await stored();
      const deps = depsFor(product);
      await product.crm.find({ ref: 'lead_warm', known: null, email: null, domain: null, fields: [] });
      await product.crm.owners();
      product.world.calls();
      await sync(deps, id);
      const first = product.world.calls();
      await sync(deps, id);
      const idle = product.world.calls();
      // As it is: nobody is to make it worse without noticing.
      const [most, mostIdle] = calls[name]!;
      expect(first).toBeLessThanOrEqual(most);
      expect(idle).toBeLessThanOrEqual(mostIdle);
    });

    test('keeps whoever was deleted there deleted, until somebody presses Retry', async () => {
      const product = await start(name);
      const id = await stored();
      const deps = depsFor(product);
      await sync(deps, id);
      const nobody = depsFor(product, {
        find: async (sought) => ({ ...(await product.crm.find(sought)), person: null }),
      });
      await changed(id, sized(150));
      await sync(nobody, id);
      expect(await seen(id)).toMatchObject({ isGone: true, place: null });
      expect(Number(product.world.values(only(people(product.world)))[product.world.fields.number])).toBe(140);
      await retryCrm(deps, id, sam);
      expect((await seen(id)).isGone).toBe(false);
      expect(owed.map(({ job }) => job.kind)).toContain('sync-crm');
      await sync(deps, id);
      expect((await seen(id)).place).not.toBeNull();
    });

    test('has one record of a person with two leads, and the newer one renews what Baton wrote', async () => {
      const product = await start(name);
      const deps = depsFor(product);
      await sync(deps, await stored());
      const place = only(people(product.world));
      at = '2026-11-20T16:00:00.000Z';
      const newer = await stored('use_case');
      await changed(newer, sized(200));
      await sync(deps, newer);
      expect(only(people(product.world))).toEqual(place);
      const values = product.world.values(place);
      expect(Number(values[product.world.fields.number])).toBe(200);
      // What the newer lead does not know is no reason to take it away.
      expect(values[product.world.fields.text]).toContain('dashboard');
      expect(product.world.notes(place)).toHaveLength(2);
    });
  });

  test('what one CRM said means nothing in the next one', async () => {
    const [salesforce, hubspot] = [await start('Salesforce'), await start('HubSpot')];
    const id = await stored();
    await sync(depsFor(salesforce), id);
    await readOutcomes(depsFor(salesforce));
    const deps = depsFor(hubspot);
    await sync(deps, id);
    await readOutcomes(deps);
    const place = only(people(hubspot.world));
    expect(hubspot.world.values(place)).toMatchObject({ email, lastName: 'Reyes' });
    expect(hubspot.world.notes(place)).toHaveLength(1);
    expect(await seen(id)).toMatchObject({ product: 'HubSpot', place: { ...place, made: true } });
    expect(await crmKept(db, { lead: id, product: 'Salesforce' })).toEqual({});
  });

  test('a lead that was erased on the way leaves nothing behind', async () => {
    const product = await start('Salesforce');
    const id = await stored();
    const deps = depsFor(product, {
      upsert: async (write) => {
        const written = await product.crm.upsert(write);
        await db.inTx((tx) => eraseLeads(tx, { leads: [id], email, at }));
        return written;
      },
    });
    await sync(deps, id);
    const rows = await db.q.selectFrom('crm_records').selectAll().where('lead', '=', id).execute();
    expect(rows).toEqual([]);
    expect(await getLead(db, id)).toBeUndefined();
    expect(product.world.notes(only(people(product.world)))).toEqual([]);
  });

  test('a note that the CRM will not have keeps nothing else back, and is said', async () => {
    const product = await start('Salesforce');
    const id = await stored();
    const logged: string[] = [];
    const deps = depsFor(product, {
      log: async (entry) => {
        logged.push(entry.kind);
        if (entry.kind !== 'note') return null;
        throw new OutsideError('No tasks here.', { system: 'crm', retry: 'never' });
      },
    });
    await expect(sync(deps, id)).rejects.toThrow('No tasks here.');
    expect(logged).toEqual(['note', 'stakeholder']);
    expect(await seen(id)).toMatchObject({ failed: 'No tasks here.', place: { kind: 'Lead' } });
    await expect(sync(deps, id)).rejects.toThrow('No tasks here.');
    expect((await eventsOf(db, id)).filter(({ kind }) => kind === 'not-synced')).toHaveLength(1);
  });

  test('nobody waits for a CRM that has just kept somebody waiting', async () => {
    const product = await start('Salesforce');
    let asked = 0;
    const deps = depsFor(product, {
      find: async () => {
        asked += 1;
        throw new OutsideError('down', { system: 'crm', retry: 'later' });
      },
    });
    const lead = aLead({ id: newId('lead') });
    expect(await seenInTime(deps, lead)).toBeNull();
    expect(await seenInTime(deps, lead)).toBeNull();
    expect(asked).toBe(1);
    at = '2026-11-20T15:00:31.000Z';
    expect(await seenInTime(deps, lead)).toBeNull();
    expect(asked).toBe(2);
  });
});

/** As a playbook can write it. */
const named = (field: string) => field.replaceAll(' ', '_');
/** Others with a say aside. */
const people = (world: World) => world.people().filter((at) => world.values(at).email === email);
/** They say another number. */
const sized = (size: number) => (lead: Lead) => ({
  ...lead,
  answers: [...lead.answers, { ...lead.answers.find(({ field }) => field === 'size')!, value: size }],
});
