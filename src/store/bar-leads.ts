// Leads seen from the bar: which came close and were not posted, and which would be judged otherwise by another one. Only
// leads whose four pillars stand are read: of the others the bar says nothing.
import { draw, nearMisses } from '../core/bar-posts.ts';
import { timeInWeek, weekOf } from '../core/iso-week.ts';
import { isForScore } from '../core/label.ts';
import type { Lead, LeadId } from '../core/lead.ts';
import type { Playbook } from '../core/playbook.ts';
import { type Flip, flips, replay } from '../core/replay.ts';
import type { TeamBar } from '../core/team-bar.ts';
import { notByForm, recentWeeks } from './bars.ts';
import type { Reader } from './db.ts';
import { getLead, getLeads } from './lead.ts';
import { offeredFor, rowToLeadId } from './rows.ts';

/** `until` excluded. */
type Period = { team: string; from: string; until: string };
export type Scored = { id: LeadId; score: number };

/** Those that no rep has seen, and how many of the period were posted for their score. */
export async function unpostedLeads(
  { q }: Reader,
  { team, from, until }: Period,
): Promise<{ unposted: Scored[]; posted: number }> {
  const rows = await q
    .selectFrom('leads')
    .select(['id', 'score', 'state', 'offer', 'pillars'])
    .where('bar_team', '=', team)
    .where('created_at', '>=', from)
    .where('created_at', '<', until)
    .where('verdict', 'is not', null)
    .where('erased_at', 'is', null)
    .where(notByForm)
    .execute();
  const over = rows.filter(({ offer, state, pillars }) => {
    return offer === null && ['nurturing', 'closed', 'quiet'].includes(state) && !pillars.includes('false');
  });
  return {
    unposted: over.map((row) => ({ id: rowToLeadId(row), score: row.score })),
    posted: rows.filter(({ offer }) => offer !== null && isForScore(offeredFor(offer))).length,
  };
}

/** The three that managers of these teams are asked about, the same whoever asks. */
export async function nearMissesOf(
  reader: Reader,
  bars: readonly Pick<TeamBar, 'team' | 'state'>[],
  { seed, ...period }: Omit<Period, 'team'> & { seed: number },
): Promise<Lead[]> {
  const near: Scored[] = [];
  for (const { team, state } of bars) {
    const { unposted } = await unpostedLeads(reader, { ...period, team });
    near.push(...nearMisses(unposted, state.bar, seed));
  }
  const drawn = draw(near, seed).map(({ id }) => id);
  return getLeads(reader, drawn);
}

type About = { playbook: Playbook; now: string };
/** More than this would not be read by anybody. */
const mostFlips = 200;

/** Who of the last weeks would be judged otherwise if a manager approves what is proposed. */
export async function openFlips(reader: Reader, bar: TeamBar, { playbook, now }: About): Promise<Flip[]> {
  const { team, proposal, state } = bar;
  if (proposal === null) return [];
  const since = timeInWeek(weekOf(now, playbook.zone) - recentWeeks, { day: 0, hour: 0, zone: playbook.zone });
  return flipsOf(reader, { team, from: state.bar, to: proposal, since, playbook });
}

/** Leads since then whose verdict the bar at `to` would turn, the highest score first. */
async function flipsOf(
  reader: Reader,
  { team, from, to, since, playbook }: { team: string; from: number; to: number; since: string; playbook: Playbook },
): Promise<Flip[]> {
  const rows = await reader.q
    .selectFrom('leads')
    .select('id')
    .where('bar_team', '=', team)
    .where('created_at', '>=', since)
    .where('score', '>=', Math.floor(Math.min(from, to)))
    .where('score', '<=', Math.ceil(Math.max(from, to)))
    .where('verdict', 'is not', null)
    .where('pillars', 'not like', '%false%')
    .where('erased_at', 'is', null)
    .where(notByForm)
    .orderBy('score', 'desc')
    .orderBy('id')
    .limit(mostFlips)
    .execute();
  const found: Flip[] = [];
  for (const row of rows) {
    const lead = await getLead(reader, rowToLeadId(row));
    const replayed = lead && replay(lead, playbook, to);
    if (lead !== undefined && replayed && flips(replayed)) found.push({ lead, replayed });
  }
  return found;
}
