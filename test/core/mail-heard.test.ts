// What somebody else wrote, and what became of a mail: told to whoever may read it, and never the visitor's words.
import { expect, test } from 'vitest';
import { colleagueWrote, isTheirs, mailFailed, setAside } from '../../src/core/mail-heard.ts';
import type { Playbook } from '../../src/core/playbook.ts';
import { aLead, aPlaybook, claimedBy, now, sam } from '../support/leads.ts';

const open = aPlaybook();
const hiding: Playbook = { ...open, ladder: { ...open.ladder, hideContactUntilClaimed: true } };
const from = { address: 'kim@acme.example', name: 'Kim' };
const mail = { id: '<1@acme.example>', from: from.address, subject: 'Re: Hello', references: [] };
const wrote = { from, text: 'Call me: +49 30 1234567', mail };
const card = { channel: 'C1', ts: '1.1' };

test('without a card the team’s channel reads it; with one, its thread', () => {
  const { owed, lead } = colleagueWrote({ ...aLead(), card: null }, wrote, { playbook: open, now });
  expect(owed).toMatchObject([{ job: { kind: 'tell', to: open.teams[0]?.channel, lead: lead.id } }]);
  const known = colleagueWrote({ ...aLead(), card }, wrote, { playbook: open, now });
  expect(known.owed).toMatchObject([
    { job: { kind: 'post-note', note: { kind: 'colleague-wrote', text: wrote.text } } },
  ]);
  expect(known.lead.messages).toEqual(aLead().messages);
  expect(known.events).toMatchObject([{ kind: 'mail-set-aside', by: 'colleague', data: { from, text: wrote.text } }]);
});

test('where contact is hidden until somebody claims, so is theirs', () => {
  const before = colleagueWrote({ ...aLead(), card }, wrote, { playbook: hiding, now });
  expect(JSON.stringify(before.owed)).not.toMatch(/kim@|1234567/);
  expect(JSON.stringify(before.owed)).toContain('@acme.example');
  const after = colleagueWrote({ ...claimedBy(sam, 5), card }, wrote, { playbook: hiding, now });
  expect(JSON.stringify(after.owed)).toMatch(/kim@acme\.example.*1234567/);
});

test('an address is theirs however it is spelled', () => {
  const lead = { ...aLead(), answers: [], visitor: { id: 'v', email: 'Ada@Acme.example' } };
  expect(isTheirs(lead, ' ada@ACME.example', open)).toBe(true);
  for (const other of ['ada@acme.example.evil', 'kim@acme.example', '', 'null']) {
    expect(isTheirs(lead, other, open)).toBe(false);
  }
  expect(isTheirs({ ...lead, visitor: { id: 'v' } }, '', open)).toBe(false);
});

test('a program changes nothing; a bounce of another address ends nothing', () => {
  const lead = aLead();
  expect(setAside(lead, mail, 'auto-reply')).toMatchObject({ lead, owed: [] });
  const failure = { what: 'bounced', address: 'kim@acme.example', why: 'no', mail: 'b-1' } as const;
  expect(mailFailed({ ...lead, card: null }, failure, { now, isTheirs: false })).toEqual({
    lead: { ...lead, card: null },
    events: [{ kind: 'bounced', by: 'baton', data: { why: 'no', mail: 'b-1' } }],
    owed: [],
  });
});
