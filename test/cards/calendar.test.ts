// What people read in Slack about reps' calendars beside the home: in threads and in direct messages. Whatever stands in it,
// Slack takes it, and an address that Google or a rep gave acts on nothing.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Note } from '../../src/core/job.ts';
import type { News } from '../../src/core/news.ts';
import { newsMessage } from '../../src/slack/cards/news.ts';
import { noteMessage } from '../../src/slack/cards/notes.ts';
import { aPlaybook, claimedBy, now, sam } from '../support/leads.ts';
import { showBlocks } from '../support/show-blocks.ts';
import { problemsOfMessage } from '../support/slack-limits.ts';

const playbook = aPlaybook();
const meeting = { kind: 'call', startsAt: '2026-11-24T15:00:00.000Z', lengthMin: 30, hosts: [sam] };
const connect = 'https://baton.example/calendar/connect?to=link.U0SAM.x.y';
const drawNote = (note: Note) => noteMessage(note, { lead: claimedBy(sam, 5), playbook });
const drawNews = (news: News, link: string | null = connect) =>
  newsMessage(news, { playbook, now, stuck: [], connect: link });

const at = { at: now, rep: sam, meeting };
const messages = {
  'note access lost': drawNote({ kind: 'access-lost', ...at }),
  'note moved into the past': drawNote({ kind: 'odd-time', what: 'past', ...at }),
  'note made to last all day': drawNote({ kind: 'odd-time', what: 'all-day', ...at }),
  'note moved onto another': drawNote({ kind: 'odd-time', what: 'overlap', ...at }),
  'news calendar lost': drawNews({
    kind: 'calendar',
    what: 'lost',
    rep: sam.id,
    email: 'sam@northwind.example',
    why: 'Google gives no access: invalid_grant.',
    at: now,
  }),
  'news calendar lost for the company': drawNews(
    {
      kind: 'calendar',
      what: 'lost',
      rep: sam.id,
      email: null,
      why: 'Google gives no access: unauthorized_client.',
      at: now,
    },
    null,
  ),
  'news calendars not readable': drawNews({
    kind: 'calendar',
    what: 'closed',
    reps: [sam.id, 'U0LUIS'],
    why: 'it was sealed with a SECRET_KEY that is not set any more',
    at: now,
  }),
  'news calendar not connected': drawNews({
    kind: 'calendar',
    what: 'not-connected',
    why: 'Google gives no access: invalid_grant: Malformed auth code.',
    at: now,
  }),
};

describe('is read as', () => {
  test.each(Object.entries(messages))('%s', async (name, message) => {
    expect(problemsOfMessage(message)).toEqual([]);
    await expect(`${showBlocks(message.blocks)}\n`).toMatchFileSnapshot(`snapshots/${name}.txt`);
  });
});

test('one button, and none where nobody can connect anything', () => {
  const buttons = (message: { blocks: unknown[] }) => JSON.stringify(message.blocks).match(/"type":"button"/g) ?? [];
  expect(buttons(messages['news calendar lost'])).toHaveLength(1);
  expect(buttons(messages['news calendar lost for the company'])).toHaveLength(0);
});

test('noticing the same odd time again is the same note, another time is another', () => {
  const note = { kind: 'odd-time', what: 'all-day', ...at } as const;
  const idOf = (each: Note) => drawNote(each).metadata.event_payload.note;
  expect(idOf({ ...note, at: '2026-11-25T00:00:00.000Z' })).toBe(idOf(note));
  expect(idOf({ ...note, meeting: { ...meeting, startsAt: '2026-11-25T00:00:00.000Z' } })).not.toBe(idOf(note));
});

test('whatever Google says, it acts on nothing', () => {
  const typed = fc.oneof(
    fc.constantFrom('<!channel> *bold* :wave:', '<@U0DANA>', 'word '.repeat(2_000), '&'.repeat(3_000), ''),
    fc.string({ unit: 'binary' }),
  );
  fc.assert(
    fc.property(typed, (why) => {
      for (const message of [
        drawNews({ kind: 'calendar', what: 'lost', rep: why, email: why, why, at: now }),
        drawNews({ kind: 'calendar', what: 'lost', rep: sam.id, email: null, why, at: now }),
        drawNews({ kind: 'calendar', what: 'not-connected', why, at: now }),
        drawNews({
          kind: 'calendar',
          what: 'closed',
          reps: Array.from({ length: 40 }, () => `U0${why}`),
          why,
          at: now,
        }),
      ]) {
        expect(problemsOfMessage(message)).toEqual([]);
        expect(message.text).not.toMatch(/<!channel>|<@U0DANA>/);
      }
    }),
    { numRuns: 60 },
  );
});
