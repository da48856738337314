// Reads a playbook page. Every problem is reported at once, with its line, its field and what to do about it.
import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { untranslated } from './in-language.ts';
import { languageNames, languages } from './language.ts';
import { type PlaybookPage, playbookSchema } from './playbook.ts';
import { wrongCrm } from './playbook-crm.ts';
import { wrongSegments } from './playbook-digest.ts';
import { wrongButtons } from './playbook-fields.ts';
import { wrongForm } from './playbook-form.ts';
import { wrongNurture } from './playbook-nurture.ts';
import { wrongWidget } from './playbook-widget.ts';
import { workspacesNamed } from './workspace.ts';
import { wrongExperiments } from './wrong-experiments.ts';

export type PlaybookProblem = { line: number; field: string; remedy: string };
/** `gaps`: what the page may leave open, and what a visitor then reads. */
export type ParsedPlaybook =
  | { kind: 'read'; page: PlaybookPage; gaps: PlaybookProblem[] }
  | { kind: 'wrong'; problems: PlaybookProblem[] };

export function parsePlaybook(text: string): ParsedPlaybook {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) {
    const problems = document.errors.map((error) => ({
      line: lines.linePos(error.pos[0]).line,
      field: 'page',
      remedy: `This is not valid YAML: ${error.message}`,
    }));
    return { kind: 'wrong', problems };
  }
  const lineOf = (path: readonly PropertyKey[]) => lines.linePos(startOf(document, path)).line;
  const say = (path: readonly PropertyKey[], remedy: string): PlaybookProblem => ({
    line: lineOf(path),
    field: path.map(String).join('.') || 'page',
    remedy,
  });
  const given = plainOf(document);
  if (given.kind === 'wrong') return { kind: 'wrong', problems: [{ line: 1, field: 'page', remedy: given.remedy }] };
  const parsed = playbookSchema.safeParse(given.value ?? {});
  if (!parsed.success) return { kind: 'wrong', problems: parsed.error.issues.flatMap((issue) => explain(issue, say)) };
  const problems = contradictions(parsed.data).map(({ path, remedy }) => say(path, remedy));
  if (problems.length > 0) return { kind: 'wrong', problems };
  return {
    kind: 'read',
    page: parsed.data,
    gaps: untranslated(parsed.data).map(({ path, remedy }) => say(path, remedy)),
  };
}

function explain(
  issue: z.core.$ZodIssue,
  say: (path: readonly PropertyKey[], remedy: string) => PlaybookProblem,
): PlaybookProblem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) =>
      say([...issue.path, key], 'This name is not known here: check its spelling, or remove it.'),
    );
  }
  if (issue.code === 'invalid_key') return [say(issue.path, `${issue.issues[0]?.message ?? issue.message}.`)];
  const value = issue.code === 'invalid_type' && issue.message.includes('received undefined');
  return [say(issue.path, value ? `Add this: ${issue.message.replace('Invalid input: ', '')}.` : `${issue.message}.`)];
}

