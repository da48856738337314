// A visitor who is back after a long time: asked whether it still holds, with their own old words, and never made to say it twice.
import { describe, expect, test } from 'vitest';
import { adherence } from '../../src/core/adherence.ts';
import { asksAgain } from '../../src/core/amnesia.ts';
import { choices } from '../../src/core/choices.ts';
import { clearNo, clearYes } from '../../src/core/confirmed.ts';
import type { Turn } from '../../src/core/interviewer.ts';
import { known } from '../../src/core/known.ts';
import { type Answer, currentAnswers, type Lead, quoteOf } from '../../src/core/lead.ts';
import { continuity } from '../../src/core/pillars.ts';
import { fieldOf, type Playbook } from '../../src/core/playbook.ts';
import { prompt } from '../../src/core/prompt.ts';
import { asksForKnown } from '../../src/core/re-asked.ts';
import { isStillSo } from '../../src/core/still-so.ts';
import { oldAnswers } from '../../src/core/taken-back.ts';
import { settleSilence } from '../../src/core/turn.ts';
import { why } from '../../src/core/why.ts';
import { type Conversation, converse } from '../support/conversation.ts';
import { defaultPlaybook } from '../support/default-playbook.ts';

const page = defaultPlaybook();
const dayMs = 86_400_000;

/** They said these things, left, and are back after so many days. */
function back(days: number, { playbook = page, hello = 'Hello again!', says = first }: Partial<Back> = {}) {
  const conversation = converse(playbook, '2026-03-10T14:00:00.000Z');
  for (const line of says) conversation.say(line);
  return { conversation, asked: returns(conversation, { days, playbook, hello }) };
}
function returns(conversation: Conversation, { days, playbook, hello }: Omit<Back, 'says'> & { days: number }) {
  conversation.wait(playbook.limits.silenceMinutes * 60_000);
  const { lead, now } = conversation;
  conversation.set(settleSilence(lead, lead.messages.length, { playbook, now })?.lead ?? {});
  conversation.wait(days * dayMs);
  return conversation.say(hello);
}
type Back = { playbook: Playbook; hello: string; says: readonly string[] };

const first = ['We want to stop building the board report by hand.', 'By June 2028.', 'We are 40 people.'];
/** Only the size may have changed. */
const onlySize = defaultPlaybook((yaml) =>
  yaml
    .replace('  - id: use_case\n', '  - id: use_case\n    staysDays: null\n')
    .replace('  - id: urgency\n', '  - id: urgency\n    staysDays: null\n'),
);

const latest = (lead: Lead, id: string): Answer | undefined => currentAnswers(lead).find(({ field }) => field === id);
const value = ({ lead }: Conversation, id: string, playbook = page) => {
  const field = fieldOf(playbook, id);
  return field && known(lead, field);
};

describe('who is back', () => {
  test('soon is asked nothing old', () => {
    expect(back(30).asked).toBe('Do you have a budget in mind for this?');
  });

  test('after a long time is asked whether it still holds, in their own words, and no more than twice', () => {
    const { conversation, asked } = back(400);
    expect(asked).toBe(
      'In March 2026 you told us: “We want to stop building the board report by hand”. Is that still right?',
    );
    expect(conversation.say('Yes')).toBe('In March 2026 you told us: “40 people”. Is that still right?');
    expect(conversation.say('Yes, still')).toBe('Do you have a budget in mind for this?');
    expect(oldAnswers(conversation.lead, page).map(({ label, since }) => [label, since])).toEqual([
      ['Timing', 'Mar 2026'],
    ]);
  });

  test('and wants a person, or to leave, is asked nothing old', () => {
    expect(back(400, { hello: 'Can I talk to a person?' }).asked).not.toContain('told us');
    expect(back(400, { hello: 'We are 40 people. Bye, not interested.' }).asked).not.toContain('told us');
  });

  test('and has said it again by themselves is not asked about it', () => {
    const { conversation, asked } = back(400, { playbook: onlySize, hello: 'Hello, we are still 40 people.' });
    expect(asked).not.toContain('told us');
    expect(latest(conversation.lead, 'size')?.evidence.message).toBeGreaterThan(5);
  });

  test('is not asked for what counts for nothing', () => {
    const uncounted = defaultPlaybook((yaml) =>
      yaml
        .replace('needs: [use_case]\n', 'needs: [urgency]\n')
        .replace('    - { points: 15, when: use_case, because: Said what they want to get done }\n', ''),
    );
    expect(back(400, { playbook: uncounted }).asked).not.toContain('board report');
  });
});

