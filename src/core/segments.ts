// Leads told apart by one answer, as the playbook says: bands of a number, or the options of a choice. A band goes by how many
// of the bounds lie below it or on its lower end.
import { fieldOf, type PlaybookPage } from './playbook.ts';
import { reportWords as words } from './report-words.ts';

export function segmentsTitle(playbook: PlaybookPage): string {
  const { segments } = playbook.digest;
  if (segments === undefined) return words.tableTitles.segment;
  return words.segments(fieldOf(playbook, segments.field)?.label ?? segments.field);
}

/** `key` null: the visitor has not said. */
export function segmentName(key: string | null, playbook: PlaybookPage): string {
  if (key === null) return words.notSaid;
  const { field, bounds } = playbook.digest.segments ?? { field: '' };
  if (bounds !== undefined) return words.segment(bounds, Number(key));
  return fieldOf(playbook, field)?.options.find(({ id }) => id === key)?.label ?? key;
}

/** Bands have an order of their own. */
export function hasBands({ digest }: PlaybookPage): boolean {
  return digest.segments?.bounds !== undefined;
}
