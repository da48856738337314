// Everything that a meeting puts before a rep: cards, notes and the modal in each of their states, what was filled in there, and
// why a time is not offered, in sentences. Whatever anybody is called, Slack takes all of it.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { noBooking } from '../../src/core/booking.ts';
import type { SlotReason } from '../../src/core/explain-slot.ts';
import type { Note } from '../../src/core/job.ts';
import { readChoice, type SlotChoice, writeChoice } from '../../src/core/slot-choice.ts';
import type { ShownTimes } from '../../src/core/slots-view.ts';
import { answerMessage } from '../../src/slack/cards/answers.ts';
import { bookModal, loadingModal, readBook } from '../../src/slack/cards/book-modal.ts';
import { askingModal, bookedModal, sentModal } from '../../src/slack/cards/booked-modals.ts';
import { bookingSentences } from '../../src/slack/cards/booking-sentences.ts';
import { leadCard } from '../../src/slack/cards/lead-card.ts';
import { noteMessage } from '../../src/slack/cards/notes.ts';
import { inBoth, pagesOf } from '../../src/slack/cards/slot-options.ts';
import { whyNot } from '../../src/slack/cards/slot-words.ts';
import {
  bookedLead,
  bookingNotes,
  bookingPlaybook,
  bookingStates,
  bookModals,
  call,
} from '../support/booking-states.ts';
import { aPlaybook, claimedBy, minutesAgo, now, sam } from '../support/leads.ts';
import { showBlocks } from '../support/show-blocks.ts';
import { problemsOfMessage, problemsOfView } from '../support/slack-limits.ts';

const playbook = bookingPlaybook;
const about = { playbook, now };
const both = ({ text, blocks }: { text: string; blocks: readonly unknown[] }) =>
  `${showBlocks(blocks)}\n\n==== as a screen reader says it\n\n${text}\n`;

describe('is read as', () => {
  test.each(Object.entries(bookingStates))('card: %s', async (name, lead) => {
    const card = leadCard({ lead, ...about });
    expect(problemsOfMessage(card)).toEqual([]);
    await expect(both(card)).toMatchFileSnapshot(`snapshots/card ${name}.txt`);
  });

  test.each(Object.entries(bookModals))('modal: %s', async (name, view) => {
    expect(problemsOfView(view)).toEqual([]);
    const submit = view.submit === undefined ? '' : `\n\n[[${view.submit.text}]]`;
    const shown = `# ${view.title.text}\n\n${showBlocks(view.blocks)}${submit} [${view.close?.text}]\n`;
    await expect(shown).toMatchFileSnapshot(`snapshots/modal book, ${name}.txt`);
  });

  test.each([...bookingNotes])('note: %s', async (name, note) => {
    const message = noteMessage(note, { lead: bookedLead(), playbook });
    expect(problemsOfMessage(message)).toEqual([]);
    await expect(both(message)).toMatchFileSnapshot(`snapshots/note ${name}.txt`);
  });

  test('my leads, with the meetings first', async () => {
    const leads = Object.values(bookingStates).filter(({ state }) => state === 'booked' || state === 'claimed');
    const message = answerMessage({ kind: 'mine', leads }, about);
    expect(problemsOfMessage(message)).toEqual([]);
    await expect(both(message)).toMatchFileSnapshot('snapshots/command mine, with meetings.txt');
  });
});

