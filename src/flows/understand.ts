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
export async function isStranger({ db, queue, playbook }: Deps, id: string): Promise<boolean> {
  if (isOfTheHouse(await getStanding(db, id), playbook)) return false;
  const teams = playbook.teams.map((team) => teamGroup(team.id));
  if (!(await areKnown(db, teams))) return false;
  await db.inTx((tx) => queue.enqueue(tx, owedChannels(playbook)));
  return true;
}

export async function turnAway(deps: Deps, id: string): Promise<Extract<Told, { kind: 'stranger' }> | null> {
  const { db, playbook, now, newId } = deps;
  if (!(await isStranger(deps, id))) return null;
  const events = [{ kind: 'refused' as const, by: id, data: { act: 'ask' } }];
  await db.inTx((tx) => appendEvents(tx, { lead: null, events, at: now().toISOString() }, newId));
  return { kind: 'stranger', channels: [...new Set(playbook.teams.map(({ channel }) => channel))] };
}
