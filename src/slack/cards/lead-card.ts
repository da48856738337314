// The card: the present truth of one lead. Verdict first, evidence second, buttons last; always drawn whole.
import type { ActionsBlock, Button } from '@slack/types';
import { barOf } from '../../core/bar.ts';
import { type Brief, brief } from '../../core/brief.ts';
import { type Lead, type LeadId, pillarNames, type Takeover } from '../../core/lead.ts';
import { isLost } from '../../core/lost.ts';
import { isByVoice, isOneWay } from '../../core/one-way.ts';
import { type Playbook, teamOf } from '../../core/playbook.ts';
import { scoreMoved } from '../../core/re-score.ts';
import { showValue } from '../../core/value.ts';
import { veiled } from '../../core/veiled.ts';
import { canUndo } from '../../core/verdict.ts';
import { actionWords } from './action-words.ts';
import { actionIds } from './actions.ts';
import { bookingButtons, bookingParts } from './booking-parts.ts';
import { bookingWords } from './booking-words.ts';
import { crmParts, isInTrouble } from './crm-parts.ts';
import { crmWords } from './crm-words.ts';
import { dealParts } from './deal-parts.ts';
import { formWords } from './form-words.ts';
import { ladderParts } from './ladder-parts.ts';
import {
  answeredParts,
  committeeParts,
  contactLines,
  fieldParts,
  line,
  notYetShown,
  oldLine,
  oneLine,
  questionParts,
  typedParts,
  unknownLine,
  wantLine,
  whoAndCompany,
  whyNowParts,
  wrongAnswer,
} from './lead-parts.ts';
import { glance, slackLimits } from './limits.ts';
import { memoryLines } from './memory-parts.ts';
import { moreMenu } from './more-menu.ts';
import { canStop, nurtureParts } from './nurture-parts.ts';
import { nurtureWords } from './nurture-words.ts';
import { type Message, message, type Part, type Piece, plain } from './parts.ts';
import { suggestedParts } from './route-parts.ts';
import { takeoverWords } from './takeover-words.ts';
import { words } from './words.ts';

export type Drawing = { lead: Lead; playbook: Playbook; now: string };
export type LeadCard = Message & { metadata: { event_type: 'baton_lead'; event_payload: { lead: LeadId } } };

export function leadCard({ lead: whole, playbook, now }: Drawing): LeadCard {
  const lead = veiled(whole, playbook);
  const known = brief(lead, playbook);
  const parts: Part[] = [
    { kind: 'header', text: `${words.title(lead)}: ${whoAndCompany(known)}` },
    ...bookingParts({ lead, playbook, now }),
    ...dealParts({ lead, playbook }),
    ...stateLines({ lead, playbook, now }),
    ...nurtureParts({ lead, playbook }),
    ...snoozedLine({ lead, playbook }),
    ...(isOneWay(lead) ? [line(isByVoice(lead) ? formWords.byVoice : formWords.byForm)] : []),
    scoreLine(lead, playbook),
    ...movedLines(lead, playbook),
    ...wantLine(known),
    ...contactLines(known),
    ...memoryLines(lead),
    ...crmParts({ lead, playbook }),
    ...(isOver(lead, now) ? [] : evidenceParts(known, lead)),
  ];
  return {
    ...message(parts, buttonRow({ lead, playbook, now })),
    metadata: { event_type: 'baton_lead', event_payload: { lead: lead.id } },
  };
}

/** Nobody has to decide anything any more, nor can take it back: the menu and Why? still tell the rest. */
function isOver(lead: Lead, now: string): boolean {
  return (lead.state === 'rejected' || lead.state === 'nurturing') && !canUndo(lead, now);
}

function evidenceParts(known: Brief, lead: Lead): Part[] {
  return [
    ...whyNowParts(known),
    ...fieldParts(notYetShown(known), glance.fieldsOnCard),
    ...oldLine(known),
    ...typedParts(known, glance.fieldsOnCard),
    ...committeeParts(known),
    ...questionParts(words.card.asked, known.questions, glance.questionsOnCard),
    ...answeredParts(known, glance.questionsOnCard),
    unknownLine(known),
    { kind: 'small', lines: smallPrint(lead) },
  ];
}

function stateLines({ lead, playbook, now }: Drawing): Part[] {
  const verdict = lead.repVerdict;
  if (lead.state === 'rejected' && verdict?.kind === 'rejected') {
    const reason = playbook.rejectReasons.find(({ id }) => id === verdict.reason)?.label ?? verdict.reason;
    const because = words.card.reason(oneLine(reason, glance.value));
    const wrong = verdict.wrongField === null ? [] : [line(wrongAnswer(playbook, verdict.wrongField))];
    return [
      by(words.card.rejectedBy, verdict.by, verdict.at, { now, more: because }),
      ...wrong,
      ...noteOf(verdict.note),
    ];
  }
  if (lead.state === 'nurturing' && verdict?.kind === 'nurtured') {
    const until = words.card.until(showValue('date', verdict.until));
    return [by(words.card.nurturedBy, verdict.by, verdict.at, { now, more: until }), ...noteOf(verdict.note)];
  }
  if (lead.state === 'offered' && lead.offer !== null) {
    const team = oneLine(teamOf(playbook, lead.offer.team)?.name ?? lead.offer.team, glance.name);
    const waiting = line(words.card.waiting, { ago: lead.offer.at, now }, `${words.card.at}${team}`);
    const learning = lead.offer.why === 'learning' ? [line(words.card.learning)] : [];
    return [waiting, ...learning, ...suggestedParts({ lead, playbook, now }), ...ladderParts({ lead, playbook, now })];
  }
  if (lead.rep === null) return [];
  const at = verdict?.kind === 'claimed' ? verdict.at : null;
  const claimed = by(words.card.claimedBy, lead.rep, at, { now, more: '' });
  if (lead.takeover === null) return [claimed, ...ladderParts({ lead, playbook, now })];
  return [claimed, talkingLine(lead.takeover)];
}

