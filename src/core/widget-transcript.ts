// A conversation of our own widget as its visitor takes it away: what they saw, in their language, with names and times.
import { type Language, languageOf } from './language.ts';
import type { Lead, Message } from './lead.ts';
import type { Playbook } from './playbook.ts';
import { dayAndTime, zoneText } from './when.ts';
import { widgetWords } from './widget-words.ts';
import { fill } from './words.ts';

type Written = Pick<Message, 'from' | 'text' | 'at'> & { name: string | null };

/** `language`: in which the widget greeted them. `zone`: where their clock is. */
export function widgetTranscript(
  lines: readonly Written[],
  { playbook, language: met, zone }: { playbook: Playbook; language: Language; zone: string },
): string {
  const language = languageOf(lines, [met, ...playbook.languages]);
  const { title, you, assistant } = widgetWords[language];
  const where = { zone, language };
  const who: Record<Lead['messages'][number]['from'], (name: string | null) => string> = {
    visitor: () => you,
    baton: (name) => `${name ?? 'Baton'} (${assistant})`,
    rep: (name) => name ?? playbook.company.name,
  };
  const [first] = lines;
  const said = lines.map(({ from, name, text, at }) => `${who[from](name)}, ${dayAndTime(at, where)}\n${text}\n`);
  const head = fill(title, { company: playbook.company.name });
  return [first === undefined ? head : `${head} (${zoneText(first.at, where)})`, '', ...said].join('\n');
}
