// What is wrong with the experiments of a page that a schema cannot say.
import { linesOf } from './arms.ts';
import type { PlaybookPage } from './playbook.ts';
import type { Experiment } from './playbook-experiments.ts';
import { wrongLanguages } from './wrong-languages.ts';

type Wrong = { path: PropertyKey[]; remedy: string };

export function wrongExperiments({ experiments, languages: listed }: PlaybookPage): Wrong[] {
  return experiments.flatMap((experiment, i): Wrong[] => {
    const { since, until, arms } = experiment;
    const path = ['experiments', i];
    const ends = until !== undefined && until < since;
    const unlisted = arms.flatMap(({ translations }, a) =>
      wrongLanguages(translations, { path: [...path, 'arms', a], listed, own: 'under "words" of the arm' }),
    );
    const clash = experiments.slice(0, i).flatMap((other): Wrong[] => {
      if (!overlap(experiment, other)) return [];
      const line = inBoth(experiment, other);
      const only = 'at the same time, and a visitor can hear only one: let one end first.';
      return [
        ...(line === undefined ? [] : [{ path, remedy: `"${other.id}" words "${line}" ${only}` }]),
        ...(engages(experiment) && engages(other)
          ? [{ path, remedy: `"${other.id}" chooses rules of engagement ${only}` }]
          : []),
      ];
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

const engages = ({ arms }: Experiment): boolean => arms.some(({ engage }) => engage !== undefined);

const overlap = (a: Experiment, b: Experiment): boolean =>
  (a.until ?? b.since) >= b.since && (b.until ?? a.since) >= a.since;
