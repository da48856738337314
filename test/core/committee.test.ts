import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { committee, type Member } from '../../src/core/committee.ts';
import { type Answer, type Lead, type Message, newLead, quoteOf } from '../../src/core/lead.ts';
import { converse } from '../support/conversation.ts';
import { defaultPlaybook } from '../support/default-playbook.ts';
import { aPlaybook } from '../support/leads.ts';

const playbook = aPlaybook();
const at = '2026-11-21T14:00:00.000Z';
const start = { id: 'lead_1' as const, conversation: 'c', channel: 'web', visitor: { id: 'v' }, page: null };

type Line = string | { baton: string };

/** The visitor says these lines, and each name was accepted where it stands first. */
function leadOf(lines: readonly Line[], names: readonly string[]): Lead {
  const messages = lines.map((line, i): Message => {
    const said =
      typeof line === 'string'
        ? { from: 'visitor' as const, text: line }
        : { from: 'baton' as const, text: line.baton };
    return { ...said, n: i + 1, name: null, channel: 'web', at, asks: null };
  });
  const answers = names.map((name) => answerOf(messages, name, 'stakeholder'));
  const inOrder = answers.toSorted(
    (a, b) => a.evidence.message - b.evidence.message || a.evidence.start - b.evidence.start,
  );
  return { ...newLead({ ...start, playbook: 'test', now: at }), messages, answers: inOrder };
}

function answerOf(messages: readonly Message[], name: string, field: string): Answer {
  const message = messages.find(({ from, text }) => from === 'visitor' && text.includes(name));
  if (message === undefined) throw new Error(`Nobody said "${name}".`);
  const from = message.text.indexOf(name);
  const evidence = { kind: 'said', message: message.n, start: from, end: from + name.length } as const;
  return { field, value: name, evidence, interviewer: 'guided', at };
}

/** `name · role · part · stance: words · "concern"`, with what is known of each. */
function shown(lead: Lead, { name, role, part, stance, concern }: Member): string {
  const stands = stance && `${stance.value}: ${quoteOf(lead, stance.evidence)}`;
  return [name?.value, role?.value, part?.value, stands, concern && `"${concern.value}"`]
    .filter((each) => each)
    .join(' · ');
}

function others(lines: readonly Line[], names: readonly string[]): string[] {
  const lead = leadOf(lines, names);
  return committee(lead, playbook).flatMap((member) => (member.kind === 'visitor' ? [] : [shown(lead, member)]));
}