describe('the answer', () => {
  test('yes is evidence that they confirmed it, with its own day', () => {
    const { conversation } = back(400, { playbook: onlySize });
    const offer = conversation.lead.messages.at(-1);
    conversation.say('Yes, that is still right.');
    const { lead } = conversation;
    const answer = latest(lead, 'size');
    expect(answer).toMatchObject({ value: 40, confidence: 75, evidence: { kind: 'confirmed', offer: offer?.n } });
    expect(answer && quoteOf(lead, answer.evidence)).toBe('Yes, that is still right');
    if (answer?.evidence.kind !== 'confirmed') throw new Error('It was not confirmed.');
    expect(offer?.text.slice(answer.evidence.offered.start, answer.evidence.offered.end)).toBe('40 people');
    expect(oldAnswers(lead, onlySize)).toEqual([]);
  });

  test('another value replaces it', () => {
    const { conversation } = back(400, { playbook: onlySize });
    conversation.say('No, we are 65 now.');
    expect(latest(conversation.lead, 'size')).toMatchObject({ value: 65, evidence: { kind: 'said' } });
  });

  test('a bare number replaces it too', () => {
    const { conversation } = back(400, { playbook: onlySize });
    conversation.say('65');
    expect(value(conversation, 'size', onlySize)).toBe(65);
  });

  test('a yes with a doubt in it is none', () => {
    const { conversation } = back(400, { playbook: onlySize });
    conversation.say('Yes, but that might change.');
    expect(latest(conversation.lead, 'size')?.evidence.kind).toBe('said');
  });

  test('no takes it back: it counts no more, and the plain question follows', () => {
    const { conversation } = back(400, { playbook: onlySize });
    const before = conversation.lead.score;
    expect(conversation.say('No.')).toBe('How many people work at your company?');
    expect(value(conversation, 'size', onlySize)).toBeUndefined();
    expect(conversation.lead.score).toBeLessThan(before);
    expect(conversation.lead.declined).toEqual([]);
    expect(conversation.say('hm')).toBe('Roughly how many people is that, just a number?');
    conversation.say('A hundred.');
    expect(value(conversation, 'size', onlySize)).toBe(100);
  });

  test('what was taken back does not come back at the end of the interview', () => {
    const { conversation } = back(400, { playbook: onlySize });
    conversation.say('No.');
    const { lead, now } = conversation;
    const settled = settleSilence(lead, lead.messages.length, { playbook: onlySize, now });
    expect(settled && latest(settled.lead, 'size')?.evidence.message).toBe(5);
    expect(settled?.lead.score).toBe(lead.score);
  });

  test('anything else leaves it as it stands, old, and it is not asked about again in this visit', () => {
    const { conversation } = back(400, { playbook: onlySize });
    expect(conversation.say('What does it cost?')).not.toContain('40 people');
    expect(value(conversation, 'size', onlySize)).toBe(40);
    expect(why(conversation.lead, onlySize).old).toEqual([
      { label: 'Company size', value: '40', quote: '40 people', since: 'Mar 2026' },
    ]);
  });

  test('a no to what was asked after it takes nothing back', () => {
    const { conversation } = back(400, { playbook: onlySize });
    conversation.say('What does it cost?');
    conversation.say('No.');
    expect(value(conversation, 'size', onlySize)).toBe(40);
  });

  test.each(['No.', "I'd rather not say."])('“%s” holds in a later visit too', (answer) => {
    const { conversation } = back(400, { playbook: onlySize });
    conversation.say(answer);
    const asked = returns(conversation, { days: 400, playbook: onlySize, hello: 'Hello once more!' });
    expect(asked).not.toContain('40 people');
  });

  test('whoever would rather not say is asked for it no more', () => {
    const { conversation } = back(400, { playbook: onlySize });
    expect(conversation.say("I'd rather not say.")).not.toContain('How many people');
    expect(conversation.lead.declined).toEqual(['size']);
  });
});

