// A small menu on the browser's own popover: it stands above everything, closes by Escape or a click outside, and arrows move in it.
import { type KeyboardEvent, type ReactNode, type ToggleEvent, useId, useRef } from 'react';

type Props = { label: string; className: string; face: ReactNode; children: (close: () => void) => ReactNode };

export function Menu({ label, className, face, children }: Props) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  const items = () => [...(menu.current?.querySelectorAll<HTMLElement>('button, input') ?? [])];
  const place = (event: ToggleEvent) => {
    const from = button.current?.getBoundingClientRect();
    if (event.newState !== 'open' || from === undefined || menu.current === null) return;
    const { offsetWidth, offsetHeight, style } = menu.current;
    const below = from.bottom + offsetHeight + 8 < window.innerHeight;
    style.left = `${Math.max(8, Math.min(from.left, window.innerWidth - offsetWidth - 8))}px`;
    style.top = `${below ? from.bottom + 4 : Math.max(8, from.top - offsetHeight - 4)}px`;
    items()[0]?.focus();
  };
  const move = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const all = items();
    const at = all.indexOf(document.activeElement as HTMLElement);
    all[(at + step + all.length) % all.length]?.focus();
  };
  return (
    <>
      <button ref={button} type="button" className={className} popoverTarget={id} aria-label={label} title={label}>
        {face}
      </button>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the arrows only move between the real buttons inside. */}
      <div ref={menu} id={id} popover="auto" className="menu" onToggle={place} onKeyDown={move}>
        {children(() => menu.current?.hidePopover())}
      </div>
    </>
  );
}