const one: [string, string, string][] = [
  // Titles, wherever they stand.
  ['Dana Reyes, our CFO, signs off.', 'Dana Reyes', 'Dana Reyes · CFO · signs off'],
  ['our CFO Dana has to sign off', 'Dana', 'Dana · CFO · signs off'],
  ['My boss is Dana.', 'Dana', 'Dana · boss'],
  ['Dana (head of IT) checks the contract', 'Dana', 'Dana · head of IT · evaluates'],
  ['Mike from procurement has a say', 'Mike', 'Mike · procurement · recommends'],
  ['Mike is in IT', 'Mike', 'Mike · IT'],
  ['Mike is in it for the long run', 'Mike', 'Mike'],
  ['My boss Dana is our CFO', 'Dana', 'Dana · CFO'],
  ['Dana, who runs finance, holds the budget', 'Dana', 'Dana · runs finance · holds the budget'],
  ["I'm the CFO, Dana has to sign off", 'Dana', 'Dana · signs off'],
  ['Dana, my boss Mike signs off', 'Dana', 'Dana'],
  // The part in the decision.
  ['Dana has the final say', 'Dana', 'Dana · decides'],
  ["It's Dana's call.", 'Dana', 'Dana · decides'],
  ['We need approval from our CFO Dana Reyes', 'Dana Reyes', 'Dana Reyes · CFO · signs off'],
  ['We need Dana to sign off', 'Dana', 'Dana · signs off'],
  ['Dana and I decide together.', 'Dana', 'Dana · decides'],
  ['We can start once Dana signs off', 'Dana', 'Dana · signs off'],
  ['Dana is driving this and will use it daily', 'Dana', 'Dana · drives it'],
  ['Dana signs up for every webinar', 'Dana', 'Dana'],
  // Where they stand, and only if the visitor says so.
  ['My boss Dana loves it', 'Dana', 'Dana · boss · for: loves it'],
  ['Dana is pushing for this', 'Dana', 'Dana · for: pushing for this'],
  ['Dana is very sceptical', 'Dana', 'Dana · against: sceptical'],
  ['Dana hates change', 'Dana', 'Dana · against: hates change'],
  ['Dana is not convinced yet', 'Dana', 'Dana · unsure: not convinced yet'],
  ["Dana doesn't see the point", 'Dana', "Dana · against: doesn't see the point"],
  ['Dana was sceptical', 'Dana', 'Dana'],
  ['Dana seems nice', 'Dana', 'Dana'],
  ['Dana is critical to this decision', 'Dana', 'Dana'],
  // What worries them.
  ['Dana is worried about data residency', 'Dana', 'Dana · "worried about data residency"'],
  ['Dana mostly cares about cost, security and speed.', 'Dana', 'Dana · "cares about cost, security and speed"'],
  ["Dana's main concern is the price, and we are in a hurry", 'Dana', 'Dana · "the price"'],
  ['What matters most to Dana is the audit trail.', 'Dana', 'Dana · "the audit trail"'],
  ['For Dana it is all about price', 'Dana', 'Dana · "price"'],
  ['Dana is sceptical about the price but likes it', 'Dana', 'Dana · for: likes it · "about the price"'],
  ["Dana thinks it's too expensive", 'Dana', 'Dana · "thinks it\'s too expensive"'],
  // Pronouns, where only one person can be meant.
  ['Dana is our CFO. She signs off.', 'Dana', 'Dana · CFO · signs off'],
  ['Our CFO Dana, she has to sign off and hates change.', 'Dana', 'Dana · CFO · signs off · against: hates change'],
  ['I report to Dana. They are all for it. They decide.', 'Dana', 'Dana · decides · for: all for it'],
  ['Dana Reyes, our CFO. Her main concern is cost.', 'Dana Reyes', 'Dana Reyes · CFO · "cost"'],
  ['I report to Dana. For her it is all about price.', 'Dana', 'Dana · "price"'],
  ['Dana reports to our CEO. He is sceptical.', 'Dana', 'Dana'],
  ['I work with Dana. It rained. She is sceptical.', 'Dana', 'Dana'],
  // Denied, imagined, asked, hoped.
  ["Dana doesn't sign off", 'Dana', 'Dana'],
  ["Dana doesn't sign off, she evaluates the tools", 'Dana', 'Dana · evaluates'],
  ['Dana is not worried about cost', 'Dana', 'Dana'],
  ["We don't need approval from Dana", 'Dana', 'Dana'],
  ['If Dana likes it, she will sign.', 'Dana', 'Dana'],
  ['I hope Dana loves it', 'Dana', 'Dana'],
  ['Dana might be against it', 'Dana', 'Dana'],
  ['Dana would love it', 'Dana', 'Dana'],
  ['Dana would sign if I did', 'Dana', 'Dana'],
  ['Write down that Dana loves it', 'Dana', 'Dana'],
  ['Dana is worried about cost and so am I', 'Dana', 'Dana · "worried about cost"'],
  ['Does Dana have to sign off?', 'Dana', 'Dana'],
  ['Maybe Dana decides', 'Dana', 'Dana'],
  // Other languages.
  [
    'Mein Chef Klaus muss unterschreiben, er ist skeptisch wegen der Kosten.',
    'Klaus',
    'Klaus · Chef · signs off · against: skeptisch · "wegen der Kosten"',
  ],
  [
    'Stefan Frei, unser Geschäftsführer, entscheidet. Er ist dafür.',
    'Stefan Frei',
    'Stefan Frei · Geschäftsführer · decides · for: dafür',
  ],
  [
    'Petra aus dem Einkauf macht sich Sorgen um den Preis',
    'Petra',
    'Petra · Einkauf · "macht sich Sorgen um den Preis"',
  ],
  [
    "Notre directrice financière Claire Petit doit signer. Elle s'inquiète du prix.",
    'Claire Petit',
    'Claire Petit · directrice financière · signs off · "s\'inquiète du prix"',
  ],
  ["Luc n'est pas convaincu", 'Luc', "Luc · unsure: n'est pas convaincu"],
  [
    'Mi jefa Marta tiene que aprobar, le preocupa el precio.',
    'Marta',
    'Marta · jefa · signs off · "le preocupa el precio"',
  ],
  ['Marta está a favor', 'Marta', 'Marta · for: a favor'],
];

test.each(one)('%s', (line, name, expected) => {
  expect(others([line], [name])).toEqual([expected]);
});

