// How a rep reads that one person wrote in several conversations, and takes it apart.
import { expect, test } from 'vitest';
import type { Lead } from '../../src/core/lead.ts';
import { leadCard } from '../../src/slack/cards/lead-card.ts';
import { moreMenu } from '../../src/slack/cards/more-menu.ts';
import { noteMessage } from '../../src/slack/cards/notes.ts';
import { partModal, readPart, wrongPart } from '../../src/slack/cards/part-modal.ts';
import { transcriptModal } from '../../src/slack/cards/transcript-modal.ts';
import { whyModal } from '../../src/slack/cards/why-parts.ts';
import { aLead, aPlaybook, now, rita } from '../support/leads.ts';
import { joined, joinedLead, place, toldBefore } from '../support/memory-states.ts';
import { problemsOfMessage, problemsOfView, textsIn } from '../support/slack-limits.ts';

const playbook = aPlaybook();
const shown = (view: unknown) => textsIn(view as never).join(' ');

test('the card and “Why?” say where else they write, and what came along from where', () => {
  const card = leadCard({ lead: joinedLead(), playbook, now });
  expect(problemsOfMessage(card)).toEqual([]);
  expect(card.text).toContain('Also writes on WhatsApp (same phone number, verified)');
  const why = whyModal({ lead: joinedLead(), playbook });
  expect(problemsOfView(why)).toEqual([]);
  expect(shown(why)).toContain('WhatsApp vouches for the phone number, and this lead was told it before');

  const silent = leadCard({ lead: toldBefore(false), playbook, now });
  expect(silent.text).toContain('same e-mail address, not verified: Baton tells the visitor nothing of it');
  expect(silent.text).toMatch(/140.* \(from WhatsApp, 3 Mar 2026\)/);
  expect(leadCard({ lead: toldBefore(true), playbook, now }).text).toContain('(same e-mail address, verified)');
  expect(shown(whyModal({ lead: toldBefore(true), playbook }))).toContain(
    'One answer comes from an earlier conversation',
  );
  expect(leadCard({ lead: aLead(), playbook, now }).text).not.toMatch(/Also writes|Told some of this/);
});

test('transcripts and notes name the channel only where there are several', () => {
  const messages = aLead().messages.map((line) => (line.n > 5 ? { ...line, ...place } : line));
  const lead = joinedLead({ messages });
  expect(shown(transcriptModal({ lead, playbook }))).toMatch(/7\. .*WhatsApp/);
  expect(shown(transcriptModal({ lead, playbook }))).toMatch(/1\. .*the website/);
  expect(shown(transcriptModal({ lead: aLead(), playbook }))).not.toContain('the website');
  const wrote = (lead: Lead) => noteMessage({ kind: 'wrote', message: 7 }, { lead, playbook });
  expect(wrote(lead).text).toContain('WhatsApp');
  expect(wrote(lead).metadata.event_payload.note).toBe('wrote:7');
  expect(wrote({ ...lead, parted: 2 }).metadata.event_payload.note).toBe('wrote:7.2');
});

test('the menu has at most five entries in any state, and takes apart only what was put together', () => {
  const states = ['chatting', 'offered', 'claimed', 'booked', 'closed', 'nurturing', 'rejected', 'quiet'] as const;
  for (const state of states) {
    const whats = moreMenu(joinedLead({ state, rep: rita })).options.map(({ value }) => value?.split(':')[0]);
    expect(whats).toContain('part');
    expect(whats.length).toBeLessThanOrEqual(5);
    expect(moreMenu(aLead({ state })).options.map(({ value }) => value)).not.toContain('part:lead_dana');
  }
});

test('the modal asks what does not belong there, and answers whoever comes late', () => {
  const view = partModal({ lead: { ...toldBefore(false), joined: [joined] } });
  expect(problemsOfView(view)).toEqual([]);
  expect(shown(view)).toContain('The conversation on WhatsApp, joined 18 Nov 2026');
  expect(shown(view)).toContain('The answers from an earlier conversation');
  const chosen = (value: string) => ({ what: { value: { selected_option: { value } } } });
  expect(readPart(chosen('answers'))).toEqual({ kind: 'read', value: { kind: 'answers' } });
  expect(readPart(chosen(joined.at))).toEqual({ kind: 'read', value: { kind: 'conversation', joined: joined.at } });
  expect(readPart({})).toMatchObject({ kind: 'wrong' });
  expect(wrongPart({ kind: 'done', lead: aLead() }, playbook)).toBeNull();
  for (const kind of ['parted', 'sending', 'gone'] as const)
    expect(wrongPart({ kind }, playbook)).toEqual({ what: expect.any(String) });
});
