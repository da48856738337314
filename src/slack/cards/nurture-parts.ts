// What a card says of a sequence: what went out when, what comes next, or why it stopped.
import type { Lead } from '../../core/lead.ts';
import { isRunning, ownSteps } from '../../core/nurture.ts';
import { sequenceOf } from '../../core/playbook-nurture.ts';
import { zoneOf } from './ladder-parts.ts';
import type { Drawing } from './lead-card.ts';
import { line, oneLine } from './lead-parts.ts';
import { glance } from './limits.ts';
import { nurtureWords as words } from './nurture-words.ts';
import type { Part } from './parts.ts';

/** While the lead is nobody's but the visitor's. */
const shownIn: ReadonlySet<Lead['state']> = new Set(['nurturing', 'closed', 'chatting']);

export function nurtureParts({ lead, playbook }: Pick<Drawing, 'lead' | 'playbook'>): Part[] {
  const { nurture } = lead;
  if (nurture === null || !shownIn.has(lead.state)) return [];
  const sequence = sequenceOf(playbook, nurture.sequence);
  const zone = zoneOf(lead, playbook);
  const last = ownSteps(nurture).at(-1);
  const label = { bold: oneLine(sequence?.label ?? nurture.sequence, glance.name) };
  const went =
    last === undefined
      ? line(label, words.nothing)
      : line(label, words.sent(last.step + 1, last.via), { when: last.at, zone });
  const { dueAt, stopped, step } = nurture;
  if (stopped !== null) return [went, line(words.stopped(stopped.why), { when: stopped.at, zone })];
  const next = words.next(step + 1, sequence?.steps.length ?? step + 1);
  return dueAt === null ? [went] : [went, line(next, { when: dueAt, zone })];
}

export const canStop = ({ state, nurture }: Lead): boolean => state === 'nurturing' && isRunning(nurture);
