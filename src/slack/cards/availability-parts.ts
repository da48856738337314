// When somebody is there, in words, and the buttons that change it: in their own home, and for managers in a modal.
import type { ActionsBlock, Button, KnownBlock, PlainTextOption, StaticSelect } from '@slack/types';
import type { Availability } from '../../core/home.ts';
import { writeDay } from '../../core/hours.ts';
import { notifyChoices } from '../../core/preferences.ts';
import type { Presence } from '../../core/presence.ts';
import { dayIn, showValue } from '../../core/value.ts';
import { actionIds } from './actions.ts';
import { spell } from './answers.ts';
import { homeWords as words } from './home-words.ts';
import { heading, line, oneLine } from './lead-parts.ts';
import { glance, slackLimits } from './limits.ts';
import { blocks, type Part, type Piece, plain } from './parts.ts';
import { hoursInWords } from './playbook-parts.ts';

/** `isTheirs`: whoever looks is the rep. */
type Drawing = { availability: Availability; isTheirs: boolean };

const usualLimits = [1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 50];

export function availabilityBlocks({ availability, isTheirs }: Drawing): KnownBlock[] {
  return [
    ...blocks(availabilityParts(availability, isTheirs)),
    buttons(availability, isTheirs),
    { type: 'actions', elements: [limitSelect(availability), ...(isTheirs ? [notifySelect(availability)] : [])] },
  ];
}

function availabilityParts(availability: Availability, isTheirs: boolean): Part[] {
  const { rep, presence, away, zone, hours, ownHours, atOnce, ownLimit } = availability;
  const now = away.find(() => presence.kind === 'away');
  const note = now === undefined || now.note.trim() === '' ? [] : [words.note(oneLine(now.note, glance.value))];
  const ahead = away.filter((each) => each !== now).slice(0, glance.absences);
  return [
    isTheirs ? heading(words.you) : line({ rep }),
    line(...(isTheirs ? yours(presence, zone) : presencePieces(presence, zone)), ...note),
    ...ahead.map((each) => line(words.planned, ...spell(each, zone))),
    line(
      { bold: words.hours },
      `${oneLine(hoursInWords(hours), glance.sentence)}${words.zone(zone)}${ownHours ? '' : words.byPlaybook}`,
    ),
    line({ bold: words.limit }, `${atOnce ?? words.noLimit}${ownLimit ? '' : words.byPlaybook}`),
    ...(isTheirs ? [line({ bold: words.quiet }, quietInWords(availability))] : []),
  ];
}

function yours(presence: Presence, zone: string): Piece[] {
  if (presence.kind === 'in') {
    return presence.until === null ? [words.in] : [words.inUntil, { when: presence.until, zone }];
  }
  const { kind, back } = presence;
  return back === null ? [words[`${kind}Open`]] : [words[kind], { when: back, zone }];
}

/** Of somebody else. */
export function presencePieces(presence: Presence, zone: string): Piece[] {
  if (presence.kind === 'in') {
    return presence.until === null ? [words.isIn] : [words.isInUntil, { when: presence.until, zone }];
  }
  const name = presence.kind === 'away' ? 'isAway' : 'isOff';
  return presence.back === null ? [words[`${name}Open`]] : [words[name], { when: presence.back, zone }];
}

function quietInWords({ preferences: { quiet } }: Availability): string {
  if (quiet === null) return words.noQuiet;
  const [from = '', until = ''] = writeDay([quiet]).split('-');
  return words.quietFromTo(from, until);
}

function buttons({ rep, presence, away, zone }: Availability, isTheirs: boolean): ActionsBlock {
  const button = (action: 'setAway' | 'comeBack' | 'callOff' | 'setHours' | 'setQuiet', label: string): Button => ({
    type: 'button',
    action_id: actionIds[action],
    text: plain(label, slackLimits.buttonText),
    value: rep.id,
  });
  const isAway = presence.kind === 'away';
  const [next] = isAway ? away.slice(1) : away;
  const back = isTheirs ? words.comeBack : words.theyAreBack;
  const off = next && {
    ...button('callOff', words.callOff(showValue('date', dayIn(zone, next.from)))),
    value: `${rep.id}:${next.from}`,
  };
  return {
    type: 'actions',
    // Of a fixed name, so that a press meets it even if the view was drawn anew meanwhile. Menus have none: drawn anew they
    // show what counts, not what was chosen in them last.
    block_id: 'availability',
    elements: [
      ...(isAway ? [button('comeBack', back)] : []),
      button('setAway', words.setAway),
      ...(off === undefined ? [] : [off]),
      button('setHours', words.setHours),
      ...(isTheirs ? [button('setQuiet', words.setQuiet)] : []),
    ],
  };
}

function limitSelect({ rep, atOnce, ownLimit }: Availability): StaticSelect {
  const known = ownLimit && atOnce !== null && !usualLimits.includes(atOnce) ? [...usualLimits, atOnce] : usualLimits;
  const limits = known.toSorted((a, b) => a - b).map((count) => option(`${rep.id}:${count}`, words.atOnce(count)));
  const options = [option(`${rep.id}:playbook`, words.atOnceAsPlaybook), ...limits];
  const chosen = `${rep.id}:${ownLimit ? atOnce : 'playbook'}`;
  return select(actionIds.atOnce, options, chosen);
}

function notifySelect({ rep, preferences }: Availability): StaticSelect {
  const options = notifyChoices.map((choice) => option(`${rep.id}:${choice}`, words.notify[choice]));
  return select(actionIds.notify, options, `${rep.id}:${preferences.notify}`);
}

function select(id: string, options: PlainTextOption[], chosen: string): StaticSelect {
  const initial = options.find(({ value }) => value === chosen);
  return {
    type: 'static_select',
    action_id: id,
    placeholder: plain(words.choose, slackLimits.placeholder),
    options,
    ...(initial !== undefined && { initial_option: initial }),
  };
}

function option(value: string, label: string): PlainTextOption {
  return { text: plain(label, slackLimits.optionText), value };
}
