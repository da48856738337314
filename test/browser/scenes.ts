// What is drawn for STYLE.md: every state of the card, and the messages, modals and homes beside it, each under the name of
// its picture. Nothing here is typed by hand that the product would draw.
import type { HomeView, KnownBlock, ModalView } from '@slack/types';
import type { Playbook } from '../../src/core/playbook.ts';
import type { TeamBar } from '../../src/core/team-bar.ts';
import { answerMessage } from '../../src/slack/cards/answers.ts';
import { barMessage } from '../../src/slack/cards/bar-message.ts';
import { aimModal } from '../../src/slack/cards/bar-modals.ts';
import { briefMessage } from '../../src/slack/cards/brief-message.ts';
import { changesMessage } from '../../src/slack/cards/changes-message.ts';
import { correctModal } from '../../src/slack/cards/correct-modal.ts';
import { dealModal } from '../../src/slack/cards/deal-modal.ts';
import { digestDetails, digestMessage } from '../../src/slack/cards/digest-message.ts';
import { givenMessage } from '../../src/slack/cards/given-message.ts';
import { homeView } from '../../src/slack/cards/home.ts';
import { leadCard } from '../../src/slack/cards/lead-card.ts';
import { missesMessage } from '../../src/slack/cards/misses-message.ts';
import { movedCard } from '../../src/slack/cards/moved-card.ts';
import { newsMessage, type Stuck } from '../../src/slack/cards/news.ts';
import { noteMessage } from '../../src/slack/cards/notes.ts';
import { nudgesMessage } from '../../src/slack/cards/nudges-message.ts';
import { nurtureModal } from '../../src/slack/cards/nurture-modal.ts';
import { partModal } from '../../src/slack/cards/part-modal.ts';
import { reassignModal } from '../../src/slack/cards/reassign-modal.ts';
import { rejectModal } from '../../src/slack/cards/reject-modal.ts';
import { reviewList } from '../../src/slack/cards/review-list.ts';
import { reviewModal } from '../../src/slack/cards/review-modal.ts';
import { snoozeModal } from '../../src/slack/cards/snooze-modal.ts';
import { territoryModal } from '../../src/slack/cards/territory-modal.ts';
import { transcriptModal } from '../../src/slack/cards/transcript-modal.ts';
import { weekMessage } from '../../src/slack/cards/week-message.ts';
import { whyModal } from '../../src/slack/cards/why-parts.ts';
import { bars, flips, misses } from '../support/bars.ts';
import { bookedLead, bookingNotes, bookingPlaybook, bookingStates, bookModals } from '../support/booking-states.ts';
import { cardStates, sequences } from '../support/card-states.ts';
import { crmStates } from '../support/crm-states.ts';
import { aColleague, aHome, numbers, someAvailability } from '../support/home.ts';
import {
  aLead,
  anAnswer,
  anOffer,
  aPlaybook,
  aTranscript,
  claimedBy,
  minutesAgo,
  now,
  rita,
  sam,
} from '../support/leads.ts';
import { joined, toldBefore } from '../support/memory-states.ts';
import { dealsOf, reportOf, told, yearOf } from '../support/reports.ts';
import { aReview, numbers as curated, listed, proposals, reviewedLead } from '../support/reviews.ts';

export type Scene =
  | { kind: 'message'; blocks: readonly KnownBlock[]; text: string }
  | { kind: 'modal'; view: ModalView }
  | { kind: 'home'; view: HomeView };

const playbook: Playbook = {
  ...aPlaybook({
    teams: [team('sales', 'Sales'), team('enterprise', 'Enterprise')],
    nurture: { sequences },
  }),
  zone: 'America/New_York',
};
const about = { playbook, now };
const answeredChange = proposals.slice(3).map(({ change }) => {
  return { change, answer: 'accepted' as const, by: sam.id, name: sam.name, at: now };
});

function team(id: string, name: string) {
  const reps = [sam, rita].map((rep) => ({ slack: rep.id, name: rep.name, takes: [], weight: 1 }));
  return { id, name, channel: 'C0SDRLEADS', takes: [], claim: 'channel' as const, reps };
}

/** Another visitor, who has said less and waits longer. */
const li = aTranscript(['We need one place for our reporting. I am Li Wei from Oriel Labs.']);
const waiting = aLead({
  messages: li,
  answers: [
    anAnswer(li, 'name', { value: 'Li Wei', quote: 'Li Wei' }),
    anAnswer(li, 'company', { value: 'Oriel Labs', quote: 'Oriel Labs' }),
    anAnswer(li, 'use_case', { value: 'one place for our reporting', quote: 'one place for our reporting' }),
  ],
  score: 62,
  offer: anOffer({ at: minutesAgo(180) }),
});
const stuck: Stuck[] = [
  { id: 'job_1', what: 'post-card', error: 'Slack refused: invalid_blocks', buriedAt: minutesAgo(2), lead: aLead() },
  { id: 'job_2', what: 'learn-groups', error: 'no_such_subteam', buriedAt: minutesAgo(40), lead: null },
];

