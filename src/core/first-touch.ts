// The first line of the rep that reached the visitor after the claim: how long it took, and whether it asked for what was
// known already. Counted when the line has arrived, not when it was typed.
import type { NewEvent } from './event.ts';
import type { Lead, RepVerdict } from './lead.ts';
import type { Playbook } from './playbook.ts';
import { reAsked } from './re-asked.ts';
import { isInProduct } from './undelivered.ts';

export function firstTouch(lead: Lead, n: number, about: { playbook: Playbook; now: string }): NewEvent | null {
  const line = lead.messages[n - 1];
  const since = claimedAt(lead.repVerdict);
  if (line?.from !== 'rep' || lead.rep === null || since === null) return null;
  const earlier = lead.messages.some(
    (each) =>
      each.from === 'rep' && !isInProduct(each) && each.n < n && each.at >= since && !lead.dropped.includes(each.n),
  );
  if (earlier) return null;
  const afterMs = Date.parse(about.now) - Date.parse(since);
  const before = { ...lead, answers: lead.answers.filter(({ evidence }) => evidence.message < n) };
  const reasked = reAsked(line.text, before, about.playbook);
  return { kind: 'touched', by: lead.rep.id, data: { message: n, afterMs, reasked } };
}

/** When the claim began that still holds. */
export function claimedAt(verdict: RepVerdict | null): string | null {
  if (verdict === null) return null;
  return verdict.kind === 'claimed' ? verdict.at : claimedAt(verdict.before ?? null);
}
