// Whatever people press and write, and however late or often Slack tells of it: a remark that was not meant for the visitor
// never reaches them, and what reaches them is what the transcript says.
import { expect, test } from 'vitest';
import { say } from '../../src/core/decision.ts';
import type { Lead } from '../../src/core/lead.ts';
import { deleted, edited, endTakeover, handBack, repLine, sendOnly, takeOver } from '../../src/core/takeover.ts';
import { type Delivery, undelivered } from '../../src/core/undelivered.ts';
import { aLead, aPlaybook, rita, sam } from '../support/leads.ts';

const playbook = aPlaybook();
const reps = [sam, rita];

/** A small generator of its own, so that a run that fails can be run again. */
function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * below);
  };
}

/** What Slack has to tell, in any order: the line as it was written, and whether it was meant for the visitor. */
type Written = { by: string; ts: string; text: string; source: string; isBroadcast: boolean; hasFiles: boolean };

function play(seed: number) {
  const below = chance(seed);
  let lead: Lead = aLead();
  let clock = Date.parse('2026-11-20T15:00:00.000Z');
  let delivery: Delivery = { upTo: lead.messages.length, sending: null };
  let onTheWay: number | null = null;
  const arrived: number[] = [];
  const talks: { rep: string; from: string; to: string | null }[] = [];
  const written: Written[] = [];
  const pending: (() => void)[] = [];
  const sentAlone = new Set<string>();
  const now = () => new Date(clock).toISOString();
  const ts = () => (clock / 1_000).toFixed(6);
  const take = (outcome: { kind: string; lead?: Lead }) => {
    if (outcome.kind === 'done' && outcome.lead !== undefined) lead = outcome.lead;
    return outcome.kind === 'done';
  };
  const pickRep = () => reps[below(reps.length)] ?? sam;
  const ended = () => {
    const last = talks.at(-1);
    if (lead.takeover === null && last !== undefined && last.to === null) last.to = ts();
  };
  const tell = (line: Written) => () => take(repLine(lead, line, { playbook, now: now(), endedAt: null }));
  const acts: (() => void)[] = [
    () => {
      const rep = pickRep();
      const press = { rep, playbook, now: now(), since: ts(), delivery, shiftEnds: null };
      if (take(takeOver(lead, press))) talks.push({ rep: rep.id, from: ts(), to: null });
    },
    () => take(handBack(lead, { why: 'pressed', rep: pickRep(), playbook, now: now() })),
    () => {
      const { takeover, messages } = lead;
      const limit = { why: 'silence', at: takeover?.at ?? now(), after: messages.length } as const;
      const decision = endTakeover(lead, limit, { playbook, now: now() });
      if (decision !== null) lead = decision.lead;
    },
    () => {
      const aside = below(4) === 0 ? '// ' : '';
      const n = written.length;
      const line = { by: pickRep().id, ts: ts(), text: `${aside}line ${n}`, source: `slack:C1:${n}`, hasFiles: false };
      written.push({ ...line, isBroadcast: below(6) === 0 });
      const told = written.at(-1);
      if (told !== undefined) pending.push(tell(told), ...(below(4) === 0 ? [tell(told)] : []));
    },
    () => pending.splice(below(pending.length + 1), 1)[0]?.(),
    () => pending.splice(below(pending.length + 1), 1)[0]?.(),
    () => {
      const line = written[below(written.length + 1)];
      if (line === undefined) return;
      const text = below(3) === 0 ? '// on second thought' : `${line.text.replace('// ', '')} again`;
      const edit = { ...line, before: line.text, text, editTs: ts() };
      pending.push(() => take(edited(lead, edit, { playbook, now: now(), delivery })));
    },
    () => {
      const line = written[below(written.length + 1)];
      if (line !== undefined) pending.push(() => take(deleted(lead, line, { delivery })));
    },
    () => {
      const line = written[below(written.length + 1)];
      if (line === undefined) return;
      if (take(sendOnly(lead, { rep: pickRep(), playbook, now: now() }, line))) sentAlone.add(line.source);
    },
    () => {
      lead = say({ lead, events: [], owed: [] }, { text: 'Baton says', asks: null, at: now() }).lead;
    },
    () => {
      const [next] = undelivered(lead, delivery);
      if (next === undefined || onTheWay !== null) return;
      onTheWay = next.n;
      delivery = { ...delivery, sending: next.n };
    },
    () => {
      if (onTheWay === null) return;
      arrived.push(onTheWay);
      delivery = { upTo: onTheWay, sending: null };
      onTheWay = null;
    },
  ];
  for (let step = 0; step < 120; step++) {
    clock += 1_000;
    acts[below(acts.length)]?.();
    ended();
  }
  return { lead, arrived, talks, written, sentAlone };
}

test('nothing private ever reaches the visitor', () => {
  let relayed = 0;
  for (let seed = 1; seed <= 400; seed++) {
    const { lead, arrived, talks, written, sentAlone } = play(seed);
    const what = `seed ${seed}`;
    expect(arrived, what).toEqual(arrived.toSorted((a, b) => a - b));
    expect(new Set(arrived).size, what).toBe(arrived.length);
    expect(
      arrived.filter((n) => lead.dropped.includes(n)),
      what,
    ).toEqual([]);
    for (const { from, source = '', text } of lead.messages) {
      if (from !== 'rep') continue;
      relayed++;
      const line = written.find((each) => source === each.source || source.startsWith(`${each.source}:`));
      if (line === undefined) throw new Error(`${what}: "${text}" was never written`);
      if (sentAlone.has(line.source)) continue;
      const talk = talks.find(
        ({ rep, from, to }) => rep === line.by && line.ts > from && (to === null || line.ts <= to),
      );
      expect({ what, text, isAside: /^\/\//.test(text), wasAside: line.text.startsWith('//') }, what).toMatchObject({
        isAside: false,
        wasAside: false,
      });
      expect(talk !== undefined, `${what}: "${text}"`).toBe(true);
      expect(line.isBroadcast, what).toBe(false);
    }
  }
  expect(relayed).toBeGreaterThan(400);
});
