import { beforeAll, expect, test } from 'vitest';
import { type Lead, newLead } from '../../src/core/lead.ts';
import { amnesiaOf } from '../../src/store/amnesia.ts';
import type { Db } from '../../src/store/db.ts';
import { eraseLeads } from '../../src/store/erase.ts';
import { appendEvents } from '../../src/store/events.ts';
import { createNewId } from '../../src/store/id.ts';
import { insertLead } from '../../src/store/lead.ts';
import { eachDatabase } from '../support/databases.ts';
import { aPlaybook } from '../support/leads.ts';
import { random } from '../support/year-of-leads.ts';

/** Monday to Friday, 9 to 17 UTC: eight working hours are one day. */
const playbook = {
  ...aPlaybook(),
  hours: Array.from({ length: 7 }, (_, day) => (day < 5 ? [{ from: 9 * 60, until: 17 * 60 }] : [])),
};
const hour = 3_600_000;
/** A Monday, 9:00. */
const monday = Date.parse('2026-11-02T09:00:00.000Z');
const at = (hours: number) => new Date(monday + hours * hour).toISOString();
const newId = createNewId();

type Line = { from: 'visitor' | 'baton' | 'rep'; at: number; text: string; asks?: string };
type Talk = {
  visitor: { id: string; email?: string };
  channel: string;
  lines: Line[];
  /** Whether the e-mail stands in the first line. */
  gave: boolean;
  dropped: number[];
  undelivered: boolean;
  closed: number | null;
};

const question = 'What is the best e-mail address to reach you?';

function talks(seed: number, count: number): Talk[] {
  const draw = random(seed);
  const chance = (share: number) => draw() < share;
  return Array.from({ length: count }, () => {
    let now = draw() * 24 * 12;
    const gave = chance(0.5);
    const who = Math.floor(draw() * count * 2);
    const lines: Line[] = [{ from: 'visitor', at: now, text: gave ? 'I am dana@corp.example' : 'We need a forecast' }];
    for (let n = Math.floor(draw() * 6); n > 0; n--) {
      now += chance(0.5) ? draw() * 0.3 : draw() * 40;
      const from = chance(0.5) ? 'visitor' : chance(0.5) ? 'baton' : 'rep';
      if (from === 'visitor') lines.push({ from, at: now, text: chance(0.2) ? 'thank you' : 'We need a forecast' });
      else if (chance(0.4)) lines.push({ from, at: now, text: question, ...(from === 'baton' && { asks: 'email' }) });
      else lines.push({ from, at: now, text: 'Noted.' });
    }
    const address = chance(0.2) ? 'Dana@Corp.example' : `Person${who % 40}@corp.example`;
    const email = chance(0.2) ? { email: address } : {};
    return {
      visitor: { id: `v${who}`, ...email },
      channel: chance(0.5) ? 'web' : 'whatsapp',
      lines,
      gave,
      dropped: lines.flatMap(({ from }, i) => (from !== 'visitor' && chance(0.15) ? [i + 1] : [])),
      undelivered: chance(0.1),
      closed: chance(0.2) ? now + draw() * 20 : null,
    };
  });
}

async function store(db: Db, all: readonly Talk[]): Promise<void> {
  for (const { visitor, channel, lines, gave, dropped, undelivered, closed } of all) {
    const id = newId('lead');
    const start = at(lines[0]!.at);
    const span = { start: 5, end: 22 };
    const answer = {
      field: 'email',
      value: 'dana@corp.example',
      evidence: { kind: 'said', message: 1, ...span } as const,
      interviewer: 'guided',
      at: start,
    };
    const lead: Lead = {
      ...newLead({ id, conversation: id, channel, visitor, page: null, playbook: 'p', now: start }),
      messages: lines.map((line, i) => ({
        n: i + 1,
        from: line.from,
        name: null,
        text: line.text,
        channel,
        at: at(line.at),
        asks: line.asks ?? null,
      })),
      answers: gave ? [answer] : [],
      dropped,
    };
    await db.inTx(async (tx) => {
      await insertLead(tx, lead);
      await tx.q
        .updateTable('leads')
        .set({ delivered_up_to: undelivered ? 0 : lines.length })
        .where('id', '=', id)
        .execute();
      for (const [i, line] of lines.entries()) {
        if (line.from !== 'visitor') continue;
        const events = [{ kind: 'received' as const, by: 'visitor', data: { message: i + 1 } }];
        await appendEvents(tx, { lead: id, events, at: at(line.at) }, newId);
      }
      if (closed === null) return;
      const events = [{ kind: 'closed' as const, by: 'baton', data: {} }];
      await appendEvents(tx, { lead: id, events, at: at(closed) }, newId);
    });
  }
}

/** Hours of work between two times, counted minute by minute. */
function worked(from: number, until: number): number {
  let minutes = 0;
  for (let minute = Math.ceil(from * 60); minute < until * 60; minute++) {
    const clock = (minute / 60 + 9) % 24;
    const day = Math.floor((minute / 60 + 9) / 24) % 7;
    if (day < 5 && clock >= 9 && clock < 17) minutes++;
  }
  return minutes / 60;
}

