import { describe, expect, test } from 'vitest';
import { armsOf } from '../../src/core/arms.ts';
import { inTheirLanguage, untranslated, wordings } from '../../src/core/in-language.ts';
import type { Message } from '../../src/core/lead.ts';
import { promised } from '../../src/core/promised.ts';
import { timesTold } from '../../src/core/tell.ts';
import { builtInWords } from '../../src/core/words.ts';
import { defaultPlaybook } from '../support/default-playbook.ts';

const now = '2026-11-25T15:00:00.000Z';
const page = defaultPlaybook();
type Arms = [id: string, weight: number][];
const trying = (...experiments: { id: string; arms: Arms; since?: string; until?: string }[]) => ({
  ...page,
  experiments: experiments.map(({ arms, ...rest }) => ({
    since: '2026-11-23',
    ...rest,
    arms: arms.map(([id, weight]) => ({ id, weight, words: {}, translations: {} })),
  })),
});
const many = 6_000;
const visitors = Array.from({ length: many }, (_, i) => `visitor-${i}`);
const drawn = (playbook: typeof page, experiment: string) =>
  visitors.map((visitor) => armsOf(visitor, playbook, now)[experiment]);
const moved = (before: (string | undefined)[], after: (string | undefined)[]) =>
  before.flatMap((from, i) => (from === after[i] ? [] : [`${from} to ${after[i]}`]));

describe('which arm a visitor is in', () => {
  test.each<{ arms: Arms }>([
    {
      arms: [
        ['a', 1],
        ['b', 1],
      ],
    },
    {
      arms: [
        ['a', 9],
        ['b', 1],
      ],
    },
    {
      arms: [
        ['a', 50],
        ['b', 30],
        ['c', 20],
      ],
    },
    {
      arms: [
        ['a', 100],
        ['b', 1],
      ],
    },
  ])('shares are those of the weights: $arms', ({ arms }) => {
    const all = drawn(trying({ id: 'opener', arms }), 'opener');
    const whole = arms.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [id, weight] of arms) {
      const share = weight / whole;
      const off = Math.abs(all.filter((each) => each === id).length / many - share);
      expect(off).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / many));
    }
  });

  test('another experiment moves nobody, and its arms fall across those of the first', () => {
    const opener = {
      id: 'opener',
      arms: [
        ['a', 1],
        ['b', 1],
      ] as Arms,
    };
    const alone = drawn(trying(opener), 'opener');
    const both = trying(
      {
        id: 'tone',
        arms: [
          ['a', 1],
          ['b', 1],
        ],
      },
      opener,
    );
    expect(drawn(both, 'opener')).toEqual(alone);
    const tone = drawn(both, 'tone');
    const alike = tone.filter((each, i) => each === alone[i]).length / many;
    expect(Math.abs(alike - 0.5)).toBeLessThan(0.026);
  });

  test('a weight that grows only takes visitors, and no more than its share grows by', () => {
    const before = drawn(
      trying({
        id: 'x',
        arms: [
          ['a', 1],
          ['b', 1],
          ['c', 1],
        ],
      }),
      'x',
    );
    const after = drawn(
      trying({
        id: 'x',
        arms: [
          ['a', 1],
          ['b', 2],
          ['c', 1],
        ],
      }),
      'x',
    );
    const moves = moved(before, after);
    expect(new Set(moves)).toEqual(new Set(['a to b', 'c to b']));
    expect(Math.abs(moves.length / many - (1 / 2 - 1 / 3))).toBeLessThan(0.025);
    const fourth = drawn(
      trying({
        id: 'x',
        arms: [
          ['d', 1],
          ['a', 1],
          ['b', 1],
          ['c', 1],
        ],
      }),
      'x',
    );
    expect(new Set(moved(before, fourth))).toEqual(new Set(['a to d', 'b to d', 'c to d']));
    const doubled = drawn(
      trying({
        id: 'x',
        arms: [
          ['c', 2],
          ['b', 2],
          ['a', 2],
        ],
      }),
      'x',
    );
    expect(moved(before, doubled)).toEqual([]);
  });

  test('an experiment runs from its first day to its last, in the zone of the page', () => {
    const arms: Arms = [
      ['a', 1],
      ['b', 1],
    ];
    const playbook = trying({ id: 'x', arms, until: '2026-11-30' });
    const at = (now: string) => Object.keys(armsOf('v1', playbook, now));
    expect(at('2026-11-23T04:59:59.000Z')).toEqual([]);
    expect(at('2026-11-23T05:00:00.000Z')).toEqual(['x']);
    expect(at('2026-12-01T04:59:59.000Z')).toEqual(['x']);
    expect(at('2026-12-01T05:00:00.000Z')).toEqual([]);
  });
});

describe('what the visitors of an arm hear', () => {
  const worded = defaultPlaybook((text) =>
    text.replace(
      'words: {}\n',
      `words: { opening: 'The page says hello.' }
experiments:
  - id: opener
    since: 2026-11-23
    arms:
      - id: page
      - id: short
        words: { opening: 'Hello there!', handedOff: 'Our people will write within {opens}.' }
        translations: { de: { words: { opening: 'Hallo!' } } }
`,
    ),
  );
  const said = (text: string): Message => ({
    n: 1,
    from: 'visitor',
    name: null,
    text,
    channel: 'web',
    at: now,
    asks: null,
  });
  const opening = (arms: Record<string, string>, text = 'Hi, we need a tool for our reports') =>
    inTheirLanguage(worded, { messages: [said(text)], arms }).words.opening;
  const german = 'Hallo, wir suchen ein Werkzeug für unsere Berichte';

  test('the words of their arm, in their language as far as the arm has them', () => {
    expect(opening({})).toBe('The page says hello.');
    expect(opening({ opener: 'page' })).toBe('The page says hello.');
    expect(opening({ opener: 'short' })).toBe('Hello there!');
    expect(opening({ opener: 'short' }, german)).toBe('Hallo!');
    expect(opening({ opener: 'gone', other: 'short' })).toBe('The page says hello.');
    const french = inTheirLanguage(worded, {
      messages: [said('Bonjour, nous cherchons un outil pour nos rapports')],
      arms: { opener: 'short' },
    });
    expect(french.words.opening).toBe('Hello there!');
    expect(french.words.leaving).toBe(builtInWords.fr.leaving);
    expect(untranslated(worded).map(({ path }) => path.join('.'))).toContain('experiments.0.arms.1.words.opening');
  });

  test('is known again as Baton’s own, in whatever arm it was said', () => {
    expect(wordings(worded, 'opening')).toEqual(
      expect.arrayContaining(['The page says hello.', 'Hello there!', 'Hallo!']),
    );
    expect(new Set(wordings(worded, 'leaving'))).toEqual(new Set(wordings(page, 'leaving')));
    const line: Message = { ...said('Our people will write within two hours.'), from: 'baton' };
    expect(timesTold([line], 'handedOff', worded)).toBe(1);
    expect(timesTold([line], 'handedOff', page)).toBe(0);
    expect(promised({ messages: [line], dropped: [] }, worded)).toEqual(['Our people will write within two hours.']);
  });
});
