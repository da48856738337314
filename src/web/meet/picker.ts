// Times to choose from: one form, one press to choose and one to book. Without JavaScript all days stand one below the
// other; with it one of them at a time.
import { html } from 'hono/html';
import { dayTimes, type ShownDay, type ShownTime } from '../../core/day-times.ts';
import type { MeetWord } from '../../core/meet-words.ts';
import { whenText } from '../../core/when.ts';
import type { Markup } from '../page-head.ts';
import type { Said } from './said.ts';
import { zonePicker } from './zone-picker.ts';

export type Picking = {
  purpose: 'book' | 'move';
  /** What somebody proposed, as far as it is still free. */
  suggested: readonly string[];
  free: readonly string[];
  /** They have said no address yet. */
  askAddress: boolean;
};

export function picker(said: Said, picking: Picking): Markup {
  const { path, zone } = said;
  const { purpose, suggested, free, askAddress } = picking;
  return html`${zonePicker(said, purpose)}
<form class="picker" method="post" action="${path}/${purpose}">
<input type="hidden" name="zone" value="${zone}">
${suggested.length === 0 ? '' : suggestedTimes(said, suggested)}
${free.length === 0 ? '' : freeTimes(said, { free, isAlone: suggested.length === 0 })}
${askAddress ? addressField(said) : ''}
${bar(said, purpose)}
</form>`;
}

function suggestedTimes(said: Said, starts: readonly string[]): Markup {
  const times = starts.map((startsAt) => ({ startsAt, clock: whenText(startsAt, said) }));
  return html`<fieldset>
<legend><h2>${said.word('suggested')}</h2></legend>
<div class="times wide">${times.map(radio)}</div>
</fieldset>`;
}

function freeTimes(said: Said, { free, isAlone }: { free: readonly string[]; isAlone: boolean }): Markup {
  const days = dayTimes(free, said);
  return html`<h2>${said.word(isAlone ? 'days' : 'free')}</h2>
<div class="strip">
<button class="turn" type="button" hidden aria-label="${said.word('earlier')}">‹</button>
<nav class="days" aria-label="${said.word('days')}">${days.map(dayLink)}</nav>
<button class="turn" type="button" hidden aria-label="${said.word('later')}">›</button>
</div>
${days.map((day) => timesOfDay(said, day))}`;
}

const dayLink = ({ date, weekday, day, month, title }: ShownDay) =>
  html`<a class="day" href="#day-${date}" aria-label="${title}"><span>${weekday}</span><b>${day}</b><span>${month}</span></a>`;

const timesOfDay = (said: Said, { date, title, parts }: ShownDay) => html`<fieldset class="of-day" id="day-${date}">
<legend>${title}</legend>
${parts.map(({ part, times }) => html`<h3>${said.word(part satisfies MeetWord)}</h3><div class="times">${times.map(radio)}</div>`)}
</fieldset>
`;

const radio = ({ startsAt, clock }: ShownTime) =>
  html`<label class="time"><input type="radio" name="startsAt" value="${startsAt}" required><span>${clock}</span></label>`;

const addressField = ({ word }: Said) => html`<div class="field">
<label for="guest">${word('address')}</label>
<small id="guest-why">${word('addressWhy')}</small>
<input id="guest" type="email" name="guest" required maxlength="254" autocomplete="email" aria-describedby="guest-why">
</div>`;

const bar = (said: Said, purpose: Picking['purpose']) => html`<div class="bar${purpose === 'move' ? ' two' : ''}">
<output aria-label="${said.word('chosen')}" data-none="${said.word('pickFirst')}"></output>
<button class="button primary" type="submit">${said.word(purpose)}</button>
${purpose === 'move' ? html`<a class="button" href="${said.path}?zone=${said.zone}">${said.word('keepTime')}</a>` : ''}
</div>`;
