// A list of blocks on a surface: what can be pressed or filled is ours, everything else the library draws.
import { useId } from 'react';
import type { Block, Element } from './block-kit.ts';
import { canDisplay, Display, Mrkdwn } from './display.tsx';
import { DrawingGuard } from './drawing-guard.tsx';
import { InteractiveElement } from './elements.tsx';
import { useSurface } from './surface.tsx';

export function Blocks({ blocks, fallback }: { blocks: Block[]; fallback: string }) {
  const unknown = blocks.some((block) => !isOurs(block) && !canDisplay(block));
  return (
    <DrawingGuard instead={<p className="not-drawn">{fallback === '' ? 'This could not be drawn.' : fallback}</p>}>
      <div className="blocks">
        {blocks.map((block) => (
          <BlockView key={block.block_id} block={block} />
        ))}
        {unknown && fallback !== '' ? <Mrkdwn text={fallback} /> : null}
      </div>
    </DrawingGuard>
  );
}

function isOurs({ type }: Block): boolean {
  return type === 'actions' || type === 'context_actions' || type === 'input';
}

function BlockView({ block }: { block: Block }) {
  if (block.type === 'actions' || block.type === 'context_actions')
    return <Row block={block} elements={block.elements ?? []} />;
  if (block.type === 'input') return <InputBlock block={block} />;
  if (block.type === 'section' && block.accessory !== undefined)
    return <SectionWithAccessory block={block} accessory={block.accessory} />;
  if (block.type === 'card') return <Card block={block} />;
  return canDisplay(block) ? <Display block={block} /> : null;
}

function Row({ block, elements }: { block: Block; elements: Element[] }) {
  return (
    <div className="actions-row">
      {elements.map((element) => (
        <InteractiveElement key={element.action_id} block={block} element={element} />
      ))}
    </div>
  );
}

function SectionWithAccessory({ block, accessory }: { block: Block; accessory: Element }) {
  const { accessory: _, ...text } = block;
  if (accessory.type === 'image') return <Display block={block} />;
  return (
    <div className="section-row">
      <Display block={text} />
      <InteractiveElement block={block} element={accessory} />
    </div>
  );
}

function Card({ block }: { block: Block }) {
  const { actions = [], ...body } = block;
  return (
    <>
      <Display block={body} />
      {actions.length === 0 ? null : <Row block={block} elements={actions} />}
    </>
  );
}

const lists = new Set(['radio_buttons', 'checkboxes']);

function InputBlock({ block }: { block: Block }) {
  const id = useId();
  const { errors } = useSurface();
  const { element } = block;
  if (element === undefined) return null;
  const error = errors[block.block_id];
  const label = (
    <>
      {block.label?.text}
      {block.optional === true ? <span className="optional"> (optional)</span> : null}
    </>
  );
  const field = <InteractiveElement block={block} element={element} fieldId={id} />;
  return (
    <div className={`input-block ${error === undefined ? '' : 'wrong'}`}>
      {lists.has(element.type) ? (
        <fieldset>
          <legend>{label}</legend>
          {field}
        </fieldset>
      ) : (
        <>
          <label htmlFor={id}>{label}</label>
          {field}
        </>
      )}
      {error === undefined ? null : (
        <p className="input-error" role="alert">
          {error}
        </p>
      )}
      {block.hint === undefined ? null : <p className="input-hint">{block.hint.text}</p>}
    </div>
  );
}