/** Aliases are resolved only here: one that names no anchor, or a bomb of them, throws. */
function plainOf(document: Document): { kind: 'value'; value: unknown } | { kind: 'wrong'; remedy: string } {
  try {
    return { kind: 'value', value: document.toJS() };
  } catch (error) {
    return {
      kind: 'wrong',
      remedy: `This is not valid YAML: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}

type Contradiction = { path: PropertyKey[]; remedy: string };

/** What a schema cannot say: names that point nowhere, options without a choice, a team list without a catch-all. */
function contradictions(page: PlaybookPage): Contradiction[] {
  return [
    ...doubles(page),
    ...wrongNames(page),
    ...wrongFields(page),
    ...wrongButtons(page),
    ...wrongNumbers(page),
    ...wrongTeams(page),
    ...wrongWorkspaces(page),
    ...wrongTranslations(page),
    ...wrongExperiments(page),
    ...wrongCrm(page),
    ...wrongNurture(page),
    ...wrongSegments(page),
    ...wrongForm(page),
    ...wrongWidget(page),
  ];
}

function wrongNames(page: PlaybookPage): Contradiction[] {
  const fields = new Map(page.fields.map((field) => [field.id, field]));
  const rules = [
    ...(['intent', 'context', 'nextStep'] as const).flatMap((pillar) =>
      (['needs', 'oneOf'] as const).flatMap((part) =>
        page.pillars[pillar][part].map((rule, i) => ({ rule, path: ['pillars', pillar, part, i] })),
      ),
    ),
    ...page.rubric.answers.map(({ when }, i) => ({ rule: when, path: ['rubric', 'answers', i, 'when'] })),
    ...page.teams.flatMap(({ takes, reps }, t) => [
      ...takes.map((rule, i) => ({ rule, path: ['teams', t, 'takes', i] })),
      ...reps.flatMap((rep, r) => rep.takes.map((rule, i) => ({ rule, path: ['teams', t, 'reps', r, 'takes', i] }))),
    ]),
    ...(page.customers?.when ?? []).map((rule, i) => ({ rule, path: ['customers', 'when', i] })),
    ...page.fields.flatMap(({ askIf }, i) => (askIf ? [{ rule: askIf, path: ['fields', i, 'askIf'] }] : [])),
  ];
  return rules.flatMap(({ rule, path }) => {
    if (!('field' in rule)) return [];
    const field = fields.get(rule.field);
    if (field === undefined) return [{ path, remedy: `No field is called "${rule.field}": name one from "fields".` }];
    const is = 'is' in rule ? (rule.is ?? []) : [];
    const wrong = is.filter((id) => !field.options.some((option) => option.id === id));
    return wrong.map((id) => ({ path, remedy: `Field "${field.id}" has no option "${id}".` }));
  });
}

/** An id is how rules and leads name a thing, so no two things of a kind may share one. */
function doubles(page: PlaybookPage): Contradiction[] {
  const lists: { path: PropertyKey[]; list: readonly { id: string }[] }[] = [
    { path: ['fields'], list: page.fields },
    { path: ['teams'], list: page.teams },
    { path: ['rejectReasons'], list: page.rejectReasons },
    ...page.fields.map(({ options }, i) => ({ path: ['fields', i, 'options'], list: options })),
    { path: ['experiments'], list: page.experiments },
    ...page.experiments.map(({ arms }, i) => ({ path: ['experiments', i, 'arms'], list: arms })),
    { path: ['nurture', 'sequences'], list: page.nurture.sequences },
    { path: ['widget', 'engagement'], list: page.widget?.engagement ?? [] },
  ];
  return lists.flatMap(({ path, list }) =>
    list.flatMap(({ id }, i) => {
      const twice = list.findIndex((each) => each.id === id) < i;
      return twice ? [{ path: [...path, i, 'id'], remedy: `"${id}" is here twice: rename one.` }] : [];
    }),
  );
}

function wrongFields(page: PlaybookPage): Contradiction[] {
  return page.fields.flatMap((field, i): Contradiction[] => {
    if (field.kind === 'choice' && field.options.length < 2) {
      return [{ path: ['fields', i], remedy: 'A choice needs at least two options.' }];
    }
    if (field.kind !== 'choice' && field.options.length > 0) {
      return [
        { path: ['fields', i, 'options'], remedy: `Only kind: choice has options; this is kind: ${field.kind}.` },
      ];
    }
    if (field.askIf !== undefined && !field.ask) {
      return [{ path: ['fields', i, 'askIf'], remedy: 'With ask: false this is never asked: remove one of the two.' }];
    }
    if (field.askIf?.field === field.id) {
      return [{ path: ['fields', i, 'askIf'], remedy: 'This waits for its own answer: name another field.' }];
    }
    return [];
  });
}

function wrongTranslations(page: PlaybookPage): Contradiction[] {
  const { languages: listed, translations } = page;
  const twice = listed.flatMap((language, at) =>
    listed.indexOf(language) < at
      ? [{ path: ['languages', at], remedy: `"${language}" is here twice: remove one.` }]
      : [],
  );
  const wrong = languages.flatMap((language): Contradiction[] => {
    const translation = translations[language];
    if (translation === undefined) return [];
    const path = ['translations', language];
    if (language === listed[0]) {
      return [
        { path, remedy: `${languageNames[language]} is the page's own language: write this where it belongs above.` },
      ];
    }
    if (!listed.includes(language)) return [{ path, remedy: `Add ${language} to "languages", or remove this.` }];
    return Object.entries(translation.fields).flatMap(([id, { options = {} }]) => {
      const field = page.fields.find((each) => each.id === id);
      const where = [...path, 'fields', id];
      if (field === undefined) return [{ path: where, remedy: `No field is called "${id}": name one from "fields".` }];
      return Object.keys(options)
        .filter((option) => !field.options.some((each) => each.id === option))
        .map((option) => ({
          path: [...where, 'options', option],
          remedy: `Field "${id}" has no option "${option}".`,
        }));
    });
  });
  return [...twice, ...wrong];
}

