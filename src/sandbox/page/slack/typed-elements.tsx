// Elements in which something is typed: texts, numbers, dates and times.
import type { KeyboardEvent } from 'react';
import { bareValue } from './block-kit.ts';
import type { ElementProps } from './elements.tsx';
import { useSurface } from './surface.tsx';

const inputTypes: Record<string, string> = {
  plain_text_input: 'text',
  email_text_input: 'email',
  url_text_input: 'url',
  number_input: 'number',
  datepicker: 'date',
  timepicker: 'time',
  datetimepicker: 'datetime-local',
};

export function TextField({ block, element, fieldId }: ElementProps) {
  const surface = useSurface();
  const value = bareValue(surface.values[block.block_id]?.[element.action_id], element);
  const text = value === null ? '' : String(value);
  const field = {
    id: fieldId,
    className: 'sl-field',
    value: text,
    placeholder: element.placeholder?.text,
    maxLength: element.max_length,
    'data-autofocus': element.focus_on_load === true ? '' : undefined,
    'aria-label': fieldId === undefined ? (element.placeholder?.text ?? 'Text') : undefined,
    onChange: ({ target }: { target: { value: string } }) => surface.type(block, element, target.value),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key === 'Enter' && block.dispatch_action === true) surface.choose(block, element, text);
    },
  };
  if (element.multiline === true) return <textarea {...field} rows={4} />;
  const step = element.type === 'number_input' && element.is_decimal_allowed === true ? 'any' : undefined;
  return <input {...field} type={inputTypes[element.type]} step={step} autoComplete="off" />;
}

export function DateField({ block, element, fieldId }: ElementProps) {
  const surface = useSurface();
  const value = bareValue(surface.values[block.block_id]?.[element.action_id], element);
  const moment = element.type === 'datetimepicker';
  const shown = moment && typeof value === 'number' ? localMinute(value) : String(value ?? '');
  const change = (text: string) => {
    // While the year is typed the browser reports 0002, 0020, 0202: only a finished date counts.
    if (element.type !== 'timepicker' && text !== '' && Number(text.slice(0, 4)) < 1000) return;
    surface.choose(block, element, text === '' ? null : moment ? Math.floor(new Date(text).getTime() / 1000) : text);
  };
  return (
    <input
      id={fieldId}
      className="sl-field date"
      type={inputTypes[element.type]}
      aria-label={fieldId === undefined ? (element.placeholder?.text ?? 'Date') : undefined}
      value={shown}
      onChange={({ target }) => change(target.value)}
    />
  );
}

/** Epoch seconds as the browser's own field wants them, in the time zone of the person who looks. */
function localMinute(seconds: number): string {
  const at = new Date(seconds * 1000);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
