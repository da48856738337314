// What a rep reads after /baton. Only the rep sees it.
import type { Lead } from '../../core/lead.ts';
import { foundParts, type Lists, mineParts, waitingParts } from './lead-list.ts';
import { heading, line, oneLine } from './lead-parts.ts';
import { glance } from './limits.ts';
import { type Message, message, type Part } from './parts.ts';
import { whyParts } from './why-parts.ts';
import { words } from './words.ts';

export const commands = ['help', 'queue', 'mine', 'find', 'why'] as const;
export type Command = (typeof commands)[number];

/** What was typed after /baton: its first word, and the rest. Nothing typed asks for help. */
export function readCommand(text: string): { command: Command | null; rest: string } {
  const [word = '', ...rest] = text.trim().split(/\s+/);
  const command = word === '' ? 'help' : (commands.find((each) => each === word.toLowerCase()) ?? null);
  return { command, rest: rest.join(' ') };
}

type About = Lists & { typed: string };

export const commandSentences = {
  help: (): Message => message(helpParts()),
  queue: (waiting: readonly Lead[], about: Lists): Message => message(waitingParts(waiting, about)),
  mine: (mine: readonly Lead[], about: Lists): Message => message(mineParts(mine, about)),
  find: (found: readonly Lead[], { typed, ...about }: About): Message =>
    message(typed === '' ? [line(words.why.sayFind)] : foundParts(found, { ...about, typed })),
  why: (found: readonly Lead[], { typed, ...about }: About): Message => {
    const [lead] = found;
    if (typed === '') return message([line(words.why.say)]);
    if (lead === undefined) return message(foundParts([], { ...about, typed }));
    const which = found.length === 1 ? [] : [line(words.why.which(found.length))];
    return message([...which, ...whyParts({ lead, playbook: about.playbook })]);
  },
  unknown: (typed: string): Message =>
    message([line(words.commands.unknown(oneLine(typed, glance.name))), ...helpParts()]),
};

function helpParts(): Part[] {
  const items = words.commands.help.map(([command, does]) => [{ bold: command }, does]);
  return [heading(words.commands.helpTitle), { kind: 'bullets', items }];
}