const chosen = aLead({
  offer: anOffer({
    rep: rita,
    by: 'rotation',
    log: [
      { kind: 'team-passed', team: 'Enterprise', unmet: { field: 'size', atLeast: 1_000 } },
      { kind: 'team', team: 'Sales' },
      { kind: 'full', rep: sam.name, open: 5, atOnce: 5 },
      { kind: 'next', rep: rita.name, served: 2, weight: 1 },
    ],
  }),
});

const message = ({ text, blocks }: { text: string; blocks: readonly KnownBlock[] }): Scene => ({
  kind: 'message',
  text,
  blocks,
});
const slug = (name: string) =>
  name
    .toLowerCase()
    .replaceAll('’', '')
    .replaceAll(/[^a-z0-9]+/g, '-');

const cards = Object.entries(cardStates).map(([name, lead]): [string, Scene] => [
  `card-${slug(name)}`,
  message(leadCard({ lead, ...about })),
]);

const ofCrm = Object.entries(crmStates).map(([name, lead]): [string, Scene] => [
  `card-${slug(name)}`,
  message(leadCard({ lead, playbook: { ...playbook, crmName: 'Salesforce' }, now })),
]);

/** Of what a meeting makes of cards, modals and threads, what STYLE.md shows. */
const shownOf = {
  cards: [
    'claimed, to be booked',
    'claimed, asking the calendar',
    'claimed, times sent',
    'claimed, cancelled',
    'booked, accepted, with a colleague',
    'booked, begun',
    'held',
    'missed',
  ],
  modals: [
    'loading',
    'free',
    'why not another time',
    'taken',
    'nothing free',
    'no calendar',
    'move',
    'asking',
    'booked',
  ],
  notes: ['booked', 'cancelled', 'slot lost', 'ask held', 'missed'],
};
const ofMeeting = [
  ...pick(bookingStates, shownOf.cards).map(([name, lead]): [string, Scene] => [
    `card-${slug(name)}`,
    message(leadCard({ lead, playbook: bookingPlaybook, now })),
  ]),
  ...pick(bookModals, shownOf.modals).map(([name, view]): [string, Scene] => [
    `modal-book-${slug(name)}`,
    { kind: 'modal', view },
  ]),
  ...pick(Object.fromEntries(bookingNotes), shownOf.notes).map(([name, note]): [string, Scene] => [
    `note-${slug(name)}`,
    message(noteMessage(note, { lead: bookedLead(), playbook: bookingPlaybook })),
  ]),
];

function pick<T>(all: Readonly<Record<string, T>>, names: readonly string[]): [string, T][] {
  return names.map((name) => {
    const found = all[name];
    if (found === undefined) throw new Error(`Nothing is called ${name}.`);
    return [name, found];
  });
}

const year = yearOf(6_000);
const week = reportOf(year, 47);
/** A picture ends where the screen does. */
const { by, ...rest } = reportOf(yearOf(400), 47);
const fewer = { ...rest, by: { ...by, channel: [], lane: [], segment: [], page: [], band: by.band.slice(0, 3) } };
const reportLinks = { page: 'https://baton.example/reports', csv: 'https://baton.example/reports.csv' };
const ownFigures = ({ by }: typeof week) => by.rep[0]?.figures ?? week.all;

function barOf(name: string): TeamBar {
  const found = bars[name];
  if (found === undefined) throw new Error(`No bar is called ${name}.`);
  return found;
}

