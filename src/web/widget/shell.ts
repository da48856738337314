// What the loader hands the chat, and what it gets back.
import type { Kept } from './kept.ts';
import type { Claims, Happening, Identity, Settings } from './protocol.ts';

export type Shell = {
  root: ShadowRoot;
  host: HTMLElement;
  base: string;
  kept: Kept;
  settings(): Settings;
  /** A new ticket, where the old one is too old. */
  refresh(): Promise<void>;
  who(): { identity?: Identity; claims?: Claims };
  /** How the page's claim would be known again. */
  whoId(): string | undefined;
  /** The rule of engagement because of which the visitor came, until a conversation begins. */
  followed(): string | undefined;
  began(): void;
  emit(happening: Happening): void;
  showUnread(count: number): void;
  /** The visitor closed the chat. */
  closed(): void;
};

export type Chat = {
  /** `said`: what the widget had said first, if the visitor comes because of that. */
  open(how: { focus: boolean; said?: string | undefined }): void;
  close(): void;
  /** The page says who they are, and did not when they began. */
  identify(): void;
  /** Another person sits here now: what the one before wrote is not theirs. */
  forget(): void;
};

export type ChatModule = { openChat(shell: Shell): Chat };
