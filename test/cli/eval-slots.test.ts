// `npm run eval -- slots` in a process of its own, in a time zone of its own: what it prints, and with which code it ends.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { runCommand } from '../support/command.ts';

const folder = mkdtempSync(join(tmpdir(), 'baton-slots-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function evaluated(given: object, zone: string) {
  const file = join(folder, 'case.json');
  writeFileSync(file, JSON.stringify(given));
  return runCommand('src/cli/eval.ts', ['slots', file], { TZ: zone });
}

const given = {
  now: '2026-11-23T00:00:00Z',
  hosts: [{ zone: 'Europe/Berlin', hours: { mon: '9-10' }, busy: ['2026-11-24'] }],
  lengthMin: 60,
  window: { days: 13 },
};
const starts = ['2026-11-23T08:00:00.000Z', '2026-11-30T08:00:00.000Z'];

test('prints a line of JSON for a case, whatever the zone of the machine', async () => {
  const outcomes = await Promise.all(['Pacific/Auckland', 'America/New_York'].map((zone) => evaluated(given, zone)));
  for (const { code, out } of outcomes) {
    expect(JSON.parse(out)).toMatchObject({ starts });
    expect(code).toBe(0);
  }
});

test('ends with 1 when times are not the expected ones, and with 2 when it cannot run', async () => {
  const { code, out, err } = await evaluated({ ...given, expect: starts.slice(1) }, 'UTC');
  expect({ code, err }).toEqual({ code: 1, err: 'as expected: 0 of 1; not the case\n' });
  expect(JSON.parse(out)).toMatchObject({ starts, asExpected: false });
  const wrong = await evaluated({ ...given, hosts: [{ zone: 'Berlin' }] }, 'UTC');
  expect(wrong).toEqual({ code: 2, out: '', err: 'hosts.0.zone: name an IANA time zone, as Europe/Berlin\n' });
});
