// Lives as rows, a batch at a time: a year of a million leads takes no more memory than a small one.
import type { Insertable } from 'kysely';
import { newLead } from '../../src/core/lead.ts';
import type { Db } from '../../src/store/db.ts';
import { leadToRow } from '../../src/store/rows.ts';
import type { EventRow } from '../../src/store/schema.ts';
import type { AnswerRow, LeadRow, MessageRow, RefusalRow } from '../../src/store/schema-leads.ts';
import { openSink } from './sink.ts';
import type { Life } from './year-of-leads.ts';

type Rows = {
  leads: Insertable<LeadRow>[];
  messages: MessageRow[];
  answers: AnswerRow[];
  events: Insertable<EventRow>[];
  refusals: RefusalRow[];
};
export async function storeLives(db: Db, made: Iterable<Life>): Promise<void> {
  const sink = await openSink(db, Object.keys(noRows()));
  let batch = noRows();
  for (const life of made) {
    addRows(batch, life);
    if (batch.leads.length < 2_000) continue;
    await sink.put(batch);
    batch = noRows();
  }
  await sink.put(batch);
  await sink.done();
}

const noRows = (): Rows => ({ leads: [], messages: [], answers: [], events: [], refusals: [] });

function addRows(rows: Rows, life: Life): void {
  const { id, channel, events, refused } = life;
  const address = addressOf(life);
  rows.leads.push(leadRow(life, address?.given === 'form' ? address.email : null));
  if (address?.given === 'chat') {
    const evidence = JSON.stringify({ kind: 'said', message: 1, start: 0, end: 4 });
    const value = JSON.stringify(address.email);
    const at = life.createdAt;
    rows.answers.push({ lead: id, n: 0, field: 'email', value, evidence, confidence: 90, interviewer: 'openai', at });
  }
  for (const [index, { field, value, at }] of life.said.entries()) {
    const evidence = JSON.stringify({ kind: 'said', message: 1, start: 0, end: 4 });
    const answer = { field, value: JSON.stringify(value), evidence, confidence: 90, interviewer: 'openai', at };
    rows.answers.push({ lead: id, n: index + 1, ...answer });
  }
  let n = 0;
  const say = (from: 'visitor' | 'baton', text: string, at: string) =>
    rows.messages.push({
      ...{ lead: id, n: ++n, from, name: null, text, channel, at, provider_id: null, tells: null, input: null },
      conversation: null,
      asks: from === 'baton' ? 'size' : null,
    });
  for (const [index, { kind, by, at, data }] of events.entries()) {
    if (kind === 'received') say('visitor', 'We look for a reporting tool for our team.', at);
    const more = kind === 'received' ? { message: n } : {};
    rows.events.push({
      id: `event_${id}_${index}`,
      lead: id,
      kind,
      by,
      at,
      data: JSON.stringify({ ...data, ...more }),
    });
    if (kind === 'answered') say('baton', 'How many people are you?', at);
  }
  const what = { field: 'size', value: '1', message: 1, quote: 'x', interviewer: 'openai' };
  rows.refusals.push(...refused.map(({ reason, at }, index) => ({ lead: id, n: index, ...what, reason, at })));
}

/** Every third visitor says who they are, and every sixth is somebody who was there before, in another conversation. */
function addressOf({ id }: Life): { given: 'form' | 'chat'; email: string } | null {
  const number = Number(id.slice('lead_'.length));
  if (number % 3 !== 0) return null;
  return { given: number % 6 === 0 ? 'chat' : 'form', email: `person${Math.floor(number / 6)}@corp.example` };
}

function leadRow(life: Life, email: string | null): Insertable<LeadRow> {
  const { id, createdAt, team, barTeam, channel, url, score, bySdr, deal, isErased } = life;
  const lead = newLead({
    id: id as 'lead_x',
    conversation: id,
    channel,
    visitor: { id, ...(email !== null && { email }) },
    page: url === null ? null : { url },
    playbook: 'p',
    now: createdAt,
  });
  const erased = { score, erased_at: isErased ? createdAt : null };
  const crm = bySdr ? JSON.stringify({ bySdr }) : null;
  const sold = { deal: deal && JSON.stringify({ ...deal, at: createdAt, of: null }), crm };
  const given = life.events.findLast(({ kind }) => kind === 'offered');
  const offer =
    given === undefined ? {} : { offered_at: given.at, offer: JSON.stringify({ why: given.data.why ?? null }) };
  const stands = { state: life.state, verdict: life.verdict, rep_verdict_kind: life.repVerdict };
  const rest = { team, bar_team: barTeam, answer_count: 1, read_up_to: 1 };
  return { ...leadToRow(lead), ...rest, ...erased, ...sold, ...offer, ...stands };
}
