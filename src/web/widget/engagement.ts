// Watches the page for the first rule of engagement that holds. It only says so: nothing here opens the chat or takes the focus.
import type { Rule } from './protocol.ts';

type Watching = { rules: readonly Rule[]; isReturning: boolean; onRule(rule: Rule): void };

export function watchEngagement({ rules, isReturning, onRule }: Watching): () => void {
  const startedAt = performance.now();
  const fitting = rules.filter(({ returning }) => returning === undefined || returning === isReturning);
  let scrolled = 0;
  let isLeaving = false;

  const look = () => {
    const seconds = (performance.now() - startedAt) / 1_000;
    const rule = fitting.find(
      (each) =>
        (each.afterSeconds === undefined || seconds >= each.afterSeconds) &&
        (each.scrolled === undefined || scrolled >= each.scrolled) &&
        (each.leaving !== true || isLeaving),
    );
    if (rule === undefined) return;
    stop();
    onRule(rule);
  };
  const onScroll = () => {
    scrolled = Math.max(scrolled, percentSeen());
    look();
  };
  // Out at the top is where tabs and the address bar are.
  const onOut = ({ clientY, relatedTarget }: MouseEvent) => {
    isLeaving = clientY <= 0 && relatedTarget === null;
    if (isLeaving) look();
    isLeaving = false;
  };
  const timers = fitting.flatMap(({ afterSeconds }) =>
    afterSeconds === undefined ? [] : [setTimeout(look, afterSeconds * 1_000 + 10)],
  );
  const stop = () => {
    for (const timer of timers) clearTimeout(timer);
    removeEventListener('scroll', onScroll);
    document.removeEventListener('mouseout', onOut);
  };
  if (fitting.length === 0) return stop;
  addEventListener('scroll', onScroll, { passive: true });
  document.addEventListener('mouseout', onOut);
  onScroll();
  return stop;
}

function percentSeen(): number {
  const { scrollTop, clientHeight, scrollHeight } = document.documentElement;
  return scrollHeight <= clientHeight ? 100 : Math.round(((scrollTop + clientHeight) / scrollHeight) * 100);
}
