// Asks from when until when somebody is away; parts of days too.
import type { Datepicker, ModalView, Timepicker } from '@slack/types';
import { awayBetween } from '../../core/away.ts';
import type { Availability } from '../../core/home.ts';
import { dayIn } from '../../core/value.ts';
import type { Absence } from '../../core/working-time.ts';
import { viewIds } from './actions.ts';
import { homeWords } from './home-words.ts';
import { line } from './lead-parts.ts';
import { input, modal, noteInput, type Read, readNote, values } from './modal-inputs.ts';
import { blocks } from './parts.ts';

const words = homeWords.awayModal;

export function awayModal(
  availability: Availability,
  { now, isTheirs }: { now: string; isTheirs: boolean },
): ModalView {
  const { rep, zone } = availability;
  const day = (initial: string | null): Datepicker => ({
    type: 'datepicker',
    action_id: 'value',
    ...(initial !== null && { initial_date: initial }),
  });
  const time: Timepicker = { type: 'timepicker', action_id: 'value' };
  return modal({
    id: viewIds.away,
    about: rep.id,
    words,
    blocks: [
      ...(isTheirs ? [] : blocks([line({ rep })])),
      input('from_day', { label: words.fromDay, element: day(dayIn(zone, now)) }),
      input('from_time', { label: words.fromTime, element: time, optional: true }),
      input('back_day', { label: words.backDay, element: day(null), optional: true }),
      input('back_time', { label: words.backTime, element: time, optional: true }),
      noteInput(words.note),
      ...blocks([{ kind: 'small', lines: [words.zone(zone)] }]),
    ],
  });
}

/** What was chosen, in the zone of the rep, or what to say beside each input. */
export function readAwayModal(
  entered: unknown,
  about: { zone: string; now: string },
): Read<Absence & { note: string }> {
  const given = values.safeParse(entered).data;
  const chosen = (name: string) => ({
    day: given?.[`${name}_day`]?.value?.selected_date ?? null,
    time: given?.[`${name}_time`]?.value?.selected_time ?? null,
  });
  const [from, back, note] = [chosen('from'), chosen('back'), readNote(given)];
  if (from.day === null) return { kind: 'wrong', errors: { from_day: words.chooseDay } };
  if (back.day === null && back.time !== null) return { kind: 'wrong', errors: { back_day: words.noDay } };
  if (note === null) return { kind: 'wrong', errors: { note: words.tooLong } };
  const until = back.day === null ? null : { day: back.day, time: back.time };
  const read = awayBetween({ from: { day: from.day, time: from.time }, back: until }, about);
  switch (read.kind) {
    case 'away':
      return { kind: 'read', value: { ...read.absence, note } };
    case 'over':
      return { kind: 'wrong', errors: { back_day: words.over } };
    case 'backwards':
      return { kind: 'wrong', errors: { back_day: words.backwards } };
    case 'too-far':
      return { kind: 'wrong', errors: { from_day: words.tooFar } };
    case 'unclear':
      return { kind: 'wrong', errors: { from_day: words.chooseDay } };
  }
}
