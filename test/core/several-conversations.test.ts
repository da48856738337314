// One lead, several conversations: each line goes where the visitor is.
import { expect, test } from 'vitest';
import { join } from '../../src/core/join.ts';
import type { Lead, Message } from '../../src/core/lead.ts';
import { chatOf } from '../../src/core/line.ts';
import { tellMeeting } from '../../src/core/tell-meeting.ts';
import { aLead, aPlaybook, now, sam } from '../support/leads.ts';

const playbook = aPlaybook();
const phone = { channel: 'whatsapp', conversation: '106/1650' };
const owner = { id: '1650', name: 'Olga Owner', phone: '+16505551234', verified: ['phone'] as const };

/** The lead on which somebody whom WhatsApp vouches for has gone on. */
function joined(change: Partial<Lead> = {}, was: 'claimed' | 'verified' = 'claimed'): Lead {
  const { lead } = join(aLead(change), {
    ...phone,
    visitor: owner,
    match: { by: 'phone', rank: 'verified', was },
    now,
  });
  return lead;
}

function hears(lead: Lead, text: string, place: { channel: string; conversation?: string }): Lead {
  const n = lead.messages.length + 1;
  const line: Message = { n, from: 'visitor', name: null, text, asks: null, at: now, ...place };
  return { ...lead, messages: [...lead.messages, line] };
}

test('what the calendar says goes where they wrote last, whatever mail says the same', () => {
  const lead = hears(joined(), 'Tuesday at ten, please', phone);
  const meeting = {
    kind: 'demo',
    lengthMin: 30,
    startsAt: '2026-11-24T10:00:00.000Z',
    hosts: [sam],
    event: { call: null },
  };
  const said = { playbook, now, link: null, meeting: meeting as never };
  const told = tellMeeting({ lead, events: [], owed: [] }, ['booked'], said).lead.messages.at(-1);
  expect(told).toMatchObject({ from: 'baton', ...phone });
  expect(chatOf(lead)).toEqual(phone);
});
