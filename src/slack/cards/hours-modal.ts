// Asks when somebody works: the playbook's hours, or their own, day by day with as many blocks as they like.
import type { InputBlock, ModalView } from '@slack/types';
import { IANAZone } from 'luxon';
import type { Availability } from '../../core/home.ts';
import { days, hoursSchema, writeDay } from '../../core/hours.ts';
import type { Hours } from '../../core/working-time.ts';
import { viewIds } from './actions.ts';
import { homeWords } from './home-words.ts';
import { line, oneLine } from './lead-parts.ts';
import { slackLimits } from './limits.ts';
import { input, modal, option, type Read, values } from './modal-inputs.ts';
import { blocks } from './parts.ts';
import { hoursInWords } from './playbook-parts.ts';

const words = homeWords.hoursModal;

/** Null: the playbook's. */
export type ChosenHours = { hours: Hours | null; zone: string | null };

type Drawing = { byPlaybook: { hours: Hours; zone: string }; isTheirs: boolean };

export function hoursModal(availability: Availability, { byPlaybook, isTheirs }: Drawing): ModalView {
  const { rep, hours, zone, ownHours } = availability;
  const usual = words.playbook(`${hoursInWords(byPlaybook.hours)}${homeWords.zone(byPlaybook.zone)}`);
  const options = [option('playbook', oneLine(usual, slackLimits.optionText)), option('own', words.own)] as const;
  return modal({
    id: viewIds.hours,
    about: rep.id,
    words,
    blocks: [
      ...(isTheirs ? [] : blocks([line({ rep })])),
      input('whose', {
        label: words.whose,
        element: {
          type: 'radio_buttons',
          action_id: 'value',
          options: [...options],
          initial_option: options[ownHours ? 1 : 0],
        },
      }),
      ...days.map((id, i) => {
        const hint = i === 0 ? words.hint : undefined;
        return text(id, { label: words.days[i] ?? id, initial: writeDay(hours[i] ?? []), hint });
      }),
      text('zone', { label: words.zone, initial: zone, hint: words.zoneHint }),
    ],
  });
}

/** What was typed, or what to say beside each input. `shown`: what stood in the days before. */
export function readHours(entered: unknown, shown: { hours: Hours }): Read<ChosenHours> {
  const given = values.safeParse(entered).data;
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

function text(
  id: string,
  { initial, ...about }: { label: string; initial: string; hint: string | undefined },
): InputBlock {
  return input(id, {
    ...about,
    optional: true,
    element: {
      type: 'plain_text_input',
      action_id: 'value',
      max_length: slackLimits.hours,
      ...(initial !== '' && { initial_value: initial }),
    },
  });
}
