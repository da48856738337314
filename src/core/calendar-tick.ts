// How often Baton looks at reps' calendars by itself: whatever a lost call would have told is known then.
import type { Tick } from './weekly.ts';

const everyMs = 5 * 60_000;

export const calendarTick: Tick = {
  name: 'calendars',
  due: (now) => ({
    period: new Date(Math.floor(Date.parse(now) / everyMs) * everyMs).toISOString(),
    owed: [{ job: { kind: 'tend-calendars' }, key: 'tend-calendars' }],
  }),
};