/** The same once more, without SQL and without the code that decides it. */
function recount(all: readonly Talk[], from: number, until: number, now: number) {
  const found = { all: 0, trapped: 0, forgotten: 0, either: 0 };
  for (const talk of all) {
    const { lines, closed } = talk;
    const wrote = [...lines.entries()].filter(([, l]) => l.from === 'visitor' && l.at >= from && l.at < until);
    const last = wrote.at(-1);
    if (last === undefined) continue;
    found.all++;
    const [n, line] = last;
    const answers = talk.undelivered
      ? []
      : lines.slice(n + 1).filter((l) => l.from !== 'visitor' && !talk.dropped.includes(lines.indexOf(l) + 1));
    const ends = [...answers.slice(0, 1).map((l) => l.at), ...(closed !== null && closed >= line.at ? [closed] : [])];
    const waited = worked(line.at, Math.min(now, ...ends));
    const isTrapped = line.text !== 'thank you' && waited >= 8;
    const back = wrote.find(([i, l]) => i > 0 && l.at - lines[i - 1]!.at > 0.5);
    const isAsked =
      back !== undefined &&
      talk.gave &&
      lines.some((l, i) => i > back[0] && l.text === question && !talk.dropped.includes(i + 1));
    const started = lines[0]!.at;
    const isNew = started >= from && started < until;
    const known = all.some((other) => {
      if (other === talk || !other.gave || other.lines[0]!.at >= started) return false;
      const isSame = other.visitor.id === talk.visitor.id && other.channel === talk.channel;
      const mail = talk.visitor.email?.toLowerCase();
      const said = other.lines[0]!.at < started && mail === 'dana@corp.example';
      return isSame || said || (mail !== undefined && other.visitor.email?.toLowerCase() === mail);
    });
    const isForgotten = isAsked || (isNew && known);
    found.trapped += Number(isTrapped);
    found.forgotten += Number(isForgotten);
    found.either += Number(isTrapped || isForgotten);
  }
  return { ...found, rate: found.all === 0 ? null : found.either / found.all };
}

const made = talks(11, 400);

eachDatabase((_kind, open) => {
  let db: Db;
  beforeAll(async () => {
    db = await open();
    await store(db, made);
  }, 60_000);

  const counted = (from: number, until: number, now: number) =>
    amnesiaOf(db, { from: at(from), until: at(until), team: null, playbook, now: at(now) });

  test.each([
    [0, 24 * 7, 24 * 7],
    [0, 24 * 7, 24 * 30],
    [24 * 7, 24 * 14, 24 * 30],
    [0, 24 * 20, 24 * 30],
    [24 * 60, 24 * 67, 24 * 67],
  ])('from hour %i to hour %i, seen at hour %i, every number is what a recount says', async (from, until, now) => {
    expect(await counted(from, until, now)).toEqual(recount(made, from, until, now));
  });

  test('each of its parts is there to be found', async () => {
    const found = await counted(0, 24 * 20, 24 * 30);
    expect(found.trapped).toBeGreaterThan(20);
    expect(found.forgotten).toBeGreaterThan(20);
    expect(found.either).toBeLessThan(found.trapped + found.forgotten);
    expect(found.either).toBeLessThan(found.all);
  });

  test('a week that is over keeps its numbers, once every deadline in it is over', async () => {
    expect(await counted(0, 24 * 7, 24 * 40)).toEqual(await counted(0, 24 * 7, 24 * 30));
  });

  /** Long after all others. */
  const said = async (hours: number, visitor: Talk['visitor'], gave: boolean) => {
    const lines: Line[] = [{ from: 'visitor', at: hours, text: 'We need a forecast' }];
    await store(db, [{ visitor, channel: 'web', lines, gave, dropped: [], undelivered: false, closed: null }]);
    const lead = db.q.selectFrom('leads').select('id').where('created_at', '=', at(hours));
    return (await lead.executeTakeFirstOrThrow()).id as Lead['id'];
  };

  test('whoever was erased counts no more', async () => {
    const lead = await said(2_400, { id: 'erased' }, false);
    const all = async () => (await counted(2_399, 2_401, 2_500)).all;
    expect(await all()).toBe(1);
    await db.inTx((tx) => eraseLeads(tx, { leads: [lead], email: null, at: at(2_402) }));
    expect(await all()).toBe(0);
  });

  test('an address that was told only after the new conversation had begun was not forgotten in it', async () => {
    const earlier = await said(2_600, { id: 'tells-late' }, true);
    await said(2_602, { id: 'begins-anew', email: 'late@corp.example' }, false);
    const forgotten = async (toldAt: number) => {
      const told = { value: '"late@corp.example"', at: at(toldAt) };
      await db.inTx((tx) => tx.q.updateTable('answers').set(told).where('lead', '=', earlier).execute());
      return (await counted(2_601, 2_603, 2_700)).forgotten;
    };
    expect([await forgotten(2_601), await forgotten(2_603)]).toEqual([1, 0]);
  });

  test('only what a team judges counts for it', async () => {
    const asked = { from: at(0), until: at(24 * 20), team: 'sales', playbook, now: at(24 * 30) };
    expect(await amnesiaOf(db, asked)).toMatchObject({ all: 0, rate: null });
  });
});
