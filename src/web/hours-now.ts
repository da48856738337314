// Whether somebody is at work, for doors that are asked all the time.
import type { Playbook } from '../core/playbook.ts';
import { openNow } from '../core/widget-view.ts';

type Hours = ReturnType<typeof openNow>;

const counted = new WeakMap<Playbook, { minute: string; hours: Hours }>();

/** They change with a minute, if at all, and counting them takes longer than all else that these doors do. */
export function hoursNow(playbook: Playbook, now: string): Hours {
  const minute = `${now.slice(0, 'yyyy-mm-ddThh:mm'.length)}:00.000Z`;
  const known = counted.get(playbook);
  if (known?.minute === minute) return known.hours;
  const hours = openNow(playbook, minute);
  counted.set(playbook, { minute, hours });
  return hours;
}
