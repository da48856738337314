// A message is written once, as parts, and drawn twice: as rich text for the eye and as plain text for screen readers and
// notifications. Neither can say what the other does not.
import type { KnownBlock, PlainTextElement, RichTextBlock, RichTextBlockElement, RichTextElement } from '@slack/types';
import { DateTime } from 'luxon';
import { chunks, clip } from '../../core/clip.ts';
import type { Rep } from '../../core/lead.ts';
import { slackLimits } from './limits.ts';
import { clipEscaped, escapeMrkdwn, literal } from './mrkdwn.ts';
import { words } from './words.ts';

export type Piece =
  | string
  /** `link`: never what somebody typed, see card-link.ts. */
  | { bold: string; link?: string }
  | { italic: string }
  | { rep: Rep }
  | { channel: string }
  | { ago: string; now: string }
  /** A moment: everybody reads it in their own zone, a notification in this one. */
  | { when: string; zone: string }
  /** The time of day alone, for what is hours away. */
  | { clock: string; zone: string }
  | { shown: string; said: string };

export type Part =
  | { kind: 'header'; text: string }
  | { kind: 'line'; pieces: Piece[] }
  | { kind: 'quote'; text: string }
  | { kind: 'bullets'; items: Piece[][] }
  | { kind: 'small'; lines: string[] }
  | { kind: 'divider' };

export type Message = { text: string; blocks: KnownBlock[] };

export function message(parts: readonly Part[], buttons: readonly KnownBlock[] = []): Message {
  return { text: fallback(parts), blocks: [...blocks(parts), ...buttons] };
}

export function plain(text: string, max: number): PlainTextElement {
  return { type: 'plain_text', text: clip(literal(text), max), emoji: false };
}

/** Neighbouring lines, quotes and bullets share a rich text block as long as they fit into it. */
export function blocks(parts: readonly Part[]): KnownBlock[] {
  const drawn: KnownBlock[] = [];
  let open: { block: RichTextBlock; characters: number } | null = null;
  for (const part of parts) {
    if (part.kind === 'header' || part.kind === 'small' || part.kind === 'divider') {
      open = null;
      drawn.push(...plainBlock(part));
      continue;
    }
    for (const { element, characters } of rich(part)) {
      if (open === null || open.characters + characters > slackLimits.richText) {
        open = { block: { type: 'rich_text', elements: [] }, characters: 0 };
        drawn.push(open.block);
      }
      join(open.block.elements, element);
      open.characters += characters;
    }
  }
  return drawn;
}

/** Lines become one section with line breaks and bullets one list: Slack spaces out what stands apart. */
function join(elements: RichTextBlockElement[], next: RichTextBlockElement): void {
  const last = elements.at(-1);
  if (last?.type === 'rich_text_list' && next.type === 'rich_text_list') last.elements.push(...next.elements);
  else if (last?.type === 'rich_text_section' && next.type === 'rich_text_section') {
    last.elements.push({ type: 'text', text: '\n' }, ...next.elements);
  } else elements.push(next);
}

function plainBlock(part: Extract<Part, { kind: 'header' | 'small' | 'divider' }>): KnownBlock[] {
  if (part.kind === 'divider') return [{ type: 'divider' }];
  if (part.kind === 'header') return [{ type: 'header', text: plain(part.text, slackLimits.header) }];
  const elements = part.lines.slice(0, slackLimits.contextElements).map((line) => plain(line, slackLimits.text));
  return elements.length === 0 ? [] : [{ type: 'context', elements }];
}

type Drawn = { element: RichTextBlockElement; characters: number };

function rich(part: Extract<Part, { kind: 'line' | 'quote' | 'bullets' }>): Drawn[] {
  switch (part.kind) {
    case 'line':
      return split(part.pieces).map((elements) => sized({ type: 'rich_text_section', elements }, elements));
    case 'quote':
      return split([part.text]).map((elements) => sized({ type: 'rich_text_quote', elements }, elements));
    case 'bullets':
      return part.items.map((item) => {
        const elements = split(item)[0] ?? [];
        return sized(
          { type: 'rich_text_list', style: 'bullet', elements: [{ type: 'rich_text_section', elements }] },
          elements,
        );
      });
  }
}

function sized(element: RichTextBlockElement, elements: readonly RichTextElement[]): Drawn {
  return {
    element,
    characters: elements.reduce((sum, each) => sum + ('text' in each ? (each.text?.length ?? 0) : 30), 0),
  };
}

