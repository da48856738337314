// Books or moves a meeting: free times of whoever meets the visitor, read from their calendars. What was chosen so far is in
// the modal itself, so that every view of it starts from the same choice.
import type { ActionsBlock, InputBlock, KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import { z } from 'zod';
import { ahead } from '../../core/booking.ts';
import { brief } from '../../core/brief.ts';
import type { Lead } from '../../core/lead.ts';
import { meetingKindOf, type Playbook } from '../../core/playbook.ts';
import { writeChoice } from '../../core/slot-choice.ts';
import type { ShownTimes, SlotsView } from '../../core/slots-view.ts';
import { veiled } from '../../core/veiled.ts';
import { actionIds, viewIds } from './actions.ts';
import { bookingWords } from './booking-words.ts';
import { connectRow } from './calendar-parts.ts';
import { heading, line, oneLine, whoAndCompany } from './lead-parts.ts';
import { glance, slackLimits } from './limits.ts';
import { input, modal, option, type Read, values } from './modal-inputs.ts';
import { blocks, type Part, type Piece, plain } from './parts.ts';
import { groupsOf, inBoth, pagesOf, type Zones } from './slot-options.ts';
import { dayIn, momentIn, placeIn, type Reader, whyNot } from './slot-words.ts';

const words = bookingWords.modal;

export function bookModal(view: SlotsView, times: ShownTimes): ModalView {
  const { lead, choice, now } = view;
  const isMove = ahead(lead.booking, now) !== null;
  const zones = zonesOf(view);
  const pages = pagesOf(times.kind === 'known' ? times.slots.map(({ start }) => start) : [], zones.yours);
  const wished = times.kind === 'known' && times.asked?.kind === 'offered' ? choice.asked : undefined;
  const page = pageOf(pages, { page: choice.page, wished });
  const starts = pages[page] ?? [];
  const isFree = times.kind === 'known' && starts.length > 0;
  return modal({
    id: viewIds.book,
    about: writeChoice(lead.id, { ...choice, page }),
    words: {
      title: isMove ? words.moveTitle : words.title,
      ...(isFree && { submit: isMove ? words.moveSubmit : words.submit }),
      close: isFree ? words.cancel : words.close,
    },
    blocks: [
      ...blocks([
        ...aboutParts(view, zones),
        ...noticeParts(view, isFree),
        ...(isFree ? [] : noTimesParts(view, times)),
      ]),
      ...(isFree ? [timeInput(starts, { zones, wished })] : []),
      ...turnRow(page, pages.length),
      ...ownConnectRow(view, times),
      ...(times.kind === 'unreachable' ? [row('again', [button('slotsAgain', words.tryAgain, 'again')])] : []),
      ...(isFree && view.guest === null ? [guestInput(choice.guest)] : []),
      ...unreadBlocks(view, times),
      { type: 'divider' },
      ...whoBlocks(view),
      ...(times.kind === 'known' ? [...offerBlocks(times.good, zones), ...askedBlocks(view, times)] : []),
    ],
  });
}

export function loadingModal({ lead, playbook, now, choice }: Pick<SlotsView, 'lead' | 'playbook' | 'now' | 'choice'>) {
  const isMove = ahead(lead.booking, now) !== null;
  return modal({
    id: viewIds.book,
    about: writeChoice(lead.id, choice),
    words: { title: isMove ? words.moveTitle : words.title, close: words.close },
    blocks: blocks([who(lead, playbook), line(words.reading)]),
  });
}

/** The page on which the time stands that they ask about; else the one they have turned to. */
function pageOf(pages: readonly string[][], { page, wished }: { page: number; wished: string | undefined }): number {
  const found = wished === undefined ? -1 : pages.findIndex((starts) => starts.includes(wished));
  return found < 0 ? Math.min(page, pages.length - 1) : found;
}

function zonesOf({ zone, theirs }: SlotsView): Zones {
  return { yours: zone, theirs: theirs === zone ? null : theirs };
}

function who(lead: Lead, playbook: Playbook): Part {
  return heading(whoAndCompany(brief(veiled(lead, playbook), playbook)));
}

function aboutParts({ lead, playbook, now, theirs }: SlotsView, zones: Zones): Part[] {
  const own = placeIn(zones.yours, now);
  const clocks =
    zones.theirs !== null
      ? `${words.yours(own)}${words.theirs(placeIn(zones.theirs, now))}`
      : theirs === null
        ? `${words.yours(own)}${words.unknownZone}`
        : words.both(own);
  const standing = ahead(lead.booking, now);
  return [
    who(lead, playbook),
    ...(standing === null ? [] : [line(words.now(inBoth(standing.startsAt, zones)))]),
    line(clocks),
  ];
}

function noticeParts({ choice, zone }: SlotsView, isFree: boolean): Part[] {
  const { notice } = choice;
  if (notice === undefined) return [];
  return [
    line({ bold: bookingWords.notice[notice.kind](momentIn(zone, notice.startsAt)) }, isFree ? ` ${words.these}` : ''),
  ];
}

/** Why there is nothing to choose from, and what to do about it. */
function noTimesParts(view: SlotsView, times: ShownTimes): Part[] {
  const { rep, zone } = view;
  const { nameOf } = readerOf(view);
  if (times.kind === 'unreachable') return [line(words.unreachable)];
  if (times.kind === 'no-calendar') {
    return times.reps.flatMap(({ rep: host, why }) => [
      line({ bold: (why === 'none' ? words.notConnected : words.accessLost)(nameOf(host)) }),
      line(host !== rep ? words.theyConnect : view.connect === null ? words.askAdmin : words.connect),
    ]);
  }
  if (times.none === null) return [];
  const { until, starts, kept } = times.none;
  const because = kept
    .slice(0, glance.keepers)
    .map(({ host, by, starts: of }): Piece[] => [
      words.keeps[by](nameOf(host), of === starts ? words.all : String(of)),
    ]);
  return [
    line(
      { bold: words.none(dayIn(zone, new Date(Date.parse(until) - 1).toISOString())) },
      ` ${starts === 0 ? words.noHours : words.looked(starts)}`,
    ),
    ...(because.length === 0 ? [] : [{ kind: 'bullets', items: because } as const]),
    line(words.instead),
  ];
}

function ownConnectRow({ rep, connect }: SlotsView, times: ShownTimes): ActionsBlock[] {
  const own = times.kind === 'no-calendar' ? times.reps.find((each) => each.rep === rep) : undefined;
  return own === undefined ? [] : connectRow(connect, own.why === 'none' ? 'missing' : 'lost');
}

function readerOf({ zone, hosts }: SlotsView): Reader {
  const nameOf = (id: string) => oneLine(hosts.find((host) => host.id === id)?.name ?? id, glance.name);
  return { zone, nameOf };
}

/** Its block has a name of its own for each list, so that Slack never keeps a choice that is no longer in it. */
const timeBlock = 'time:';

type Wished = { zones: Zones; wished: string | undefined };

function timeInput(starts: readonly string[], { zones, wished }: Wished): InputBlock {
  const groups = groupsOf(starts, zones);
  const initial = groups.flatMap(({ options }) => options).find(({ value }) => value === wished);
  return input(`${timeBlock}${starts[0]}:${starts.length}:${wished ?? ''}`, {
    label: words.when,
    element: {
      type: 'static_select',
      action_id: 'value',
      placeholder: plain(words.chooseTime, slackLimits.placeholder),
      option_groups: groups,
      ...(initial !== undefined && { initial_option: initial }),
    },
  });
}

function guestInput(typed: string | undefined): InputBlock {
  const element = { type: 'email_text_input', action_id: 'value', ...(typed && { initial_value: typed }) } as const;
  return input('guest', { label: words.guest, hint: words.guestHint, element });
}

function turnRow(page: number, pages: number): ActionsBlock[] {
  const buttons = [
    ...(page > 0 ? [button('earlierSlots', words.earlier, String(page - 1))] : []),
    ...(page < pages - 1 ? [button('laterSlots', words.later, String(page + 1))] : []),
  ];
  return buttons.length === 0 ? [] : [row('turn', buttons)];
}

function unreadBlocks(view: SlotsView, times: ShownTimes): KnownBlock[] {
  if (times.kind !== 'known' || times.unread.length === 0) return [];
  const { nameOf } = readerOf(view);
  const lines = times.unread.map(({ rep, calendar, why }) =>
    words.unread(nameOf(rep), oneLine(calendar, glance.label), oneLine(why, glance.label)),
  );
  return blocks([{ kind: 'small', lines }]);
}

/** Named after what they hold, so that Slack shows what counts now and not what was chosen in them last. */
function whoBlocks({ playbook, choice }: SlotsView): KnownBlock[] {
  const kind = meetingKindOf(playbook, choice.kind);
  const kinds = playbook.booking.meetings.slice(0, slackLimits.options).map(({ id, label, minutes }) => {
    const [only, ...others] = minutes;
    return option(id, others.length > 0 ? label : words.kindOf(label, only));
  });
  const lengths = [...new Set([...kind.minutes, choice.lengthMin])]
    .toSorted((a, b) => a - b)
    .slice(0, slackLimits.options)
    .map((count) => option(String(count), words.minutes(count)));
  const [host = '', ...others] = choice.hosts;
  const what = [
    ...(kinds.length > 1 ? [select('slotKind', words.kind, kinds, kind.id)] : []),
    ...(lengths.length > 1 ? [select('slotLength', words.length, lengths, String(choice.lengthMin))] : []),
  ];
  return [
    ...(what.length === 0 ? [] : [row(`what:${kind.id}`, what)]),
    row(`people:${kind.id}:${choice.hosts.length}`, [
      {
        type: 'users_select',
        action_id: actionIds.slotHost,
        placeholder: plain(words.host, slackLimits.placeholder),
        initial_user: host,
      },
      {
        type: 'multi_users_select',
        action_id: actionIds.slotWith,
        placeholder: plain(words.with, slackLimits.placeholder),
        max_selected_items: slackLimits.together,
        ...(others.length > 0 && { initial_users: others }),
      },
    ]),
  ];
}

function offerBlocks(good: readonly string[], zones: Zones): KnownBlock[] {
  if (good.length === 0) return [];
  const items = good.map((start): Piece[] => [inBoth(start, zones)]);
  return [
    ...blocks([heading(words.offer), { kind: 'bullets', items }]),
    row('offer', [button('sendTimes', words.send, good.join(' '))]),
  ];
}

/** One click and plain words: why a time is not among them. */
function askedBlocks(view: SlotsView, { asked }: Extract<ShownTimes, { kind: 'known' }>): KnownBlock[] {
  const { asked: at } = view.choice;
  const reader = readerOf(view);
  const picker = {
    type: 'datetimepicker',
    action_id: actionIds.askSlot,
    ...(at !== undefined && { initial_date_time: Math.floor(Date.parse(at) / 1_000) }),
  } as const;
  const ask = [...blocks([{ kind: 'small', lines: [words.missing] }]), row('ask', [picker])];
  if (at === undefined || asked === null) return ask;
  const when = momentIn(reader.zone, at);
  if (asked.kind === 'offered') return [...ask, ...blocks([line(words.isFree(when))])];
  const items = asked.reasons.slice(0, glance.reasonsInSlot).map((reason): Piece[] => [whyNot(reason, reader)]);
  return [...ask, ...blocks([heading(words.whyNot(when)), { kind: 'bullets', items }])];
}

function row(id: string, elements: ActionsBlock['elements']): ActionsBlock {
  return { type: 'actions', block_id: id, elements };
}

function button(action: keyof typeof actionIds, label: string, value: string) {
  return { type: 'button', action_id: actionIds[action], text: plain(label, slackLimits.buttonText), value } as const;
}

function select(action: keyof typeof actionIds, label: string, options: PlainTextOption[], chosen: string) {
  const initial = options.find(({ value }) => value === chosen);
  return {
    type: 'static_select',
    action_id: actionIds[action],
    placeholder: plain(label, slackLimits.placeholder),
    options,
    ...(initial !== undefined && { initial_option: initial }),
  } as const;
}

/** What was chosen and typed, or what to say beside each input. */
export function readBook(entered: unknown): Read<{ startsAt: string; guest: string | undefined }> {
  const given = values.safeParse(entered).data ?? {};
  const block = Object.keys(given).find((id) => id.startsWith(timeBlock));
  const startsAt = block === undefined ? undefined : given[block]?.value?.selected_option?.value;
  const guest = typedGuest(given);
  const isAddress = guest === undefined ? given.guest === undefined : address.safeParse(guest).success;
  if (startsAt !== undefined && isAddress) return { kind: 'read', value: { startsAt, guest } };
  return {
    kind: 'wrong',
    errors: {
      ...(startsAt === undefined && block !== undefined && { [block]: words.chooseWhen }),
      ...(!isAddress && { guest: words.typeGuest }),
    },
  };
}

const address = z.email().max(254);

export function typedGuest(entered: unknown): string | undefined {
  const typed = values.safeParse(entered).data?.guest?.value?.value?.trim() ?? '';
  return typed === '' ? undefined : typed;
}
