// The words around the rules on the contract: plain ones, for people who never open the playbook.
import type { LadderPage } from './playbook.ts';

const list = (names: readonly string[]) => names.join(', ');
const minutes = (count: number) => (count < 120 ? `${count} minutes` : `${Math.round(count / 6) / 10} hours`);

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
    `It begins at ${of.start} points. From ${of.nurtureFrom} points up to the bar a lead is nurtured; below that it is closed politely. Visitors may always ask for a person.`,
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
  signers: ['For sales', 'For marketing', 'For the SDRs'],
  signed: 'Name, date',
} as const;
