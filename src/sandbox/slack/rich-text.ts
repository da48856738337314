// The parts of a rich_text block: sections, lists, quotes and preformatted text, and what may stand inside them.
import type { Json, Report } from './check-blocks.ts';

const inside: Record<string, readonly string[]> = {
  broadcast: ['range'],
  channel: ['channel_id'],
  color: ['value'],
  date: ['timestamp', 'format'],
  emoji: ['name'],
  link: ['url'],
  team: ['team_id'],
  text: ['text'],
  user: ['user_id'],
  usergroup: ['usergroup_id'],
};

const parts: Record<string, readonly string[]> = {
  rich_text_section: Object.keys(inside),
  rich_text_quote: Object.keys(inside),
  rich_text_preformatted: ['text', 'link'],
  rich_text_list: ['rich_text_section'],
};

type Place = { at: string; report: Report };

export function checkRichText(
  value: unknown,
  place: Place,
  allowed: readonly string[] = Object.keys(parts),
): undefined {
  const { at, report } = place;
  if (typeof value !== 'object' || value === null) return report('must provide an object', at);
  const part = value as Json;
  const type = String(part.type);
  if (!allowed.includes(type)) return report(`unsupported type: ${type}`, `${at}/type`);
  for (const name of inside[type] ?? []) {
    if (part[name] === undefined) report(`missing required field: ${name}`, at);
  }
  const of = parts[type];
  if (of === undefined) return;
  if (type === 'rich_text_list' && part.style !== 'bullet' && part.style !== 'ordered') {
    report('must be one of: bullet, ordered', `${at}/style`);
  }
  if (!Array.isArray(part.elements)) return report('missing required field: elements', at);
  part.elements.forEach((element, n) => {
    checkRichText(element, { at: `${at}/elements/${n}`, report }, of);
  });
}
