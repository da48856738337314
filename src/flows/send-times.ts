// A rep lets the visitor choose: the times go into the chat, and are nobody's until one of them is chosen.
import { bookable, isUnderWay } from '../core/book.ts';
import type { Proposal } from '../core/booking.ts';
import type { Lead, LeadId, Rep } from '../core/lead.ts';
import { isOneWay } from '../core/one-way.ts';
import { person } from '../core/person.ts';
import { propose } from '../core/propose.ts';
import { mailable } from '../core/sayable.ts';
import { statedZone } from '../core/stated-zone.ts';
import type { Missed } from '../core/verdict.ts';
import type { Deps } from '../deps.ts';
import { changeLead } from './change-lead.ts';
import { changesOthersLeads } from './reassign-lead.ts';

type Sending = { rep: Rep } & Pick<Proposal, 'times' | 'kind' | 'lengthMin'>;

/** Those that are over by now are left out; `past`: all are. `no-mail`: they filled in a form, and no mail can go to them. `sent-already`: they are what the visitor was offered last. */
export type TimesNotSent =
  | Missed
  | { kind: 'under-way' }
  | { kind: 'past' | 'no-mail' }
  | { kind: 'sent-already'; lead: Lead };

export function sendTimes(deps: Deps, id: LeadId, { rep, times, ...meeting }: Sending) {
  const { playbook, linkFor, mailIds } = deps;
  return changeLead<TimesNotSent>(
    deps,
    id,
    async (lead, now, tx) => {
      const isManager = await changesOthersLeads(deps, tx, rep.id);
      const missed = bookable(lead, { rep, playbook, now, isManager });
      if (missed !== null) return missed;
      if (isUnderWay(lead, now)) return { kind: 'under-way' };
      const canMail = mailIds !== null && linkFor(id) !== null && person(mailable(lead), playbook).email !== null;
      if (isOneWay(lead) && !canMail) return { kind: 'no-mail' };
      const ahead = times.filter(({ startsAt }) => startsAt > now);
      if (ahead.length === 0) return { kind: 'past' };
      if (isSame(lead.booking?.proposed ?? null, { ...meeting, times: ahead })) return { kind: 'sent-already', lead };
      const zone = lead.booking?.zone ?? statedZone(lead, playbook);
      const sent = propose(lead, { ...meeting, times: ahead, by: rep, zone, playbook, now, link: linkFor(id) });
      return { kind: 'done', ...sent };
    },
    { press: { by: rep.id, act: 'send-times' } },
  );
}

type Offered = Pick<Proposal, 'times' | 'kind' | 'lengthMin'>;

function isSame(last: Offered | null, next: Offered): boolean {
  const said = ({ kind, lengthMin, times }: Offered) =>
    [kind, lengthMin, ...times.map(({ startsAt }) => startsAt)].join(' ');
  return last !== null && said(last) === said(next);
}
