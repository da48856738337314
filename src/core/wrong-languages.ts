// What is wrong with translations that stand beside what they translate, such as those of an arm or of the widget.
import { type Language, languageNames, languages } from './language.ts';

type Wrong = { path: PropertyKey[]; remedy: string };
/** `path`: of what has "translations"; `own`: where its words in the page's own language belong. */
type About = { path: readonly PropertyKey[]; listed: readonly Language[]; own: string };

export function wrongLanguages(
  translations: Readonly<Partial<Record<Language, unknown>>>,
  { path, listed, own }: About,
): Wrong[] {
  return languages
    .filter((language) => translations[language] !== undefined)
    .flatMap((language): Wrong[] => {
      const where = [...path, 'translations', language];
      if (language === listed[0]) {
        return [{ path: where, remedy: `${languageNames[language]} is the page's own language: write this ${own}.` }];
      }
      return listed.includes(language)
        ? []
        : [{ path: where, remedy: `Add ${language} to "languages", or remove this.` }];
    });
}
