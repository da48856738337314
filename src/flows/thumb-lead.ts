// A manager says of a near miss whether a rep should have seen it: a label like a verdict, which they may change. A rep who
// has judged the lead meanwhile knows better.
import type { LeadId, Rep } from '../core/lead.ts';
import type { Deps } from '../deps.ts';
import { appendEvents } from '../store/events.ts';
import { getLabel, putLabel } from '../store/labels.ts';
import { getLead } from '../store/lead.ts';
import { getRep } from '../store/rep.ts';
import { barRefusal } from './press-bar.ts';
import type { Refused } from './refusal.ts';

export type Thumbed = { kind: 'done' | 'same' | 'gone' | 'no-team' } | { kind: 'judged'; by: string } | Refused;

export async function thumbLead(deps: Deps, id: LeadId, { rep, up }: { rep: Rep; up: boolean }): Promise<Thumbed> {
  const { db, newId } = deps;
  const seen = await getLead(db, id);
  if (seen === undefined || seen.bar === null) return { kind: 'gone' };
  const { team } = seen.bar;
  const refused = await barRefusal(deps, team, rep);
  if (refused !== null) return refused;
  const at = deps.now().toISOString();
  return db.inTx(async (tx) => {
    const lead = await getLead(tx, id);
    if (lead === undefined) return { kind: 'gone' };
    const before = await getLabel(tx, id);
    if (before?.from === 'verdict') return { kind: 'judged', by: (await getRep(tx, before.by))?.name ?? before.by };
    if (before?.accepted === up) return { kind: 'same' };
    const { score } = lead;
    await putLabel(tx, { lead: id, team, at, score, accepted: up, reason: null, by: rep.id, from: 'thumb' });
    const data = { name: rep.name, team, score, up, was: before?.accepted ?? null };
    await appendEvents(tx, { lead: id, events: [{ kind: 'thumbed', by: rep.id, data }], at }, newId);
    return { kind: 'done' };
  });
}
