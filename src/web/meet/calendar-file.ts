// GET /meet/:token/meeting.ics: the meeting for any calendar, the same file that the mail carries.
import type { Context } from 'hono';
import { visitorMail } from '../../core/mail.ts';
import { meetingMail, sequenceOf } from '../../core/meeting-mail.ts';
import type { Deps } from '../../deps.ts';
import { eventsOf } from '../../store/events.ts';
import { getRep } from '../../store/rep.ts';
import { sentencePage } from './pages.ts';
import type { Visit } from './visit.ts';

export async function calendarFile(deps: Deps, c: Context, { lead, said, view }: Visit): Promise<Response> {
  const { db, playbook, linkFor } = deps;
  const meeting = view.kind === 'booked' || view.kind === 'asking' ? view.meeting : null;
  const host = meeting?.hosts[0];
  const facts = {
    id: lead.id,
    playbook,
    now: said.now,
    link: linkFor(lead.id),
    sequence: sequenceOf(await eventsOf(db, lead.id)),
    hostEmail: host === undefined ? null : ((await getRep(db, host.id))?.email ?? null),
  };
  const mail = meeting && meetingMail(lead, { kind: 'booked', meeting }, facts);
  const invite = mail && visitorMail(mail).invite;
  if (!invite) return c.html(sentencePage(said, { title: 'closedTitle', text: 'noMeeting' }), 404);
  c.header('content-type', `text/calendar; charset=utf-8; method=${invite.method}`);
  c.header('content-disposition', 'attachment; filename="meeting.ics"');
  return c.body(invite.ics);
}
