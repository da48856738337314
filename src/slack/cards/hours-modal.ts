// Asks when somebody works: the playbook's hours, or their own, day by day with as many blocks as they like.
import type { InputBlock, ModalView, PlainTextOption } from '@slack/types';
import { IANAZone } from 'luxon';
import type { Availability } from '../../core/home.ts';
import { days, hoursSchema, writeDay } from '../../core/hours.ts';
import type { Hours } from '../../core/working-time.ts';
import { viewIds } from './actions.ts';
import { homeWords } from './home-words.ts';
import { line, oneLine } from './lead-parts.ts';
import { slackLimits } from './limits.ts';
import { type Read, values } from './modal-inputs.ts';
import { blocks, plain } from './parts.ts';
import { hoursInWords } from './playbook-parts.ts';

const words = homeWords.hoursModal;

/** Null: the playbook's. */
export type ChosenHours = { hours: Hours | null; zone: string | null };

type Drawing = { byPlaybook: { hours: Hours; zone: string }; isTheirs: boolean };

export function hoursModal(availability: Availability, { byPlaybook, isTheirs }: Drawing): ModalView {
  const { rep, hours, zone, ownHours } = availability;
  const usual = words.playbook(`${hoursInWords(byPlaybook.hours)}${homeWords.zone(byPlaybook.zone)}`);
  const options = [option('playbook', oneLine(usual, slackLimits.optionText)), option('own', words.own)] as const;
  return {
    type: 'modal',
    callback_id: viewIds.hours,
    private_metadata: rep.id,
    title: plain(words.title, slackLimits.modalTitle),
    submit: plain(words.submit, slackLimits.modalTitle),
    close: plain(words.close, slackLimits.modalTitle),
    blocks: [
      ...(isTheirs ? [] : blocks([line({ rep })])),
      {
        type: 'input',
        block_id: 'whose',
        label: plain(words.whose, slackLimits.text),
        element: {
          type: 'radio_buttons',
          action_id: 'value',
          options: [...options],
          initial_option: options[ownHours ? 1 : 0],
        },
      },
      ...days.map((id, i) => text(id, words.days[i] ?? id, writeDay(hours[i] ?? []), i === 0 ? words.hint : null)),
      text('zone', words.zone, zone, words.zoneHint),
    ],
  };
}

/** What was typed, or what to say beside each input. `shown`: what stood in the days before. */
export function readHours(input: unknown, shown: { hours: Hours }): Read<ChosenHours> {
  const given = values.safeParse(input).data;
  const typed = (id: string) => (given?.[id]?.value?.value ?? '').trim();
  if (given?.whose?.value?.selected_option?.value !== 'own') {
    const changed = days.some((day, i) => typed(day) !== writeDay(shown.hours[i] ?? []));
    if (changed) return { kind: 'wrong', errors: { whose: words.changed } };
    return { kind: 'read', value: { hours: null, zone: null } };
  }
  const page = Object.fromEntries(
    days.flatMap((day) =>
      typed(day) === ''
        ? []
        : [
            [
              day,
              typed(day)
                .split(/\s*[,;]\s*/)
                .filter((each) => each !== ''),
            ],
          ],
    ),
  );
  const zone = typed('zone');
  const errors: Record<string, string> = {};
  if (!IANAZone.isValidZone(zone)) errors.zone = words.wrongZone;
  if (Object.keys(page).length === 0) return { kind: 'wrong', errors: { ...errors, mon: words.never } };
  const read = hoursSchema.safeParse(page);
  for (const { path, code, message } of read.error?.issues ?? []) {
    errors[String(path[0])] ??= code === 'custom' ? sentenceOf(message) : words.write;
  }
  if (!read.success || Object.keys(errors).length > 0) return { kind: 'wrong', errors };
  return { kind: 'read', value: { hours: read.data, zone: spelled(zone) } };
}

/** As its list spells it, however it was typed. */
const spelled = (zone: string) => new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
const sentenceOf = (message: string) => `${message.replace(/^./, (letter) => letter.toUpperCase())}.`;

function text(id: string, label: string, initial: string, hint: string | null): InputBlock {
  return {
    type: 'input',
    block_id: id,
    label: plain(label, slackLimits.text),
    optional: true,
    ...(hint !== null && { hint: plain(hint, slackLimits.text) }),
    element: {
      type: 'plain_text_input',
      action_id: 'value',
      max_length: slackLimits.hours,
      ...(initial !== '' && { initial_value: initial }),
    },
  };
}

function option(value: string, label: string): PlainTextOption {
  return { text: plain(label, slackLimits.optionText), value };
}
