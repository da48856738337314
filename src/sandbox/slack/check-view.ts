// Holds a modal or a home against Slack's rules for views. Faults come back as Slack words them, pointing into /view.
import { homeFields, limits, modalFields } from './block-limits.ts';
import { checkBlocks, checkFields, isObject, type Json, reportTo } from './check-blocks.ts';

export type ViewCheck = { kind: 'good'; view: Json } | { kind: 'bad'; error: string; messages: string[] };

export function checkView(view: unknown, type: 'modal' | 'home'): ViewCheck {
  if (!isObject(view))
    return {
      kind: 'bad',
      error: 'invalid_arguments',
      messages: ['[ERROR] must provide an object [json-pointer:/view]'],
    };
  if (JSON.stringify(view).length > limits.viewBytes) return { kind: 'bad', error: 'view_too_large', messages: [] };
  const messages: string[] = [];
  const report = reportTo(messages);
  if (view.type !== type) report(`must be one of: ${type}`, '/view/type');
  const fields = type === 'modal' ? modalFields : homeFields;
  const known = { type: { kind: 'any' }, blocks: { kind: 'any', required: true }, ...fields } as const;
  checkFields(view, known, { at: '/view', surface: type, report });
  if (view.blocks !== undefined) messages.push(...checkBlocks(view.blocks, type, '/view/blocks'));
  const blocks: unknown[] = Array.isArray(view.blocks) ? view.blocks : [];
  const asks = blocks.some((block) => isObject(block) && block.type === 'input');
  if (type === 'modal' && asks && view.submit === undefined) report('missing required field: submit', '/view');
  return messages.length === 0 ? { kind: 'good', view } : { kind: 'bad', error: 'invalid_arguments', messages };
}
