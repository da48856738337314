// Somebody asks Baton something or says when they are away: who may be answered, and what they say of themselves counts at once.

import type { Told } from '../core/answer.ts';
import { owedChannels } from '../core/job.ts';
import type { Asking, Question } from '../core/question.ts';
import { isOfTheHouse, teamGroup } from '../core/roles.ts';
import type { Deps } from '../deps.ts';
import { appendEvents } from '../store/events.ts';
import { areKnown, getStanding } from '../store/group.ts';
import { sayAway, sayBack } from './set-availability.ts';

export async function understand(deps: Deps, rep: string, question: Question): Promise<Asking | Told> {
  const stranger = question.kind === 'help' ? null : await turnAway(deps, rep);
  if (stranger !== null) return stranger;
  if (question.kind === 'away') return sayAway(deps, rep, question.text);
  return question.kind === 'back' ? sayBack(deps, rep) : question;
}

/** Leads are for those who can see their cards. Somebody may have joined just now: then the next try finds them. */
export async function turnAway(deps: Deps, id: string): Promise<Extract<Told, { kind: 'stranger' }> | null> {
  const { db, queue, playbook, now, newId } = deps;
  if (isOfTheHouse(await getStanding(db, id), playbook)) return null;
  if (
    !(await areKnown(
      db,
      playbook.teams.map((team) => teamGroup(team.id)),
    ))
  )
    return null;
  await db.inTx(async (tx) => {
    await queue.enqueue(tx, owedChannels(playbook));
    const events = [{ kind: 'refused' as const, by: id, data: { act: 'ask' } }];
    await appendEvents(tx, { lead: null, events, at: now().toISOString() }, newId);
  });
  return { kind: 'stranger', channels: [...new Set(playbook.teams.map(({ channel }) => channel))] };
}
