// Who may do what: by name, by user group, and nobody by accident.
import { describe, expect, it } from 'vitest';
import { groupsNamed, mayAct, roleOf, whoMay } from '../../src/core/roles.ts';

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

  it('lets managers and admins erase, and no rep', () => {
    expect((['rep', 'manager', 'admin'] as const).map((role) => mayAct(role, 'erase'))).toEqual([false, true, true]);
  });

  it('names those who may, and the groups whose members must be known', () => {
    expect(whoMay('erase', playbook)).toEqual(['U0MANAGER', 'S0LEADS', 'U0ADMIN', 'S0OPS']);
    expect(groupsNamed(playbook)).toEqual(['S0LEADS', 'S0OPS']);
  });
});