describe('a choice that a short word made', () => {
  const says = ['We want to stop building the board report by hand.', 'By June 2028.', '40 people', 'Me.'];
  const playbook = defaultPlaybook((yaml) =>
    yaml
      .replace('  - id: use_case\n', '  - id: use_case\n    staysDays: null\n')
      .replace('  - id: urgency\n', '  - id: urgency\n    staysDays: null\n')
      .replace('  - id: size\n', '  - id: size\n    staysDays: null\n'),
  );

  test('is asked about beside its question, and a yes chooses no other option', () => {
    const { conversation, asked } = back(200, { playbook, says });
    expect(asked).toBe(
      'Who decides on something like this at your company, you or somebody else? In March you told us: “I decide”. Is that still right?',
    );
    conversation.say('Yes.');
    expect(latest(conversation.lead, 'authority')).toMatchObject({ value: 'decides', evidence: { kind: 'confirmed' } });
  });

  test('a no takes it back and chooses no option either', () => {
    const { conversation } = back(200, { playbook, says });
    conversation.say('No.');
    expect(value(conversation, 'authority', playbook)).toBeUndefined();
    conversation.say('Somebody else.');
    expect(value(conversation, 'authority', playbook)).toBe('influences');
  });

  test('a model cannot make an option of that yes', () => {
    const nextStep = [...says, 'ada@acme.com', 'By e-mail.'];
    const onlyThat = defaultPlaybook((yaml) =>
      ['use_case', 'urgency', 'size', 'authority'].reduce(
        (left, id) => left.replace(`  - id: ${id}\n`, `  - id: ${id}\n    staysDays: null\n`),
        yaml.replace('start: 60', 'start: 99'),
      ),
    );
    const { conversation } = back(200, { playbook: onlyThat, says: nextStep });
    const line = conversation.lead.messages.at(-1);
    expect(line?.asks).toBe('next_step');
    const claim = { field: 'next_step', value: 'call', message: (line?.n ?? 0) + 1, quote: 'Yes' };
    conversation.hear({ claims: [claim], wants: 'answering', interviewer: 'openai:test:p' }, 'Yes');
    expect(value(conversation, 'next_step', onlyThat)).toBe('email');
    expect(conversation.lead.refused.at(-1)).toMatchObject({ field: 'next_step', value: 'call' });
  });
});

test('a day that is over is no longer put forward: they are asked for another, beside what they said then', () => {
  const says = ['We want to stop building the board report by hand.', 'By the end of April.'];
  const playbook = defaultPlaybook((yaml) =>
    yaml.replace('  - id: use_case\n', '  - id: use_case\n    staysDays: null\n'),
  );
  const { conversation, asked } = back(200, { playbook, says });
  expect(asked).toBe('In March you told us: “the end of April”. By when would you like this to be in place?');
  conversation.say('Yes');
  expect(latest(conversation.lead, 'urgency')?.evidence.kind).toBe('said');
});

describe('what came along from an earlier conversation', () => {
  const carried = (aloud: boolean): Answer => ({
    field: 'size',
    value: 40,
    evidence: {
      kind: 'carried',
      lead: 'lead_0',
      channel: 'whatsapp',
      of: 'said',
      quote: '40 people',
      by: 'email',
      aloud,
      message: 0,
      start: 0,
      end: 0,
    },
    interviewer: 'guided',
    at: '2025-01-15T09:00:00.000Z',
  });
  const begun = (aloud: boolean) => {
    const conversation = converse(page, '2026-03-10T14:00:00.000Z');
    conversation.set({ answers: [carried(aloud)] });
    return { conversation, asked: conversation.say('Hello, we need better reports for our sales team.') };
  };

  test('is put before somebody who proved to be its person, and a yes to it is evidence of this conversation', () => {
    const { conversation, asked } = begun(true);
    expect(asked).toContain('In January 2025 you told us: “40 people”. Is that still right?');
    conversation.say('Yes, that is right.');
    expect(latest(conversation.lead, 'size')).toMatchObject({ value: 40, evidence: { kind: 'confirmed' } });
  });

  test('is never put before somebody who only says so', () => {
    expect(begun(false).asked).not.toMatch(/40|told us/);
  });
});

describe('whoever counts what is asked twice', () => {
  const { conversation } = back(400, { playbook: onlySize });
  const { lead } = conversation;
  const n = lead.messages.length;

  test('does not count a question with their own words', () => {
    expect(isStillSo(lead.messages[n - 1]!, lead)).toBe(true);
    // Before they had said any of it, words in quotation marks were nobody's.
    expect(isStillSo({ ...lead.messages[n - 1]!, n: 1 }, lead)).toBe(false);
    expect(asksForKnown(lead, n, { since: n, playbook: onlySize })).toBe(false);
    expect(asksAgain(lead, { back: n - 1, playbook: onlySize })).toBe(false);
    expect(adherence(lead, onlySize)).toMatchObject({ askedOnce: true, noKnownAsked: true });
    expect(continuity(lead, onlySize).mostAsked).toBe(0);
  });

  test('counts the same question without them', () => {
    const plain = lead.messages.map((line) =>
      line.n === n ? { ...line, text: 'How many people work at your company?' } : line,
    );
    expect(asksAgain({ ...lead, messages: plain }, { back: n - 1, playbook: onlySize })).toBe(true);
    expect(adherence({ ...lead, messages: plain }, onlySize).noKnownAsked).toBe(false);
  });
});

