// What the tab key reaches, in order.
export function tabbable(inside: HTMLElement): HTMLElement[] {
  const all = inside.querySelectorAll<HTMLElement>(
    'a[href], button:not(:disabled), input, textarea, select, [tabindex]',
  );
  return [...all].filter(({ tabIndex, offsetParent }) => tabIndex >= 0 && offsetParent !== null);
}
