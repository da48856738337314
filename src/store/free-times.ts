// The times at which a lead can be met, from what is kept of calendars. Whoever asks learns as well whose calendar must be
// read first, and who has none.

import { unknownRep } from '../core/desk.ts';
import type { Period } from '../core/host.ts';
import type { Lead } from '../core/lead.ts';
import type { HostFacts } from '../core/meeting-rules.ts';
import { meetingRules, withoutOwn } from '../core/meeting-rules.ts';
import { type Playbook, teamOf } from '../core/playbook.ts';
import { type BookingWindow, type Slot, type SlotRules, slots } from '../core/slots.ts';
import { busyOf, busySpan, type KeptBusy, type Unread } from './busy.ts';
import type { Reader } from './db.ts';
import { factsOf, turnsHad } from './desk.ts';
import { meetingsOf } from './slots.ts';

/** `maxAgeMs`: what was read longer ago is stale. `window`: in place of the playbook's. */
export type FreeTimesAsked = {
  lead: Lead;
  hosts: readonly string[];
  mode: SlotRules['mode'];
  lengthMin: number;
  playbook: Playbook;
  now: string;
  maxAgeMs: number;
  window?: BookingWindow;
};

export type FreeTimes =
  /** `rules`: for whoever asks why a time is not among them. */
  | { kind: 'known'; slots: Slot[]; rules: SlotRules; unread: (Unread & { rep: string })[] }
  | { kind: 'stale'; reps: string[] }
  | { kind: 'no-calendar'; reps: { rep: string; why: 'none' | 'lost' }[] };

/** A group needs all of its calendars; of a pool, whoever has none is left out. */
export async function freeTimes(reader: Reader, asked: FreeTimesAsked): Promise<FreeTimes> {
  const { hosts, mode, now, maxAgeMs, lengthMin, playbook, lead, window } = asked;
  const since = new Date(Date.parse(now) - maxAgeMs).toISOString();
  const kept = await busyOf(reader, hosts);
  const fresh = hosts.flatMap((rep) => {
    const busy = kept.get(rep);
    return busy !== undefined && busy.readAt >= since ? [busy] : [];
  });
  const without = fresh.flatMap(({ rep, kind }) => (kind === 'read' ? [] : [{ rep, why: kind }]));
  if (mode === 'group' && without.length > 0) return { kind: 'no-calendar', reps: without };
  const stale = hosts.filter((rep) => !fresh.some((busy) => busy.rep === rep));
  if (stale.length > 0) return { kind: 'stale', reps: stale };
  const read = fresh.flatMap((busy) => (busy.kind === 'read' ? [busy] : []));
  if (read.length === 0 && without.length > 0) return { kind: 'no-calendar', reps: without };
  const span = busySpan(playbook, now);
  const facts = await hostFacts(reader, { lead, playbook, now, span, hosts: read.map(({ rep }) => rep), kept });
  const rules = meetingRules(
    { mode, hosts: facts, lengthMin, team: teamIdOf(lead, playbook) },
    { playbook, now, ...(window && { window }) },
  );
  const unread = read.flatMap(({ rep, unread: each }) => each.map((calendar) => ({ rep, ...calendar })));
  return { kind: 'known', slots: slots(rules), rules, unread };
}

export const teamIdOf = ({ offer }: Pick<Lead, 'offer'>, playbook: Playbook): string =>
  teamOf(playbook, offer?.team)?.id ?? '';

type Hosting = {
  lead: Lead;
  hosts: readonly string[];
  playbook: Playbook;
  now: string;
  span: Period;
  kept: ReadonlyMap<string, KeptBusy>;
};

const overAWeekMs = 8 * 86_400_000;

/** Everything that is known of those who would meet the visitor. Weeks are counted whole, so the span is widened by one. */
export async function hostFacts(reader: Reader, asked: Hosting): Promise<HostFacts[]> {
  const { lead, hosts, playbook, now, span, kept } = asked;
  if (hosts.length === 0) return [];
  const facts = await factsOf(reader, hosts, now);
  const wide = { from: shifted(span.from, -overAWeekMs), until: shifted(span.until, overAWeekMs) };
  const meetings = await meetingsOf(reader, hosts, { span: wide, at: now, without: lead.id });
  const turns = await turnsHad(reader);
  const team = teamIdOf(lead, playbook);
  const isListed = (id: string) => teamOf(playbook, team)?.reps.some(({ slack }) => slack === id) ?? false;
  return hosts.map((id) => {
    const turn = turns.find((each) => each.team === team && each.rep === id);
    return {
      id,
      facts: facts.get(id) ?? unknownRep,
      busy: withoutOwn(busyIn(kept.get(id), span), id, lead.booking),
      meetings: meetings.get(id) ?? [],
      turn: isListed(id) ? { served: turn?.served ?? 0, lastAt: turn?.lastAt ?? null } : null,
    };
  });
}

/** Nothing is known of what lies beyond the reading, so that nothing there is free. */
function busyIn(busy: KeptBusy | undefined, { until }: Period): readonly Period[] {
  if (busy?.kind !== 'read') return [];
  return busy.span.until < until ? [...busy.periods, { from: busy.span.until, until }] : busy.periods;
}

const shifted = (at: string, ms: number) => new Date(Date.parse(at) + ms).toISOString();
