// The buttons about a rep's own calendar.
import { disconnectCalendar } from '../flows/disconnect-calendar.ts';
import { onPress } from './door.ts';

/** Their browser is on its way already; where the button stands in the home, it is drawn anew with a fresh link. */
export const pressConnect = onPress(async () => null);

/** Nobody but the rep: whose calendar it is, is who presses. */
export const pressDisconnect = onPress(async (deps, { rep }) => {
  await disconnectCalendar(deps, rep.id);
  return null;
});
