// One person in several conversations: a lead that another conversation joined, and one that carries what an earlier one was told.
import type { CarriedEvidence, Lead } from '../../src/core/lead.ts';
import type { Joined } from '../../src/core/visitor.ts';
import { aLead } from './leads.ts';

const visitor = { id: '1', phone: '+16505551234', verified: ['phone'] as const };
export const place = { channel: 'whatsapp', conversation: '1/2' };
export const joined: Joined = {
  ...place,
  at: '2026-11-18T10:00:00.000Z',
  visitor,
  by: 'phone',
  was: 'claimed',
  filled: [],
};
const carried = (aloud: boolean): CarriedEvidence => ({
  kind: 'carried',
  lead: 'lead_old',
  channel: 'whatsapp',
  of: 'said',
  quote: '“about” 140',
  by: 'email',
  aloud,
  message: 0,
  start: 0,
  end: 0,
});
export const joinedLead = (change: Partial<Lead> = {}): Lead => aLead({ joined: [joined], ...change });
export const toldBefore = (aloud: boolean): Lead => {
  const lead = aLead();
  const at = '2026-03-03T10:00:00.000Z';
  return {
    ...lead,
    answers: lead.answers.map((each) => (each.field === 'size' ? { ...each, at, evidence: carried(aloud) } : each)),
  };
};
