// Between rows and the words of the core: the only place in the store that reads JSON and names its type.
import type { Insertable, Selectable } from 'kysely';
import type { RepFacts } from '../core/desk.ts';
import type { LeadEvent } from '../core/event.ts';
import type { Imported } from '../core/imported.ts';
import type { Job } from '../core/job.ts';
import type { StoredLabel } from '../core/label.ts';
import type { Answer, Card, Lead, Message, Offer, Refusal, Told } from '../core/lead.ts';
import type { LeadReview, ReviewTask } from '../core/lead-review.ts';
import type { Nudge } from '../core/nudge.ts';
import type { Answered } from '../core/page-change.ts';
import type { Preferences } from '../core/preferences.ts';
import type { TeamBar } from '../core/team-bar.ts';
import type { ConsentOutcome } from './calendar-consents.ts';
import type { Installation } from './installation.ts';
import type { Notice } from './live-postgres.ts';
import type {
  BarRow,
  EventRow,
  HabitsRow,
  InstallationRow,
  LabelRow,
  NudgeRow,
  PreferencesRow,
  ProposalRow,
  ReviewRow,
  SuppressedRow,
} from './schema.ts';
import type { AnswerRow, LeadRow, MessageRow, RefusalRow } from './schema-leads.ts';
import type { Suppression } from './suppressed.ts';

/** A lead without the three lists that only grow. */
export type LeadSummary = Omit<Lead, 'messages' | 'answers' | 'refused'> & { messageCount: number };

export const rowToLeadId = ({ id }: { id: string }) => id as Lead['id'];
const parse = <T>(text: string): T => JSON.parse(text) as T;
const parseOrNull = <T>(text: string | null): T | null => (text === null ? null : parse<T>(text));
const orNull = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));

export const offeredFor = (offer: string): Offer['why'] => parse<Offer>(offer).why;

/** Always in this form, because leads are found by it. */
export const cardToText = ({ channel, ts }: Card): string => JSON.stringify({ channel, ts });

/** Offers from before anybody was suggested say nothing of it. */
const unrouted = { rep: null, by: 'nobody', startsAt: null, turn: null, log: [] } as const;

function cardOf({
  card,
  card_link: link,
  card_workspace: workspace,
}: Pick<LeadRow, 'card' | 'card_link' | 'card_workspace'>): Card | null {
  const place = parseOrNull<Card>(card);
  return place && { ...place, ...(link !== null && { link }), ...(workspace !== null && { workspace }) };
}

export function leadToRow(lead: Lead): Insertable<LeadRow> {
  return {
    id: lead.id,
    version: lead.version,
    state: lead.state,
    conversation: lead.conversation,
    channel: lead.channel,
    visitor_id: lead.visitor.id,
    visitor: JSON.stringify(lead.visitor),
    joined: JSON.stringify(lead.joined),
    parted: lead.parted,
    page: orNull(lead.page),
    arms: JSON.stringify(lead.arms),
    playbook: lead.playbook,
    message_count: lead.messages.length,
    answer_count: lead.answers.length,
    refusal_count: lead.refused.length,
    declined: JSON.stringify(lead.declined),
    read_up_to: lead.readUpTo,
    visit_from: lead.visitFrom,
    score: lead.score,
    reasons: JSON.stringify(lead.reasons),
    pillars: JSON.stringify(lead.pillars),
    bar: lead.bar?.points ?? null,
    bar_team: lead.bar?.team ?? null,
    verdict: lead.verdict,
    team: lead.offer?.team ?? null,
    offer: orNull(lead.offer),
    offered_to: lead.offer?.rep?.id ?? null,
    offered_at: lead.offer?.at ?? null,
    rep_id: lead.rep?.id ?? null,
    rep: orNull(lead.rep),
    rep_verdict_kind: lead.repVerdict?.kind ?? null,
    rep_verdict: orNull(lead.repVerdict),
    card: lead.card && cardToText(lead.card),
    booking: orNull(lead.booking),
    event: lead.booking?.meeting?.event.id ?? null,
    organiser: lead.booking?.meeting?.hosts[0]?.id ?? null,
    takeover: orNull(lead.takeover),
    crm: orNull(lead.crm),
    crm_left_out: lead.crm?.skipped.length ?? 0,
    deal: orNull(lead.deal),
    nurture: orNull(lead.nurture),
    dropped: JSON.stringify(lead.dropped),
    snoozed_until: lead.snoozedUntil,
    ladder: orNull(lead.ladder),
    in_thread: lead.inThread,
    card_link: lead.card?.link ?? null,
    card_workspace: lead.card?.workspace ?? null,
    created_at: lead.createdAt,
    updated_at: lead.updatedAt,
  };
}

