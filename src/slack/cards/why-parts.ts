// Why a lead stands where it stands, in plain words: the same parts in the modal of the card and in the answer to a command.
import type { ModalView } from '@slack/types';
import { barOf } from '../../core/bar.ts';
import { brief } from '../../core/brief.ts';
import { type Lead, pillarNames } from '../../core/lead.ts';
import type { Playbook } from '../../core/playbook.ts';
import type { OldAnswer } from '../../core/taken-back.ts';
import type { TeamBar } from '../../core/team-bar.ts';
import { veiled } from '../../core/veiled.ts';
import { type Need, type PillarWhy, type RefusedClaim, why } from '../../core/why.ts';
import { nameOfTeam, reasonOf } from './bar-parts.ts';
import { formWords } from './form-words.ts';
import { heading, line, more, oneLine, whoAndCompany } from './lead-parts.ts';
import { glance } from './limits.ts';
import { whyMemoryParts } from './memory-parts.ts';
import { modal } from './modal-inputs.ts';
import { blocks, type Part, type Piece } from './parts.ts';
import { whyRepParts } from './route-parts.ts';
import { words } from './words.ts';

/** `bars`: as they stand now. */
type Drawing = { lead: Lead; playbook: Playbook; bars?: readonly TeamBar[] };

export function whyModal(drawing: Drawing): ModalView {
  return modal({ words: words.why, blocks: blocks(whyParts(drawing)) });
}

export function whyParts({ lead: whole, playbook, bars = [] }: Drawing): Part[] {
  const lead = veiled(whole, playbook);
  const { reasons, old, pillars, refused } = why(lead, playbook);
  const bar = barOf(lead, playbook);
  const sum = reasons.reduce((total, { points }) => total + points, 0);
  const points = reasons.map(({ points, because }): Piece[] => [
    words.why.points(words.points(points), oneLine(because, glance.value)),
  ]);
  return [
    { kind: 'header', text: words.why.about(whoAndCompany(brief(lead, playbook))) },
    heading(words.why.score(lead.score)),
    ...(points.length === 0 ? [line(words.why.noPoints)] : list(points, glance.reasonsInWhy)),
    ...(sum < 0 || sum > 100 ? [line(words.why.capped)] : []),
    ...oldParts(old),
    heading(words.why.verdict),
    line(verdict(lead, bar)),
    ...(lead.offer?.why === 'asked' ? [line(words.why.asked)] : []),
    ...(lead.offer?.why === 'learning' ? [line(words.why.learning)] : []),
    ...(lead.offer?.why === 'form' ? [line(formWords.why)] : []),
    ...whyBarParts(lead, { bars, playbook }),
    ...pillars.flatMap(pillarParts),
    ...whyRepParts({ lead, playbook }),
    ...whyMemoryParts(lead),
    ...(refused.length === 0 ? [] : refusedParts(refused)),
    { kind: 'small', lines: [words.why.playbook(lead.playbook)] },
  ];
}

/** Where the team's bar is now and why: it may have moved since it judged this lead. */
function whyBarParts({ bar }: Lead, { bars, playbook }: { bars: readonly TeamBar[]; playbook: Playbook }): Part[] {
  const now = bars.find(({ team }) => team === bar?.team);
  if (now === undefined) return [];
  const stands = words.why.barStands(nameOfTeam(now.team, { playbook }), now.state.bar);
  return [heading(words.why.bar), line(stands, { when: now.since, zone: playbook.zone }, '. ', reasonOf(now))];
}

function verdict(lead: Lead, bar: number): string {
  const missing = pillarNames.filter((name) => !lead.pillars[name]);
  const short = Math.max(0, bar - lead.score);
  return missing.length === 0 && short === 0 ? words.why.over(bar) : words.why.under(bar, missing, short);
}

function pillarParts({ name, stands, needs, oneOf }: PillarWhy): Part[] {
  const item = ({ what, holds }: Need): Piece[] => [
    { shown: words.why.need(oneLine(what, glance.value), holds), said: words.why.needSaid(what, holds) },
  ];
  return [
    line({ bold: words.why.pillar(name, stands) }),
    ...(needs.length === 0 ? [] : list(needs.map(item), glance.needsInWhy)),
    ...(oneOf.length === 0 ? [] : [line(words.why.oneOf(oneOf.some(({ holds }) => holds)))]),
    ...(oneOf.length === 0 ? [] : list(oneOf.map(item), glance.needsInWhy)),
  ];
}

function oldParts(old: readonly OldAnswer[]): Part[] {
  if (old.length === 0) return [];
  const items = old.map(({ label, value, quote, since }): Piece[] => [
    { bold: `${oneLine(label, glance.label)}: ` },
    `${oneLine(value, glance.value)} – “${oneLine(quote, glance.quote)}”, ${words.why.saidIn(since)}`,
  ]);
  return [line(words.why.old), ...list(items, glance.needsInWhy)];
}

function refusedParts(refused: readonly RefusedClaim[]): Part[] {
  const items = refused.map(({ label, value, quote, reason }): Piece[] => [
    { bold: `${oneLine(label, glance.label)}: ` },
    `${oneLine(value, glance.value)} – “${oneLine(quote, glance.quote)}”: ${words.why.refusal(reason)}`,
  ]);
  return [heading(words.why.refused(refused.length)), ...list(items, glance.refusedInWhy)];
}

function list(items: Piece[][], most: number): Part[] {
  return [{ kind: 'bullets', items: [...items.slice(0, most), ...more(items.length - most)] }];
}
