// The interviewer without a model: reads what the visitor wrote since the last turn with the deterministic parsers.
// Every claim carries the visitor's exact words, so that `checkClaim` accepts it.
import type { Turn, View } from './interviewer.ts';

export function guidedTurn(_view: View): Turn {
  return { claims: [], wants: 'nothing', interviewer: 'guided' };
}
