// Links on cards: to a lead's card, and to what a calendar or a CRM has. Only an address that ends with the card's own place,
// or that another product gave us and that hides nothing, is ever a link: nothing which somebody typed can become one.
import type { Card } from '../../core/lead.ts';
import { oneLine } from './lead-parts.ts';
import { glance } from './limits.ts';
import type { Piece } from './parts.ts';

export function cardPiece(card: Card | null, text: string): Piece {
  return card === null || !isOwn(card) ? { bold: text } : { bold: text, link: card.link };
}

function isOwn(card: Card): card is Card & { link: string } {
  if (card.link === undefined || !/^https?:\/\/[\w.:-]+\/archives\/\w+\/p\d+$/.test(card.link)) return false;
  return card.link.endsWith(`/archives/${card.channel}/p${card.ts.replace('.', '')}`);
}

/** An address that another product gave us; whatever looks otherwise is text. */
export function linkPiece(url: string, text?: string): Piece {
  const isPlain = /^https?:\/\/[\w.-]+(:\d+)?\/[\w./?=&%~+#-]*$/.test(url);
  return isPlain ? { bold: text ?? url.slice(url.indexOf('//') + 2), link: url } : oneLine(url, glance.value);
}
