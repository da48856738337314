// What a rep reads after /baton. Only the rep sees it.
import type { Lead } from '../../core/lead.ts';
import { type Lists, mineParts, waitingParts } from './lead-list.ts';
import { heading, line, oneLine } from './lead-parts.ts';
import { glance } from './limits.ts';
import { type Message, message, type Part } from './parts.ts';
import { words } from './words.ts';

export const commands = ['help', 'queue', 'mine'] as const;
export type Command = (typeof commands)[number];

/** What was typed after /baton; nothing typed asks for help. */
export function readCommand(text: string): Command | null {
  const word = text.trim().toLowerCase();
  return word === '' ? 'help' : (commands.find((each) => each === word) ?? null);
}

export const commandSentences = {
  help: (): Message => message(helpParts()),
  queue: (waiting: readonly Lead[], about: Lists): Message => message(waitingParts(waiting, about)),
  mine: (mine: readonly Lead[], about: Lists): Message => message(mineParts(mine, about)),
  unknown: (typed: string): Message =>
    message([line(words.commands.unknown(oneLine(typed, glance.name))), ...helpParts()]),
};

function helpParts(): Part[] {
  const items = words.commands.help.map(([command, does]) => [{ bold: command }, does]);
  return [heading(words.commands.helpTitle), { kind: 'bullets', items }];
}
