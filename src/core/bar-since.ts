// What a manager made of a bar after Baton last looked for it: whoever reads where it stands has to read that first, because
// the sentence of the last look says otherwise.
import type { TeamBar } from './team-bar.ts';

/** Null: it stands where the last look left it. */
export function barSince({ change, last, state }: TeamBar): string | null {
  if (change === null || last.by === null || last.kind === 'looked' || state.bar === change.after) return null;
  return moved[last.kind](last.by.name, String(Math.round(state.bar * 10) / 10));
}

const moved: Record<Exclude<TeamBar['last']['kind'], 'looked'>, (who: string, bar: string) => string> = {
  began: () => '',
  approve: (who, bar) => `${who} approved ${bar}. Before that:`,
  hold: (who, bar) => `${who} kept it at ${bar}. Before that:`,
  'roll-back': (who, bar) => `${who} rolled it back to ${bar}. Before that:`,
  lock: (who, bar) => `${who} locked it at ${bar}. Before that:`,
  unlock: (who, bar) => `${who} unlocked it at ${bar}. Before that:`,
  aim: (who, bar) => `${who} set another target share; it stands at ${bar}. Before that:`,
};