function talkingLine({ rep, product }: Takeover): Part {
  return line({ rep }, product === undefined ? takeoverWords.talking : takeoverWords.talkingIn(product));
}

function snoozedLine({ lead, playbook }: Pick<Drawing, 'lead' | 'playbook'>): Part[] {
  if (lead.snoozedUntil === null || lead.state === 'nurturing') return [];
  const zone = teamOf(playbook, lead.offer?.team)?.zone ?? playbook.zone;
  return [line(actionWords.card.snoozed, { when: lead.snoozedUntil, zone })];
}

function by(
  what: string,
  rep: NonNullable<Lead['rep']>,
  at: string | null,
  { now, more }: { now: string; more: string },
): Part {
  const when: Piece[] = at === null ? [] : [' ', { ago: at, now }];
  return line(what, { rep }, ...when, ...(more === '' ? [] : [more]));
}

function noteOf(note: string): Part[] {
  return note.trim() === '' ? [] : [{ kind: 'quote', text: oneLine(note, glance.sentence) }];
}

function scoreLine(lead: Lead, playbook: Playbook): Part {
  const pillars = pillarNames.flatMap((name): Piece[] => {
    const stands = lead.pillars[name];
    const said = `, ${words.pillar(name)} ${stands ? 'yes' : 'no'}`;
    return [{ shown: `${words.card.at}${stands ? '✓' : '–'} ${words.pillar(name)}`, said }];
  });
  return line({ bold: words.card.score(lead.score, barOf(lead, playbook)) }, ...pillars);
}

/** What moved since the hand-off, and whether reps would still get it. */
function movedLines(lead: Lead, playbook: Playbook): Part[] {
  const moved = scoreMoved(lead, playbook);
  const because = (moved?.because ?? []).map((text) => oneLine(text, glance.value)).join('; ');
  return [
    ...(moved === null ? [] : [line(words.card.moved(lead.score, moved.was, because))]),
    ...(isLost(lead) ? [line({ bold: words.card.lost }, words.card.lostNext)] : []),
  ];
}

/** What the score rests on, weightiest first, and what was refused. */
function smallPrint(lead: Lead): string[] {
  const top = [...lead.reasons]
    .sort((a, b) => Math.abs(b.points) - Math.abs(a.points))
    .slice(0, glance.reasonsOnCard)
    .map(({ points, because }) => `${words.points(points)} ${oneLine(because, glance.value)}`);
  return [
    ...(top.length === 0 ? [] : [`${words.card.because}${top.join(words.card.at)}`]),
    ...(lead.refused.length === 0 ? [] : [words.card.refused(lead.refused.length)]),
  ];
}

const own = { retryCrm: crmWords.button, stopNurture: nurtureWords.button };
const buttons = { ...words.buttons, ...bookingWords.buttons, ...own };

function buttonRow({ lead, playbook, now }: Drawing): ActionsBlock[] {
  const press = (name: keyof typeof buttons, style?: 'primary'): Button => ({
    type: 'button',
    action_id: actionIds[name],
    text: plain(buttons[name], slackLimits.buttonText),
    value: lead.id,
    ...(style && { style }),
  });
  const elements = [
    ...(lead.state === 'offered' ? [press('claim', 'primary')] : []),
    ...bookingButtons({ lead, playbook, now }, press),
    ...talkButton(lead, press),
    ...(lead.state === 'offered' || lead.state === 'claimed' ? [press('nurture'), press('reject')] : []),
    ...(canUndo(lead, now) ? [press('undo')] : []),
    ...(lead.state === 'claimed' && lead.ladder !== null ? [press('inTouch')] : []),
    ...(canStop(lead) ? [press('stopNurture')] : []),
    ...(isInTrouble(lead, playbook) ? [press('retryCrm')] : []),
    press('why'),
    moreMenu(lead),
  ];
  return [{ type: 'actions', elements }];
}

function talkButton(lead: Lead, press: (name: 'takeOver' | 'handBack') => Button): Button[] {
  const { state, takeover } = lead;
  const canTalk = !isOneWay(lead) && (state === 'offered' || state === 'claimed' || state === 'booked');
  const mine = canTalk && (takeover === null || takeover.product !== undefined) ? [press('takeOver')] : [];
  return takeover === null ? mine : [...mine, press('handBack')];
}
