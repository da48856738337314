import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { brief } from '../../src/core/brief.ts';
import { currentAnswers } from '../../src/core/lead.ts';
import { converse } from '../support/conversation.ts';
import { defaultPlaybook } from '../support/default-playbook.ts';

const playbook = defaultPlaybook();
const question = (id: string) => playbook.fields.find((field) => field.id === id)?.question ?? 'no such field';
const probe = (id: string) => playbook.fields.find((field) => field.id === id)?.probe ?? 'no such probe';
const answers = ({ lead }: { lead: Parameters<typeof currentAnswers>[0] }) =>
  Object.fromEntries(currentAnswers(lead).map(({ field, value }) => [field, value]));

describe('the interview', () => {
  test('opens by saying what it is, then asks one thing', () => {
    const talk = converse();
    const reply = talk.say('Hi there');
    expect(reply).toContain('AI assistant');
    expect(reply).toContain(question('use_case'));
    expect(reply.match(/\?/g)).toHaveLength(1);
    expect(talk.say('We want to stop rebuilding our sales report by hand')).not.toContain('AI assistant');
  });

  test('asks in the order of the playbook and never what is known', () => {
    const talk = converse();
    expect(talk.say('We want to replace our reporting tool, we are 50 people')).toContain(question('urgency'));
    expect(talk.say('end of Q1')).toContain(question('authority'));
    expect(answers(talk)).toMatchObject({ size: 50 });
  });

  test('probes an unclear answer once, then leaves it', () => {
    const talk = converse();
    talk.say('We want to replace our reporting tool');
    expect(talk.say('hmm, good point')).toContain(probe('urgency'));
    expect(talk.say('no idea really')).toContain(question('size'));
    expect(answers(talk).urgency).toBeUndefined();
  });

  test('leaves a question the visitor would rather not answer', () => {
    const talk = converse();
    talk.say('We want to replace our reporting tool');
    const reply = talk.say("I'd rather not say");
    expect(reply).toContain(playbook.words.declined);
    expect(reply).toContain(question('size'));
    expect(talk.lead.declined).toEqual(['urgency']);
  });

  test('passes a question of the visitor on and asks again', () => {
    const talk = converse();
    talk.say('We want to replace our reporting tool');
    const reply = talk.say('How much does it cost?');
    expect(reply).toContain(playbook.words.passOn);
    expect(reply).toContain(probe('urgency'));
  });

  test('goes for the next step once intent and context stand, e-mail first', () => {
    const talk = converse();
    const reply = talk.say(
      "We want to replace our reporting tool by end of Q1, we're 50 people and I make the decision",
    );
    expect(talk.lead.pillars).toMatchObject({ intent: true, context: true, nextStep: false });
    expect(reply).toContain(question('email'));
    expect(talk.say('ana@northwind.co.uk')).toContain(question('next_step'));
  });

  test('asks who else decides where somebody does, at once and only there', () => {
    const talk = converse();
    talk.say('We want to replace our reporting tool, we are 50 people');
    talk.say('end of Q1');
    expect(talk.say('my boss decides')).toContain(question('stakeholder'));
    expect(talk.say('ana@northwind.co.uk')).toContain(question('next_step'));

    const alone = converse();
    alone.say('We want to replace our reporting tool, we are 50 people');
    alone.say('end of Q1');
    expect(alone.say('I decide')).toContain(question('email'));

    const named = converse();
    named.say('We want to replace our reporting tool, we are 50 people');
    named.say('end of Q1');
    expect(named.say('my boss Dana has to sign off')).toContain(question('email'));
  });

  test('probes a follow-up that was not understood, and lets it go when the talk has moved on', () => {
    const talk = converse();
    talk.say('We want to replace our reporting tool, we are 50 people');
    talk.say('end of Q1');
    talk.say('my boss');
    expect(talk.say('hm, good point')).toContain(probe('stakeholder'));
    expect(talk.say('not sure')).toContain(question('email'));
  });

  test('a follow-up never costs the next step its turn', () => {
    const talk = converse({ ...playbook, limits: { ...playbook.limits, turns: 3 } });
    talk.say('We want to replace our reporting tool, we are 50 people');
    expect(talk.say('my boss decides, by end of Q1')).toContain(question('email'));
  });

  test('what is asked only in some conversations is missing only there', () => {
    const talk = converse();
    talk.say('We want to replace our reporting tool');
    const missing = () => brief(talk.lead, playbook).unknown.map(({ field }) => field);
    expect(missing()).not.toContain('stakeholder');
    talk.say('my boss has to sign off');
    expect(missing()).toContain('stakeholder');
  });

  test('hands over when all four pillars stand and the bar is reached', () => {
    const talk = converse();
    talk.say("We want to replace our reporting tool by end of Q1, we're 50 people and I make the decision");
    talk.say('ana@northwind.co.uk');
    const reply = talk.say('Yes, a call sounds good');
    expect(talk.lead).toMatchObject({
      state: 'offered',
      verdict: 'qualified',
      offer: { why: 'qualified', team: 'sales' },
    });
    expect(talk.lead.score).toBeGreaterThanOrEqual(playbook.bar.start);
    expect(reply).toContain(playbook.words.enough);
    expect(reply).not.toContain(playbook.words.handedOff);
    expect(talk.last.owed.map(({ job }) => job.kind)).toEqual(['post-card', 'send-reply']);
  });

  test('brings in a person when asked to, and still asks how to reach the visitor', () => {
    const talk = converse();
    const reply = talk.say('Can I talk to a real person please');
    expect(talk.lead).toMatchObject({ state: 'offered', offer: { why: 'asked' } });
    expect(talk.lead.verdict).not.toBe('qualified');
    expect(reply).toContain(question('email'));
  });

  test('stops by policy and keeps a borderline conversation for nurture', () => {
    const talk = converse();
    talk.say('We want to replace our reporting tool');
    talk.say('within two months');
    talk.say('40 people');
    talk.say('my manager');
    for (let turn = 0; turn < playbook.limits.turns && talk.lead.state === 'chatting'; turn++) talk.say('no idea');
    expect(talk.lead).toMatchObject({ state: 'nurturing', verdict: 'borderline' });
  });

  test('closes politely when there is nothing to build on, and forgets nothing', () => {
    const talk = converse();
    talk.say('just looking around');
    for (let turn = 0; turn < playbook.limits.turns && talk.lead.state === 'chatting'; turn++) talk.say('dunno');
    expect(talk.lead).toMatchObject({ state: 'closed', verdict: 'unqualified' });
    expect(talk.say('ok thanks')).toBe('');
    expect(talk.lead.state).toBe('closed');
    expect(talk.say('Actually we need a new reporting tool for our team')).toContain('?');
    expect(talk.lead.state).toBe('chatting');
  });

  test('knows a visitor who comes back, and asks only what is open', () => {
    const talk = converse();
    talk.say('We want to replace our reporting tool');
    talk.say('bye');
    talk.wait(3 * 24 * 3_600_000);
    const reply = talk.say('hi');
    expect(reply).toContain('?');
    expect(reply).not.toContain(question('use_case'));
    expect(reply).not.toContain('AI assistant');
  });

  test('lets a visitor go who wants to', () => {
    const talk = converse();
    talk.say('We want to replace our reporting tool');
    expect(talk.say('bye')).toBe(playbook.words.leaving);
    expect(talk.lead.state).not.toBe('chatting');
  });

  test('after the hand-over it only takes note', () => {
    const talk = converse();
    talk.say('Can I talk to a real person please');
    expect(talk.say('my mail is ana@northwind.co.uk')).toBe(playbook.words.added);
    expect(answers(talk).email).toBe('ana@northwind.co.uk');
    expect(talk.say('thanks')).toBe('');
  });
});

test('whatever a visitor writes, no question comes three times in a row, and no turn asks two', () => {
  const line = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.constantFrom('ok', 'no', '50', 'maybe?', 'hm', 'yes', 'next week', '20k'),
  );
  fc.assert(
    fc.property(fc.array(line, { minLength: 12, maxLength: 14 }), (lines) => {
      const talk = converse(playbook);
      for (const text of lines) talk.say(text || '…');
      const asked = talk.lead.messages.filter(({ from }) => from === 'baton').map(({ asks }) => asks);
      expect(asked.some((id, i) => id !== null && id === asked[i + 1] && id === asked[i + 2])).toBe(false);
      expect(talk.lead.messages.filter(({ asks }) => asks !== null).length).toBeLessThanOrEqual(lines.length);
    }),
    { numRuns: 60 },
  );
});