describe('the buttons', () => {
  const buttons = (name: string, given = playbook) => {
    const { blocks } = leadCard({ lead: bookingStates[name]!, playbook: given, now });
    const row = blocks.find(({ type }) => type === 'actions') as { elements: { text?: { text: string } }[] };
    return row.elements.flatMap(({ text }) => text?.text ?? []);
  };

  test.each([
    ['claimed, to be booked', ['Book', 'Take over', 'Nurture', 'Reject', 'Why?']],
    ['claimed, asking the calendar', ['Take over', 'Nurture', 'Reject', 'Why?']],
    ['booked', ['Move…', 'Cancel meeting', 'Take over', 'Why?']],
    ['booked, asking for another time', ['Take over', 'Why?']],
    ['booked, begun', ['Held', 'No-show', 'Take over', 'Why?']],
    ['held', ['Why?']],
    ['missed', ['Book', 'Take over', 'Nurture', 'Reject', 'Why?']],
  ])('%s: %j', (name, labels) => {
    expect(buttons(name)).toEqual(labels);
  });

  test('without a calendar there is none of them', () => {
    const without = { ...aPlaybook(), calendar: false };
    for (const name of ['claimed, to be booked', 'booked', 'booked, begun', 'missed']) {
      const labels = buttons(name, without);
      for (const label of ['Book', 'Move…', 'Cancel meeting', 'Held', 'No-show']) expect(labels).not.toContain(label);
    }
  });

  test('a hold that ran out asks nobody to wait', () => {
    const { booking } = bookingStates['claimed, asking the calendar']!;
    const wanted = { ...booking!.wanted!, until: minutesAgo(1) } as never;
    const lead = claimedBy(sam, 6, { booking: { ...booking!, wanted } });
    expect(leadCard({ lead, ...about }).text).not.toContain('Asking the calendar');
  });
});

describe('what was filled in', () => {
  const time = (value: string | null) => ({
    'time:2026-11-24T15:00:00.000Z:9:': {
      value: { type: 'static_select', selected_option: value === null ? null : { value } },
    },
  });
  const typed = (value: string | null) => ({ guest: { value: { type: 'email_text_input', value } } });
  const at = '2026-11-24T15:00:00.000Z';

  test.each([
    [time(at), { startsAt: at, guest: undefined }],
    [
      { ...time(at), ...typed(' ada@acme.example ') },
      { startsAt: at, guest: 'ada@acme.example' },
    ],
  ])('%j', (entered, value) => {
    expect(readBook(entered)).toEqual({ kind: 'read', value });
  });

  test.each([
    [time(null), { 'time:2026-11-24T15:00:00.000Z:9:': 'Choose a time.' }],
    [{ ...time(at), ...typed(null) }, { guest: 'Type the address the invitation goes to.' }],
    [{ ...time(at), ...typed('ada at acme') }, { guest: 'Type the address the invitation goes to.' }],
    [
      { ...time(at), ...typed(`${'a'.repeat(300)}@acme.example`) },
      { guest: 'Type the address the invitation goes to.' },
    ],
  ])('%j: %j', (entered, errors) => {
    expect(readBook(entered)).toEqual({ kind: 'wrong', errors });
  });

  test('what the modal carries is read back, and nothing else is', () => {
    const choice: SlotChoice = {
      kind: 'demo',
      lengthMin: 60,
      hosts: ['U1', 'U2'],
      page: 3,
      guest: 'a@b.example',
      asked: at,
    };
    const carried = writeChoice('lead_1', { ...choice, notice: { kind: 'taken', startsAt: at } });
    expect(readChoice(carried)).toEqual({ lead: 'lead_1', choice });
    for (const odd of [
      '',
      'lead_1',
      '{}',
      '{"lead":"lead_1"}',
      carried.replace('lead_1', 'job_1'),
      carried.replace('3', '-1'),
    ]) {
      expect(readChoice(odd)).toBeNull();
    }
  });

  test('with as many colleagues as there may be and the longest address it stays within what Slack keeps', () => {
    const hosts = Array.from({ length: 9 }, () => 'U'.repeat(32));
    const guest = `${'a'.repeat(240)}@acme.example`;
    expect(
      writeChoice('lead_1', { kind: 'k'.repeat(64), lengthMin: 480, hosts, page: 99, guest, asked: at }).length,
    ).toBeLessThan(3_000);
  });
});

