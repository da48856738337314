// A lead: one person's case from first message to outcome. Messages, answers and refusals only ever grow:
// the store commits what was appended, so never edit or drop an element of these three lists.
import type { RouteStep } from './assign.ts';
import type { Booking } from './booking.ts';
import type { Deal } from './deal.ts';
import type { Span } from './folded.ts';
import type { InCrm } from './in-crm.ts';
import type { Nurture } from './nurtured.ts';
import type { Ladder } from './rungs.ts';
import type { Value } from './value.ts';
import type { IdentityKind, Joined, Page, Visitor } from './visitor.ts';

export type { Page, Visitor } from './visitor.ts';

export type LeadId = `lead_${string}`;

export const leadStates = [
  'chatting',
  'offered',
  'claimed',
  'booked',
  'closed',
  'nurturing',
  'rejected',
  'quiet',
] as const;
export type LeadState = (typeof leadStates)[number];

/** Every move a lead can make. Whoever moves a lead asks `canMove`; there is no second list. */
const moves: Record<LeadState, readonly LeadState[]> = {
  chatting: ['offered', 'nurturing', 'closed', 'quiet'],
  offered: ['claimed', 'booked', 'nurturing', 'rejected'],
  claimed: ['booked', 'closed', 'nurturing', 'rejected', 'offered'],
  booked: ['closed', 'claimed'],
  closed: ['chatting', 'offered', 'booked', 'claimed'],
  nurturing: ['chatting', 'offered', 'claimed'],
  rejected: ['chatting', 'offered', 'claimed'],
  quiet: ['chatting', 'offered'],
};

/** A question of the visitor's that Baton answered from the team's pages, and the source it named. */
export type Told = { message: number; start: number; end: number; source: string };

/**
 * One numbered line of the transcript. Of a line of Baton's, `asks` is the field it asks for and `tells` what
 * it answers.
 */
export type Message = {
  n: number;
  from: 'visitor' | 'baton' | 'rep';
  name: string | null;
  text: string;
  channel: string;
  at: string;
  asks: string | null;
  tells?: readonly Told[];
  /** Of a form: the input it was typed into, which is the id of a field or the name that the website gave it. */
  input?: string;
  /** Of a rep's line: where they wrote it, by which it is known again. */
  source?: string;
  /** Of the channel, where the line came or goes; without it, the lead's own conversation. */
  conversation?: string;
};

/**
 * The visitor's own words: a slice of the original text of one of their messages. `said`: they carry the value;
 * `confirmed`: they accept the words `offered` that Baton wrote in its line `offer`; `carried`: either of it in another lead
 * of theirs, from before the first message here.
 */
export type Evidence =
  | { kind: 'said'; message: number; start: number; end: number }
  | { kind: 'confirmed'; offer: number; offered: Span; message: number; start: number; end: number }
  | CarriedEvidence;

/** `by`: what they were known again by. `aloud`: proven on both sides; otherwise nothing of it is ever said to the visitor. */
export type CarriedEvidence = {
  kind: 'carried';
  lead: LeadId;
  channel: string;
  of: 'said' | 'confirmed';
  quote: string;
  by: IdentityKind;
  aloud: boolean;
  message: 0;
  start: 0;
  end: 0;
};

/** `confidence`: whole points, see `confidence.ts`; answers from before it was kept have none. `at`: of a carried one, when it was said. */
export type Answer = {
  field: string;
  value: Value;
  evidence: Evidence;
  confidence?: number;
  interviewer: string;
  at: string;
};

/**
 * What an interviewer says the visitor said, or accepted when Baton proposed it in line `offer`. Nothing is believed
 * before `checkClaim` has accepted it.
 */
export type Claim = { field: string; value: Value; message: number; quote: string; offer?: number };

export type RefusalReason =
  | 'unknown-field'
  | 'unknown-message'
  | 'not-the-visitor'
  | 'quote-not-there'
  | 'value-not-in-quote'
  | 'not-asserted'
  | 'not-sure-enough'
  | 'offer-not-there'
  | 'not-accepted';
export type Refusal = Omit<Claim, 'offer'> & { reason: RefusalReason; interviewer: string; at: string };

export const pillarNames = ['intent', 'context', 'continuity', 'nextStep'] as const;
export type PillarName = (typeof pillarNames)[number];
export type Pillars = Record<PillarName, boolean>;

export type Reason = { points: number; because: string };

/** Baton's own judgement of the conversation, `null` while the interview is still open. */
export type Verdict = 'qualified' | 'borderline' | 'unqualified';

export type Rep = { id: string; name: string };
/** `link`: Slack's own link to it, once Slack has been asked. `workspace`: where several may install Baton. */
export type Card = { channel: string; ts: string; link?: string; workspace?: string };

/**
 * Why a lead is before the reps (it qualified, the visitor asked for a person, it came closest in a week in which reps had too
 * little to judge, or it came by a form), and whose it should be.
 */
export type Offer = {
  why: 'qualified' | 'asked' | 'learning' | 'form';
  team: string;
  at: string;
  /** Suggested: whoever may claim may still claim it. */
  rep: Rep | null;
  by: 'owner' | 'rotation' | 'nobody';
  /** When somebody is there for it: `at` itself or later; `null` when nobody knows. */
  startsAt: string | null;
  /** The rep whose turn it uses up. */
  turn: string | null;
  log: readonly RouteStep[];
  /** Baton offers times to the visitor itself; false: it was to, and there were none. */
  inChat?: boolean;
};

