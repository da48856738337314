// What visitors answer when they are offered times: the one they mean, or a question, and never a time nobody chose.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Offered, pickTime } from '../../src/core/pick-time.ts';

/** In Berlin: Tuesday 24 November 10:00, Wednesday 25 November 14:30, Friday 27 November 10:30. */
const offered: Offered = {
  times: ['2026-11-24T09:00:00.000Z', '2026-11-25T13:30:00.000Z', '2026-11-27T09:30:00.000Z'].map((startsAt) => ({
    startsAt,
  })),
  zone: 'Europe/Berlin',
  now: '2026-11-23T09:00:00.000Z',
  country: 'DE',
};
/** Twice on Tuesday, 10:00 and 15:00, then Thursday at 11:00. */
const twice: Offered = {
  ...offered,
  times: ['2026-11-24T09:00:00.000Z', '2026-11-24T14:00:00.000Z', '2026-11-26T10:00:00.000Z'].map((startsAt) => ({
    startsAt,
  })),
};

/** In one word: the number chosen, and what else it may be. */
function read(text: string, about: Offered = offered): string {
  const picked = pickTime(text, about);
  if (picked === null) return 'nothing';
  if (picked.kind === 'picked') return `${picked.index + 1}`;
  if (picked.kind === 'unclear') return `ask ${picked.among.map((i) => i + 1).join('')}`;
  return picked.kind;
}

const rows = (table: string) =>
  table
    .trim()
    .split('\n')
    .map((line) => line.split(/ +=> /).map((part) => part.trim()) as [string, string]);

describe('by number', () => {
  test.each(
    rows(`
    2 => 2
    2. => 2
    (2) => 2
    #3 => 3
    2 please => 2
    2! => 2
    Number 2 works for me => 2
    option 3, thanks! => 3
    the second => 2
    the second one please => 2
    The 2nd works => 2
    I'd take the first one => 1
    Let's do the third => 3
    the last one => 3
    two => 2
    Let's go with the second option. Thanks! => 2
    I'll take 1. Looking forward. => 1
    2 works great, thank you => 2
    der erste => 1
    Der zweite Termin passt gut => 2
    die 2 bitte => 2
    Nummer drei bitte => 3
    Ich nehme den zweiten => 2
    den letzten bitte => 3
    Gerne der dritte, danke! => 3
    le deuxième => 2
    Le premier me convient => 1
    le 2 s'il vous plaît => 2
    je prends le troisième créneau => 3
    la segunda => 2
    el primero por favor => 1
    La opción 3, gracias => 3
    la última => 3
    me quedo con la segunda opción => 2
    4 => ask 123
    0 => ask 123
    12 => ask 123
    `),
  )('%s => %s', (text, what) => expect(read(text)).toBe(what));
});

describe('by day and clock', () => {
  test.each(
    rows(`
    Tuesday => 1
    tuesday works => 1
    Tue is fine => 1
    Tuesday at 10 => 1
    10:00 works => 1
    10:30 => 3
    at 10 => 1
    10am please => 1
    14:30 => 2
    2:30pm works for me => 2
    half past two => 2
    Wednesday afternoon is good => 2
    tomorrow => 1
    tomorrow at 10 => 1
    the 25th => 2
    25 November => 2
    Nov 25 => 2
    Tuesday, 24 November, 10:00 => 1
    Tuesday 24 November, 10:00 (Berlin time) => 1
    2. Wednesday 25 November, 14:30 (Berlin time) => 2
    Friday would be perfect => 3
    Is Friday still free? => 3
    Can we do Wednesday? => 2
    No, Friday works better => 3
    Tuesday doesn't work, but Wednesday is fine => 2
    The afternoon one => 2
    Dienstag => 1
    Dienstag 10 Uhr => 1
    Dienstag um 10 => 1
    am Freitag bitte => 3
    Freitag um halb elf => 3
    14:30 Uhr passt mir => 2
    morgen um 10 Uhr => 1
    Mittwoch Nachmittag wäre gut => 2
    Dienstag, 24. November, 10:00 Uhr (Ortszeit Berlin) => 1
    am 25. November => 2
    Lieber Freitag => 3
    mardi => 1
    mardi à 10h => 1
    Mercredi après-midi me convient => 2
    vendredi à 10h30 => 3
    demain à dix heures => 1
    martes => 1
    el martes a las 10 => 1
    el miércoles por la tarde => 2
    el viernes a las diez y media => 3
    mañana a las 10 => 1
    `),
  )('%s => %s', (text, what) => expect(read(text)).toBe(what));
});

