// How one line looks.
import type { LineState } from './conversation.ts';
import { el, icon } from './element.ts';
import type { Choice, Line } from './protocol.ts';
import type { Shell } from './shell.ts';
import { isSafe, link, withLinks } from './written.ts';

type Drawn = { from: Line['from']; name: string; text: string };

export function drawLine({ from, name, text }: Drawn, shell: Shell, state: LineState | null): HTMLElement {
  const { texts } = shell.settings();
  const isOwn = from === 'visitor';
  const ai = from === 'baton' ? [el('span', {}, texts.assistant)] : [];
  const bubble = el('div', { class: 'bubble', dir: 'auto' });
  if (isOwn) bubble.append(el('span', { class: 'sr' }, `${texts.you}: `), text);
  else bubble.append(...withLinks(text, { base: shell.base, newWindow: texts.newWindow }));
  const node = el('div', { class: `entry from-${from}` });
  if (!isOwn) node.append(el('p', { class: 'name' }, name, ...ai));
  node.append(bubble);
  if (state === null) return node;
  const isQuiet = state === 'sending' || state === 'sent';
  node.append(el('p', { class: `state ${state}`, 'aria-hidden': isQuiet ? 'true' : undefined }, texts[state]));
  return node;
}

/** What may be pressed instead of writing. */
export function drawPicks(line: Partial<Line>, shell: Shell, say: (text: string) => void): Node[] {
  const { texts } = shell.settings();
  const { choices = [], times = [], link: page } = line;
  const group = (all: readonly Choice[], label: string) => {
    const buttons = all.map((each) =>
      el('button', { type: 'button', class: 'pick', click: () => say(each.say) }, each.label),
    );
    return all.length === 0 ? [] : [el('div', { class: 'group', role: 'group', 'aria-label': label }, ...buttons)];
  };
  const groups = [...group(choices, texts.answers), ...group(times, texts.times)];
  if (page === undefined || !isSafe(page.url, shell.base)) return groups;
  const way = link(page.url, texts.newWindow, page.label, icon('out'));
  way.className = 'pick';
  return [...groups, way];
}
