// A home for tests: Sam's, in until the evening; say only what differs.
import type { Availability, Colleague, Home } from '../../src/core/home.ts';
import { usualPreferences } from '../../src/core/preferences.ts';
import { repNumbers } from '../../src/core/rep-numbers.ts';
import { sam } from './leads.ts';

const nine = { from: 540, until: 1050 };
export const someHours = [[nine], [nine], [nine], [nine], [nine], [], []];

export const numbers = {
  accepted: 6,
  rejected: 2,
  nurtured: 1,
  acceptRate: 0.75,
  claimsTimed: 7,
  medianToClaimMs: 310_000,
  touchesTimed: 5,
  medianToTouchMs: 720_000,
};

export function someAvailability(change: Partial<Availability> = {}): Availability {
  return {
    rep: sam,
    presence: { kind: 'in', until: '2026-11-20T22:30:00.000Z' },
    away: [],
    zone: 'America/New_York',
    hours: someHours,
    ownHours: false,
    atOnce: null,
    ownLimit: false,
    preferences: usualPreferences,
    ...change,
  };
}

export function aHome(change: Partial<Home> = {}): Home {
  return {
    availability: someAvailability(),
    calendar: { kind: 'connected', email: 'sam@northwind.example', since: '2026-11-02T09:00:00.000Z' },
    mine: [],
    waiting: [],
    numbers: repNumbers([]),
    days: 28,
    team: null,
    readsWeek: false,
    ...change,
  };
}

export function aColleague(change: Partial<Colleague> = {}): Colleague {
  return {
    rep: sam,
    presence: { kind: 'in', until: null },
    open: 2,
    numbers: repNumbers([]),
    calendar: 'works',
    ...change,
  };
}
