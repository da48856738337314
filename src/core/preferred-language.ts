// The language in which somebody is met who has not written yet: what their page or their browser asks for, among those of the
// playbook; its own where they ask for none of them.
import type { Language, Listed } from './language.ts';

/** `asked`: tags such as "de-AT", the first one that is listed; `accepted`: an Accept-Language header, whose weights count. */
export function preferredLanguage(
  { asked = [], accepted = '' }: { asked?: readonly string[]; accepted?: string | undefined },
  listed: Listed,
): Language {
  const weighed = accepted
    .split(',')
    .flatMap((each) => {
      const [tag = '', ...details] = each.split(';').map((part) => part.trim());
      const weight = details.map((detail) => /^q=([\d.]+)$/i.exec(detail)?.[1]).find((said) => said !== undefined);
      return Number(weight ?? 1) > 0 ? [{ tag, weight: Number(weight ?? 1) }] : [];
    })
    .toSorted((a, b) => b.weight - a.weight);
  const tags = [...asked, ...weighed.map(({ tag }) => tag)].map((tag) => tag.toLowerCase().split(/[-_]/)[0]);
  return tags.flatMap((tag) => listed.find((language) => language === tag) ?? []).at(0) ?? listed[0];
}
