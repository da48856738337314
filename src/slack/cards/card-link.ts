// A link to a lead's card. Only an address that ends with the card's own place is ever a link, so that nothing which
// somebody typed can become one.
import type { Card } from '../../core/lead.ts';
import type { Piece } from './parts.ts';

export function cardPiece(card: Card | null, text: string): Piece {
  return card === null || !isOwn(card) ? { bold: text } : { bold: text, link: card.link };
}

function isOwn(card: Card): card is Card & { link: string } {
  if (card.link === undefined || !/^https?:\/\/[\w.:-]+\/archives\/\w+\/p\d+$/.test(card.link)) return false;
  return card.link.endsWith(`/archives/${card.channel}/p${card.ts.replace('.', '')}`);
}
