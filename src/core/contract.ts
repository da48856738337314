// The playbook as a contract that sales and marketing sign: the same rules in plain words, on one page. Whatever Baton judges by
// stands on it, so that nobody agrees to less than what happens.
import { contractBooking } from './contract-booking.ts';
import { contractWords as words } from './contract-words.ts';
import { showHours } from './hours.ts';
import { teaches } from './label.ts';
import { languageNames } from './language.ts';
import { type Condition, type Field, ladderOf, type Playbook, type Taken, type Team } from './playbook.ts';
import { digestChannel } from './playbook-digest.ts';
import { describe } from './why.ts';
import { builtInWords, type LineName, lineNames } from './words.ts';
import { isAlwaysOpen } from './working-time.ts';

export type ContractRow = { name: string; lines: string[] };
export type ContractSection = { title: string; lines: string[]; rows: ContractRow[] };
export type Contract = { title: string; version: string; sections: ContractSection[]; signers: readonly string[] };

/** What visitors are always told at these points; other lines stand here when the page has words of its own for them. */
const told: readonly LineName[] = ['opening', 'handedOff', 'claimed', 'booked', 'nurtured', 'rejected', 'closed'];

export function contract(playbook: Playbook): Contract {
  return {
    title: words.title(playbook.company.name),
    version: words.version(playbook.version),
    sections: [
      qualifies(playbook),
      points(playbook),
      bar(playbook),
      asks(playbook),
      teams(playbook),
      contractBooking(playbook, { takes: (taken) => takes(taken, playbook), nameOf: (id) => nameOf(playbook, id) }),
      rejects(playbook),
      says(playbook),
      counted(playbook),
    ],
    signers: words.signers,
  };
}

function qualifies(playbook: Playbook): ContractSection {
  const { pillars, continuity } = playbook;
  const list = (conditions: readonly Condition[]) => conditions.map((condition) => describe(condition, playbook));
  const named = (['intent', 'context', 'nextStep'] as const).map((name): ContractRow => {
    const { needs, oneOf } = pillars[name];
    const lines = [...list(needs), ...(oneOf.length === 0 ? [] : [words.oneOf(list(oneOf))])];
    return { name: words.pillars[name], lines: lines.length === 0 ? [words.nothing] : lines };
  });
  const row = { name: words.pillars.continuity, lines: words.continuity(continuity) };
  return { title: words.qualifies, lines: [words.all], rows: [...named, row] };
}

function points(playbook: Playbook): ContractSection {
  const { answers, conduct } = playbook.rubric;
  const signed = (n: number) => (n > 0 ? `+${n}` : String(n).replace('-', '−'));
  const rows = [
    ...answers.map(({ points: n, because, when }) => ({ n, lines: [words.point(because, describe(when, playbook))] })),
    ...conduct.map((rule) => ({
      n: rule.points,
      lines: [words.point(rule.because, rule.when === 'silent' ? words.silent(rule.days) : words.conduct[rule.when])],
    })),
  ];
  return { title: words.points, lines: [], rows: rows.map(({ n, lines }) => ({ name: signed(n), lines })) };
}

function bar(playbook: Playbook): ContractSection {
  const { start, nurtureFrom, share } = playbook.bar;
  const { managers, admins } = playbook.roles;
  const names = [...new Set([...managers, ...admins])].map((id) => nameOf(playbook, id));
  return { title: words.bar, lines: words.barLines({ start, nurtureFrom, share, names }), rows: [] };
}

function asks(playbook: Playbook): ContractSection {
  const [own, ...others] = playbook.languages;
  const lines =
    others.length === 0
      ? []
      : [
          words.languages(
            languageNames[own],
            others.map((each) => languageNames[each]),
          ),
        ];
  return { title: words.asks, lines, rows: playbook.fields.map((field) => fieldRow(field, playbook)) };
}

