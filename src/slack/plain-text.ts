// What a person typed in Slack, as a visitor should read it: Slack's markup for links, mentions and signs becomes text.
// Formatting stays as it was typed.

export type NameOf = (user: string) => string | undefined;

/** `blocks`: Slack's rich text of the same line, which knows what an emoji's name stands for. */
export function plainText(text: string, { blocks, nameOf }: { blocks?: unknown; nameOf: NameOf }): string {
  const emoji = emojiIn(blocks);
  return text
    .replace(/<([^<>]+)>/g, (_whole, inside: string) => readLink(inside, nameOf))
    .replace(/:([a-z0-9_+'-]+):/g, (whole, name: string) => emoji.get(name) ?? whole)
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
    .trim();
}

function readLink(inside: string, nameOf: NameOf): string {
  const bar = inside.indexOf('|');
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? undefined : inside.slice(bar + 1);
  if (target.startsWith('@')) return nameOf(target.slice(1)) ?? label?.replace(/^@/, '') ?? 'a colleague';
  if (target.startsWith('#')) return label === undefined ? 'a channel' : `#${label}`;
  if (target.startsWith('!')) return label ?? target.slice(1).replace(/\^.*$/, '');
  const address = target.replace(/^(?:mailto|tel):/, '');
  if (label === undefined || label === address || address.replace(/^https?:\/\//, '') === label) {
    return label !== undefined && address === target && /^https?:/.test(target) ? target : address;
  }
  return `${label} (${address})`;
}

/** Every emoji of the rich text, by its name. */
function emojiIn(blocks: unknown, found = new Map<string, string>()): Map<string, string> {
  if (Array.isArray(blocks)) {
    for (const block of blocks) emojiIn(block, found);
    return found;
  }
  if (typeof blocks !== 'object' || blocks === null) return found;
  const { type, name, unicode, elements } = blocks as Record<string, unknown>;
  if (type === 'emoji' && typeof name === 'string' && typeof unicode === 'string' && /^[\da-f-]+$/i.test(unicode)) {
    found.set(name, String.fromCodePoint(...unicode.split('-').map((code) => Number.parseInt(code, 16))));
  }
  return emojiIn(elements ?? [], found);
}