describe('whichever', () => {
  test.each(
    rows(`
    any => 1
    any of them works => 1
    whichever works best for you => 1
    all three work => 1
    you choose => 1
    the earliest => 1
    as soon as possible please => 1
    egal => 1
    so früh wie möglich => 1
    alle drei passen => 1
    peu importe => 1
    le plus tôt possible => 1
    lo más temprano => 1
    cualquiera => 1
    me da igual => 1
    `),
  )('%s => %s', (text, what) => expect(read(text)).toBe(what));
});

describe('what is in doubt is asked', () => {
  test.each(
    rows(`
    yes => ask 123
    sounds good => ask 123
    1 or 2 => ask 12
    Tuesday or Wednesday => ask 12
    not the second => ask 13
    Tuesday doesn't work => ask 23
    2 on Tuesday => other
    maybe Thursday => other
    the second or the third => ask 23
    maybe Tuesday => ask 1
    Tuesday should work if my boss is free => ask 1
    vielleicht Dienstag => ask 1
    ja gerne => ask 123
    le premier ou le deuxième => ask 12
    `),
  )('%s => %s', (text, what) => expect(read(text)).toBe(what));

  test.each(
    rows(`
    Tuesday => ask 12
    10:00 => 1
    Tuesday afternoon => 2
    Tuesday at 3 => 2
    Tuesday 15 => 2
    the first one on Tuesday => 1
    not at 10, the other one on Tuesday => other
    Thursday => 3
    Dienstag => ask 12
    any time on Tuesday => 1
    `),
  )('two on one day: %s => %s', (text, what) => expect(read(text, twice)).toBe(what));

  test('of a single time, yes is enough and no is none', () => {
    const one = { ...offered, times: offered.times.slice(0, 1) };
    expect(read('yes please', one)).toBe('1');
    expect(read('Ja, das passt', one)).toBe('1');
    expect(read('no', one)).toBe('none');
  });
});

describe('none and another time', () => {
  test.each(
    rows(`
    none of these => none
    None of these work for me => none
    no => none
    neither => none
    I can't do any of those => none
    keiner davon passt => none
    Leider nicht => none
    Aucun de ces créneaux => none
    ninguna => none
    can we do Thursday afternoon instead? => other
    Thursday? => other
    next week? => other
    Do you have anything on Thursday? => other
    What about 4pm? => other
    anything earlier? => other
    another time please => other
    None of these, how about Monday? => other
    Can we do Tuesday at 3pm instead? => other
    Geht auch Donnerstag? => other
    Lieber nächste Woche => other
    Haben Sie auch einen anderen Termin? => other
    Plutôt jeudi après-midi ? => other
    la semaine prochaine ? => other
    ¿Puede ser el jueves por la tarde? => other
    la próxima semana => other
    no thanks => declined
    I don't want a call => declined
    nein danke => declined
    `),
  )('%s => %s', (text, what) => expect(read(text)).toBe(what));

  test.each([
    ['can we do Thursday afternoon instead?', { days: ['2026-11-26'], from: 720, until: 1080, at: null }],
    ['Thursday at 3?', { days: ['2026-11-26'], at: 900 }],
    ['What about 4pm?', { days: null, at: 960 }],
    ['Geht Donnerstag um 9?', { days: ['2026-11-26'], at: 540 }],
    ['in the morning on Thursday or Monday?', { days: ['2026-11-26', '2026-11-30'], from: 0, until: 720 }],
    ['Tuesday afternoon?', { days: ['2026-11-24'], from: 720 }],
    ['le 30 novembre ?', { days: ['2026-11-30'] }],
    ['anything earlier?', { days: null, before: '2026-11-24T09:00:00.000Z' }],
    ['etwas später?', { days: null, after: '2026-11-27T09:30:00.000Z' }],
  ])('%s is a wish for %o', (text, wish) => {
    expect(pickTime(text, offered)).toMatchObject({ kind: 'other', wish });
  });

  test('next week is every day of it', () => {
    const picked = pickTime('next week?', offered);
    const days = picked?.kind === 'other' ? picked.wish?.days : null;
    expect([days?.[0], days?.at(-1), days?.length]).toEqual(['2026-11-30', '2026-12-06', 7]);
  });
});