function wrongNumbers(page: PlaybookPage): Contradiction[] {
  const rules = [...page.rubric.answers, ...page.rubric.conduct];
  const most = rules.reduce((sum, rule) => sum + Math.max(0, rule.points), 0);
  const wrong: Contradiction[] = [];
  if (most < page.bar.start) {
    wrong.push({
      path: ['rubric'],
      remedy: `All points together are ${most}, under the bar of ${page.bar.start}: nobody could qualify.`,
    });
  }
  const ladders = [{ ladder: page.ladder, path: ['ladder'] as PropertyKey[] }];
  for (const [i, { ladder }] of page.teams.entries())
    if (ladder) ladders.push({ ladder, path: ['teams', i, 'ladder'] });
  for (const { ladder, path } of ladders) {
    const { remindMinutes = 0, managerMinutes = 0 } = { ...page.ladder, ...ladder };
    if (managerMinutes === 0 || managerMinutes > remindMinutes) continue;
    wrong.push({
      path: [...path, 'managerMinutes'],
      remedy: 'Managers come after the reminder: more than remindMinutes.',
    });
  }
  if (page.bar.nurtureFrom > page.bar.start) {
    wrong.push({ path: ['bar', 'nurtureFrom'], remedy: 'This must not be above the bar (start).' });
  }
  return wrong;
}

function wrongTeams(page: PlaybookPage): Contradiction[] {
  const last = page.teams.length - 1;
  const wrong: Contradiction[] = [];
  if ((page.teams[last]?.takes.length ?? 0) > 0) {
    wrong.push({ path: ['teams', last, 'takes'], remedy: 'The last team must take every lead: remove its "takes".' });
  }
  for (const [account, owner] of Object.entries(page.owners)) {
    if (page.teams.some(({ reps }) => reps.some(({ slack }) => slack === owner))) continue;
    wrong.push({ path: ['owners', account], remedy: `${owner} is a rep of no team: list them in one.` });
  }
  page.teams.forEach((team, i) => {
    team.reps.forEach(({ slack }, r) => {
      if (team.reps.findIndex((rep) => rep.slack === slack) === r) return;
      wrong.push({ path: ['teams', i, 'reps', r, 'slack'], remedy: `${slack} is in this team twice: remove one.` });
    });
    if (team.claim === 'reps' && team.reps.length === 0) {
      wrong.push({ path: ['teams', i, 'claim'], remedy: 'With claim: reps, list the reps who may claim.' });
    }
  });
  return wrong;
}

/** Whom and what a page names must be in one workspace for certain: a name alone would be a guess. */
function wrongWorkspaces(page: PlaybookPage): Contradiction[] {
  const of = (team: PlaybookPage['teams'][number]) => team.workspace ?? page.workspace;
  const wrong: Contradiction[] = [];
  if (page.workspace === undefined && workspacesNamed(page).length > 1) {
    const remedy =
      'The teams are in several workspaces: add "workspace" to the page too, for everybody and everything else.';
    wrong.push({ path: ['teams'], remedy });
  }
  page.teams.forEach((team, i) => {
    const own = [page.ops, page.customers?.tell].map((channel) => ({ channel, workspace: page.workspace }));
    const others = [...own, ...page.teams.slice(0, i).map((each) => ({ channel: each.channel, workspace: of(each) }))];
    const isDouble = others.some(({ channel, workspace }) => channel === team.channel && workspace !== of(team));
    if (!isDouble) return;
    const remedy = `Another workspace has a ${team.channel} too: write the id of this channel, such as C024BE7LH.`;
    wrong.push({ path: ['teams', i, 'channel'], remedy });
  });
  return wrong;
}

function startOf(document: Document, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}
