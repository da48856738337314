// What people read of a week: in Slack, on the page and in what a screen reader says. Few are said to be few: under twenty there
// are counts and no percentages.
import { DateTime } from 'luxon';
import type { Amnesia } from './amnesia.ts';
import type { Curation } from './curation.ts';
import { wilson } from './intervals.ts';
import type { Spell } from './report.ts';

/** Of fewer than this, a share says little. */
export const few = 20;

export const whole = (share: number) => `${Math.round(share * 100)}%`;
/** For shares of which most are small. */
const tenths = (share: number) => `${number(share * 100)}%`;
export const number = (value: number) => value.toLocaleString('en-US', { maximumFractionDigits: 1 });
export const plural = (count: number, one: string, many: string) => `${number(count)} ${count === 1 ? one : many}`;

export function duration(ms: number): string {
  const minutes = ms / 60_000;
  if (minutes < 1) return `${Math.max(1, Math.round(ms / 1_000))} s`;
  if (minutes < 90) return `${Math.round(minutes)} min`;
  const hours = minutes / 60;
  return hours < 36 ? `${Math.round(hours)} h` : `${Math.round(hours / 24)} days`;
}

export function rate(accepted: number, decided: number): string {
  if (decided === 0) return 'no verdict yet';
  if (decided < few) return `${accepted} of ${decided}`;
  return `${number(accepted)} of ${number(decided)}, ${whole(accepted / decided)}`;
}

/** `last`, `middle`: null where there was no week before. */
function against(last: number | null, middle: number | null): string {
  if (last === null) return '';
  return middle === null
    ? ` (the week before ${number(last)})`
    : ` (the week before ${number(last)}, usually ${number(middle)})`;
}

function moreOrFewer(now: number, last: number | null): string {
  if (last === null || now < few || last < few || now === last) return '';
  const share = Math.abs(now - last) / last;
  return share < 0.005 ? '' : `, ${whole(share)} ${now > last ? 'more' : 'fewer'}`;
}

/** Of enough to have a slowest tenth; the week before only if it was as many. */
function beside({ p90Ms }: Spell, last: Spell | null): string {
  const slow = p90Ms === null ? '' : `, nine of ten within ${duration(p90Ms)}`;
  const before = last === null || last.of < few ? null : last.medianMs;
  return before === null ? slow : `${slow} (the week before ${duration(before)})`;
}

/** Said as long as the playbook names no website of the widget's. */
export const noVisitors =
  'visitors before their first line (name the websites of the widget under widget in the playbook)';
/** Said as long as the playbook tries nothing. */
export const noArms = 'arms of experiments';
export const noDeals =
  'opportunities, deals won and the forecast (no CRM is connected, and nobody said on a card what became of a lead)';
export const noSdrs = 'Baton beside SDRs (name their channels under lanes.sdr, or crm.sdr, in the playbook)';

export const dayOf = (at: string, zone: string): string =>
  DateTime.fromISO(at, { zone, locale: 'en-US' }).toFormat('ccc, LLL d, yyyy');