export function rowToLeadSummary(row: Selectable<LeadRow>): LeadSummary {
  return {
    id: rowToLeadId(row),
    version: row.version,
    state: row.state as Lead['state'],
    conversation: row.conversation,
    channel: row.channel,
    visitor: parse(row.visitor),
    joined: parse(row.joined),
    parted: row.parted,
    page: parseOrNull(row.page),
    arms: parse(row.arms),
    playbook: row.playbook,
    messageCount: row.message_count,
    declined: parse(row.declined),
    readUpTo: row.read_up_to,
    visitFrom: row.visit_from,
    score: row.score,
    reasons: parse(row.reasons),
    pillars: parse(row.pillars),
    bar: row.bar === null || row.bar_team === null ? null : { team: row.bar_team, points: row.bar },
    verdict: row.verdict as Lead['verdict'],
    offer: row.offer === null ? null : { ...unrouted, ...parse<Offer>(row.offer) },
    rep: parseOrNull(row.rep),
    repVerdict: parseOrNull(row.rep_verdict),
    card: cardOf(row),
    booking: parseOrNull(row.booking),
    takeover: parseOrNull(row.takeover),
    crm: parseOrNull(row.crm),
    deal: parseOrNull(row.deal),
    nurture: parseOrNull(row.nurture),
    dropped: parse(row.dropped),
    snoozedUntil: row.snoozed_until,
    ladder: parseOrNull(row.ladder),
    inThread: row.in_thread,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

export function rowToMessage(row: Omit<MessageRow, 'lead'>): Message {
  const { n, name, text, channel, at, asks } = row;
  const line = { n, from: row.from as Message['from'], name, text, channel, at, asks };
  return {
    ...line,
    ...(row.tells !== null && { tells: parse<Told[]>(row.tells) }),
    ...(row.input !== null && { input: row.input }),
    ...(row.conversation !== null && { conversation: row.conversation }),
    ...(row.from === 'rep' && row.provider_id !== null && { source: row.provider_id }),
  };
}

export function messageToRow(lead: string, { tells, source, input, conversation, ...message }: Message): MessageRow {
  const told = tells === undefined ? null : JSON.stringify(tells);
  return {
    ...message,
    lead,
    tells: told,
    provider_id: source ?? null,
    input: input ?? null,
    conversation: conversation ?? null,
  };
}

export function answerToRow(lead: string, n: number, answer: Answer): AnswerRow {
  const { field, interviewer, at, confidence = null } = answer;
  const value = JSON.stringify(answer.value);
  return { lead, n, field, value, evidence: JSON.stringify(answer.evidence), confidence, interviewer, at };
}

export function rowToAnswer(row: AnswerRow): Answer {
  const { field, interviewer, at, confidence } = row;
  const sure = confidence === null ? {} : { confidence };
  return { field, value: parse(row.value), evidence: parse(row.evidence), ...sure, interviewer, at };
}

export function refusalToRow(lead: string, n: number, refusal: Refusal): RefusalRow {
  const { field, message, quote, reason, interviewer, at } = refusal;
  return { lead, n, field, value: JSON.stringify(refusal.value), message, quote, reason, interviewer, at };
}

export function rowToRefusal(row: RefusalRow): Refusal {
  const { field, message, quote, interviewer, at } = row;
  return { field, value: parse(row.value), message, quote, reason: row.reason as Refusal['reason'], interviewer, at };
}

export function eventToRow(event: LeadEvent): Insertable<EventRow> {
  return { ...event, data: JSON.stringify(event.data) };
}

export function rowToEvent(row: Selectable<EventRow>): LeadEvent {
  return {
    id: row.id as LeadEvent['id'],
    lead: row.lead as LeadEvent['lead'],
    kind: row.kind as LeadEvent['kind'],
    by: row.by,
    at: row.at,
    data: parse(row.data),
  };
}

export function rowToHabits({ zone, hours, at_once: atOnce }: HabitsRow): Pick<RepFacts, 'hours' | 'zone' | 'atOnce'> {
  return { zone, hours: parseOrNull(hours), atOnce };
}

export function rowToPreferences(row: PreferencesRow): Preferences {
  const { quiet_from: from, quiet_until: until } = row;
  const quiet = from === null || until === null ? null : { from, until };
  return { notify: row.notify as Preferences['notify'], quiet };
}

export function preferencesToRow(rep: string, { notify, quiet }: Preferences): PreferencesRow {
  return { rep, notify, quiet_from: quiet?.from ?? null, quiet_until: quiet?.until ?? null };
}

export function installationToRow(installation: Installation): InstallationRow {
  const { id, name, enterprise, isOrg, botUser, scopes, sealedToken, installedBy, installedAt, usedAt } = installation;
  return {
    id,
    name,
    enterprise_id: enterprise,
    is_enterprise_install: isOrg ? 1 : 0,
    bot_user: botUser,
    scopes: scopes.join(','),
    token: sealedToken,
    installed_by: installedBy,
    installed_at: installedAt,
    used_at: usedAt,
  };
}

export function rowToInstallation(row: InstallationRow): Installation {
  return {
    id: row.id,
    name: row.name,
    enterprise: row.enterprise_id,
    isOrg: row.is_enterprise_install === 1,
    botUser: row.bot_user,
    scopes: row.scopes.split(',').filter((scope) => scope !== ''),
    sealedToken: row.token,
    installedBy: row.installed_by,
    installedAt: row.installed_at,
    usedAt: row.used_at,
  };
}

export function rowToNudge({ to, lead, what, about, due_at: dueAt }: NudgeRow): Nudge {
  return { to, lead: lead as Nudge['lead'], what: what as Nudge['what'], about, dueAt };
}

export const outcomeToText = (outcome: ConsentOutcome): string => JSON.stringify(outcome);
export const textToOutcome = (text: string | null): ConsentOutcome | null => parseOrNull(text);

export function barToRow(bar: TeamBar): BarRow {
  return { team: bar.team, step: bar.step, bar: JSON.stringify(bar) };
}

export const rowToBar = ({ bar }: Pick<BarRow, 'bar'>): TeamBar => parse(bar);

export function labelToRow({ accepted, ...label }: StoredLabel): LabelRow {
  return { ...label, accepted: accepted ? 1 : 0 };
}

export function rowToLabel({ lead, accepted, from, ...row }: LabelRow): StoredLabel {
  return { ...row, lead: lead as StoredLabel['lead'], accepted: accepted === 1, from: from as StoredLabel['from'] };
}

export function rowToReviewTask({ lead, reviewer, week, at, review }: Omit<ReviewRow, 'told'>): ReviewTask {
  return { lead: lead as ReviewTask['lead'], reviewer, week, at, review: parseOrNull<LeadReview>(review) };
}

export function rowToAnswered({ change, answer, by, at }: Omit<ProposalRow, 'key'>): Answered {
  return { change: parse(change), answer: answer as Answered['answer'], by, at };
}

export const rowToSuppression = ({ why }: Pick<SuppressedRow, 'why'>) => why as Suppression;

export const placeToText = (place: Card): string => JSON.stringify(place);
export const textToPlace = (text: string | null): Card | null => parseOrNull(text);

export const textToImported = (text: string): Imported => parse(text);

export const noticeToText = (notice: Notice): string => JSON.stringify(notice);
export const textToNotice = (text: string): Notice => parse(text);

export const jobToText = (job: Job): string => JSON.stringify(job);
export const textToJob = (text: string): Job => parse(text);
