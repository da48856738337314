// Where a team, a channel or a person is, and which given-up jobs an installation mends.
import { describe, expect, test } from 'vitest';
import {
  isMended,
  teamsNowhere,
  unreachable,
  workspaceOfAddressee,
  workspaceOfTeam,
  workspacesNamed,
} from '../../src/core/workspace.ts';
import { defaultPlaybook } from '../support/default-playbook.ts';

const withTeams = (teams: string) => defaultPlaybook((page) => page.replace(/^teams:[\s\S]*?(?=^\S)/m, teams));
const several = withTeams(`workspace: T0ACME
ops: "#baton-ops"
teams:
  - { id: emea, name: EMEA, channel: "#emea", workspace: T0BETA, takes: [{ language: [de] }], reps: [{ slack: W0LENA, name: Lena }] }
  - { id: apac, name: APAC, channel: "#apac", workspace: E0HOLDING, takes: [{ language: [es] }] }
  - { id: sales, name: Sales, channel: "#sales" }
`);
const single = withTeams('teams:\n  - { id: sales, name: Sales, channel: "#sales" }\n');

describe('where', () => {
  test.each([
    ['a team that names it', 'emea', 'T0BETA'],
    ['a team in an organisation', 'apac', 'E0HOLDING'],
    ['a team that leaves it to the page', 'sales', 'T0ACME'],
    ['a lead without a team: the last one takes all', undefined, 'T0ACME'],
  ])('%s', (_, id, workspace) => expect(workspaceOfTeam(several, id)).toBe(workspace));

  test.each([
    ['the ops channel', '#baton-ops', 'T0ACME'],
    ["a team's channel", '#emea', 'T0BETA'],
    ['a rep', 'W0LENA', 'T0BETA'],
    ['somebody nobody lists', 'U0PRIYA', 'T0ACME'],
  ])('%s', (_, to, workspace) => expect(workspaceOfAddressee(several, to)).toBe(workspace));

  test('without a word on the page there is only one', () => {
    expect(workspaceOfTeam(single, 'sales')).toBeNull();
    expect(workspaceOfAddressee(single, '#sales')).toBeNull();
    expect(workspacesNamed(single)).toEqual([]);
    expect(teamsNowhere(single).map(({ id }) => id)).toEqual(['sales']);
  });

  test('every workspace is named once, and with one for the page no team is nowhere', () => {
    expect(workspacesNamed(several)).toEqual(['T0ACME', 'T0BETA', 'E0HOLDING']);
    expect(teamsNowhere(several)).toEqual([]);
  });
});

describe('an installation in T0BETA', () => {
  const url = 'https://baton.test/slack/install';
  test.each([
    [unreachable.none(url), true],
    [unreachable.absent('T0BETA', url), true],
    [unreachable.refused('T0BETA', 'token_revoked', url), true],
    [unreachable.closed('T0BETA', 'it was sealed with another key', url), true],
    [unreachable.absent('T0BETA2', url), false],
    [unreachable.refused('T0ACME', 'token_revoked', url), false],
    [unreachable.many(), false],
    ['Slack refused: channel_not_found', false],
  ])('%s', (error, mended) => expect(isMended(error, 'T0BETA')).toBe(mended));
});