function fieldRow({ label, question, probe, ask, askIf, options }: Field, playbook: Playbook): ContractRow {
  const asked = [
    words.quote(question),
    ...(askIf === undefined ? [] : [words.onlyIf(describe(askIf, playbook))]),
    ...(probe === undefined ? [] : [words.probe(probe)]),
  ];
  const answers = options.length === 0 ? [] : [words.options(options.map((option) => option.label))];
  return { name: label, lines: [...(ask ? asked : [words.neverAsked]), ...answers] };
}

function teams(playbook: Playbook): ContractSection {
  const owners = Object.keys(playbook.owners).length;
  const lines = [words.allOut[playbook.whenAllOut], ...(owners === 0 ? [] : [words.owners(owners)])];
  return { title: words.teams, lines, rows: playbook.teams.map((team) => teamRow(team, playbook)) };
}

function teamRow(team: Team, playbook: Playbook): ContractRow {
  const hours = team.hours ?? playbook.hours;
  const reps = team.reps.map((rep) => words.rep(rep.name, takes(rep.takes, playbook)));
  return {
    name: team.name,
    lines: [
      team.takes.length === 0 ? words.takesAll(playbook.teams.length) : words.takes(takes(team.takes, playbook)),
      words.channel(team.channel, team.claim),
      ...(reps.length === 0 ? [] : [words.reps(reps)]),
      words.hours(isAlwaysOpen(hours) ? words.anyTime : showHours(hours), team.zone ?? playbook.zone),
      ...words.ladder(ladderOf(playbook, team.id)),
    ],
  };
}

function takes(taken: readonly Taken[], playbook: Playbook): string {
  return taken.map((each) => takenBy(each, playbook)).join(words.and);
}

function takenBy(taken: Taken, playbook: Playbook): string {
  if ('page' in taken) return words.page(taken.page);
  return 'language' in taken
    ? words.language(taken.language.map((each) => languageNames[each]))
    : describe(taken, playbook);
}

function rejects(playbook: Playbook): ContractSection {
  const rows = playbook.rejectReasons.map(({ id, label, tellVisitor, givesTurnBack }) => ({
    name: label,
    lines: [
      words.teaches[teaches(playbook, id)],
      ...(tellVisitor ? [] : [words.silentReject]),
      ...(givesTurnBack ? [] : [words.keepsTurn]),
    ],
  }));
  return { title: words.rejects, lines: [], rows };
}

function says({ words: lines, languages }: Playbook): ContractSection {
  const own = builtInWords[languages[0]];
  const shown = lineNames.filter((name) => told.includes(name) || lines[name] !== own[name]);
  const rows = shown.map((name) => ({ name: words.moments[name] ?? name, lines: [words.quote(lines[name])] }));
  return { title: words.says, lines: [words.never], rows };
}

function counted(playbook: Playbook): ContractSection {
  const { lanes, digest, zone, review, customers } = playbook;
  const { day, hour } = digest;
  const channel = digestChannel(playbook);
  const told = channel === null ? words.week.untold : words.week.told({ day, hour, zone, channel });
  const ofTeams = playbook.teams.flatMap(({ name, digest: own }) =>
    own === undefined ? [] : [words.week.ofTeam(name, own.channel)],
  );
  const rows: ContractRow[] = [
    ...(lanes.form.length === 0
      ? [{ name: words.lanes.both, lines: [words.noLane] }]
      : [
          { name: words.lanes.form, lines: [words.formLane(lanes.form)] },
          { name: words.lanes.chat, lines: [words.chatLane] },
        ]),
    { name: words.week.name, lines: [told, ...ofTeams, words.week.asked] },
    {
      name: words.review.name,
      lines: [
        review === undefined
          ? words.review.off
          : words.review.asked(
              review.perWeek,
              review.reviewers.map((id) => nameOf(playbook, id)),
            ),
      ],
    },
    ...(customers === undefined
      ? []
      : [
          {
            name: words.customers.name,
            lines: [words.customers.known(takes(customers.when, playbook), customers.tell)],
          },
        ]),
  ];
  return { title: words.counted, lines: [], rows };
}

function nameOf({ teams: all }: Playbook, id: string): string {
  return all.flatMap(({ reps }) => reps).find(({ slack }) => slack === id)?.name ?? id;
}