describe('what only sounds like a choice', () => {
  test.each(
    rows(`
    2 of us will join => nothing
    we are 2 => nothing
    we are 10 people => nothing
    We have 3 offices => nothing
    wir sind zu zweit => nothing
    nous serons 2 => nothing
    somos 3 => nothing
    give me a second => nothing
    one moment => nothing
    30 minutes is fine => nothing
    How long does it take? => nothing
    My number is +49 30 1234567 => nothing
    ana@2day.example => nothing
    > 2. Wednesday 25 November => nothing
    thanks => nothing
    Who will I talk to? => nothing
    We launched 2 years ago => nothing
    let me check with my boss => nothing
    The second looks good, but I have to check with my boss first => nothing
    Ich frage nach, Dienstag muss ich noch prüfen => nothing
    the second half of the year is our deadline => nothing
    1.5 million => nothing
    We use HubSpot 2 => nothing
    Can you send me 2 brochures? => nothing
    good morning => nothing
    Good afternoon, Marcus Bell here => nothing
    what is the 2nd option? => nothing
    one question first => nothing
    first tell me the price => nothing
    the third time I answer this => nothing
    our founder retired last year => nothing
    us two => nothing
    me and my wife, so two => nothing
    80 => nothing
    20 - 25 => nothing
    what do others use? => nothing
    How are you different from HubSpot? => nothing
    24/7 support? => nothing
    may I ask something? => nothing
    Let me think. The day after tomorrow. => nothing
    `),
  )('%s => %s', (text, what) => expect(read(text)).toBe(what));

  test.each(
    rows(`
    at 10 we have another call
    I have a meeting on Tuesday
    Tuesday is too early
    10:00 is too early
    Am Dienstag bin ich verhindert
    no one
    after thanksgiving
    it's 27
    I second that
    don't call me
    not now
    mardi je suis occupé
    el martes no puedo
    The second one but 30 minutes later
    not 2
    don't book 2
    `),
  )('%s is never a pick', (text) => expect(read(text)).not.toMatch(/^\d$/));
});

test('hardly a line of other conversations is a choice', () => {
  const lines = ['extract', 'evidence'].flatMap((name) =>
    readFileSync(new URL(`../eval/${name}.jsonl`, import.meta.url), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .flatMap((line) => (JSON.parse(line) as { messages: { from: string; text: string }[] }).messages)
      .flatMap(({ from, text }) => (from === 'visitor' ? [text] : [])),
  );
  const all = [...new Set(lines)];
  expect(all.length).toBeGreaterThan(2_000);
  // What is left names a day or says that anything will do: "Friday works for me", "asap".
  expect(all.filter((text) => /^\d$/.test(read(text))).length / all.length).toBeLessThan(0.01);
});

describe('in whose clock', () => {
  test('a stated zone is told', () => {
    expect(pickTime("I'm in Tokyo", offered)).toEqual({ kind: 'zone', zone: 'Asia/Tokyo' });
    expect(pickTime('my time zone is PST', offered)).toEqual({ kind: 'zone', zone: 'America/Los_Angeles' });
    expect(pickTime('Is that Berlin time?', offered)).toBeNull();
    expect(pickTime('Ich bin in Lissabon', offered)).toMatchObject({ kind: 'zone', zone: 'Europe/Lisbon' });
  });

  test('a time of day in it is read on its clock', () => {
    expect(pickTime('4am ET', offered)).toMatchObject({ kind: 'picked', index: 0, zone: 'America/New_York' });
    expect(pickTime('10am ET', offered)).toMatchObject({ kind: 'other', zone: 'America/New_York' });
    expect(pickTime('10:00 CET', offered)).toMatchObject({ kind: 'picked', index: 0, zone: null });
  });

  test('the same words on other clocks are another day', () => {
    const tokyo = { ...offered, zone: 'Asia/Tokyo' };
    expect(read('18:00', tokyo)).toBe('1');
    expect(read('6pm', tokyo)).toBe('1');
    expect(read('10:00', tokyo)).toBe('other');
  });
});
