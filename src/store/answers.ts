// Reads what a question asks for: the same for a command, a direct message and Baton's home.
import type { Answer, Span } from '../core/answer.ts';
import type { Lead } from '../core/lead.ts';
import { readDays } from '../core/pilot.ts';
import type { Playbook } from '../core/playbook.ts';
import type { Asking } from '../core/question.ts';
import { repNumbers } from '../core/rep-numbers.ts';
import { readPeriod } from '../core/report-period.ts';
import { mayAct, mayMoveBar, roleOf } from '../core/roles.ts';
import { readTeamBars } from './bars.ts';
import type { Reader } from './db.ts';
import { getStanding } from './group.ts';
import { leadsInState, leadsOfRep } from './lead.ts';
import { claimsSince, countedEvents, leadsByState } from './numbers.ts';
import { readTold } from './report.ts';
import type { PageOf } from './report-link.ts';
import { searchLeads } from './search.ts';

/** A week, and four of them: long enough to mean something, short enough to be about now. */
export const spansInDays = [7, 28] as const;
const dayMs = 86_400_000;

/** `reportLinks`: where the numbers of a week are read without Slack. */
type Asker = {
  rep: string;
  playbook: Playbook;
  now: string;
  reportLinks(about: { week: string; team: string | null }): { page: string; csv: string } | null;
  pageLink(about: PageOf): string | null;
};

export async function readAnswer(
  reader: Reader,
  asked: Asking,
  { rep, playbook, now, reportLinks, pageLink }: Asker,
): Promise<Answer> {
  switch (asked.kind) {
    case 'help':
    case 'playbook':
      return { kind: asked.kind };
    case 'queue':
      return { kind: 'queue', leads: await leadsInState(reader, { state: 'offered' }) };
    case 'mine':
      return { kind: 'mine', leads: await leadsOfRep(reader, rep) };
    case 'find':
      return { kind: 'find', typed: asked.text, leads: await findLeads(reader, asked.text, playbook) };
    case 'why': {
      const leads = await findLeads(reader, asked.text, playbook);
      return { kind: 'why', typed: asked.text, leads, bars: await readTeamBars(reader, { playbook, now }) };
    }
    case 'bar': {
      const standing = await getStanding(reader, rep);
      const bars = await readTeamBars(reader, { playbook, now });
      const theirs = bars.filter(({ team }) => mayMoveBar(standing, team, playbook)).map(({ team }) => team);
      return { kind: 'bar', bars, theirs };
    }
    case 'stats':
      return { kind: 'stats', states: await leadsByState(reader), spans: await spans(reader, now) };
    case 'week': {
      const period = readPeriod(asked.text, { playbook, standing: await getStanding(reader, rep), now });
      if (period.kind !== 'read') return { kind: 'no-week', why: period };
      const { week, team } = period;
      const told = await readTold(reader, { week, team, playbook, now });
      return { kind: 'week', told, links: reportLinks({ week: told.report.name, team }) };
    }
    case 'pilot': {
      if (!mayAct(roleOf(await getStanding(reader, rep), playbook), 'see-team')) return { kind: 'not-a-manager' };
      const days = readDays(asked.text, { zone: playbook.zone, now });
      const pilot = days && pageLink({ kind: 'pilot', ...days });
      const contract = pageLink({ kind: 'contract' });
      return { kind: 'pilot', days, pages: pilot === null || contract === null ? null : { pilot, contract } };
    }
    case 'unknown':
      return { kind: 'unknown', typed: asked.text, nearest: asked.nearest };
  }
}

/** By what says who somebody is: their name, company and address, as they gave it or as the chat product knows it. */
export function findLeads(reader: Reader, typed: string, playbook: Playbook): Promise<Lead[]> {
  const kinds = ['person', 'company', 'email', 'phone'];
  const fields = playbook.fields.filter(({ kind }) => kinds.includes(kind)).map(({ id }) => id);
  return searchLeads(reader, { typed, fields });
}

async function spans(reader: Reader, now: string): Promise<Span[]> {
  return Promise.all(
    spansInDays.map(async (days) => {
      const since = new Date(Date.parse(now) - days * dayMs).toISOString();
      const numbers = repNumbers(await countedEvents(reader, { since }));
      return { days, numbers, ...(await claimsSince(reader, since)) };
    }),
  );
}