/** The pieces as rich text elements, in groups that each fit one block. */
function split(pieces: readonly Piece[]): RichTextElement[][] {
  const groups: RichTextElement[][] = [[]];
  let characters = 0;
  for (const element of pieces.flatMap(elementsOf)) {
    const length = 'text' in element ? (element.text?.length ?? 0) : 30;
    if (characters + length > slackLimits.richText) {
      groups.push([]);
      characters = 0;
    }
    groups.at(-1)?.push(element);
    characters += length;
  }
  return groups.filter((group) => group.length > 0);
}

function elementsOf(piece: Piece): RichTextElement[] {
  if (typeof piece === 'string') return texts(piece, {});
  if ('bold' in piece) return piece.link === undefined ? texts(piece.bold, bold) : [linkTo(piece.link, piece.bold)];
  if ('italic' in piece) return texts(piece.italic, { style: { italic: true } });
  if ('shown' in piece) return texts(piece.shown, {});
  if ('rep' in piece) {
    const isUser = /^[UW][A-Z0-9]{2,30}$/.test(piece.rep.id);
    return isUser
      ? [{ type: 'user', user_id: piece.rep.id }]
      : texts(clip(piece.rep.name, 80), { style: { bold: true } });
  }
  if ('channel' in piece) {
    const isChannel = /^[CG][A-Z0-9]{2,30}$/.test(piece.channel);
    return isChannel ? [{ type: 'channel', channel_id: piece.channel }] : texts(clip(piece.channel, 80), {});
  }
  if ('when' in piece) {
    const timestamp = Math.floor(Date.parse(piece.when) / 1000);
    return [{ type: 'date', timestamp, format: '{date_short_pretty} at {time}', fallback: sayWhen(piece) }];
  }
  if ('clock' in piece) {
    const timestamp = Math.floor(Date.parse(piece.clock) / 1000);
    return [{ type: 'date', timestamp, format: '{time}', fallback: sayClock(piece) }];
  }
  const fallbackText = words.ago(Date.parse(piece.now) - Date.parse(piece.ago));
  return [
    { type: 'date', timestamp: Math.floor(Date.parse(piece.ago) / 1000), format: '{ago}', fallback: fallbackText },
  ];
}

const bold = { style: { bold: true } } as const;

function linkTo(url: string, text: string): RichTextElement {
  return { type: 'link', url, text: clip(literal(text), slackLimits.richText) || url, ...bold };
}

function sayWhen({ when, zone }: { when: string; zone: string }): string {
  return DateTime.fromISO(when, { zone, locale: 'en-US' }).toFormat("ccc, LLL d 'at' HH:mm ZZZZ");
}

function sayClock({ clock, zone }: { clock: string; zone: string }): string {
  return DateTime.fromISO(clock, { zone, locale: 'en-US' }).toFormat('HH:mm ZZZZ');
}

function texts(text: string, style: { style?: { bold?: true; italic?: true } }): RichTextElement[] {
  return chunks(literal(text), slackLimits.richText).map((chunk) => ({ type: 'text', text: chunk, ...style }));
}

function fallback(parts: readonly Part[]): string {
  const said = parts.map(sayPart).filter((line) => line !== '');
  return clipEscaped(escapeMrkdwn(said.join('\n')), slackLimits.fallback) || words.nothing;
}

function sayPart(part: Part): string {
  switch (part.kind) {
    case 'header':
      return part.text;
    case 'line':
      return part.pieces.map(sayPiece).join('');
    case 'quote':
      return `“${part.text}”`;
    case 'bullets':
      return part.items.map((item) => item.map(sayPiece).join('')).join('\n');
    case 'small':
      return part.lines.join('\n');
    case 'divider':
      return '';
  }
}

function sayPiece(piece: Piece): string {
  if (typeof piece === 'string') return piece;
  if ('bold' in piece) return piece.bold;
  if ('italic' in piece) return piece.italic;
  if ('shown' in piece) return piece.said;
  if ('rep' in piece) return piece.rep.name;
  if ('channel' in piece) return piece.channel;
  if ('when' in piece) return sayWhen(piece);
  if ('clock' in piece) return sayClock(piece);
  return words.ago(Date.parse(piece.now) - Date.parse(piece.ago));
}
