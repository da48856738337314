// Whether Baton can get into somebody's calendar, and the one button that changes it.
import type { ActionsBlock, Button, KnownBlock } from '@slack/types';
import type { CalendarState } from '../../core/home.ts';
import { actionIds } from './actions.ts';
import { homeWords } from './home-words.ts';
import { heading, line, oneLine } from './lead-parts.ts';
import { glance, slackLimits } from './limits.ts';
import { blocks, type Part, plain } from './parts.ts';

const words = homeWords.calendar;

/** `connect`: the address where they let Baton in; null where they cannot. */
type Drawing = { calendar: CalendarState; connect: string | null; rep: string; zone: string };

export function calendarBlocks(about: Drawing): KnownBlock[] {
  const buttons = calendarButtons(about);
  return [...blocks([heading(words.title), calendarPart(about)]), ...buttons];
}

function calendarPart({ calendar, zone }: Drawing): Part {
  if (calendar.kind === 'company') return line(calendar.works ? words.company : words.companyLost);
  if (calendar.kind === 'none' || calendar.kind === 'missing') return line(words[calendar.kind]);
  const email = oneLine(calendar.email, glance.name);
  const when = { when: calendar.since, zone };
  return calendar.kind === 'connected'
    ? line(words.connected(email), when)
    : line(words.lost(email), when, words.lostNext);
}

function calendarButtons({ calendar, connect, rep }: Drawing): ActionsBlock[] {
  if (calendar.kind === 'connected') return [{ type: 'actions', elements: [disconnectButton(rep)] }];
  return calendar.kind === 'missing' || calendar.kind === 'lost' ? connectRow(connect, calendar.kind) : [];
}

export function connectRow(url: string | null, why: 'missing' | 'lost'): ActionsBlock[] {
  if (url === null) return [];
  const label = plain(why === 'lost' ? words.reconnect : words.connect, slackLimits.buttonText);
  const button: Button = { type: 'button', action_id: actionIds.connectCalendar, text: label, style: 'primary', url };
  return [{ type: 'actions', elements: [button] }];
}

function disconnectButton(rep: string): Button {
  return {
    type: 'button',
    action_id: actionIds.disconnectCalendar,
    text: plain(words.disconnect, slackLimits.buttonText),
    value: rep,
    confirm: {
      title: plain(words.confirmTitle, slackLimits.confirmTitle),
      text: plain(words.confirm, slackLimits.confirmText),
      confirm: plain(words.yes, slackLimits.confirmButton),
      deny: plain(words.no, slackLimits.confirmButton),
      style: 'danger',
    },
  };
}
