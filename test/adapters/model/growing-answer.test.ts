// However an answer is cut on its way, what is read of it so far is a beginning of what it says in the end.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Grown, growingAnswer } from '../../../src/adapters/model/growing-answer.ts';

const start = '{"claims":[],"wants":"answering","next":"size","reply":';
const answers: [string, string][] = [
  ['plain', `${start}"Good. How many are you?"}`],
  ['with spaces and lines between', `{\n  "claims" : [ ],\n "wants": "asking" ,\n "next":null, "reply" :\t"So?" }\n`],
  ['with every escape', `${start}"a\\"b\\\\c\\/d\\b\\f\\n\\r\\t\\u00e9\\u00E9"}`],
  ['with characters of two halves', `${start}"\\ud83d\\ude00 😀 \\uD83D😀\\ude00."}`],
  [
    'with a reply in a claim',
    `{"claims":[{"reply":"no","quote":"\\"reply\\":\\"x"}],"reply":"yes {[\\"]}","next":null}`,
  ],
  ['with "reply" as a value', `{"wants":"reply","next":"reply","reply":"yes"}`],
  ['with nothing to say', `${start}""}`],
  ['without a reply', `{"claims":[],"wants":"nothing"}`],
  ['whose reply is no text', `{"reply":null,"next":"reply"}`],
];

/** What is read after each of these pieces. */
const read = (pieces: readonly string[]): (Grown | null)[] => {
  const answer = growingAnswer();
  return pieces.map((piece) => answer.add(piece));
};
const replyOf = (text: string) => {
  const { reply } = JSON.parse(text) as { reply?: unknown };
  return typeof reply === 'string' ? reply : null;
};

describe.each(answers)('an answer %s', (_what, text) => {
  const said = replyOf(text);
  const whole = read([text]).at(-1);

  test('is read like JSON when it is all there', () => {
    expect(whole?.reply ?? null).toBe(said);
    expect(whole?.isWhole ?? null).toBe(said === null ? null : true);
    if (whole != null) expect(JSON.parse(`${whole.head}"}`)).toMatchObject({ reply: '' });
  });

  test('cut at any place: never more than it says, and all of it in the end', () => {
    for (let at = 0; at <= text.length; at++) {
      const [first, last] = read([text.slice(0, at), text.slice(at)]);
      expect(said?.startsWith(first?.reply ?? '') ?? true).toBe(true);
      expect(last).toEqual(whole);
    }
  });

  test('character by character it never goes back, and is whole only when the reply is closed', () => {
    const seen = read(text.split(''));
    let before = '';
    for (const so of seen) {
      expect(so?.reply.startsWith(before) ?? before === '').toBe(true);
      before = so?.reply ?? before;
    }
    const closedAt = seen.findIndex((so) => so?.isWhole === true);
    const written = closedAt < 0 ? null : text.slice(whole?.head.length, closedAt);
    expect(written === null ? null : JSON.parse(`"${written}"`)).toBe(said);
  });
});

test('half a character waits for its other half', () => {
  expect(read([`${start}"a\\ud83d`, '\\ude', '00b'])).toMatchObject([
    { reply: 'a' },
    { reply: 'a' },
    { reply: 'a😀b' },
  ]);
  expect(read([`${start}"a\ud83d`, '\ude00'])).toMatchObject([{ reply: 'a' }, { reply: 'a😀' }]);
});

test('any reply, cut anywhere', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 });
  const unit = fc.constantFrom(
    'a',
    ' ',
    '"',
    '\\',
    '/',
    '{',
    ']',
    'reply',
    '\n',
    '\u0001',
    '\u007f',
    'é',
    '😀',
    '\ud83d',
    '\ude00',
  );
  const reply = fc.string({ unit, maxLength: 40 });
  const claims = fc.constantFrom(
    '[]',
    '[{"reply":"no"}]',
    '{"a":["\\"reply\\":\\"x"]}',
    '"reply"',
    'null',
    ' [ 1 , "]" ] ',
  );
  fc.assert(
    fc.property(reply, claims, sizes, (said, claims, cuts) => {
      const text = `{"claims":${claims},"reply":${JSON.stringify(said)}}`;
      const pieces: string[] = [];
      for (let at = 0; at < text.length; at += pieces.at(-1)?.length ?? 1) {
        pieces.push(text.slice(at, at + (cuts[pieces.length % cuts.length] ?? 1)));
      }
      const seen = read(pieces);
      const last = seen.at(-1);
      return last?.reply === said && last.isWhole && seen.every((so) => so === null || said.startsWith(so.reply));
    }),
  );
});
