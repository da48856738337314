// What the door and the widget tell each other (docs/decisions/0040), and what the two scripts of the widget hand each other.
// A page may run the loader of yesterday with the chat of today: add, and let what is missing be missing.
import type { WidgetWords } from '../../core/widget-words.ts';

export type Rule = {
  id: string;
  say: string;
  afterSeconds?: number;
  scrolled?: number;
  leaving?: boolean;
  returning?: boolean;
};

export type Settings = {
  company: string;
  language: string;
  texts: WidgetWords;
  opening: string;
  disclosure: string;
  /** What visitors read before they write. */
  privacy: { text: string; url: string } | null;
  isOpen: boolean;
  opens: string | null;
  engagement: readonly Rule[];
  caps: { perVisit: number; everyHours: number };
  ticket: string;
  /** The path of the chat. */
  chat: string;
};

/** Who the page says that the visitor is: vouched for, or only told. */
export type Identity = { token: string } | { id: string; hash: string; email?: string; phone?: string; name?: string };
export type Claims = { email?: string; name?: string; phone?: string };

export type Choice = { label: string; say: string };

export type Line = {
  n: number;
  /** Of a visitor's line: the one it was sent under. */
  id?: string;
  from: 'visitor' | 'baton' | 'rep';
  name: string;
  text: string;
  at: string;
  choices?: readonly Choice[];
  times?: readonly Choice[];
  link?: { label: string; url: string };
};

export type Typing = { who: 'baton' | 'rep'; on: boolean };
/** `mayChoose`: free times can be shown, and one be chosen. */
export type State = {
  isOpen: boolean;
  opens: string | null;
  withRep: string | null;
  isOver: boolean;
  mayChoose?: boolean;
};

export type Times =
  | { kind: 'known'; zoneLabel: string; needsAddress: boolean; times: readonly { startsAt: string }[]; text?: string }
  | { kind: 'none' | 'asking'; text: string }
  | { kind: 'booked'; label: string }
  | { kind: 'reading' };

export type Heard =
  | ({ kind: 'line' } & Line)
  | ({ kind: 'typing' } & Typing)
  | { kind: 'draft'; text: string }
  | ({ kind: 'state' } & State)
  | { kind: 'reset' };

/** What happens in the widget, for the page it stands on. */
export type Happening =
  | { kind: 'ready' }
  | { kind: 'open' }
  | { kind: 'close' }
  | { kind: 'engage'; rule: string }
  | { kind: 'start'; conversation: string }
  | { kind: 'line'; from: Line['from'] }
  | { kind: 'delete' }
  | { kind: 'error'; message: string };
