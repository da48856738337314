// What the visitor wants from us with a message, read without a model.
import type { Wants } from './interviewer.ts';

export function readWants(text: string): Wants {
  return text.trim() === '' ? 'nothing' : 'answering';
}