/** The last verdict of a rep, with what is needed to take it back: the state, the verdict and whose turn it was before. */
export type RepVerdict = { by: Rep; at: string; from: LeadState; before?: RepVerdict; turn?: string } & (
  | { kind: 'claimed' }
  | { kind: 'rejected'; reason: string; wrongField: string | null; note: string }
  | { kind: 'nurtured'; until: string; note: string }
);

/**
 * A rep talks to the visitor themselves and Baton is silent. `since` is Slack's own clock at the press: what was written
 * in the thread before it was private and stays so, whenever Baton hears of it. `product`: it is no rep in Slack but somebody
 * who writes in that chat product, and their talk lasts whatever becomes of the lead.
 */
export type Takeover = { rep: Rep; at: string; since: string; product?: string };

export type Lead = {
  id: LeadId;
  version: number;
  state: LeadState;
  conversation: string;
  channel: string;
  visitor: Visitor;
  joined: readonly Joined[];
  /** How often a conversation was taken out of it again: its lines have been numbered anew so often. */
  parted: number;
  page: Page | null;
  /** Of the experiments that ran when it began, the arm that its visitor is in; never another one. */
  arms: Readonly<Record<string, string>>;
  /** Version of the playbook that judged this lead last. */
  playbook: string;
  messages: readonly Message[];
  answers: readonly Answer[];
  refused: readonly Refusal[];
  /** Fields the visitor would rather not answer; never asked again. */
  declined: readonly string[];
  /** Number of the last message that a turn has read. */
  readUpTo: number;
  /** Number of the message that began the present visit: a visitor who comes back is interviewed afresh. */
  visitFrom: number;
  score: number;
  reasons: readonly Reason[];
  pillars: Pillars;
  /** The bar that judged it last, and whose it is; null before the first turn. */
  bar: { team: string; points: number } | null;
  verdict: Verdict | null;
  offer: Offer | null;
  rep: Rep | null;
  repVerdict: RepVerdict | null;
  card: Card | null;
  /** What is or shall be in a rep's calendar; null: nothing yet. */
  booking: Booking | null;
  takeover: Takeover | null;
  /** Who the visitor is in the CRM; null: it was not asked yet, or there is none. */
  crm: InCrm | null;
  /** What became of it in money, as far as that is known. */
  deal: Deal | null;
  nurture: Nurture | null;
  /** Lines the visitor never got: Baton's that a takeover overtook, a rep's that were taken back in time. */
  dropped: readonly number[];
  /** Nobody is reminded of the lead before then. */
  snoozedUntil: string | null;
  /** Until somebody claims it, and until the visitor has heard from them; see `ladder.ts`. */
  ladder: Ladder | null;
  /** Number of the last line that the card's thread has as transcript. */
  inThread: number;
  createdAt: string;
  updatedAt: string;
};

export function canMove(from: LeadState, to: LeadState): boolean {
  return moves[from].includes(to);
}

/** The lead in its new state; it wakes up, and a takeover lasts only while the lead is a rep's. A move outside the table is a bug of the caller. */
export function move(lead: Lead, to: LeadState): Lead {
  if (!canMove(lead.state, to)) throw new Error(`A lead cannot move from ${lead.state} to ${to}.`);
  const talksOn = to === 'booked' || lead.takeover?.product !== undefined;
  return { ...lead, state: to, takeover: talksOn ? lead.takeover : null, snoozedUntil: null };
}

export function newLead(
  start: Pick<Lead, 'id' | 'conversation' | 'channel' | 'visitor' | 'page' | 'playbook'> & {
    now: string;
    arms?: Lead['arms'];
  },
): Lead {
  const { now, ...given } = start;
  return {
    arms: {},
    ...given,
    joined: [],
    parted: 0,
    version: 1,
    state: 'chatting',
    messages: [],
    answers: [],
    refused: [],
    declined: [],
    readUpTo: 0,
    visitFrom: 1,
    score: 0,
    reasons: [],
    pillars: { intent: false, context: false, continuity: false, nextStep: false },
    bar: null,
    verdict: null,
    offer: null,
    rep: null,
    repVerdict: null,
    card: null,
    booking: null,
    crm: null,
    deal: null,
    nurture: null,
    takeover: null,
    dropped: [],
    snoozedUntil: null,
    ladder: null,
    inThread: 0,
    createdAt: now,
    updatedAt: now,
  };
}

/** The latest answer of each field, in the order in which they were first given. */
export function currentAnswers(lead: Pick<Lead, 'answers'>): Answer[] {
  const latest = new Map<string, Answer>();
  for (const answer of lead.answers) latest.set(answer.field, answer);
  return [...latest.values()];
}

/** The visitor's own words behind an answer, cut from the transcript at the stored offsets; of another lead, as they were cut there. */
export function quoteOf(lead: Pick<Lead, 'messages'>, evidence: Evidence): string {
  if (evidence.kind === 'carried') return evidence.quote;
  const message = lead.messages[evidence.message - 1];
  if (message === undefined) throw new Error(`Evidence points at message ${evidence.message}, which does not exist.`);
  return message.text.slice(evidence.start, evidence.end);
}