export const reportWords = {
  title: (name: string) => `The week ${name}`,
  ofTeam: (team: string) => ` of ${team}`,
  span: (from: string, until: string, zone: string) => {
    const last = new Date(Date.parse(until) - 1).toISOString();
    return `${dayOf(from, zone)} to ${dayOf(last, zone)} (${zone})`;
  },
  soFar: 'This week still runs: these are its numbers so far, beside no whole week.',
  first: 'This is Baton’s first week here: there is none to compare it with.',
  partial: (week: string, begunAt: string, zone: string) =>
    `Baton’s first lead came on ${dayOf(begunAt, zone)}, so ${week}, with which this week is compared, was no whole week.`,
  nothing: 'Nobody wrote in this week.',
  counted:
    'Each lead counts once in each number of a week, as things stood when the week ended. “Usually” is the middle of the four weeks before.',

  headline: {
    conversations: (now: number, last: number | null, middle: number | null) =>
      `${plural(now, 'conversation', 'conversations')} began${moreOrFewer(now, last)}${against(last, middle)}`,
    offered: (offered: number, qualified: number, last: number | null) =>
      `${plural(offered, 'lead', 'leads')} went to reps, ${number(qualified)} of them qualified${last === null ? '' : ` (the week before ${number(last)})`}`,
    accepted: (accepted: number, decided: number) => {
      if (decided === 0) return 'Accept rate: no lead was accepted or rejected';
      if (decided < few) return `Accept rate: ${accepted} of ${decided} accepted – too few to say more`;
      const { low, high } = wilson(accepted, decided);
      return `Accept rate: ${whole(accepted / decided)}, ${number(accepted)} of ${number(decided)} (90% sure: ${whole(low)} to ${whole(high)})`;
    },
    rateBefore: (last: { accepted: number; decided: number } | null, middle: number | null) => {
      if (last === null || last.decided < few) return '';
      const usual = middle === null ? '' : `, usually ${whole(middle)}`;
      return `; the week before ${whole(last.accepted / last.decided)}${usual}`;
    },
    toClaim: (now: Spell, last: Spell | null) => {
      const { of, medianMs } = now;
      if (medianMs === null) return 'From offer to claim: nothing to measure';
      if (of >= few) return `Half of the claims came within ${duration(medianMs)} of the offer${beside(now, last)}`;
      return of === 1
        ? `The one claim came within ${duration(medianMs)} of the offer`
        : `Of ${of} claims, the middle one came within ${duration(medianMs)} of the offer – too few to say more`;
    },
    toTouch: (now: Spell, last: Spell | null) => {
      const { of, medianMs } = now;
      if (medianMs === null) return 'From claim to first word: nothing to measure';
      if (of >= few)
        return `Half of the visitors heard from their rep within ${duration(medianMs)} of the claim${beside(now, last)}`;
      return of === 1
        ? `The one visitor heard from their rep within ${duration(medianMs)} of the claim`
        : `Of ${of} visitors, the middle one heard from their rep within ${duration(medianMs)} of the claim – too few to say more`;
    },
    meetings: (booked: number, met: number, missed: number, cancelled: number) =>
      `${plural(booked, 'lead', 'leads')} booked a meeting; ${number(met)} held, ${plural(missed, 'no-show', 'no-shows')}, ${number(cancelled)} cancelled`,
    widget: (
      { seen, opened }: { seen: number; opened: number },
      { wrote, qualified }: Record<'wrote' | 'qualified', number>,
    ) => {
      const after = `${number(wrote)} wrote in it and ${plural(qualified, 'lead', 'leads')} of it qualified`;
      if (seen === 0) return `The widget was shown to nobody new; ${after}`;
      const share = seen < few ? '' : ` (${tenths(opened / seen)})`;
      return `The widget was shown on ${plural(seen, 'page', 'pages')} and opened on ${number(opened)} of them${share}; ${after}. Until somebody writes, pages are counted, not people`;
    },
    lost: (lost: number, regained: number, last: number | null) =>
      `${plural(lost, 'CQL was', 'CQLs were')} lost${against(last, null)}, ${number(regained)} regained`,
    atRisk: (customers: number | null) =>
      customers === null
        ? 'Customers at risk: not known (the playbook names no rule under customers)'
        : `Customers at risk: ${number(customers)}`,
    claims: (refused: number, made: number) =>
      made === 0
        ? 'No statement of a visitor was recorded'
        : `${number(refused)} of ${number(made)} statements were left out, because the visitor’s words did not bear them out`,
    curation: ({ reviewed, tasks, all, agreement }: Curation) => {
      const read = `${number(reviewed)} of ${number(tasks)} reviews were done`;
      if (all.of === 0) return read;
      const right = Math.round((all.share ?? 0) * all.of);
      const alike = Math.round((agreement.share ?? 0) * agreement.of);
      const two = agreement.of === 0 ? '' : `; two reviewers marked ${rate(alike, agreement.of)} alike`;
      return `${read}: ${rate(right, all.of)} of the answers were right${two}`;
    },
    amnesia: ({ all, trapped, forgotten, either }: Amnesia) => {
      if (all === 0) return 'Operational amnesia: nobody wrote';
      const parts =
        either === 0
          ? ''
          : `: ${number(trapped)} left without an answer, ${number(forgotten)} back and met without memory`;
      return `Operational amnesia in ${rate(either, all)}${parts}`;
    },
  },

  nextTitle: 'What to do next',
  next: {
    nothing: 'No number asks for anything this week.',
    waiting: (without: number, offered: number) =>
      `${number(without)} of ${number(offered)} leads had no verdict when the week was over: ask the team to claim, nurture or reject what /baton queue shows.`,
    lowRate: (accepted: number, decided: number, reason: string, times: number) =>
      `Reps accepted ${number(accepted)} of ${number(decided)}, and “${reason}” was their reason ${number(times)} times: read some of those cards with them, and /baton bar.`,
    routing: (times: number, reason: string) =>
      `“${reason}” came ${number(times)} times: look at who takes what under teams in the playbook.`,
    slowClaim: (p90Ms: number) =>
      `One lead in ten waited longer than ${duration(p90Ms)} for a rep: look at the hours and the ladder in the playbook.`,
    slowTouch: (medianMs: number) =>
      `Half of the visitors waited longer than ${duration(medianMs)} for their rep’s first word: firstTouchMinutes in the playbook gives such leads back.`,
    noShows: (missed: number, ended: number) =>
      `Visitors missed ${number(missed)} of ${number(ended)} meetings: look at the reminders under booking in the playbook.`,
    lost: (lost: number, usual: number) =>
      `${number(lost)} CQLs were lost, usually ${number(usual)}: read on their cards what moved the score, and write to those who wait.`,
    unbooked: (booked: number, accepted: number) =>
      `${number(accepted)} leads were accepted and ${number(booked)} booked: offer times from the card, or let visitors book in the chat.`,
    reasked: (times: number) =>
      `${number(times)} first lines asked for what the visitor had said already: the handover in the thread has it.`,
    refused: (refused: number, made: number) =>
      `${number(refused)} of ${number(made)} statements were not borne out: look at the questions behind them with /baton why.`,
  },

  funnelTitle: 'From conversation to meeting',
  funnelToDeal: 'From conversation to deal',
  stages: {
    conversations: 'Conversations',
    qualified: 'Qualified',
    offered: 'To reps',
    accepted: 'Accepted',
    booked: 'Booked',
    met: 'Held',
    opportunity: 'Opportunity',
    won: 'Won',
  },
  series: { now: 'This week', last: 'Week before', middle: 'Usually' },
  stage: (name: string, now: number, last: number | null, middle: number | null) =>
    `${name} ${number(now)}${against(last, middle)}`,

  reasonsTitle: 'Why reps rejected',
  noReasons: 'Nobody rejected a lead.',
  reason: (label: string, times: number, all: number) => `${label}: ${rate(times, all)}`,
  refusalsTitle: 'Statements left out',
  noRefusals: 'None.',
  refusals: {
    'unknown-field': 'of a field that the playbook does not have',
    'unknown-message': 'of a message that does not exist',
    'not-the-visitor': 'not said by the visitor',
    'quote-not-there': 'the quote does not stand there',
    'value-not-in-quote': 'the quote does not carry the value',
    'not-asserted': 'said, but not as so',
    'not-sure-enough': 'not sure enough',
    'offer-not-there': 'nothing of the kind was proposed',
    'not-accepted': 'proposed, but not accepted',
  } as Readonly<Record<string, string>>,
  barTitle: (at: string, zone: string) => `The bar on ${dayOf(at, zone)}`,
  bar: (team: string, points: number) => `${team}: ${number(points)}`,
  noBar: 'No verdict has been weighed yet.',

  tableTitles: {
    team: 'By team',
    rep: 'By rep',
    channel: 'By channel',
    lane: 'Form beside chat',
    source: 'Baton beside SDRs',
    segment: 'By segment',
    page: 'By page',
    band: 'By score',
  },
  columns: {
    key: '',
    conversations: 'Conversations',
    offered: 'To reps',
    accepted: 'Accepted',
    rejected: 'Rejected',
    nurtured: 'Nurtured',
    rate: 'Accept rate',
    toClaim: 'Claimed in',
    booked: 'Booked',
    met: 'Held',
    missed: 'No-shows',
    opportunity: 'Deals opened',
    won: 'Won',
  },
  csv: 'The same as a table (CSV)',
  all: 'All',
  unknown: 'not known',
  channels: { widget: 'Widget', form: 'Form', mail: 'E-mail' } as Readonly<Record<string, string>>,
  lanes: { form: 'Form', chat: 'Chat' } as Readonly<Record<string, string>>,
  sources: { agent: 'Baton', sdr: 'SDRs' } as Readonly<Record<string, string>>,
  otherPages: 'other pages',
  unlisted: (name: string) => `${name} (not in the playbook)`,
  moreRows: (count: number) => `and ${count} more`,
  segments: (label: string) => `By segment: ${label}`,
  segment: (bounds: readonly number[], at: number) => {
    const [from, until] = [bounds[at - 1], bounds[at]];
    if (from === undefined) return `under ${number(until ?? 0)}`;
    if (until === undefined) return `${number(from)} and more`;
    return until - 1 === from ? number(from) : `${number(from)}–${number(until - 1)}`;
  },
  notSaid: 'not said',
  band: (from: number, until: number) => `${from}–${until}`,

  notMeasured: 'Not measured yet:',
  noLanes: 'form beside chat (name the form’s channels under lanes in the playbook)',
  noSegments: 'segments (name a field under digest.segments in the playbook)',
  missing: [noVisitors, noDeals, noSdrs, noArms],
} as const;
