// A surface is one message, one modal or one home: its blocks, what is chosen in them, and the road from a press to the server.
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import type { ActAnswer, PressOrigin, ViewState } from '../../state.ts';
import { act } from '../live-state.ts';
import { actionOf, type Block, type Confirm, type Element, entryOf, valuesOf } from './block-kit.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { useDesk } from './desk.ts';

export type Surface = {
  values: ViewState;
  errors: Record<string, string>;
  /** Remembers a choice; sends it too when the element stands outside an input block or asks to be dispatched. */
  choose(block: Block, element: Element, value: unknown): void;
  /** Remembers a text while it is typed. */
  type(block: Block, element: Element, value: unknown): void;
  press(block: Block, element: Element, value?: unknown): void;
};

const SurfaceContext = createContext<Surface | null>(null);

export function useSurface(): Surface {
  const surface = useContext(SurfaceContext);
  if (surface === null) throw new Error('An element can only be drawn on a surface.');
  return surface;
}

export type Chosen = { chosen: ViewState; setChosen(change: (before: ViewState) => ViewState): void };

export function useChosen(blocks: Block[], forgetOnChange: boolean): Chosen {
  const [chosen, setChosen] = useState<ViewState>({});
  const drawn = forgetOnChange ? JSON.stringify(blocks) : '';
  // A redrawn message shows what the app sent; a redrawn modal keeps what the person typed.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the drawing is the trigger.
  useEffect(() => setChosen({}), [drawn]);
  return { chosen, setChosen };
}

type Props = {
  blocks: Block[];
  origin: PressOrigin;
  chosen: Chosen;
  errors?: Record<string, string>;
  children: ReactNode;
};

export function SurfaceFrame({ blocks, origin, chosen: { chosen, setChosen }, errors = {}, children }: Props) {
  const desk = useDesk();
  const [asking, setAsking] = useState<{ confirm: Confirm; go(): void } | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const values = valuesOf(blocks, chosen);

  const put = (before: ViewState, block: Block, [element, value]: [Element, unknown]): ViewState => ({
    ...before,
    [block.block_id]: { ...before[block.block_id], [element.action_id]: entryOf(element, value) },
  });
  const send = async (block: Block, element: Element, [value, state]: [unknown, ViewState]) => {
    setTrouble(null);
    const action = actionOf(block, element, value);
    const answer: ActAnswer = await act({ kind: 'press', user: desk.me, from: origin, action, state });
    if (answer.kind === 'trouble') setTrouble(answer.text);
    else desk.pressed(element.text?.text ?? '');
  };
  const asked = (element: Element, go: () => void) => {
    if (element.confirm === undefined) go();
    else setAsking({ confirm: element.confirm, go });
  };
  const surface: Surface = {
    values,
    errors,
    type: (block, element, value) => setChosen((before) => put(before, block, [element, value])),
    choose(block, element, value) {
      const remember = () => setChosen((before) => put(before, block, [element, value]));
      if (block.type === 'input' && block.dispatch_action !== true) return remember();
      asked(element, () => {
        remember();
        void send(block, element, [value, valuesOf(blocks, put(chosen, block, [element, value]))]);
      });
    },
    press: (block, element, value) => asked(element, () => void send(block, element, [value, values])),
  };
  return (
    <SurfaceContext value={surface}>
      {children}
      {trouble === null ? null : (
        <p className="surface-trouble" role="alert">
          {trouble}
        </p>
      )}
      {asking === null ? null : (
        <ConfirmDialog confirm={asking.confirm} onYes={asking.go} onDone={() => setAsking(null)} />
      )}
    </SurfaceContext>
  );
}
