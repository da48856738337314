// A modal of the person who looks; one below the top is hidden but keeps what was typed. Errors stand
// under their blocks, as in Slack; trouble keeps the modal open.
import { useEffect, useRef, useState } from 'react';
import type { SandboxModal } from '../../state.ts';
import { Icon } from '../icons.tsx';
import { act } from '../live-state.ts';
import { type Block, elementsOf, isEmpty, readBlocks, type Text, valuesOf } from './block-kit.ts';
import { Blocks } from './blocks.tsx';
import { useDesk } from './desk.ts';
import { type Chosen, SurfaceFrame, useChosen } from './surface.tsx';

export function Modal({ modal, isTop }: { modal: SandboxModal; isTop: boolean }) {
  const blocks = readBlocks(modal.view.blocks);
  const chosen = useChosen(blocks, false);
  const { errors, trouble, busy, submit, close } = useSubmission(modal.viewId, blocks, chosen);
  const frame = useFocusInside(modal.viewId);
  const title = (modal.view.title as Text | undefined)?.text ?? '';
  return (
    <div className="modal-veil" hidden={!isTop}>
      <form
        ref={frame}
        className="modal"
        role="dialog"
        aria-modal="true"
        aria-label={title}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && document.querySelector(':popover-open') === null) void close();
        }}
      >
        <header>
          <h2>{title}</h2>
          <button type="button" className="icon-button" aria-label="Close" onClick={close}>
            <Icon name="close" />
          </button>
        </header>
        <div className="modal-body">
          <SurfaceFrame blocks={blocks} origin={{ view: modal.viewId }} chosen={chosen} errors={errors}>
            <Blocks blocks={blocks} fallback="" />
          </SurfaceFrame>
          {trouble === null ? null : (
            <p className="modal-trouble" role="alert">
              <strong>We had some trouble connecting. Try again?</strong> {trouble}
            </p>
          )}
        </div>
        <Footer view={modal.view} busy={busy} onClose={close} />
      </form>
    </div>
  );
}

function useSubmission(viewId: string, blocks: Block[], { chosen }: Chosen) {
  const { me } = useDesk();
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [trouble, setTrouble] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async () => {
    const state = valuesOf(blocks, chosen);
    const missing = missingIn(blocks, state);
    setErrors(missing);
    setTrouble(null);
    if (Object.keys(missing).length > 0) return;
    setBusy(true);
    const answer = await act({ kind: 'submit', user: me, viewId, state });
    setBusy(false);
    if (answer.kind === 'errors') setErrors(answer.errors);
    if (answer.kind === 'trouble') setTrouble(answer.text);
  };
  const close = async () => {
    const answer = await act({ kind: 'close', user: me, viewId });
    if (answer.kind === 'trouble') setTrouble(answer.text);
  };
  return { errors, trouble, busy, submit, close };
}

type FooterProps = { view: SandboxModal['view']; busy: boolean; onClose(): void };

function Footer({ view, busy, onClose }: FooterProps) {
  const submit = (view.submit as Text | undefined)?.text;
  const close = (view.close as Text | undefined)?.text ?? (submit === undefined ? 'Close' : 'Cancel');
  return (
    <footer className="dialog-buttons">
      <button type="button" className="sl-button" onClick={onClose}>
        {close}
      </button>
      {submit === undefined ? null : (
        <button type="submit" className="sl-button primary" disabled={busy}>
          {busy ? 'Sending…' : submit}
        </button>
      )}
    </footer>
  );
}

/** Slack checks what is required before it asks the app. */
function missingIn(blocks: Block[], state: ReturnType<typeof valuesOf>): Record<string, string> {
  const missing: Record<string, string> = {};
  for (const block of blocks) {
    if (block.type !== 'input' || block.optional === true) continue;
    const [element] = elementsOf(block);
    if (element !== undefined && isEmpty(state[block.block_id]?.[element.action_id], element)) {
      missing[block.block_id] = 'Please complete this required field.';
    }
  }
  return missing;
}

function useFocusInside(viewId: string) {
  const frame = useRef<HTMLFormElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another view means that focus must move again.
  useEffect(() => {
    const before = document.activeElement;
    const inside = frame.current;
    const first =
      inside?.querySelector<HTMLElement>('[data-autofocus]') ??
      inside?.querySelector<HTMLElement>('.modal-body :is(input, select, textarea, button)');
    (first ?? inside?.querySelector<HTMLElement>('footer button'))?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [viewId]);
  return frame;
}
