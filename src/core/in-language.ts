// The playbook as a visitor reads it: questions and lines in the language they write in. Only what is said goes through
// here. Whoever judges or reads a visitor's words takes the page itself, so that no translation changes a verdict.
import { linesOf, withArms, wordedBy } from './arms.ts';
import { type Language, languageNames, languageOf } from './language.ts';
import type { Lead } from './lead.ts';
import type { Playbook, PlaybookPage } from './playbook.ts';
import { untranslatedWidget } from './playbook-widget.ts';
import { builtInWords, type LineName, lineNames, type Words } from './words.ts';

/** As the arms of their experiments word it. */
export function inTheirLanguage(playbook: Playbook, { messages, arms }: Pick<Lead, 'messages' | 'arms'>): Playbook {
  return inLanguage(withArms(playbook, arms), languageOf(messages, playbook.languages));
}

export function inLanguage(playbook: Playbook, language: Language): Playbook {
  if (language === playbook.languages[0]) return playbook;
  const translated = playbook.translations[language]?.fields ?? {};
  const fields = playbook.fields.map((field) => {
    const its = translated[field.id];
    if (its === undefined) return field;
    const { options: _, ...asked } = its;
    // Without a probe of its own the question is asked again, rather than in the page's language.
    return { ...field, probe: asked.question, ...asked };
  });
  return { ...playbook, fields, words: wordsIn(playbook, language) };
}

/** A line that the page words itself stays as it is worded until the page translates it; Baton's own lines are translated. */
function wordsIn(page: PlaybookPage, language: Language): Words {
  const own = Object.fromEntries(reworded(page).map((name) => [name, page.words[name]]));
  return { ...builtInWords[language], ...own, ...page.translations[language]?.words };
}

function reworded({ words, languages: [own] }: PlaybookPage): LineName[] {
  return lineNames.filter((name) => words[name] !== builtInWords[own][name]);
}

/** One line in every language and every arm of the page: whoever changes the language was told it all the same. */
export function wordings(page: PlaybookPage, name: LineName): string[] {
  const arms = page.experiments.flatMap((experiment) => experiment.arms).filter((arm) => linesOf(arm).includes(name));
  return [page, ...arms.map((arm) => wordedBy(page, arm))].flatMap((worded) =>
    page.languages.map((language) => (language === page.languages[0] ? worded.words : wordsIn(worded, language))[name]),
  );
}

export type Gap = { path: PropertyKey[]; remedy: string };

/** What a visitor reads in the page's own language although the page lists theirs. */
export function untranslated(page: PlaybookPage): Gap[] {
  const [own, ...others] = page.languages;
  return others.flatMap((language, at): Gap[] => {
    const translation = page.translations[language];
    const where = `Visitors who write ${languageNames[language]} read this in ${languageNames[own]}`;
    const said = reworded(page).filter((name) => translation?.words[name] === undefined);
    const asked = page.fields.filter(({ id, ask }) => ask && translation?.fields[id] === undefined);
    if (translation === undefined && asked.length > 0) {
      return [
        {
          path: ['languages', at + 1],
          remedy: `Visitors who write ${languageNames[language]} read every question in ${languageNames[own]}: add translations.${language}.fields.`,
        },
      ];
    }
    return [
      ...said.map((name) => ({
        path: ['words', name],
        remedy: `${where}: add translations.${language}.words.${name}.`,
      })),
      ...asked.map(({ id }) => ({
        path: ['fields', page.fields.findIndex((field) => field.id === id), 'question'],
        remedy: `${where}: add translations.${language}.fields.${id}.`,
      })),
      ...page.nurture.sequences.flatMap(({ id }, at) =>
        translation?.nurture?.[id] !== undefined
          ? []
          : [{ path: ['nurture', 'sequences', at], remedy: `${where}: add translations.${language}.nurture.${id}.` }],
      ),
      ...untranslatedWidget(page, language),
      ...armsWithout(page, language).map(({ path, name }) => ({
        path,
        remedy: `${where}: add translations.${language}.words.${name} to this arm.`,
      })),
    ];
  });
}

function armsWithout({ experiments, languages: [own] }: PlaybookPage, language: Language) {
  return experiments.flatMap(({ arms }, e) =>
    arms.flatMap(({ words, translations }, a) =>
      lineNames
        .filter((name) => words[name] !== undefined && words[name] !== builtInWords[own][name])
        .filter((name) => translations[language]?.words[name] === undefined)
        .map((name) => ({ path: ['experiments', e, 'arms', a, 'words', name], name })),
    ),
  );
}
