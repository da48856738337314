// One turn of the interview: check every claim, count, decide, answer. What an interviewer proposes changes nothing
// that `checkClaim` did not accept.
import { answerTimes, owing, type TimesAnswer } from './answer-times.ts';
import { assign } from './assign.ts';
import { type Bars, barFor, barOf } from './bar.ts';
import { type Decision, owedCard, owedRedrawSoon, say } from './decision.ts';
import { type Desk, emptyDesk } from './desk.ts';
import { checkClaim } from './evidence.ts';
import { booksInChat } from './in-chat.ts';
import { inTheirLanguage } from './in-language.ts';
import { justAsked, nextStep } from './interview.ts';
import type { Turn, Wants } from './interviewer.ts';
import type { Owed } from './job.ts';
import { type Found, type Quotes, quotes, saidBy } from './knowledge.ts';
import { known } from './known.ts';
import { type Answer, type Claim, canMove, type Lead, move, type Offer, type Refusal } from './lead.ts';
import { agreed, asksLeave, type Leave, leaveGiven } from './leave.ts';
import { missedClaims } from './missed.ts';
import { unlessPolite } from './nurture.ts';
import { patienceMs } from './one-way.ts';
import { opens, opensLater } from './opens.ts';
import { person } from './person.ts';
import { pillars } from './pillars.ts';
import type { Playbook } from './playbook.ts';
import { newQuestions } from './questions.ts';
import { reConfirm } from './re-confirm.ts';
import { route } from './route.ts';
import { sayable } from './sayable.ts';
import { score } from './score.ts';
import { politely, type Question, type Saying, speak } from './spoken.ts';
import { fill } from './words.ts';

/**
 * `bars`: where verdicts have moved them; without it, they stand where the playbook starts. `desk`: who is there to take a
 * lead; without it, nothing is known of anybody.
 */
export type JudgedBy = { playbook: Playbook; bars?: Bars | undefined; now: string; desk?: Desk | undefined };
/**
 * `passages`: what the interviewer was handed. `times`: what the visitor said of times they were offered, or of their
 * meeting. `link`: the page on which they can choose, move and cancel. `canMail`: whoever agrees can be written to.
 */
export type TakenBy = JudgedBy & {
  passages?: readonly Found[];
  times?: TimesAnswer | null;
  link?: string | null;
  canMail?: boolean;
};

export function takeTurn(before: Lead, turn: Turn, by: TakenBy): Decision {
  const { playbook, passages = [] } = by;
  const leave = turn.claims.length > 0 ? null : leaveGiven(before, by);
  const back = leave === null && isBack(before, turn, playbook);
  const visit = back ? reopened(before) : unlessPolite(before, turn.wants);
  const heard = beforeTheEnd(judge(hear(visit, turn, by), by), turn.wants, by);
  const step = nextStep(heard, turn.wants, by);
  const answered = heard.answers.slice(before.answers.length);
  const said = answered.map(({ evidence }) => saidBy(heard, evidence));
  const spoken = inTheirLanguage(playbook, before);
  const quoted = quotes(passages, { questions: newQuestions(before), said, words: spoken.words });
  const asking = { lead: heard, turn, playbook: spoken, passages, quotes: quoted };
  const saying = step.kind === 'ask' ? speak(step, asking) : step;
  const event = {
    kind: 'answered' as const,
    by: 'visitor',
    data: {
      step: step.kind,
      fields: answered.map((answer) => answer.field),
      refused: heard.refused.length - before.refused.length,
      score: heard.score,
      interviewer: turn.interviewer,
      ...(turn.fellBack !== undefined && { fellBack: turn.fellBack }),
      ...(turn.usage !== undefined && { usage: turn.usage }),
      ...(saying.kind === 'ask' && saying.fault !== null && { replyRefused: saying.fault }),
    },
  };
  const events: Decision['events'] = back
    ? [{ kind: 'reopened', by: 'visitor', data: { from: before.state } }, event]
    : [event];
  const decision = { lead: heard, events, owed: owedRedrawSoon(heard) };
  return follow(saying, { decision, before, turn, spoken, quoted, by, leave });
}

/** Pillars, score and verdict of the conversation as it stands now. While the interview is open there is no verdict. */
export function judge(lead: Lead, { playbook, bars, now }: JudgedBy): Lead {
  const bar = barFor(lead, { playbook, bars });
  const judged = {
    ...lead,
    ...score(lead, playbook, now),
    pillars: pillars(lead, playbook, now),
    bar,
    playbook: playbook.version,
  };
  return { ...judged, verdict: lead.state === 'chatting' ? null : route(judged, bar.points, playbook) };
}

/** What is no reason to open a closed conversation again. */
const passing: readonly Wants[] = ['nothing', 'leaving', 'declining', 'off-topic', 'abuse'];

/** A thank-you after the goodbye is no new visit; a question, an answer, or a word after a long silence is. */
function isBack(lead: Lead, turn: Turn, playbook: Playbook): boolean {
  if (!canMove(lead.state, 'chatting') || isShunned(lead, playbook)) return false;
  if (turn.claims.length > 0 || !passing.includes(turn.wants)) return true;
  const first = firstUnread(lead);
  const before = lead.messages[first - 2];
  const silentMs = Date.parse(lead.messages[first - 1]?.at ?? '') - Date.parse(before?.at ?? '');
  return silentMs > playbook.limits.silenceMinutes * 60_000;
}