describe('the menu of times', () => {
  const starts = (days: number, perDay: number) =>
    Array.from({ length: days * perDay }, (_, i) => {
      const day = Math.floor(i / perDay);
      return new Date(Date.parse('2026-11-23T00:00:00.000Z') + day * 86_400_000 + (i % perDay) * 300_000).toISOString();
    });

  test('five days a page, in order, and none is lost', () => {
    const all = starts(12, 3);
    const pages = pagesOf(all, 'UTC');
    expect(pages.map((page) => new Set(page.map((start) => start.slice(0, 10))).size)).toEqual([5, 5, 2]);
    expect(pages.flat()).toEqual(all);
  });

  test('never more than Slack takes, even of one day', () => {
    const pages = pagesOf(starts(2, 250), 'UTC');
    expect(Math.max(...pages.map(({ length }) => length))).toBe(100);
    expect(pages.flat()).toEqual(starts(2, 250));
  });

  test('days are those of the zone', () => {
    const pages = pagesOf(['2026-11-23T23:30:00.000Z', '2026-11-24T00:30:00.000Z'], 'America/New_York');
    expect(pages).toHaveLength(1);
    expect(pagesOf([], 'UTC')).toEqual([[]]);
  });

  test.each([
    ['2026-11-24T15:00:00.000Z', 'America/New_York', 'Europe/Berlin', 'Tue 24 Nov, 10:00 (16:00 Berlin time)'],
    ['2026-11-24T23:00:00.000Z', 'America/New_York', 'Asia/Tokyo', 'Tue 24 Nov, 18:00 (Wed 25 Nov, 08:00 Tokyo time)'],
    ['2026-11-24T15:00:00.000Z', 'Europe/London', null, 'Tue 24 Nov, 15:00'],
    // Clocks go back: this half hour comes twice.
    ['2026-10-25T00:30:00.000Z', 'Europe/Berlin', null, 'Sun 25 Oct, 02:30 UTC+2'],
    ['2026-10-25T01:30:00.000Z', 'Europe/Berlin', null, 'Sun 25 Oct, 02:30 UTC+1'],
  ])('%s in %s, and in %s: %s', (start, yours, theirs, text) => {
    expect(inBoth(start, { yours, theirs })).toBe(text);
  });
});

describe('why not', () => {
  const reader = { zone: 'Europe/Berlin', nameOf: () => 'Sam' };
  const [from, until] = ['2026-11-24T09:00:00.000Z', '2026-11-24T10:00:00.000Z'];
  const host = 'U1';

  test.each<[SlotReason, string]>([
    [{ kind: 'not-a-time', time: 'x' }, 'That is no time. Choose a day and a time.'],
    [
      { kind: 'wrong-number', name: 'everyMin', value: 0 },
      'The playbook says 0 for everyMin, which cannot be counted with.',
    ],
    [{ kind: 'no-hosts' }, 'Nobody is chosen to meet the visitor.'],
    [{ kind: 'past' }, 'That time is over.'],
    [
      { kind: 'before-notice', earliest: from, noticeMin: 120 },
      'Too soon: the playbook asks for 2 hours of notice, so Tue 24 Nov, 10:00 is the earliest.',
    ],
    [{ kind: 'off-grid', hosts: [host], everyMin: 30 }, 'Meetings start every 30 min; this is between two starts.'],
    [
      { kind: 'unknown-zone', host, zone: 'Mars/Base' },
      'Sam’s time zone, “Mars/Base”, is none that Baton knows. They set it under Working hours in Baton’s Home.',
    ],
    [
      { kind: 'outside-window', host, from, until: '2026-12-08T23:00:00.000Z' },
      'Meetings with Sam are booked from Tue 24 Nov, 10:00 until Wed 9 Dec, 00:00.',
    ],
    [
      { kind: 'outside-hours', host, date: '2026-11-24', clock: '19:00' },
      'Sam does not work then: there it is 19:00 on Tue 24 Nov.',
    ],
    [{ kind: 'holiday', host, date: '2026-11-26' }, 'Thu 26 Nov is a holiday for Sam.'],
    [{ kind: 'closed', host, date: '2026-11-26' }, 'Sam takes no meetings on Thu 26 Nov, as the playbook says.'],
    [{ kind: 'away', host, from, until }, 'Sam is away from Tue 24 Nov, 10:00 until Tue 24 Nov, 11:00.'],
    [{ kind: 'away', host, from, until: null }, 'Sam is away from Tue 24 Nov, 10:00 on; nobody knows until when.'],
    [{ kind: 'busy', host, from, until }, 'Sam is busy: Tue 24 Nov, 10:00–11:00.'],
    [
      { kind: 'busy', host, from, until: '2026-11-25T10:00:00.000Z' },
      'Sam is busy: Tue 24 Nov, 10:00 – Wed 25 Nov, 11:00.',
    ],
    [
      { kind: 'buffer-before', host, from, until, bufferMin: 15 },
      'Sam has something until Tue 24 Nov, 11:00, and 15 min before a meeting stay free.',
    ],
    [
      { kind: 'buffer-after', host, from, until, bufferMin: 60 },
      'Sam has something from Tue 24 Nov, 10:00, and 1 hour after a meeting stay free.',
    ],
    [{ kind: 'day-cap', host, from: '2026-11-24', max: 4 }, 'Sam has their 4 meetings for Tue 24 Nov already.'],
    [
      { kind: 'week-cap', host, from: '2026-11-23', max: 1 },
      'Sam has their one meeting for the week of Mon 23 Nov already.',
    ],
  ])('%j', (reason, sentence) => {
    expect(whyNot(reason, reader)).toBe(sentence);
  });
});

