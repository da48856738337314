// Who may do what: by name, by user group, and nobody by accident.
import { describe, expect, it } from 'vitest';
import {
  groupsNamed,
  isOfTheHouse,
  isReviewer,
  mayAct,
  mayMoveBar,
  roleOf,
  teamGroup,
  whoMay,
} from '../../src/core/roles.ts';
import { aPlaybook } from '../support/leads.ts';

const playbook = { roles: { managers: ['U0MANAGER', 'S0LEADS'], admins: ['U0ADMIN', 'S0OPS'] } };
const person = (id: string, ...groups: string[]) => ({ id, groups });

describe('roles', () => {
  it.each([
    ['a person who is named nowhere', person('U0DANA'), 'rep'],
    ['a named manager', person('U0MANAGER'), 'manager'],
    ['a member of a managers’ group', person('U0DANA', 'S0OTHER', 'S0LEADS'), 'manager'],
    ['a named admin', person('U0ADMIN'), 'admin'],
    ['who is in both groups', person('U0DANA', 'S0LEADS', 'S0OPS'), 'admin'],
    ['a member of a group that is not named', person('U0DANA', 'S0OTHER'), 'rep'],
  ])('%s', (_who, standing, role) => {
    expect(roleOf(standing, playbook)).toBe(role);
  });

  it.each([
    ['a manager of the page', person('U0MANAGER'), true],
    ['an admin', person('U0ADMIN'), true],
    ['a manager of the team', person('U0LEAD'), true],
    ['one of the team’s managers’ group', person('U0DANA', 'S0LEADS2'), true],
    ['a rep', person('U0DANA', 'S0OTHER'), false],
  ])('%s may move the bar of a team: %s', (_who, standing, may) => {
    const sales = { ...aPlaybook().teams[0]!, id: 'sales', managers: ['U0LEAD', 'S0LEADS2'] };
    const teams = [sales, { ...aPlaybook().teams[0]!, id: 'emea' }];
    expect(mayMoveBar(standing, 'sales', { ...playbook, teams })).toBe(may);
    expect(mayMoveBar(standing, 'emea', { ...playbook, teams })).toBe(may && roleOf(standing, playbook) !== 'rep');
  });

  it('lets managers and admins erase, and no rep', () => {
    expect((['rep', 'manager', 'admin'] as const).map((role) => mayAct(role, 'erase'))).toEqual([false, true, true]);
  });

  it('names those who may, and the groups whose members must be known', () => {
    expect(whoMay('erase', playbook)).toEqual(['U0MANAGER', 'S0LEADS', 'U0ADMIN', 'S0OPS']);
    expect(groupsNamed(playbook)).toEqual(['S0LEADS', 'S0OPS']);
    const review = { reviewers: ['U0RITA', 'S0LEADS', 'S0READERS'], perWeek: 8 };
    expect(groupsNamed({ ...playbook, review })).toEqual(['S0LEADS', 'S0OPS', 'S0READERS']);
  });

  it.each([
    ['a named reviewer', person('U0RITA'), true],
    ['a member of a reviewers’ group', person('U0DANA', 'S0READERS'), true],
    ['a manager who is no reviewer', person('U0MANAGER'), false],
  ])('%s reviews: %s', (_who, standing, reviews) => {
    expect(isReviewer(standing, { review: { reviewers: ['U0RITA', 'S0READERS'], perWeek: 8 } })).toBe(reviews);
    expect(isReviewer(standing, {})).toBe(false);
  });
});

describe('whom Baton answers', () => {
  const team = { id: 'sales', name: 'Sales', channel: '#sdr-leads', takes: [], claim: 'channel' as const };
  const house = { ...playbook, teams: [{ ...team, reps: [{ slack: 'U0REP', name: 'Rep', takes: [], weight: 1 }] }] };
  it.each([
    ['a listed rep', person('U0REP'), true],
    ['whoever is in a team’s channel', person('U0DANA', teamGroup('sales')), true],
    ['a manager', person('U0MANAGER'), true],
    ['a member of another group', person('U0DANA', 'S0OTHER', teamGroup('old')), false],
    ['anybody else', person('U0DANA'), false],
  ])('%s: %s', (_who, standing, answered) => {
    expect(isOfTheHouse(standing, house)).toBe(answered);
  });
});