/** Rejected for a reason about which the visitor hears nothing, such as spam. */
function isShunned({ state, repVerdict }: Lead, { rejectReasons }: Playbook): boolean {
  if (state !== 'rejected' || repVerdict?.kind !== 'rejected') return false;
  return rejectReasons.find(({ id }) => id === repVerdict.reason)?.tellVisitor === false;
}

function reopened(lead: Lead): Lead {
  return { ...move(lead, 'chatting'), verdict: null, visitFrom: firstUnread(lead) };
}

function firstUnread(lead: Lead): number {
  return lead.messages.find(({ n, from }) => n > lead.readUpTo && from === 'visitor')?.n ?? lead.messages.length;
}

function hear(before: Lead, turn: Turn, by: JudgedBy): Lead {
  const lead = believe(before, turn, by);
  const asked = justAsked(lead);
  const isOpen = asked !== null && reConfirm(lead, by.playbook)?.field.id !== asked;
  const declined = turn.wants === 'declining' && isOpen ? [...lead.declined, asked] : lead.declined;
  return { ...lead, declined, readUpTo: lead.messages.length };
}

type Claimed = { claims: readonly Claim[]; interviewer: string };

/** The lead with each claim as an answer or a refusal. */
export function believe(lead: Lead, { claims, interviewer }: Claimed, { playbook, now }: JudgedBy): Lead {
  const answers: Answer[] = [];
  const refused: Refusal[] = [];
  for (const claim of claims) {
    const { fields, zone, country } = playbook;
    const about = { messages: lead.messages, answers: lead.answers, fields, zone, country };
    const checked = checkClaim(claim, about);
    const mark = { interviewer, at: now };
    if (checked.kind === 'refused') {
      refused.push({ ...claim, reason: checked.reason, ...mark });
      continue;
    }
    const { value, evidence, confidence } = checked;
    answers.push({ field: claim.field, value, evidence, confidence, ...mark });
  }
  return { ...lead, answers: [...lead.answers, ...answers], refused: [...lead.refused, ...refused] };
}

/** Nobody is turned away, or handed over half known, over an answer they gave and no turn heard. */
function beforeTheEnd(lead: Lead, wants: Wants, by: JudgedBy): Lead {
  const { kind } = nextStep(lead, wants, by);
  if (kind === 'ask' || kind === 'note') return lead;
  return judge(believe(lead, { claims: missedClaims(lead, by.playbook), interviewer: 'guided' }, by), by);
}

/** `spoken`: the playbook in the visitor's language. */
type Following = {
  decision: Decision;
  before: Lead;
  turn: Turn;
  spoken: Playbook;
  quoted: Quotes;
  by: TakenBy;
  leave: Leave | null;
};
/** The field that a line asks for, and what is told before it. */
type Beside = { asks?: string | null; told?: Quotes; old?: Question['blanks'] };
const nothing: Quotes = { lines: [], tells: [], restOpen: false };

function follow(step: Saying, { decision, before, turn, spoken, quoted, by, leave }: Following): Decision {
  const { playbook, now } = by;
  const { words } = spoken;
  const opening = before.messages.some((message) => message.from === 'baton') ? [] : [words.opening];
  const reply = (
    to: Decision,
    lines: readonly string[],
    { asks = null, told = nothing, old = {} }: Beside = {},
  ): Decision => {
    // Somebody talks to them in the chat product: Baton hears, counts and hands off, and says nothing.
    if (before.takeover !== null) return to;
    const { name: whole, email } = person(sayable(to.lead), playbook);
    const name = whole?.split(' ')[0];
    const rep = to.lead.offer?.rep?.name;
    const known = { name, rep, company: playbook.company.name, email: email ?? undefined };
    const blanks = { ...known, ...old, opens: opens(to.lead, playbook, now) };
    const ours = (line: string) => fill(line, blanks);
    const text = [...opening.map(ours), ...told.lines, ...lines.map(ours)].join(' ');
    return say(to, { text, asks, at: now, ...(told.tells.length > 0 && { tells: told.tells }) });
  };
  switch (step.kind) {
    case 'ask':
      return owedSilence(
        reply(decision, step.lines, { asks: step.asks, told: step.quotes, old: step.blanks }),
        playbook,
      );
    case 'hand-off': {
      const offered = offer(decision, step.why, by);
      const isOut = opensLater(offered.lead.offer, now) !== null;
      // Of a visitor who is back the card stands already, so nothing will be said once it does.
      const out = before.card === null ? words.outNow : words.handedOffLater;
      if (offered.lead.offer?.inChat === true) {
        const looking = isOut ? words.outTimes : words.lookingUp;
        return owing(reply(offered, [...politely(turn, spoken, quoted), looking], { told: quoted }));
      }
      if (step.why === 'qualified') {
        return reply(offered, [...politely(turn, spoken, quoted), isOut ? out : words.enough], { told: quoted });
      }
      const contact = spoken.fields.find(({ kind }) => kind === 'email');
      const missing = contact !== undefined && known(decision.lead, contact) === undefined ? contact : undefined;
      return reply(offered, [isOut ? out : words.askedForPerson, ...(missing ? [missing.question] : [])], {
        asks: missing?.id ?? null,
      });
    }
    case 'settle': {
      const settled = settle(decision, by);
      const left = settled.lead.state === 'nurturing' ? words.borderline : words.closed;
      const asks = turn.wants !== 'abuse' && asksLeave(settled.lead, { canMail: false, ...by });
      const may = asks ? [words.mayWrite] : [];
      if (turn.wants === 'leaving') return reply(settled, [words.leaving, ...may]);
      return reply(settled, [left, ...may], { told: quoted });
    }
    case 'note':
      if (leave !== null) return reply(agreed(decision, leave, by), [words.mayWriteYes]);
      if (by.times != null) return answerTimes(decision, by.times, { playbook, now, link: by.link ?? null });
      if (!withPeople(decision.lead) || decision.lead.takeover !== null || turn.wants === 'nothing') return decision;
      if (quoted.tells.length === 0) return reply(decision, [words.added]);
      return reply(decision, quoted.restOpen ? [words.passOnRest] : [], { told: quoted });
  }
}