describe('the answers to a press', () => {
  const taken = { kind: 'taken', by: sam, msAgo: 600_000 } as const;
  const outcome = { outcome: 'held', zone: 'Europe/Berlin', playbook } as const;

  test.each([
    [
      bookingSentences.toHold({ kind: 'under-way' }, playbook),
      'The calendar is being asked already. The card shows what comes of it.',
    ],
    [bookingSentences.toHold({ kind: 'no-address' }, playbook), { guest: 'Type the address the invitation goes to.' }],
    [
      bookingSentences.toHold({ kind: 'not-open' }, playbook),
      'This lead cannot be booked any more. Its card shows where it stands now.',
    ],
    [
      bookingSentences.toHold(taken, playbook),
      'Sam Okafor claimed this lead 10 min ago. Ask them if you want to take over.',
    ],
    [bookingSentences.toSend({ kind: 'past' }, playbook), 'These times are over by now. Open Book again for others.'],
    [
      bookingSentences.toCancel({ kind: 'done' }, playbook),
      'The event is being taken out of the calendar. The thread says when it is gone.',
    ],
    [
      bookingSentences.toCancel({ kind: 'not-open' }, playbook),
      'There is no meeting to change any more. The card shows where the lead stands now.',
    ],
    [
      bookingSentences.toCancel({ kind: 'gone' }, playbook),
      'This lead no longer exists; its data was deleted. Nothing is left to do.',
    ],
    [bookingSentences.toOutcome({ kind: 'done' }, outcome), 'Noted: the meeting was held.'],
    [
      bookingSentences.toOutcome({ kind: 'not-begun', startsAt: call.startsAt }, outcome),
      'The meeting has not begun yet: it is Tue 24 Nov, 16:00 (Berlin time).',
    ],
  ])('%j', (said, sentence) => {
    expect(said).toEqual(sentence);
  });
});

const nasty = fc.oneof(
  fc.constantFrom('<!channel> *b* &lt; :wave:', '<https://evil.example|Join>', '\ud83d', '\u202e', '', ' ', '`'),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.tuple(fc.string({ unit: 'grapheme', maxLength: 20 }), fc.nat({ max: 600 })).map(([text, n]) => text.repeat(n)),
);

