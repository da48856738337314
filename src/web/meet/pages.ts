// What stands on the visitor's page, one function per state of their meeting. Times are always shown with their zone, and
// nothing is called done that the calendar has not said.
import { html, raw } from 'hono/html';
import { type Booking, endOf, type Meeting, type Wanted } from '../../core/booking.ts';
import type { MeetWord } from '../../core/meet-words.ts';
import { whenText } from '../../core/when.ts';
import type { Markup } from '../page-head.ts';
import { frame } from './document.ts';
import { type Picking, picker } from './picker.ts';
import type { Said } from './said.ts';

export type Sentence = { title: MeetWord; text: MeetWord; reference?: string };

/** `rep`: who meets them, as far as that is settled. */
export type About = { label: string; lengthMin: number; rep: string | null };

type Standing = NonNullable<Booking['meeting']>;

/** Where there is nothing to do but to read. */
export function sentencePage(said: Said, { title, text, reference }: Sentence): Markup {
  const body = html`<section class="card">${mark('off')}<h1>${said.word(title)}</h1>
<p>${said.word(text, { reference })}</p></section>`;
  return frame({ ...said, title: said.word(title), body });
}

export type ChoosePage = About & {
  notice: MeetWord | null;
  /** They had one, and it is cancelled. */
  isCancelled: boolean;
  /** The meeting that a new time would replace. */
  present: Standing | null;
  picking: Picking;
};

export function choosePage(said: Said, page: ChoosePage): Markup {
  const { picking, present, isCancelled, notice } = page;
  const { word } = said;
  const [title, line] =
    present !== null
      ? [word('moveTitle'), word('moveLine', { when: whenText(present.startsAt, said) })]
      : isCancelled
        ? [word('cancelledTitle'), word('cancelledLine')]
        : [word('chooseTitle'), word('chooseLine')];
  const body = html`${noticeBox(said, notice)}<section class="card">
<h1>${title}</h1>
<p class="lead">${line}</p>
${tags(said, page)}
${picking.free.length + picking.suggested.length === 0 ? nothingFree(said) : picker(said, picking)}
</section>`;
  return frame({ ...said, title, body, ...guessed(said) });
}

const nothingFree = ({ word }: Said) => html`<h2>${word('noTimesTitle')}</h2><p>${word('noTimes')}</p>`;

function tags({ word, company }: Said, { label, lengthMin, rep }: About): Markup {
  const all = [
    label,
    word('minutes', { n: String(lengthMin) }),
    rep === null ? company : word('repOf', { rep, company }),
  ];
  return html`<ul class="tags">${all.map((tag) => html`<li>${tag}</li>`)}</ul>`;
}

/** Free times are being read. */
export function readingPage(said: Said, { notice }: { notice: MeetWord | null }): Markup {
  const { word, path } = said;
  const body = html`${noticeBox(said, notice)}${waiting(said, { title: word('readingTitle'), text: word('reading') })}`;
  return frame({ ...said, title: word('readingTitle'), body, wait: `${path}/times`, ...guessed(said) });
}

export function askingPage(said: Said, { wanted, isHeld }: { wanted: Wanted; isHeld: boolean }): Markup {
  const { word, path } = said;
  const text =
    wanted.kind === 'cancel'
      ? { title: word('askingCancelTitle'), text: word('askingCancel') }
      : {
          title: word(isHeld ? 'heldTitle' : 'askingTitle'),
          text: word(isHeld ? 'held' : 'asking', {
            when: whenText(wanted.meeting.startsAt, said),
            until: whenText(wanted.review ?? wanted.until, said),
          }),
        };
  return frame({ ...said, title: text.title, body: waiting(said, text), wait: `${path}/times`, ...guessed(said) });
}

const waiting = (
  { word }: Said,
  { title, text }: { title: string; text: string },
) => html`<section class="card" role="status">
<div class="spinner" aria-hidden="true"></div>
<h1>${title}</h1>
<p>${text}</p>
<div class="slow" hidden><p>${word('slow')}</p></div>
</section>`;