describe('a model', () => {
  test('is told what to ask about, and with which words', () => {
    const { conversation } = back(400);
    const { state } = prompt({ lead: conversation.lead, playbook: page });
    expect(state).toContain('size: whether it still holds');
    expect(state).toContain('“40 people”');
  });

  const turn = (text: string, asks: string): Turn => ({
    claims: [],
    wants: 'nothing',
    interviewer: 'openai:test:p',
    reply: { text, asks },
  });
  const replies = (reply: string, asks = 'size') => {
    const conversation = converse(onlySize, '2026-03-10T14:00:00.000Z');
    for (const line of first) conversation.say(line);
    conversation.wait(onlySize.limits.silenceMinutes * 60_000);
    const { lead, now } = conversation;
    conversation.set(settleSilence(lead, lead.messages.length, { playbook: onlySize, now })?.lead ?? {});
    conversation.wait(400 * dayMs);
    return conversation.hear(turn(reply, asks), 'Hello again!');
  };

  test('may ask in words of its own with theirs beside them', () => {
    const reply = 'Good to see you! You once wrote “40 people”, is that still about right?';
    expect(replies(reply)).toBe(reply);
  });

  test.each([
    ['without their words', 'Is the size still right?', 'size'],
    ['with other words', 'You once wrote “50 people”, still right?', 'size'],
    ['for something else instead', 'Who decides at your company?', 'authority'],
  ])('is not heard %s', (_what, reply, asks) => {
    expect(replies(reply, asks)).toBe('In March 2026 you told us: “40 people”. Is that still right?');
  });
});

describe.each([
  [
    'de',
    ['Wir möchten den Vorstandsbericht nicht mehr von Hand bauen.', 'Bis Juni 2028.', 'Wir sind 40 Leute.'],
    'Hallo, da bin ich wieder!',
    'Im März 2026 haben Sie uns gesagt: „40 Leute“. Stimmt das noch?',
  ],
  [
    'fr',
    ['Nous voulons arrêter de faire le rapport à la main.', "D'ici juin 2028.", 'Nous sommes 40 personnes.'],
    'Bonjour, me revoilà !',
    'En mars 2026, vous nous avez dit : « 40 personnes ». Est-ce toujours le cas ?',
  ],
  [
    'es',
    ['Queremos dejar de hacer el informe a mano.', 'Para junio de 2028.', 'Somos 40 personas.'],
    '¡Hola de nuevo!',
    'En marzo de 2026 nos dijo: «40 personas». ¿Sigue siendo así?',
  ],
] as const)('in %s', (language, says, hello, question) => {
  test('it is asked, pressed and understood', () => {
    const { conversation, asked } = back(400, { playbook: onlySize, says, hello });
    expect(asked).toBe(question);
    const { lead, now } = conversation;
    const buttons = choices(lead, lead.messages.length, { playbook: onlySize, now, link: null }).choices ?? [];
    expect(buttons).toHaveLength(2);
    const again = (say: string) => {
      const { conversation: other } = back(400, { playbook: onlySize, says, hello });
      other.say(say);
      return latest(other.lead, 'size')?.evidence.kind === 'confirmed' ? 'yes' : value(other, 'size', onlySize);
    };
    expect(buttons.map(({ say }) => again(say))).toEqual(['yes', undefined]);
    expect(language).toBeTypeOf('string');
  });
});

test.each([
  'Yes, still right.',
  'Yes, nothing changed.',
  'Still the same',
  'No changes',
  'Ja, das stimmt noch.',
  'Stimmt noch',
  'Immer noch',
  'Unverändert',
  "Oui, c'est toujours le cas.",
  'Toujours',
  "Rien n'a changé",
  'Sí, sigue siendo así.',
  'Sigue igual',
  'Todavía es así',
])('“%s” is a yes', (words) => {
  expect(clearYes(words, 'US')).not.toBeNull();
  expect(clearNo(words)).toBe(false);
});

test.each([
  'No',
  'No, not any more.',
  'Nope, we grew.',
  "That's changed.",
  'Not really',
  'Nein.',
  'Nein, nicht mehr.',
  'Das stimmt nicht mehr.',
  'Das hat sich geändert.',
  'Non.',
  'Non, plus maintenant.',
  'Ça a changé.',
  "Ce n'est plus le cas.",
  'No, ya no.',
  'Ya no.',
  'Eso ha cambiado.',
])('“%s” is a no', (words) => {
  expect(clearNo(words)).toBe(true);
  expect(clearYes(words, 'US')).toBeNull();
});

test('their old words cannot fill a blank of ours', () => {
  const says = ['We want {company} and {rep} on one page, every board report by hand takes us days.'];
  expect(back(400, { says }).asked).toContain('“We want {company} and {rep} on one page');
});
