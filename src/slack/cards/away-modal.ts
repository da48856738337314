// Asks from when until when somebody is away; parts of days too.
import type { Datepicker, InputBlock, ModalView, Timepicker } from '@slack/types';
import { awayBetween } from '../../core/away.ts';
import type { Availability } from '../../core/home.ts';
import { dayIn } from '../../core/value.ts';
import type { Absence } from '../../core/working-time.ts';
import { viewIds } from './actions.ts';
import { homeWords } from './home-words.ts';
import { line } from './lead-parts.ts';
import { slackLimits } from './limits.ts';
import { noteInput, type Read, readNote, values } from './modal-inputs.ts';
import { blocks, plain } from './parts.ts';

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
  return {
    type: 'modal',
    callback_id: viewIds.away,
    private_metadata: rep.id,
    title: plain(words.title, slackLimits.modalTitle),
    submit: plain(words.submit, slackLimits.modalTitle),
    close: plain(words.close, slackLimits.modalTitle),
    blocks: [
      ...(isTheirs ? [] : blocks([line({ rep })])),
      input('from_day', words.fromDay, day(dayIn(zone, now)), false),
      input('from_time', words.fromTime, time, true),
      input('back_day', words.backDay, day(null), true),
      input('back_time', words.backTime, time, true),
      noteInput(words.note),
      ...blocks([{ kind: 'small', lines: [words.zone(zone)] }]),
    ],
  };
}

/** What was chosen, in the zone of the rep, or what to say beside each input. */
export function readAwayModal(input: unknown, about: { zone: string; now: string }): Read<Absence & { note: string }> {
  const given = values.safeParse(input).data;
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

function input(id: string, label: string, element: InputBlock['element'], optional: boolean): InputBlock {
  return { type: 'input', block_id: id, label: plain(label, slackLimits.text), optional, element };
}
