// The buttons about numbers of a week: links, and whether a rep is sent their own.
import { setReadsWeek } from '../flows/set-availability.ts';
import { onPress } from './door.ts';

/** The browser is on its way already. */
export const pressReport = onPress(async () => null);

export const pressReadWeek = onPress(async (deps, { value, rep }) => {
  await setReadsWeek(deps, rep.id, value === 'read');
  return null;
});
