// One visit to the page: whose it is, what it shows and on whose clock.
import { canBeBooked } from '../../core/book.ts';
import { languageOf } from '../../core/language.ts';
import type { Lead, LeadId } from '../../core/lead.ts';
import { type MeetView, meetView } from '../../core/meet-view.ts';
import { visitorZone } from '../../core/tell-meeting.ts';
import { isZone } from '../../core/wall-clock.ts';
import type { Deps } from '../../deps.ts';
import { getLead } from '../../store/lead.ts';
import { type Said, saidTo } from './said.ts';

export type Visit = { lead: Lead; said: Said; view: Exclude<MeetView, { kind: 'closed' }> };

type Coming = { lead: LeadId; now: string; path: string; zone: string | undefined };

/** Null: there is nothing to see for them, be it that their lead was erased, turned down or never handed over. */
export async function visitOf({ db, playbook }: Deps, { lead: id, now, path, zone }: Coming): Promise<Visit | null> {
  const lead = await getLead(db, id);
  if (lead === undefined) return null;
  const view = meetView(lead, now);
  if (view.kind === 'closed' || !canBeBooked(lead)) return null;
  const given = zone !== undefined && isZone(zone) ? zone : undefined;
  const said = saidTo({
    language: languageOf(lead.messages, playbook.languages),
    company: playbook.company.name,
    zone: given ?? visitorZone(lead, playbook),
    isGuessed: given === undefined,
    now,
    path,
  });
  return { lead, said, view };
}
