// Who looks at the workspace, and at what: everything a part of it needs to draw and to act.
import { createContext, useContext } from 'react';
import type { SandboxState } from '../../state.ts';

export type Desk = {
  state: SandboxState;
  me: string;
  /** The label of a button that was taken by Baton; the guide ticks by it. */
  pressed(label: string): void;
  nameOf(user: string): string;
};

export const DeskContext = createContext<Desk | null>(null);

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (desk === null) throw new Error('Nothing of the workspace can be drawn outside of it.');
  return desk;
}
