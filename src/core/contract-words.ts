// The words around the rules on the contract: plain ones, for people who never open the playbook.
import type { LadderPage } from './playbook.ts';

const list = (names: readonly string[]) => names.join(', ');
const counted = (count: number, thing: string) => `${count} ${thing}${count === 1 ? '' : 's'}`;
const minutes = (count: number) => {
  if (count < 120) return counted(count, 'minute');
  return count < 2_880 ? counted(Math.round(count / 6) / 10, 'hour') : counted(Math.round(count / 144) / 10, 'day');
};

export const contractWords = {
  title: (company: string) => `What ${company} agrees on: which conversations are leads`,
  version: (version: string) => `Version ${version} of the playbook`,
  qualifies: 'What counts as qualified',
  all: 'A conversation is qualified while all four of these stand and its score reaches the bar.',
  pillars: { intent: 'Intent', context: 'Context', nextStep: 'Next step', continuity: 'Continuity' },
  oneOf: (conditions: readonly string[]) => `one of: ${conditions.join(' · ')}`,
  nothing: 'nothing is asked for',
  continuity: (of: { answers: number; longestGapHours: number; sameQuestion: number }) => [
    `answered ${of.answers} times or more within ${of.longestGapHours} hours of each other`,
    `was asked nothing more than ${of.sameQuestion} times`,
  ],
  points: 'What gives points, of 100',
  point: (because: string, when: string) => `${because}: ${when}`,
  silent: (days: number) => `has not answered for ${days} days`,
  conduct: {
    'answers-twice': 'answers again and again',
    'answers-quickly': 'answers quickly',
    'answers-slowly': 'answers slowly',
    'asks-questions': 'asks questions',
    'asks-for-person': 'asks for a person',
    'asked-again': 'was asked for what they had said',
    'broken-hand-back': 'was handed back while waiting for the rep',
  },
  bar: 'The bar, and who moves it',
  barLines: (of: { start: number; nurtureFrom: number; share: number; names: readonly string[] }) => [
    `It begins at ${of.start} points. From ${of.nurtureFrom} points up to the bar a lead is nurtured: it is told so politely, kept, and taken up again when the visitor writes. Below that it is closed politely, and kept too. Visitors may always ask for a person.`,
    `Verdicts of the reps move it, each team’s on its own: to where they take ${Math.round(of.share * 100)}% of the leads that just reach it.`,
    of.names.length === 0
      ? 'Nobody is named yet who may hold it, move it or roll it back: name managers under roles.'
      : `Who may hold it, move it and roll it back: ${list(of.names)}.`,
  ],
  asks: 'What Baton asks, in this order and in these words',
  languages: (own: string, others: readonly string[]) =>
    `Written in ${own}; visitors who write ${list(others)} are asked in their language.`,
  quote: (text: string) => `“${text}”`,
  onlyIf: (condition: string) => `only if ${condition}`,
  probe: (text: string) => `once more, if unclear: “${text}”`,
  neverAsked: 'noted when said, never asked',
  options: (labels: readonly string[]) => `answers: ${labels.join(' · ')}`,
  teams: 'Who gets which leads, and by when they answer',
  allOut: {
    queue: 'While everybody of a team is out, its leads wait for it.',
    nextTeam: 'While everybody of a team is out, its leads go to the next team that takes them and is in.',
  },
  owners: (count: number) => `${count} companies or addresses have an owner, who comes before any turn.`,
  takes: (rules: string) => `leads with ${rules}`,
  takesAll: (teams: number) => (teams === 1 ? 'all leads' : 'all other leads'),
  and: ' and ',
  page: (pages: readonly string[]) => `a page with ${pages.join(' or ')}`,
  language: (names: readonly string[]) => `a visitor who writes ${names.join(' or ')}`,
  channel: (channel: string, claim: 'channel' | 'reps') =>
    claim === 'reps' ? `in ${channel}; only its reps may claim` : `in ${channel}; everybody there may claim`,
  rep: (name: string, takes: string) => (takes === '' ? name : `${name} (first for ${takes})`),
  reps: (names: readonly string[]) => `in turn: ${list(names)}`,
  hours: (hours: string, zone: string) => `at work: ${hours} (${zone})`,
  anyTime: 'any time',
  ladder: (of: LadderPage) => [
    ...(of.exclusiveMinutes > 0
      ? [`${minutes(of.exclusiveMinutes)} for the suggested rep alone, then everybody’s`]
      : []),
    ...(of.remindMinutes > 0 ? [`the channel is reminded after ${minutes(of.remindMinutes)} more`] : []),
    ...(of.managerMinutes > 0 ? [`managers are told after ${minutes(of.managerMinutes)}`] : []),
    ...(of.firstTouchMinutes > 0
      ? [`whoever claims writes to the visitor within ${minutes(of.firstTouchMinutes)}, or the lead goes back to all`]
      : []),
  ],
  booking: {
    title: 'How meetings are booked, where a calendar is connected',
    real: 'A meeting is booked once the calendar has it, and never before; no time is given to two.',
    minutes: (first: number, others: readonly number[]) =>
      others.length === 0 ? `takes ${first} minutes` : `takes ${first} minutes; reps may choose ${others.join(' or ')}`,
    with: (names: readonly string[]) => `always there: ${list(names)}`,
    all: 'For all teams',
    own: 'as for all teams, but',
    inChat: (rule: string | boolean) => {
      if (rule === false)
        return 'a rep offers times; visitors book by the link they are sent, not in the chat by themselves';
      const who = rule === true ? 'whoever qualifies' : `leads with ${rule}`;
      return `${who} while a rep is there with room books in the chat; all others are handed to a rep`;
    },
    whenOut: {
      times: 'whoever asks for a person while nobody is at work is offered times; who would book in the chat then, too',
      wait: 'whoever asks for a person while nobody is at work hears when the team is back',
    },
    hours: (hours: string) => `reps whose working hours nobody named are met ${hours}`,
    notice: (count: number) => (count === 0 ? 'at any notice' : `no sooner than ${minutes(count)} ahead`),
    daysAhead: (count: number) => `at most ${counted(count, 'day')} ahead`,
    every: (count: number) => `may begin every ${minutes(count)}`,
    align: { clock: 'starts are counted from midnight', block: 'starts are counted from when working hours begin' },
    bufferBefore: (count: number) =>
      count === 0 ? 'no time is kept free before a meeting' : `${minutes(count)} are kept free before a meeting`,
    bufferAfter: (count: number) => (count === 0 ? 'none after it' : `${minutes(count)} are kept free after it`),
    perDay: (count: number | null) =>
      count === null
        ? 'a rep has as many meetings a day as fit'
        : `a rep has at most ${counted(count, 'meeting')} a day`,
    perWeek: (count: number | null) =>
      count === null ? 'as many a week as fit' : `at most ${counted(count, 'meeting')} a week`,
    hold: (count: number) => `a chosen time is kept ${minutes(count)} for the calendar to take it`,
    perVisitor: (count: number) =>
      `visitors may book or move a meeting themselves ${count === 1 ? 'once' : `${count} times`}`,
    remind: (before: readonly number[]) =>
      before.length === 0
        ? 'visitors are not reminded'
        : `visitors are reminded ${before.map(minutes).join(' and ')} before, in the chat and by e-mail`,
    nudge: (count: number) =>
      count === 0
        ? 'who was offered times and chose none is not asked again'
        : `who was offered times and chose none is asked once more after ${minutes(count)}`,
    alert: (count: number) =>
      count === 0
        ? 'and no rep is told'
        : `and after ${minutes(count)} of working time their rep is told, or the managers while there is none`,
  },
  rejects: 'Why a lead is rejected, and what that teaches',
  teaches: {
    bar: 'teaches the bar',
    routing: 'teaches who gets which leads, not the bar',
    guard: 'teaches what is kept out, not the bar',
    nothing: 'teaches nothing',
  },
  silentReject: 'the visitor hears nothing',
  keepsTurn: 'uses up the rep’s turn',
  says: 'What visitors are told',
  never:
    'Baton says that it is an AI assistant, writes down only what visitors said, and says “booked” or “passed on” only once it is done.',
  moments: {
    opening: 'At the start',
    handedOff: 'When the team has it',
    claimed: 'When a rep claims',
    booked: 'When a meeting is booked',
    nurtured: 'When a rep keeps it for later',
    rejected: 'When a rep rejects',
    closed: 'Below the bar',
  } as Readonly<Record<string, string>>,
  counted: 'What is counted, and who reads it',
  lanes: { form: 'Form lane', chat: 'Chat lane', both: 'Lanes' },
  formLane: (channels: readonly string[]) => `leads that come by ${list(channels)}`,
  chatLane: 'all other leads; the reports show both beside each other',
  noLane: 'nobody has named the channels of a form, so all leads are counted together',
  week: {
    name: 'The week',
    told: (of: { day: string; hour: number; zone: string; channel: string }) =>
      `told every ${of.day.replace(/^./, (letter) => letter.toUpperCase())} at ${of.hour}:00 (${of.zone}) in ${of.channel}`,
    ofTeam: (team: string, channel: string) => `and those of ${team} alone in ${channel}`,
    untold: 'told in no channel: name one under digest',
    asked: 'everybody may ask for the numbers of their own team, managers for all',
  },
  review: {
    name: 'Curation',
    asked: (perWeek: number, names: readonly string[]) =>
      `${list(names)} each read ${counted(perWeek, 'conversation')} a week and mark every answer`,
    off: 'nobody reads conversations for what Baton got wrong: name reviewers under review',
  },
  customers: {
    name: 'Customers',
    known: (rules: string, channel: string) => `whoever has ${rules}; ${channel} hears when one is qualified no more`,
  },
  signers: ['For sales', 'For marketing', 'For the SDRs'],
  signed: 'Name, date',
} as const;
