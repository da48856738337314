// On a narrow screen the chat covers the page: then it is as high as what the keyboard leaves, and the focus stays in it.

import type { Shell } from './shell.ts';
import { tabbable } from './tabbable.ts';

const narrow = matchMedia('(max-width: 480px)');

export function coverPage({ host }: Shell, panel: HTMLElement) {
  let isOpen = false;
  const resize = () => {
    const view = window.visualViewport;
    const covers = isOpen && narrow.matches;
    if (covers) panel.setAttribute('aria-modal', 'true');
    else panel.removeAttribute('aria-modal');
    if (covers && view !== null) {
      host.style.setProperty('--view-top', `${view.offsetTop}px`);
      host.style.setProperty('--view-height', `${view.height}px`);
    } else {
      host.style.removeProperty('--view-top');
      host.style.removeProperty('--view-height');
    }
  };
  narrow.addEventListener('change', resize);
  window.visualViewport?.addEventListener('resize', resize);
  window.visualViewport?.addEventListener('scroll', resize);
  panel.addEventListener('keydown', (event) => {
    if (event.key !== 'Tab' || !narrow.matches) return;
    const all = tabbable(panel);
    const present = (panel.getRootNode() as ShadowRoot).activeElement;
    const isAtEdge = present === panel || present === (event.shiftKey ? all[0] : all.at(-1));
    if (!isAtEdge) return;
    event.preventDefault();
    (event.shiftKey ? all.at(-1) : all[0])?.focus();
  });
  return {
    update(open: boolean) {
      isOpen = open;
      resize();
    },
  };
}
