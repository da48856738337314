// Asks in which hours of the day somebody is to be left in peace.
import type { InputBlock, ModalView } from '@slack/types';
import type { Availability } from '../../core/home.ts';
import { type Block, dayMinutes } from '../../core/working-time.ts';
import { viewIds } from './actions.ts';
import { homeWords } from './home-words.ts';
import { input, modal, type Read, values } from './modal-inputs.ts';
import { blocks } from './parts.ts';

const words = homeWords.quietModal;

export function quietModal({ rep, preferences: { quiet } }: Pick<Availability, 'rep' | 'preferences'>): ModalView {
  return modal({
    id: viewIds.quiet,
    about: rep.id,
    words,
    blocks: [
      time('from', words.from, quiet?.from),
      time('until', words.until, quiet?.until),
      ...blocks([{ kind: 'small', lines: [words.about] }]),
    ],
  });
}

/** Null: none. Across midnight the second time is of the next day. */
export function readQuiet(entered: unknown): Read<Block | null> {
  const given = values.safeParse(entered).data;
  const chosen = (id: string) => minutesOf(given?.[id]?.value?.selected_time ?? null);
  const [from, until] = [chosen('from'), chosen('until')];
  if (from === null && until === null) return { kind: 'read', value: null };
  if (from === null || until === null) {
    return { kind: 'wrong', errors: { [from === null ? 'from' : 'until']: words.both } };
  }
  if (from === until) return { kind: 'wrong', errors: { until: words.same } };
  return { kind: 'read', value: { from, until: until < from ? until + dayMinutes : until } };
}

function minutesOf(time: string | null): number | null {
  const [, hour, minute] = /^(\d{2}):(\d{2})$/.exec(time ?? '') ?? [];
  return hour === undefined ? null : Number(hour) * 60 + Number(minute);
}

function time(id: string, label: string, minutes: number | undefined): InputBlock {
  const clock = (all: number) =>
    [Math.floor(all / 60) % 24, all % 60].map((part) => String(part).padStart(2, '0')).join(':');
  const initial = minutes === undefined ? {} : { initial_time: clock(minutes) };
  return input(id, { label, element: { type: 'timepicker', action_id: 'value', ...initial }, optional: true });
}
