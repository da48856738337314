// Turns what somebody wrote into nodes: text, and addresses that can be followed. Never markup; of a visitor's own words nothing
// can be pressed.
import { el } from './element.ts';

const addresses = /https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]]/g;
/** The rest of a long one is keys and marks that nobody reads. */
const longest = 48;

type Where = { base: string; newWindow: string };

export function withLinks(text: string, { base, newWindow }: Where): (Node | string)[] {
  const nodes: (Node | string)[] = [];
  let end = 0;
  for (const { 0: address, index } of text.matchAll(addresses)) {
    if (!isSafe(address, base)) continue;
    const shown = address.length > longest ? `${address.slice(0, longest - 1)}…` : address;
    nodes.push(text.slice(end, index), link(address, newWindow, shown));
    end = index + address.length;
  }
  nodes.push(text.slice(end));
  return nodes;
}

export function link(href: string, newWindow: string, ...inside: (Node | string)[]): HTMLAnchorElement {
  const about = el('span', { class: 'sr' }, ` ${newWindow}`);
  return el('a', { href, target: '_blank', rel: 'noopener noreferrer' }, ...inside, about);
}

/** Secure ones, and those of the very server that sent them. */
export function isSafe(url: string, base: string): boolean {
  try {
    const { protocol, origin } = new URL(url);
    return protocol === 'https:' || (protocol === 'http:' && origin === new URL(base).origin);
  } catch {
    return false;
  }
}