const several: [string, Line[], string[], string[]][] = [
  [
    'two, one after the other',
    ['My boss Dana loves it, but Mike hates change.'],
    ['Dana', 'Mike'],
    ['Dana · boss · for: loves it', 'Mike · against: hates change'],
  ],
  [
    'two who do the same',
    ['Dana, our CFO, and Mike from IT have to sign off.'],
    ['Dana', 'Mike'],
    ['Dana · CFO · signs off', 'Mike · IT · signs off'],
  ],
  [
    'two of whom only one does it',
    ['I talked to Dana, and Mike signs off'],
    ['Dana', 'Mike'],
    ['Dana', 'Mike · signs off'],
  ],
  [
    'a list of three',
    ['Dana, Mike and Lena all have to agree.'],
    ['Dana', 'Mike', 'Lena'],
    ['Dana · signs off', 'Mike · signs off', 'Lena · signs off'],
  ],
  [
    'a pronoun that could be either',
    ['Dana told Mike that she hates it. She decides.'],
    ['Dana', 'Mike'],
    ['Dana', 'Mike'],
  ],
  ['somebody Baton does not know', ['Dana signs off, Otto hates it and decides'], ['Dana'], ['Dana · signs off']],
  ['a stance that changes', ['Dana is sceptical', 'Dana is on board now'], ['Dana'], ['Dana · for: on board']],
  ['a stance taken back', ['Dana is against it', "Dana isn't against it any more"], ['Dana'], ['Dana']],
  [
    'a part that changes',
    ['Dana decides', 'Sorry, Dana only recommends, Mike decides'],
    ['Dana', 'Mike'],
    ['Dana · recommends', 'Mike · decides'],
  ],
  [
    'a fuller name',
    ['my boss Dana signs', 'Dana Reyes is sceptical'],
    ['Dana', 'Dana Reyes'],
    ['Dana Reyes · boss · signs off · against: sceptical'],
  ],
  [
    'two of one first name',
    ['Dana Reyes and Dana Cole', 'Dana is sceptical'],
    ['Dana Reyes', 'Dana Cole'],
    ['Dana Reyes', 'Dana Cole'],
  ],
  [
    'a pronoun across messages',
    ['Dana Reyes, our CFO.', { baton: 'What matters to her?' }, 'She is worried about cost'],
    ['Dana Reyes'],
    ['Dana Reyes · CFO · "worried about cost"'],
  ],
  ['who left', ['Dana decides', 'Dana left last week, Diana decides now'], ['Dana', 'Diana'], ['Diana · decides']],
  ['who left, by pronoun', ['Dana decides. She left in May.'], ['Dana'], []],
  [
    'a wrong name and their title',
    ["It's Dana", "it's not Dana, my boss is Diana"],
    ['Dana', 'Diana'],
    ['Diana · boss'],
  ],
  ['a wrong name', ["It's Dana", "sorry, it's not Dana, it's Diana"], ['Dana', 'Diana'], ['Diana']],
  ['who is not involved', ['Dana knows the tools. Dana is not involved.'], ['Dana'], []],
  ['who is replaced', ['my boss Dana', 'Mike took over from Dana'], ['Dana', 'Mike'], ['Mike']],
  ['who came back', ['Dana left', 'Actually Dana is back, Dana signs off'], ['Dana'], ['Dana · signs off']],
  [
    'whose decision it is not',
    ["It's not Dana's decision, Mike decides"],
    ['Dana', 'Mike'],
    ['Dana', 'Mike · decides'],
  ],
  [
    'people of other companies',
    ["Our supplier's CEO Dana is sceptical. Mike from our agency hates it. My old boss Lena loved it."],
    ['Dana', 'Mike', 'Lena'],
    [],
  ],
  ['who left a note', ['Dana left a note that she decides'], ['Dana'], ['Dana']],
  [
    'the visitor by name',
    ["I'm Ana Ruiz, our CFO Dana signs. Ana decides."],
    ['Dana', 'Ana'],
    ['Dana · CFO · signs off'],
  ],
];

describe('several people', () => {
  test.each(several)('%s', (_, lines, names, expected) => {
    const lead = leadOf(lines, names);
    const own = lead.messages[0]?.text.includes('Ana Ruiz') ? [answerOf(lead.messages, 'Ana Ruiz', 'name')] : [];
    const with_ = { ...lead, answers: [...lead.answers, ...own] };
    expect(
      committee(with_, playbook)
        .slice(1)
        .map((member) => shown(with_, member)),
    ).toEqual(expected);
  });
});

