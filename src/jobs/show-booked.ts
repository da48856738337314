// Says in the modal from which a time was asked for that the calendar has it now.
import type { JobOf } from '../core/job.ts';
import { guestOf } from '../core/tell-meeting.ts';
import type { JobDeps } from '../deps.ts';
import { bookedModal } from '../slack/cards/booked-modals.ts';
import { zoneOf } from '../store/desk.ts';
import { getLead } from '../store/lead.ts';

export async function showBooked(deps: JobDeps, { lead: id, rep, view }: JobOf<'show-booked'>): Promise<void> {
  const { db, playbook, slack } = deps;
  const lead = await getLead(db, id);
  if (lead?.booking?.meeting == null) return;
  const zone = await zoneOf(db, rep, playbook);
  const guest = guestOf(lead, playbook);
  await slack.updateView(view, bookedModal({ lead, playbook, zone, guest, meeting: lead.booking.meeting }));
}
