// Every way to a visitor's page and every sentence at its door: what a link opens, what it never opens, and that looking is
// harmless and nothing that people typed runs.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noBooking } from '../../src/core/booking.ts';
import { languages } from '../../src/core/language.ts';
import type { Lead, LeadId } from '../../src/core/lead.ts';
import { rejectLead } from '../../src/flows/reject-lead.ts';
import { commitLead } from '../../src/store/lead.ts';
import { createLinkSigner } from '../../src/store/signed-link.ts';
import { bookedPage, cancelPage, choosePage } from '../../src/web/meet/pages.ts';
import { saidTo } from '../../src/web/meet/said.ts';
import { type Bookings, reps, startBookings } from '../support/bookings.ts';
import { type MeetPage, meetPage } from '../support/meet-page.ts';

let all: Bookings;
let lead: LeadId;
let page: MeetPage;

beforeAll(async () => {
  all = await startBookings({ selfService: true });
  lead = await all.offered('ada');
  page = meetPage(all.baton, lead);
  await page.see();
  await all.baton.pass(0);
}, 60_000);
afterAll(() => all.stop());

const at = (path: string, init: RequestInit = {}) =>
  fetch(`${all.baton.app.url}/meet/${path}`, { redirect: 'manual', ...init });
const posted = (form: Record<string, string>) => ({ method: 'POST', body: new URLSearchParams(form) });
const jobs = () => all.deps.queue.counts();

/** The lead as somebody's doing has made it. */
async function become(id: LeadId, change: (lead: Lead) => Lead): Promise<void> {
  const before = await all.seen(id);
  const about = { before, after: change(before), events: [], owed: [], at: all.deps.now().toISOString() };
  await all.deps.db.inTx((tx) => commitLead(tx, about, all.deps));
}

describe('a link that is not good', () => {
  const forged = createLinkSigner(['f'.repeat(64)]);
  test.each([
    ['cut off', () => page.token.slice(0, -4), 404, 'This link does not work'],
    [
      'of somebody else’s making',
      () => forged.tokenFor(lead, all.deps.now().toISOString()),
      404,
      'This link does not work',
    ],
    [
      'for no lead',
      () => createLinkSigner(['a'.repeat(64)]).tokenFor('lead_nobody', all.deps.now().toISOString()),
      410,
      'There is nothing to book here',
    ],
    [
      'a hundred days old',
      () => createLinkSigner(['a'.repeat(64)]).tokenFor(lead, '2026-08-01T00:00:00.000Z'),
      410,
      'This link has expired',
    ],
    ['no link at all', () => '%F0%9F%8E%BE', 404, 'This link does not work'],
  ])('%s: a sentence and nothing of the lead', async (_name, token, status, title) => {
    for (const [path, init] of [
      ['', {}],
      ['/times', {}],
      ['/meeting.ics', {}],
      ['/book', posted({ startsAt: '2026-11-24T10:00:00.000Z' })],
      ['/cancel', posted({})],
    ] as const) {
      const answer = await at(`${token()}${path}`, init);
      expect(answer.status, path).toBe(status);
      const html = await answer.text();
      expect(html).toContain(title);
      expect(html).not.toContain('acme.example');
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    }
  });

  test('is explained in the language that their browser asks for, if the page has it', async () => {
    const html = await (await at('x', { headers: { 'accept-language': 'xx-XX, en-GB;q=0.8' } })).text();
    expect(html).toContain('<html lang="en"');
  });
});

describe('a lead for which there is nothing to book', () => {
  test('not handed over yet, turned down, nurtured: a sentence, and nothing can be posted', async () => {
    const { lead: chatting } = await all.baton.say('eve', 'Hello, do you read HubSpot?');
    const rejected = await all.offered('mallory');
    const why = { reason: all.deps.playbook.rejectReasons[0]!.id, wrongField: null, note: '' };
    await rejectLead(all.deps, rejected, { rep: reps.dana, why } as never);
    const nurtured = await all.offered('peggy');
    await become(nurtured, (lead) => ({ ...lead, state: 'nurturing' }));
    for (const id of [chatting, rejected, nurtured]) {
      const theirs = meetPage(all.baton, id);
      expect(await theirs.see()).toMatchObject({ status: 410, text: expect.stringContaining('nothing to book here') });
      expect((await theirs.see('/book', posted({ startsAt: '2026-11-24T10:00:00.000Z' }))).status).toBe(410);
      expect((await all.seen(id)).booking).toBeNull();
    }
  });
});

describe('looking', () => {
  test('changes nothing, however often: mail scanners open every link', async () => {
    const before = [await all.seen(lead), await jobs()];
    for (const path of ['', '?show=cancel', '?show=move', '?say=taken', '/times', '/meeting.ics']) {
      await page.see(path);
      const head = await page.see(path, { method: 'HEAD' });
      expect(head.html).toBe('');
    }
    expect([await all.seen(lead), await jobs()]).toEqual(before);
  });

  test('opens only this one page to anybody, for nobody to keep or list', async () => {
    const { headers, html } = await page.see();
    expect(headers.get('x-robots-tag')).toContain('noindex');
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('set-cookie')).toBeNull();
    expect(html).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
    expect(html).not.toMatch(/ style="| on[a-z]+="/);
  });

  test('the policy names exactly the style and the script that stand in the page', async () => {
    const { headers, html } = await page.see();
    const policy = headers.get('content-security-policy') ?? '';
    for (const tag of ['style', 'script']) {
      const inline = new RegExp(`<${tag}[^>]*>([\\s\\S]*?)</${tag}>`).exec(html)?.[1] ?? '';
      expect(policy).toContain(`${tag}-src 'sha256-${createHash('sha256').update(inline).digest('base64')}'`);
    }
    expect(policy).not.toContain('unsafe');
  });

  test('shows no sentence that the address made up', async () => {
    const { text } = await page.see(`?say=${encodeURIComponent('<b>Pay here</b>')}&asked=x&zone=Mars%2FOlympus`);
    expect(text).not.toContain('Pay here');
    expect(text).toContain('Choose a time');
  });
});

