import fc from 'fast-check';
import { expect, test } from 'vitest';
import { merge, wroteNothing } from '../../src/core/crm-merge.ts';

const heard = (values: Record<string, string>) => ({ wished: values, stands: values, tried: {} });
const set = (tried: Record<string, string>, before: Record<string, string> = {}) => ({ ...heard(before), tried });
const cut = { wished: { note: 'abcdef' }, stands: { note: 'abc' }, tried: {} };

test.each([
  ['what is empty is filled', { size: 50 }, wroteNothing, {}, { size: 50 }],
  ['what somebody typed before us stays', { size: 50 }, wroteNothing, { size: 60 }, {}],
  ['what is so already is not written again', { size: 50 }, wroteNothing, { size: '50' }, {}],
  ['what we wrote is renewed', { size: '60' }, heard({ size: '50' }), { size: '50' }, { size: '60' }],
  ['what somebody changed after us stays', { size: '60' }, heard({ size: '50' }), { size: '55' }, {}],
  ['what somebody emptied stays empty', { size: '60' }, heard({ size: '50' }), { size: null }, {}],
  [
    'what is not known any more is taken back',
    { reason: null },
    heard({ reason: 'Spam' }),
    { reason: 'Spam' },
    { reason: null },
  ],
  ['but not what somebody wrote in its place', { reason: null }, heard({ reason: 'Spam' }), { reason: 'Rival' }, {}],
  ['what is not known is never written', { size: null }, wroteNothing, {}, {}],
  ['a write whose answer was lost is ours', { size: '60' }, set({ size: '50' }), { size: '50' }, { size: '60' }],
  ['a write that never got through is made again', { size: '50' }, set({ size: '50' }), { size: null }, { size: '50' }],
  [
    'and so is one that was to renew',
    { size: '60' },
    set({ size: '60' }, { size: '50' }),
    { size: '50' },
    { size: '60' },
  ],
  [
    'but not over what somebody typed meanwhile',
    { size: '60' },
    set({ size: '60' }, { size: '50' }),
    { size: '55' },
    {},
  ],
  ['what was cut is not sent again', { note: 'abcdef' }, cut, { note: 'abc' }, {}],
  ['until it says something else', { note: 'ghi' }, cut, { note: 'abc' }, { note: 'ghi' }],
] as const)('%s', (_what, wish, wrote, there, written) => {
  expect(merge(wish, wrote, there)).toEqual(written);
});

const value = fc.option(fc.constantFrom('a', 'b', 'c'), { nil: null });

test('whatever happens in between, a value that a person typed is never overwritten', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ wish: value, typed: fc.option(fc.constantFrom('x', 'y'), { nil: undefined }) })),
      (days) => {
        let there: string | null = null;
        let wrote = wroteNothing;
        let byPerson = false;
        for (const { wish, typed } of days) {
          if (typed !== undefined) {
            there = typed;
            byPerson = true;
          }
          const written = merge({ field: wish }, wrote, { field: there });
          if (byPerson) expect(written).toEqual({});
          if (!('field' in written)) continue;
          there = wish;
          wrote = { wished: { field: wish }, stands: { field: wish }, tried: {} };
        }
      },
    ),
  );
});
