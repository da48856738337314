import { expect, test } from 'vitest';
import { digestTick } from '../../src/core/digest-tick.ts';
import { weekName } from '../../src/core/iso-week.ts';
import { parsePlaybook } from '../../src/core/parse-playbook.ts';
import { digestChannel } from '../../src/core/playbook-digest.ts';
import { workspaceOfAddressee } from '../../src/core/workspace.ts';
import { defaultPage } from '../support/default-playbook.ts';
import { aPlaybook } from '../support/leads.ts';

const zone = 'America/New_York';
const pageWith = (digest: string) => defaultPage.replace('\n# digest: {', `\ndigest: ${digest}\n# digest: {`);

function due(digest: { channel?: string; day: 'monday' | 'friday'; hour: number }, now: string) {
  const { period, owed } = digestTick({ ...aPlaybook({ ops: '#ops', zone }), digest }).due(now);
  const weeks = owed.map(({ job }) => ('week' in job ? [job.kind, 'to' in job ? job.to : '', weekName(job.week)] : []));
  return { period, weeks };
}

test('on Monday at eight the week before is owed, to the channel of the digest, else to ops', () => {
  const usual = { day: 'monday', hour: 8 } as const;
  expect(due(usual, '2026-11-23T12:59:00.000Z').period).toBe('2026-W47');
  expect(due(usual, '2026-11-23T13:00:00.000Z')).toEqual({
    period: '2026-W48',
    weeks: [
      ['send-digest', '#ops', '2026-W47'],
      ['tell-weeks', '', '2026-W47'],
    ],
  });
  expect(due({ ...usual, channel: '#weekly' }, '2026-12-01T00:00:00.000Z').weeks[0]).toEqual([
    'send-digest',
    '#weekly',
    '2026-W48',
  ]);
});

test('a team with a channel of its own reads its own numbers there, besides those of all', () => {
  const [sales] = aPlaybook().teams;
  const emea = { ...sales!, id: 'emea', digest: { channel: '#emea-weekly' } };
  const page = aPlaybook({ zone, teams: [emea, sales!] });
  const { owed } = digestTick(page).due('2026-11-23T13:00:00.000Z');
  expect(owed.map(({ job }) => job)).toMatchObject([
    { kind: 'send-digest', to: '#emea-weekly', team: 'emea' },
    { kind: 'tell-weeks' },
  ]);
  expect(new Set(owed.map(({ key }) => key)).size).toBe(2);
  const other = { ...page, workspace: 'T0PAGE', teams: [{ ...emea, workspace: 'T0EMEA' }, sales!] };
  expect(workspaceOfAddressee(other, '#emea-weekly')).toBe('T0EMEA');
});

test('another day and hour tell of the same whole week', () => {
  const friday = { day: 'friday', hour: 16 } as const;
  expect(due(friday, '2026-11-27T20:59:00.000Z').weeks[1]).toEqual(['tell-weeks', '', '2026-W46']);
  expect(due(friday, '2026-11-27T21:00:00.000Z').weeks[1]).toEqual(['tell-weeks', '', '2026-W47']);
});

test('without a channel nobody is told but reps who asked for their own', () => {
  const page = aPlaybook();
  expect(digestChannel(page)).toBeNull();
  expect(
    digestTick(page)
      .due('2026-11-23T13:00:00.000Z')
      .owed.map(({ job }) => job.kind),
  ).toEqual(['tell-weeks']);
});

test('the page may say where and when, and a slip is named', () => {
  const read = (digest: string) => parsePlaybook(pageWith(digest));
  const good = read('{ channel: "#weekly", day: friday, hour: 16 }');
  expect(good.kind === 'read' && good.page.digest).toEqual({ channel: '#weekly', day: 'friday', hour: 16 });
  const usual = parsePlaybook(defaultPage);
  expect(usual.kind === 'read' && usual.page.digest).toEqual({ day: 'monday', hour: 8 });
  for (const wrong of ['{ day: someday }', '{ hour: 24 }', '{ channel: weekly }', '{ week: 1 }']) {
    expect(read(wrong).kind, wrong).toBe('wrong');
  }
});

test('its channel is in the workspace of the page', () => {
  const page = { ...aPlaybook({ workspace: 'T0ACME', digest: { channel: '#weekly', day: 'monday', hour: 8 } }) };
  expect(workspaceOfAddressee(page, '#weekly')).toBe('T0ACME');
});