const claimed = claimedBy(sam, 2);
const nudge = { to: sam.id, lead: claimed.id, about: now, dueAt: now };
const others: Record<string, Scene> = {
  'card-moved': message(movedCard({ lead: aLead({ offer: anOffer({ team: 'enterprise' }) }), playbook })),
  'note-handover': message(noteMessage({ kind: 'claimed', rep: sam, at: now, upTo: 7 }, { lead: claimed, playbook })),
  'note-transcript': message(noteMessage({ kind: 'transcript', from: 1, to: 7, upTo: 7 }, { lead: claimed, playbook })),
  'message-given': message(
    givenMessage(
      { by: rita, at: now, words: 'They asked for somebody who knows BigQuery.' },
      { lead: claimed, playbook },
    ),
  ),
  'message-nudges': message(
    nudgesMessage(
      [
        { nudge: { ...nudge, what: 'yours' }, lead: cardStates['offered, one rep’s alone'] ?? claimed },
        { nudge: { ...nudge, what: 'managers' }, lead: waiting },
      ],
      about,
    ),
  ),
  'morning-brief': message(briefMessage([aLead(), waiting], { team: 'sales', day: '2026-11-20', ...about })),
  'news-stuck': message(newsMessage({ kind: 'stuck' }, { ...about, stuck })),
  'message-bar-moved': message(barMessage({ bar: barOf('moved'), flips: [], misses, week: '2026-W48' }, about)),
  'message-bar-proposed': message(barMessage({ bar: barOf('proposed'), flips, misses: [], week: '2026-W48' }, about)),
  'message-digest': message(
    digestMessage(told(week, { deals: dealsOf(year, week) }), { links: reportLinks, chart: true }),
  ),
  'message-digest-details': message(
    digestDetails(told(fewer, { bars: [barOf('moved')], deals: dealsOf(year, week) }), reportLinks),
  ),
  'message-digest-misses': message(missesMessage({ misses, week: '2026-W47' }, about)),
  'message-week': message(
    weekMessage({ name: week.name, figures: ownFigures(week), before: week.before[0]?.all ?? week.all }),
  ),
  'modal-bar-aim': { kind: 'modal', view: aimModal(barOf('moved'), { playbook }) },
  'modal-why-bar': { kind: 'modal', view: whyModal({ lead: aLead(), playbook, bars: [barOf('moved')] }) },
  'command-queue': message(answerMessage({ kind: 'queue', leads: [aLead(), waiting] }, about)),
  'modal-why': { kind: 'modal', view: whyModal({ lead: chosen, playbook }) },
  'modal-nurture': { kind: 'modal', view: nurtureModal({ lead: aLead(), playbook, now }) },
  'modal-reject': { kind: 'modal', view: rejectModal({ lead: aLead(), playbook }) },
  'modal-transcript': { kind: 'modal', view: transcriptModal({ lead: aLead(), playbook }) },
  'modal-reassign': { kind: 'modal', view: reassignModal({ lead: aLead() }) },
  'modal-snooze': { kind: 'modal', view: snoozeModal({ lead: aLead(), now, zone: playbook.zone }) },
  'modal-part': { kind: 'modal', view: partModal({ lead: { ...toldBefore(false), joined: [joined] } }) },
  'modal-deal': { kind: 'modal', view: dealModal({ lead: claimed, playbook }) },
  'modal-territory': { kind: 'modal', view: territoryModal({ lead: chosen, playbook }) },
  'message-review-list': message(reviewList(listed, { to: rita.id, week: '2026-W47', playbook })),
  'message-changes': message(
    changesMessage(
      { open: proposals.slice(0, 3), answered: answeredChange },
      { to: rita.id, week: '2026-W47', playbook },
    ),
  ),
  'modal-review': {
    kind: 'modal',
    view: reviewModal({ lead: reviewedLead, playbook, before: aReview({ refused: [1] }) }),
  },
  'modal-correct': {
    kind: 'modal',
    view: correctModal({ lead: reviewedLead, playbook, fields: ['authority', 'budget'], before: aReview() }),
  },
  'home-rep': {
    kind: 'home',
    view: homeView({
      home: aHome({
        mine: [claimed],
        waiting: [aLead(), waiting],
        numbers,
        availability: someAvailability({ atOnce: 5, ownLimit: true }),
      }),
      managed: { stuck: [], configured: null },
      ...about,
    }),
  },
  'home-curation': {
    kind: 'home',
    view: homeView({
      home: aHome({}),
      managed: {
        stuck: [],
        configured: null,
        curated: { numbers: curated, toWrite: proposals.slice(0, 1).map(({ change }) => change) },
      },
      ...about,
    }),
  },
  'home-manager': {
    kind: 'home',
    view: homeView({
      home: aHome({
        waiting: [waiting],
        numbers,
        team: [aColleague({ numbers }), aColleague({ rep: rita, presence: { kind: 'away', back: null }, open: 0 })],
      }),
      managed: {
        stuck,
        configured: { database: 'sqlite', slack: 'over HTTP', interviewer: 'guided' },
        learning: { bars: [barOf('proposed')], told: { leads: 47, fields: [{ field: 'size', posted: 40, wrong: 3 }] } },
      },
      ...about,
    }),
  },
};

export const scenes: ReadonlyMap<string, Scene> = new Map([
  ...cards,
  ...ofCrm,
  ...ofMeeting,
  ...Object.entries(others),
]);