test('whatever anybody is called and whatever a calendar says, every view and message fits and is harmless', () => {
  const given = fc.record({
    name: nasty,
    id: nasty,
    words: nasty,
    url: nasty,
    starts: fc.nat({ max: 300 }),
    page: fc.nat({ max: 9 }),
  });
  fc.assert(
    fc.property(given, ({ name, id, words, url, starts, page }) => {
      const rep = { id, name };
      const label = name.trim().slice(0, 60) || 'Call';
      const named = {
        ...playbook,
        booking: {
          meetings: [
            { id: 'call', label, minutes: [30], with: [] },
            { id: 'b', label, minutes: [30, 45], with: [] },
          ] as never,
        },
      };
      const meeting = { ...call, hosts: [rep, rep], event: { id: 'e', link: url, call: url, uid: 'u' }, reply: null };
      const lead = bookedLead(
        { meeting, guest: words, zone: words },
        { visitor: { id: 'v', name, email: words }, rep },
      );
      const choice: SlotChoice = {
        kind: 'call',
        lengthMin: 30,
        hosts: [id.slice(0, 30) || 'U1'],
        page,
        asked: call.startsAt,
        notice: { kind: 'expired', startsAt: call.startsAt },
      };
      const slots = Array.from({ length: starts }, (_, i) => ({
        start: new Date(Date.parse(now) + i * 1_800_000).toISOString(),
        hosts: [id],
      }));
      const reason: SlotReason = { kind: 'unknown-zone', host: id, zone: words.slice(0, 100) };
      const times: ShownTimes[] = [
        {
          kind: 'known',
          slots,
          good: slots.slice(0, 3).map(({ start }) => start),
          unread: Array.from({ length: 30 }, () => ({ rep: id, calendar: words, why: words })),
          asked: { kind: 'not-offered', reasons: Array.from({ length: 30 }, () => reason) },
          none: {
            until: call.startsAt,
            starts: 3,
            kept: Array.from({ length: 30 }, () => ({ host: id, by: 'busy' as const, starts: 3 })),
          },
        },
        { kind: 'no-calendar', reps: Array.from({ length: 9 }, () => ({ rep: id, why: 'lost' as const })) },
        { kind: 'unreachable' },
      ];
      const view = {
        lead,
        playbook: named,
        now,
        rep: id,
        zone: 'Europe/Berlin',
        theirs: 'Asia/Kolkata',
        guest: null,
        choice,
        hosts: [rep],
        connect: null,
      };
      const zone = 'America/Argentina/Buenos_Aires';
      for (const drawn of [
        loadingModal(view),
        ...times.map((each) => bookModal(view, each)),
        askingModal({ lead, playbook: named, zone, startsAt: call.startsAt }),
        bookedModal({ lead, playbook: named, zone, meeting, guest: words }),
        sentModal({ lead, playbook: named, zone, times: [call.startsAt] }),
      ]) {
        expect(problemsOfView(drawn)).toEqual([]);
        expect(JSON.stringify(drawn.blocks)).not.toContain('"mrkdwn"');
      }
      const plain = { ...call, hosts: [rep] };
      const notes: Note[] = [
        { kind: 'booked', at: now, by: id, meeting: plain },
        { kind: 'moved', at: now, by: id, meeting: plain, from: plain },
        { kind: 'cancelled', at: now, by: id, meeting: plain, left: true },
        { kind: 'slot-lost', at: now, by: id, why: 'taken', meeting: plain, stays: plain },
        { kind: 'ask-held', at: now, rep, meeting: plain },
        { kind: 'missed', at: now, rep, meeting: plain },
      ];
      const proposed = {
        kind: 'call',
        lengthMin: 30,
        by: id,
        at: now,
        message: 1,
        times: [{ startsAt: call.startsAt, hosts: [rep] }],
      };
      for (const message of [
        leadCard({ lead, playbook: named, now }),
        leadCard({ lead: claimedBy(rep, 1, { booking: { ...noBooking, proposed } }), playbook: named, now }),
        answerMessage({ kind: 'mine', leads: Array.from({ length: 30 }, () => lead) }, { playbook: named, now }),
        ...notes.map((note) => noteMessage(note, { lead, playbook: named })),
      ]) {
        expect(problemsOfMessage(message)).toEqual([]);
        expect(JSON.stringify(message.blocks)).not.toContain('"mrkdwn"');
      }
    }),
    { numRuns: 60, endOnFailure: true },
  );
});