/** To the reps of the team that takes this lead, with the one whose it should be. */
export function offer({ lead, events, owed }: Decision, why: Offer['why'], by: JudgedBy & { isGone?: true }): Decision {
  const { playbook, desk = emptyDesk, now } = by;
  const { team, turns, ...whose } = assign(lead, { playbook, desk, now });
  const to: Offer = { why, team: team.id, at: now, ...whose };
  const where = booksInChat(lead, to, { playbook, isGone: by.isGone ?? lead.takeover !== null });
  const offered = judge(
    { ...move(lead, 'offered'), offer: { ...to, ...(where.inChat && { inChat: true }) }, rep: null, repVerdict: null },
    by,
  );
  const suggested = { rep: whose.rep, by: whose.by, startsAt: whose.startsAt };
  const data = { why, team: team.id, ...suggested, score: lead.score, bar: barOf(lead, playbook), ...where };
  return {
    lead: offered,
    events: [...events, { kind: 'offered', by: 'baton', data }],
    owed: [...owed, ...owedOffer(offered, now)],
    turns,
  };
}

/** The reps are asked about a lead that did not reach the bar, because too few did to learn from. The visitor hears nothing. */
export function offerToLearn(lead: Lead, by: JudgedBy): Decision | null {
  if (lead.state === 'chatting' || !canMove(lead.state, 'offered') || lead.offer !== null) return null;
  return offer({ lead, events: [], owed: [] }, 'learning', by);
}

/** Whether a decision about `before` put the lead before the reps: then it has to be made with the desk in hand. */
export function isOffered(before: Lead, { lead }: Decision): boolean {
  return lead.offer !== null && lead.offer !== before.offer;
}

/** A card is posted once. When the visitor comes back, the thread calls the channel to the card that stands. */
function owedOffer(lead: Lead, now: string): Owed[] {
  const note: Owed = { job: { kind: 'post-note', lead: lead.id, note: { kind: 'returned', at: now } } };
  return [...owedCard(lead), ...(lead.card === null ? [] : [note])];
}

/** The interview is over without a hand-off: borderline leads are nurtured, the rest is closed politely. Both are kept. */
function settle({ lead, events, owed }: Decision, by: JudgedBy, over: 'closed' | 'quiet' = 'closed'): Decision {
  const bar = barOf(lead, by.playbook);
  const verdict = route(lead, bar, by.playbook);
  const state = verdict === 'borderline' ? 'nurturing' : over;
  const kind = state === 'nurturing' ? 'nurtured' : state === 'quiet' ? 'quieted' : 'closed';
  const event = { kind, by: 'baton', data: { verdict, score: lead.score, bar } } as const;
  return { lead: { ...move(lead, state), verdict }, events: [...events, event], owed };
}

/** The visitor fell silent after message `after`. Says nothing: they have left, and what they said is kept. */
export function settleSilence(lead: Lead, after: number, by: JudgedBy): Decision | null {
  if (lead.state !== 'chatting' || lead.messages.length !== after) return null;
  const heard = beforeTheEnd(lead, 'leaving', by);
  const decision = { lead: heard, events: [], owed: owedRedrawSoon(heard) };
  const step = nextStep(heard, 'leaving', by);
  return step.kind === 'hand-off' ? offer(decision, step.why, { ...by, isGone: true }) : settle(decision, by, 'quiet');
}

const withPeople = ({ state }: Lead) => state === 'offered' || state === 'claimed' || state === 'booked';

function owedSilence(decision: Decision, playbook: Playbook): Decision {
  const { lead } = decision;
  const job = { kind: 'settle-silence' as const, lead: lead.id, after: lead.messages.length };
  const delayMs = patienceMs(lead, playbook);
  return { ...decision, owed: [...decision.owed, { job, key: `silence:${lead.id}`, delayMs }] };
}