test('the visitor comes first, with their own answers', () => {
  const lead = leadOf(["I'm Ana Ruiz and our CFO Dana and I decide together"], ['Dana']);
  const authority: Answer = { ...answerOf(lead.messages, 'decide together', 'authority'), value: 'shares' };
  const answers = [...lead.answers, answerOf(lead.messages, 'Ana Ruiz', 'name'), authority];
  const [visitor, dana] = committee({ ...lead, answers }, playbook);
  expect(visitor).toMatchObject({
    kind: 'visitor',
    name: { value: 'Ana Ruiz' },
    part: { value: 'Decides with others' },
  });
  expect(dana).toMatchObject({ kind: 'colleague', name: { value: 'Dana' }, part: { value: 'decides' } });
  expect(committee(leadOf(['Hi'], []), playbook)).toEqual([
    { kind: 'visitor', name: null, role: null, part: null, stance: null, concern: null },
  ]);
});

test('a stakeholder whom a model invents is on no map', () => {
  const talk = converse();
  talk.say('We want to replace our reporting tool');
  const claim = (value: string, quote: string) => ({ field: 'stakeholder', value, message: 3, quote });
  const claims = [claim('Priya Raman', 'our CFO'), claim('Karen', 'Karen'), claim('Dana', 'Dana')];
  talk.hear({ claims, wants: 'answering', interviewer: 'openai:test' }, 'our CFO Dana signs off');
  expect(committee(talk.lead, defaultPlaybook()).map(({ name }) => name?.value)).toEqual([undefined, 'Dana']);
  expect(talk.lead.refused.map(({ value }) => value)).toEqual(['Priya Raman', 'Karen']);
});

test('a name that the visitor confirmed stands as it was offered', () => {
  const lead = leadOf(['the CFO', { baton: 'That is Dana Reyes, right?' }, 'yes. She signs off.'], []);
  const evidence = {
    kind: 'confirmed',
    offer: 2,
    offered: { start: 8, end: 18 },
    message: 3,
    start: 0,
    end: 3,
  } as const;
  const answers = [{ field: 'stakeholder', value: 'Dana Reyes', evidence, interviewer: 'guided', at }];
  expect(committee({ ...lead, answers }, playbook)[1]).toMatchObject({ name: { value: 'Dana Reyes', evidence } });
});

describe('for any text', () => {
  const names = ['Dana', 'Mike', 'Dana Reyes', 'Émile', 'O’Neil', 'will'];
  const words = [
    ...names,
    ...[
      'our CFO',
      'my boss',
      'is',
      'and',
      ',',
      '.',
      'signs off',
      'worried about',
      'she',
      'not',
      'left',
      'hates',
      'it',
      '?',
      '\n',
    ],
    ...[
      '“',
      '(',
      ')',
      "'s",
      'decision',
      'for',
      'sceptical',
      '👩‍👩‍👧',
      'ß',
      'İ',
      '\u0301',
      'of our client',
      'because',
      'cost',
    ],
  ];
  const text = fc.oneof(
    fc.array(fc.constantFrom(...words), { maxLength: 40 }).map((each) => each.join(' ')),
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.string({ unit: 'binary', maxLength: 60 }),
  );

  test('every piece is a slice of what the visitor wrote', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 4 }), (lines) => {
        const said = names.filter((name) => lines.some((line) => line.includes(name)));
        const lead = leadOf(lines, said);
        for (const { kind, name, role, part, stance, concern } of committee(lead, playbook)) {
          for (const piece of [name, role, part, stance, concern]) {
            if (piece === null || kind === 'visitor') continue;
            expect(lead.messages[piece.evidence.message - 1]?.from).toBe('visitor');
            expect(quoteOf(lead, piece.evidence).trim()).not.toBe('');
          }
          for (const piece of [name, role, concern]) {
            if (piece !== null && kind === 'colleague') expect(quoteOf(lead, piece.evidence)).toBe(piece.value);
          }
        }
      }),
      { numRuns: 300, endOnFailure: true },
    );
  });

  test('no text takes long', () => {
    const filler = "is is's very and who ".repeat(400);
    const lead = leadOf(
      [`Dana ${filler}`, `${'our CFO, '.repeat(900)}Dana`, `Dana ${'worried '.repeat(1_000)}`],
      ['Dana'],
    );
    const begun = performance.now();
    committee(lead, playbook);
    expect(performance.now() - begun).toBeLessThan(5_000);
  });
});
