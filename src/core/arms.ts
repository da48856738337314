// Which arm of each experiment a visitor is in, and the page as its arms word it. An arm is drawn from the ids alone: the same
// visitor draws the same one in every conversation, and no experiment knows of another.
import { DateTime } from 'luxon';
import { type Language, languages } from './language.ts';
import type { Lead } from './lead.ts';
import { lotOf } from './lot.ts';
import type { Playbook, PlaybookPage } from './playbook.ts';
import type { Arm, Experiment } from './playbook-experiments.ts';
import { dayIn } from './value.ts';
import type { LineName } from './words.ts';

/** Of the experiments that run at this moment. */
export function armsOf(visitor: string, playbook: Pick<Playbook, 'experiments' | 'zone'>, now: string): Lead['arms'] {
  const running = playbook.experiments.filter((experiment) => isRunning(experiment, playbook, now));
  return Object.fromEntries(running.map((experiment) => [experiment.id, armOf(visitor, experiment)]));
}

export function isRunning({ since, until }: Experiment, { zone }: Pick<Playbook, 'zone'>, now: string): boolean {
  const today = dayIn(zone, now);
  return since <= today && (until ?? today) >= today;
}

export function beginsAt({ since }: Experiment, { zone }: Pick<Playbook, 'zone'>): string {
  return DateTime.fromISO(since, { zone }).toJSDate().toISOString();
}

/**
 * Weighted rendezvous: each arm draws its own lot for the visitor, which its weight makes longer or shorter, and the longest
 * wins. An arm whose weight grows only takes visitors, one whose weight shrinks only gives some away, and nobody else moves.
 */
function armOf(visitor: string, { id, arms }: Experiment): string {
  const lengths = arms.map((arm) => ({
    arm: arm.id,
    length: Math.log((lotOf(`${id} ${arm.id} ${visitor}`) + 0.5) / 2 ** 32) / arm.weight,
  }));
  return lengths.reduce((longest, each) => (each.length > longest.length ? each : longest)).arm;
}

/** The page as this visitor hears it. An experiment or an arm that is on the page no more changes nothing. */
export function withArms<Page extends PlaybookPage>(page: Page, arms: Lead['arms']): Page {
  const theirs = page.experiments.flatMap(({ id, arms: all }) => all.filter((arm) => arm.id === arms[id]));
  return theirs.reduce(wordedBy, page);
}

/** A line that the arm words stays as worded in every language until the arm translates it, as everywhere on the page. */
export function wordedBy<Page extends PlaybookPage>(page: Page, arm: Pick<Arm, 'words' | 'translations'>): Page {
  const names = linesOf(arm);
  if (names.length === 0) return page;
  const translated = (language: Language) => {
    const { words, fields } = page.translations[language] ?? { words: {}, fields: {} };
    const kept = Object.entries(words).filter(([name]) => arm.words[name as LineName] === undefined);
    return { fields, words: { ...Object.fromEntries(kept), ...arm.translations[language]?.words } };
  };
  return {
    ...page,
    words: { ...page.words, ...arm.words },
    translations: Object.fromEntries(languages.map((language) => [language, translated(language)])),
  };
}

/** What the arm words, in whatever language. */
export function linesOf({ words, translations }: Pick<Arm, 'words' | 'translations'>): LineName[] {
  const all = [words, ...languages.flatMap((language) => translations[language]?.words ?? [])];
  return [...new Set(all.flatMap((each) => Object.keys(each) as LineName[]))];
}
