import { expect, test } from 'vitest';
import { createReportSigner } from '../../src/store/report-link.ts';
import { createLinkSigner } from '../../src/store/signed-link.ts';

const [old, fresh] = ['a'.repeat(64), 'b'.repeat(64)];
const at = '2026-11-23T13:02:00.000Z';
const of = { kind: 'week' as const, week: '2026-W47', team: null };

test('a link opens its own week and team, for a month, under any key that is known', () => {
  const signer = createReportSigner([old]);
  const given = signer.sign(of, at);
  expect(signer.read(of, given, at)).toBe('open');
  expect(createReportSigner([fresh, old]).read(of, given, at)).toBe('open');
  expect(createReportSigner([fresh]).read(of, given, at)).toBe('invalid');
  expect(signer.read(of, given, '2026-12-23T23:59:00.000Z')).toBe('open');
  expect(signer.read(of, given, '2026-12-25T00:00:00.000Z')).toBe('expired');
  expect(signer.read({ ...of, week: '2026-W46' }, given, at)).toBe('invalid');
  expect(signer.read({ ...of, team: 'us' }, given, at)).toBe('invalid');
  expect(signer.read(of, { ...given, until: 'zzzz' }, at)).toBe('invalid');
  expect(signer.read(of, { until: '', key: '' }, at)).toBe('invalid');
});

test('what opens one thing opens no other', () => {
  const signer = createReportSigner([old]);
  const pilot = { kind: 'pilot' as const, from: '2026-10-24', to: '2026-11-22' };
  const all = [of, pilot, { ...pilot, to: '2026-11-23' }, { kind: 'contract' as const }];
  for (const signed of all) {
    const given = signer.sign(signed, at);
    expect(all.filter((each) => signer.read(each, given, at) === 'open')).toEqual([signed]);
    expect(signer.read(signed, given, '2026-12-25T00:00:00.000Z')).toBe('expired');
  }
});

test('what opens a visitor’s page opens no report', () => {
  const token = createLinkSigner([old]).tokenFor('lead_abc', at);
  const [, until = '', key = ''] = token.split('.');
  expect(createReportSigner([old]).read(of, { until, key }, at)).toBe('invalid');
});