describe('what is posted', () => {
  test.each([
    ['nothing', {}],
    ['no time', { startsAt: 'tomorrow' }],
    ['a time in the past', { startsAt: '2020-01-01T10:00:00.000Z' }],
    ['a time between the grid', { startsAt: '2026-11-24T10:07:00.000Z' }],
    ['a time far beyond', { startsAt: '2030-01-01T10:00:00.000Z' }],
  ])('%s: nothing is held, and the page says why', async (_name, form: Record<string, string>) => {
    const answer = await page.post('book', form);
    expect(answer).toMatchObject({
      status: 200,
      text: expect.stringMatching(/choose one of the times|cannot be booked/),
    });
    expect((await all.seen(lead)).booking?.wanted ?? null).toBeNull();
  });

  test('goes to the page itself, so that loading it again sends nothing twice', async () => {
    const answer = await page.see('/book', posted({ startsAt: 'x', zone: 'Asia/Tokyo' }));
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe(`../${page.token}?zone=Asia%2FTokyo&say=wrongTime`);
  });

  test('is refused when it is far too long', async () => {
    const answer = await page.see('/book', posted({ startsAt: 'x'.repeat(10_000) }));
    expect(answer).toMatchObject({ status: 413, text: expect.stringContaining('could not read') });
  });

  test('a form of another kind is no form', async () => {
    const answer = await page.see('/book', {
      method: 'POST',
      body: '{"startsAt":1}',
      headers: { 'content-type': 'application/json' },
    });
    expect(answer.status).toBe(303);
  });

  test('cancelling what is not there changes nothing', async () => {
    expect((await page.post('cancel')).text).toContain('Choose a time');
    expect((await all.seen(lead)).booking?.wanted ?? null).toBeNull();
  });
});

describe('a meeting', () => {
  const meeting = {
    kind: 'call',
    startsAt: '2026-11-25T15:00:00.000Z',
    lengthMin: 30,
    hosts: [reps.dana],
    event: { id: 'baton1', link: null, call: 'https://meet.google.com/abc', uid: 'baton1@google.com' },
    reply: null,
  };
  let theirs: MeetPage;
  beforeAll(async () => {
    const id = await all.offered('grace');
    theirs = meetPage(all.baton, id);
    expect((await theirs.see('/meeting.ics')).status).toBe(404);
    await become(id, (before) => ({ ...before, state: 'booked', rep: reps.dana, booking: { ...noBooking, meeting } }));
  });

  test('stands there with its call, its file and the ways to change it', async () => {
    const { html, text } = await theirs.see('?zone=America%2FNew_York');
    expect(text).toContain('Wednesday, November 25, 10:00 AM (New York time)');
    expect(html).toContain('href="https://meet.google.com/abc" rel="noreferrer"');
    expect(text).toContain('ada.grace@acme.example');
    expect(html).toContain('show=cancel');
    const file = await theirs.see('/meeting.ics');
    expect(file.headers.get('content-type')).toContain('text/calendar');
    expect(file.headers.get('content-disposition')).toContain('meeting.ics');
    expect(file.html).toContain('UID:baton1@google.com');
    expect(file.html).toContain('DTSTART:20261125T150000Z');
  });

  test('under way it can be joined and no more moved, and afterwards it is over', async () => {
    all.baton.clock.now = new Date('2026-11-25T15:10:00.000Z');
    const during = await theirs.see('?show=cancel');
    expect(during.text).toContain('Join the call');
    expect(during.html).not.toContain('show=cancel');
    expect((await theirs.post('cancel')).text).toContain('Join the call');
    all.baton.clock.now = new Date('2026-11-25T15:31:00.000Z');
    expect((await theirs.see()).text).toContain('This meeting is over');
  });
});

test('what people, companies and calendars are called never runs', () => {
  const nasty = `"><script>alert(1)</script><img src=x onerror='alert(2)'>`;
  for (const language of languages) {
    const said = saidTo({
      language,
      company: nasty,
      zone: 'UTC',
      isGuessed: true,
      now: '2026-11-24T10:00:00.000Z',
      path: 'token',
    });
    const event = { id: 'x', link: null, call: `javascript:alert(1)//${nasty}`, uid: nasty };
    const meeting = { kind: nasty, startsAt: '2026-11-25T10:00:00.000Z', lengthMin: 30, hosts: [], event, reply: null };
    const about = { label: nasty, lengthMin: 30, rep: nasty, meeting, isAhead: true, guest: nasty, notice: null };
    const picking = { purpose: 'move' as const, suggested: [], free: [meeting.startsAt], askAddress: true };
    const pages = [
      bookedPage(said, about),
      cancelPage(said, about),
      choosePage(said, { ...about, isCancelled: false, present: meeting, picking }),
    ].map(String);
    for (const html of pages) {
      expect(html).not.toContain('<img');
      expect(html).not.toContain('javascript:');
      expect(html.match(/<script/g)).toHaveLength(1);
      expect(html).toContain(`lang="${language}"`);
    }
  }
});
