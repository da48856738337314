// What the demo team has in its calendars: working weeks with calls and lunches, the same at every start on the same day.
import { DateTime } from 'luxon';
import { newEvent, type StoredCalendar, type World } from './world.ts';

type Habit = { title: string; at: string; min: number; days: readonly number[] };

/** One list per person, taken in turn. Days as ISO counts them: 1 is Monday. */
const habits: readonly (readonly Habit[])[] = [
  [
    { title: 'Pipeline review', at: '09:30', min: 30, days: [1] },
    { title: 'Call: Northwind renewal', at: '11:00', min: 45, days: [2, 4] },
    { title: 'Lunch', at: '12:30', min: 45, days: [1, 2, 3, 4, 5] },
    { title: 'Call: Fabrikam demo', at: '15:00', min: 60, days: [3] },
  ],
  [
    { title: 'Team stand-up', at: '09:15', min: 15, days: [1, 2, 3, 4, 5] },
    { title: 'Lunch', at: '12:00', min: 60, days: [1, 3, 5] },
    { title: 'Call: Contoso pricing', at: '14:00', min: 60, days: [1, 4] },
    { title: 'Focus time', at: '10:00', min: 90, days: [5] },
  ],
  [
    { title: 'One-to-one with Dana', at: '10:30', min: 30, days: [2] },
    { title: 'One-to-one with Marco', at: '11:00', min: 30, days: [2] },
    { title: 'Lunch', at: '12:15', min: 45, days: [2, 4] },
    { title: 'Forecast call', at: '16:00', min: 60, days: [3] },
  ],
];
const dentist: Habit = { title: 'Dentist', at: '16:30', min: 60, days: [2] };
const daysAhead = 21;
const noPerson: readonly Habit[] = [];

/** Also after a restart some days later: what stands already, or stood, stays as it is. */
export function addDemoWeeks(world: World): void {
  for (const calendar of world.calendars) {
    const person = world.accounts.findIndex(({ email }) => email === calendar.owner);
    const isPrimary = calendar.id === calendar.owner;
    fill(world, calendar, isPrimary ? (habits[person % habits.length] ?? noPerson) : [dentist]);
  }
}

function fill(world: World, calendar: StoredCalendar, week: readonly Habit[]): void {
  const known = new Set(world.events.filter((each) => each.calendar === calendar.id).map(({ id }) => id));
  const today = DateTime.fromJSDate(world.now(), { zone: calendar.zone }).startOf('day');
  for (let ahead = -1; ahead <= daysAhead; ahead++) {
    const day = today.plus({ days: ahead });
    for (const [i, { title, at, min, days }] of week.entries()) {
      const id = `demo${day.toFormat('yyyyLLdd')}${i}`;
      if (!days.includes(day.weekday) || known.has(id)) continue;
      const start = DateTime.fromISO(`${day.toISODate()}T${at}`, { zone: calendar.zone });
      const when = (moment: DateTime) => ({ dateTime: moment.toUTC().toISO({ suppressMilliseconds: true }) });
      const body = { summary: title, start: when(start), end: when(start.plus({ minutes: min })) };
      world.events.push(newEvent(world, { id, calendar: calendar.id, body: { ...body, status: 'confirmed' } }));
    }
  }
}