export type BookedPage = About & {
  meeting: Standing;
  /** It can still be moved and cancelled. */
  isAhead: boolean;
  guest: string | null;
  notice: MeetWord | null;
};

export function bookedPage(said: Said, page: BookedPage): Markup {
  const { word, path, zone } = said;
  const { meeting, isAhead, notice } = page;
  const call = linkOrNull(meeting.event.call);
  const change = html`<a class="button" href="${path}?show=move&amp;zone=${zone}">${word('change')}</a>`;
  const cancel = html`<p class="aside"><a class="button plain" href="${path}?show=cancel&amp;zone=${zone}">${word('cancel')}</a></p>`;
  const body = html`${noticeBox(said, notice)}<section class="card">
${mark('done')}
<h1>${word('bookedTitle')}</h1>
<p class="lead">${word('bookedLine')}</p>
<p class="when">${whenText(meeting.startsAt, said)}</p>
${facts(said, page)}
<div class="actions">
${call === null ? '' : html`<a class="button primary" href="${call}" rel="noreferrer">${word('join')}</a>`}
<a class="button" href="${path}/meeting.ics">${word('calendar')}</a>
${isAhead ? change : ''}
</div>
${isAhead ? cancel : ''}
</section>`;
  return frame({ ...said, title: word('bookedTitle'), body, ...guessed(said) });
}

export function cancelPage(said: Said, page: BookedPage): Markup {
  const { word, path, zone } = said;
  const { meeting, rep } = page;
  const body = html`<section class="card">
<h1>${word('cancelTitle')}</h1>
<p class="when">${whenText(meeting.startsAt, said)}</p>
${facts(said, page)}
<p>${word('cancelLine', { rep: rep ?? said.company })}</p>
<div class="actions">
<form method="post" action="${path}/cancel"><input type="hidden" name="zone" value="${zone}"><button class="button danger" type="submit">${word('cancelYes')}</button></form>
<a class="button" href="${path}?zone=${zone}">${word('keep')}</a>
<a class="button" href="${path}?show=move&amp;zone=${zone}">${word('change')}</a>
</div>
</section>`;
  return frame({ ...said, title: word('cancelTitle'), body, ...guessed(said) });
}

export function overPage(said: Said, { meeting }: { meeting: Meeting }): Markup {
  const body = html`<section class="card">${mark('off')}<h1>${said.word('overTitle')}</h1>
<p class="when">${whenText(meeting.startsAt, said)}</p>
<p>${said.word('over')}</p></section>`;
  return frame({ ...said, title: said.word('overTitle'), body, ...guessed(said) });
}

function facts({ word, company }: Said, { label, rep, meeting, guest }: BookedPage): Markup {
  const minutes = Math.round((Date.parse(endOf(meeting)) - Date.parse(meeting.startsAt)) / 60_000);
  const rows = [
    [word('with'), rep === null ? company : word('repOf', { rep, company })],
    [word('length'), `${word('minutes', { n: String(minutes) })} · ${label}`],
    ...(guest === null ? [] : [[word('invitation'), guest]]),
  ];
  return html`<dl class="facts">${rows.map(([name, text]) => html`<div><dt>${name}</dt><dd>${text}</dd></div>`)}</dl>`;
}

function noticeBox({ word }: Said, notice: MeetWord | null): Markup | string {
  return notice === null ? '' : html`<p class="notice" role="alert" tabindex="-1">${word(notice)}</p>`;
}

const guessed = ({ isGuessed, zone }: Said) => (isGuessed ? { guessedZone: zone } : {});

/** What a calendar calls a link is still none unless browsers open it as one. */
const linkOrNull = (text: string | null): string | null => (text !== null && /^https:\/\//i.test(text) ? text : null);

const drawings = {
  done: 'M4 12.5l5.2 5.2L20 7',
  off: 'M12 7v6m0 4v.5',
};

function mark(kind: keyof typeof drawings): Markup {
  const line = `<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round"><path d="${drawings[kind]}"/></svg>`;
  return html`<div class="mark${kind === 'off' ? ' off' : ''}" aria-hidden="true">${raw(line)}</div>`;
}
