// What is wrong with the experiments of a page that a schema cannot say.
import { linesOf } from './arms.ts';
import { languageNames, languages } from './language.ts';
import type { PlaybookPage } from './playbook.ts';
import type { Experiment } from './playbook-experiments.ts';

type Wrong = { path: PropertyKey[]; remedy: string };

export function wrongExperiments({ experiments, languages: listed }: PlaybookPage): Wrong[] {
  return experiments.flatMap((experiment, i): Wrong[] => {
    const { since, until, arms } = experiment;
    const path = ['experiments', i];
    const ends = until !== undefined && until < since;
    const unlisted = arms.flatMap(({ translations }, a) =>
      languages
        .filter((language) => translations[language] !== undefined)
        .flatMap((language): Wrong[] => {
          const where = [...path, 'arms', a, 'translations', language];
          const own = `${languageNames[language]} is the page's own language: write this under "words" of the arm.`;
          if (language === listed[0]) return [{ path: where, remedy: own }];
          const missing = `Add ${language} to "languages", or remove this.`;
          return listed.includes(language) ? [] : [{ path: where, remedy: missing }];
        }),
    );
    const clash = experiments.slice(0, i).flatMap((other): Wrong[] => {
      const line = inBoth(experiment, other);
      if (line === undefined || !overlap(experiment, other)) return [];
      const remedy = `"${other.id}" words "${line}" at the same time, and a visitor can hear only one: let one end first.`;
      return [{ path, remedy }];
    });
    return [
      ...(ends
        ? [{ path: [...path, 'until'], remedy: 'This is before "since": the experiment would never run.' }]
        : []),
      ...unlisted,
      ...clash,
    ];
  });
}

function inBoth(a: Experiment, b: Experiment) {
  const lines = b.arms.flatMap(linesOf);
  return a.arms.flatMap(linesOf).find((line) => lines.includes(line));
}

const overlap = (a: Experiment, b: Experiment): boolean =>
  (a.until ?? b.since) >= b.since && (b.until ?? a.since) >= a.since;
