// What managers find in Baton's home beside their own day: what is stuck, the team, and what is configured.
import type { KnownBlock } from '@slack/types';
import { correctness, type FieldsTold } from '../../core/field-quality.ts';
import type { Colleague, Learning, LeftOut } from '../../core/home.ts';
import { fieldOf, type Playbook } from '../../core/playbook.ts';
import { actionIds } from './actions.ts';
import { presencePieces } from './availability-parts.ts';
import { barButtons, barParts, nameOfTeam } from './bar-parts.ts';
import { barWords } from './bar-words.ts';
import { homeWords as words } from './home-words.ts';
import type { Lists } from './lead-list.ts';
import { heading, line, more, oneLine } from './lead-parts.ts';
import { glance, slackLimits } from './limits.ts';
import { retryRow, type Stuck, stuckItem } from './news.ts';
import { blocks, type Part, type Piece, plain } from './parts.ts';
import { hoursInWords } from './playbook-parts.ts';
import { words as rest } from './words.ts';

/** Each with a Retry of its own, and one for all where there are several. */
export function stuckBlocks(stuck: readonly Stuck[], about: Lists): KnownBlock[] {
  const shown = stuck.slice(0, glance.stuckInHome);
  const left = more(stuck.length - shown.length).map((pieces) => line(...pieces));
  return [
    ...blocks([heading(rest.ops.stuck(stuck.length))]),
    ...shown.flatMap((each) => [...blocks([line(...stuckItem(each, about))]), retryRow(words.stuckRetry, each.id)]),
    ...blocks(left),
    ...(stuck.length > 1 ? [retryRow(rest.ops.retryAll, 'all')] : []),
  ];
}

/** What of the CRM has to be mended before these leads are whole there. */
export function leftOutBlocks({ leads, fields }: LeftOut, { playbook }: Lists): KnownBlock[] {
  const items = fields
    .slice(0, glance.fieldsInHome)
    .map((each): Piece[] => [
      { bold: `${oneLine(each.field, glance.label)}: ` },
      words.leftOutOf(each.leads, oneLine(each.why, glance.sentence)),
    ]);
  const parts: Part[] = [
    heading(words.leftOut(playbook.crmName ?? '', leads.length)),
    { kind: 'bullets', items: [...items, ...more(fields.length - items.length)] },
  ];
  return [...blocks(parts), retryRow(words.leftOutRetry, 'crm')];
}

export function teamBlocks(team: readonly Colleague[], zone: string): KnownBlock[] {
  const items = team.slice(0, glance.colleagues).map((each) => colleague(each, zone));
  const list: Part[] =
    team.length === 0
      ? [line(words.noTeam)]
      : [{ kind: 'bullets', items: [...items, ...more(team.length - items.length)] }];
  const choose = {
    type: 'users_select' as const,
    action_id: actionIds.chooseRep,
    placeholder: plain(words.chooseRep, slackLimits.placeholder),
  };
  return [...blocks([heading(words.team), ...list]), { type: 'actions', elements: [choose] }];
}

function colleague({ rep, presence, open, numbers, calendar }: Colleague, zone: string): Piece[] {
  const { acceptRate, medianToClaimMs, medianToTouchMs } = numbers;
  return [
    { rep },
    rest.card.at,
    ...presencePieces(presence, zone),
    words.open(open),
    ...(calendar === null || calendar === 'works' ? [] : [words.noCalendar[calendar]]),
    ...(acceptRate === null ? [] : [words.rate(acceptRate)]),
    ...(medianToClaimMs === null ? [] : [words.claims(rest.span(medianToClaimMs))]),
    ...(medianToTouchMs === null ? [] : [words.touches(rest.span(medianToTouchMs))]),
  ];
}

/** The bar of each team with what can be done about it, and which answers reps called wrong. */
export function learningBlocks({ bars, told }: Learning, { playbook }: Lists): KnownBlock[] {
  const shown = bars.slice(0, glance.barsInHome).flatMap((bar) => {
    const title = heading(barWords.title(nameOfTeam(bar.team, { playbook }), bar.state.bar));
    return [...blocks([title, ...barParts(bar, { playbook })]), barButtons(bar)];
  });
  const left = more(bars.length - glance.barsInHome).map((pieces) => line(...pieces));
  return [...shown, ...blocks([...left, heading(words.fields), ...fieldQualityParts(told, playbook)])];
}

function fieldQualityParts({ fields, leads }: FieldsTold, playbook: Playbook): Part[] {
  const wrong = fields.filter((each) => each.wrong > 0);
  if (wrong.length === 0) return [line(words.noWrongField(leads))];
  const items = wrong
    .slice(0, glance.fieldsInHome)
    .map((each): Piece[] => [
      { bold: `${oneLine(fieldOf(playbook, each.field)?.label ?? each.field, glance.label)}: ` },
      words.field(each.wrong, each.posted, correctness(each)),
    ]);
  return [line(words.fieldsAbout(leads)), { kind: 'bullets', items: [...items, ...more(wrong.length - items.length)] }];
}

/** No secrets: what is configured is said as the log says it at start. */
export function settingsParts(playbook: Playbook, configured: Readonly<Record<string, string>>): Part[] {
  const { version, bar, teams, hours, zone, ops } = playbook;
  const names = teams.map(({ name }) => oneLine(name, glance.name));
  const items: Piece[][] = [
    [{ bold: words.version }, words.versionOf(version)],
    [{ bold: words.bar }, words.barAt(bar.start, bar.nurtureFrom)],
    [{ bold: words.teams }, oneLine(names.join(', '), glance.sentence)],
    [{ bold: words.pageHours }, `${oneLine(hoursInWords(hours), glance.sentence)}${words.zone(zone)}`],
    [{ bold: words.ops }, ops === undefined ? words.noOps : { channel: ops }],
    ...Object.entries(configured).map(([name, state]): Piece[] => [
      { bold: `${words.configured[name] ?? name}: ` },
      oneLine(state, glance.value),
    ]),
  ];
  return [heading(words.settings), { kind: 'bullets', items }];
}
