// What the visitor was promised, in the words they read: whoever talks to them next keeps it or takes it back.
import { wordings } from './in-language.ts';
import type { Lead } from './lead.ts';
import type { Playbook } from './playbook.ts';
import type { LineName } from './words.ts';

/** The lines of Baton's that say what somebody will do. */
const promises: readonly LineName[] = [
  'passOn',
  'passOnRest',
  'handedOff',
  'handedOffLater',
  'delayed',
  'nurtured',
  'noTimes',
];

/** The latest first, each once. */
export function promised({ messages, dropped }: Pick<Lead, 'messages' | 'dropped'>, playbook: Playbook): string[] {
  const lines = promises.flatMap((name) => wordings(playbook, name)).map((wording) => wording.split(/\{\w+\}/));
  const said = messages
    .filter(({ n, from }) => from === 'baton' && !dropped.includes(n))
    .flatMap(({ text }) => lines.flatMap((parts) => sliceOf(text, parts) ?? []));
  return [...new Set(said.toReversed())];
}

/** Where these parts stand in the text one after the other, with what fills the blanks between them. */
function sliceOf(text: string, parts: readonly string[]): string | null {
  let start = -1;
  let end = 0;
  for (const part of parts.map((each) => each.trim())) {
    const at = text.indexOf(part, end);
    if (at < 0) return null;
    if (start < 0) start = at;
    end = at + part.length;
  }
  return text.slice(start, end).trim();
}
