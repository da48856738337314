// The playbook in plain words: what is asked, what qualifies, who gets the lead. For reps who never open the page itself.
import { showHours } from '../../core/hours.ts';
import type { Playbook, PlaybookPage, Team } from '../../core/playbook.ts';
import { describe } from '../../core/why.ts';
import { type Hours, isAlwaysOpen } from '../../core/working-time.ts';
import { heading, line, more, oneLine } from './lead-parts.ts';
import { glance } from './limits.ts';
import type { Part, Piece } from './parts.ts';
import { playbookWords as words } from './playbook-words.ts';
import { asked } from './route-parts.ts';
import { words as rest } from './words.ts';

export function playbookParts(playbook: Playbook): Part[] {
  const { bar, teams, company } = playbook;
  return [
    { kind: 'header', text: words.title(oneLine(company.name, glance.name)) },
    heading(words.asks),
    list(
      playbook.fields.map((field) => fieldItem(field, playbook)),
      glance.fieldsInPlaybook,
    ),
    heading(words.qualifies),
    list([...pillarItems(playbook), [words.bar(bar.start)]], glance.fieldsInPlaybook),
    line(words.below(bar.nurtureFrom)),
    heading(words.points),
    list(pointItems(playbook), glance.fieldsInPlaybook),
    heading(words.teams),
    list(
      teams.map((team) => teamItem(team, playbook)),
      glance.teamsInPlaybook,
    ),
    { kind: 'small', lines: [words.version(playbook.version)] },
  ];
}

/** Hours as a rep reads them. */
export function hoursInWords(hours: Hours): string {
  return isAlwaysOpen(hours) ? words.anyTime : showHours(hours);
}

function list(items: Piece[][], most: number): Part {
  return { kind: 'bullets', items: [...items.slice(0, most), ...more(items.length - most)] };
}

function fieldItem({ label, question, ask, askIf }: PlaybookPage['fields'][number], playbook: Playbook): Piece[] {
  const when = askIf === undefined ? '' : words.onlyIf(oneLine(describe(askIf, playbook), glance.value));
  const how = ask ? `: “${oneLine(question, glance.quote)}”${when}` : words.neverAsked;
  return [{ bold: oneLine(label, glance.label) }, how];
}

function pillarItems(playbook: Playbook): Piece[][] {
  const { pillars, continuity } = playbook;
  const { answers, longestGapHours, sameQuestion } = continuity;
  const named = (['intent', 'context', 'nextStep'] as const).map((name): Piece[] => {
    const { needs, oneOf } = pillars[name];
    const all = needs.map((need) => describe(need, playbook));
    const some = oneOf.length === 0 ? [] : [words.oneOf(oneOf.map((need) => describe(need, playbook)).join(' · '))];
    const said = [...all, ...some].join(words.and) || words.always;
    return [{ bold: words.pillars[name] }, oneLine(said, glance.sentence)];
  });
  return [...named, [words.continuity(answers, longestGapHours, sameQuestion)]];
}

function pointItems({ rubric }: Playbook): Piece[][] {
  return [...rubric.answers, ...rubric.conduct]
    .toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points))
    .map(({ points, because }) => [`${rest.points(points)} ${oneLine(because, glance.value)}`]);
}

function teamItem(team: Team, playbook: Playbook): Piece[] {
  const { name, channel, takes, claim, reps } = team;
  const rules = oneLine(takes.map((taken) => asked(taken, playbook)).join(words.and), glance.sentence);
  const others = playbook.teams.length === 1 ? words.takesAll : words.takesRest;
  const turns = reps.length === 0 ? '' : words.inTurn(reps.length);
  return [
    { bold: oneLine(name, glance.name) },
    rest.lists.in,
    { channel },
    rules === '' ? others : words.takes(rules),
    claim === 'reps' ? words.reps(reps.length) : `${turns}${words.everybody}`,
    words.hours(oneLine(hoursInWords(team.hours ?? playbook.hours), glance.sentence), team.zone ?? playbook.zone),
  ];
}
