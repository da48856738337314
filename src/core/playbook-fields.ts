// What the playbook says of one thing to know: how it is asked and read, how sure an answer must be and how long it stays true;
// and the same question in another language. Whatever stands on a button is read as its option in every language.
import { z } from 'zod';
import { type Language, languageNames, languages } from './language.ts';
import { needed, sentence, slug } from './playbook-parts.ts';
import { fieldKinds } from './value.ts';

const option = z.strictObject({
  id: slug.describe('What is stored and what rules name'),
  label: sentence.describe('How reps read it'),
  button: sentence.max(60).exactOptional().describe('How visitors read it on a button; without it, the label'),
  says: z.array(sentence).default([]).describe('Words of a visitor that mean this option, wherever they write them'),
  whenAsked: z.array(sentence).default([]).describe('Words that mean it only right after its question, such as "yes"'),
});

export const fieldSchema = z.strictObject({
  id: slug.describe('What is stored and what rules name; "name" is the visitor themselves'),
  label: sentence.describe('How reps read it on the card'),
  kind: z.enum(fieldKinds),
  question: sentence.describe('How Baton asks, in your words; one question'),
  probe: sentence.optional().describe('How Baton asks once more when the answer was unclear'),
  ask: z.boolean().default(true).describe('false: recorded when a visitor says it, never asked'),
  askIf: needed.optional().describe('Asked only when this holds, and then at once: a follow-up question'),
  confidence: z
    .int()
    .min(0)
    .max(100)
    .default(50)
    .describe(
      'Answers less sure than this are asked for again: 50 takes all, 100 only the very words, to the question',
    ),
  staysDays: z
    .int()
    .min(1)
    .nullable()
    .exactOptional()
    .describe(
      'What was said of it longer ago than this may have changed: a visitor who is back is asked whether it still holds. null: it stays for good. Without it, by kind: number 365; text, money and choice 180; date 90, or until the day is over; the others for good',
    ),
  options: z.array(option).default([]).describe('Only for kind: choice'),
});

export const translatedField = z.strictObject({
  question: sentence.describe('The same question in this language'),
  probe: sentence.exactOptional().describe('How Baton asks once more in this language'),
  options: z
    .record(slug, z.string().trim().min(1).max(60))
    .exactOptional()
    .describe('By the id of the option: what visitors read on its button in this language'),
});

type Page = {
  fields: z.infer<typeof fieldSchema>[];
  languages: readonly Language[];
  translations: Partial<Record<Language, { fields: Record<string, z.infer<typeof translatedField>> }>>;
};
type Field = Page['fields'][number];

/** What stands on the button of an option. */
export function buttonOf(
  { id }: Pick<Field, 'id'>,
  option: Pick<Field['options'][number], 'id' | 'label' | 'button'>,
  { translations, language }: Pick<Page, 'translations'> & { language: Language },
): string {
  return translations[language]?.fields[id]?.options?.[option.id] ?? option.button ?? option.label;
}

type Wrong = { path: PropertyKey[]; remedy: string };

/** Nobody can tell apart two options with the same button. */
export function wrongButtons({ fields, languages: listed, translations }: Page): Wrong[] {
  return fields.flatMap((field, at) =>
    listed.flatMap((language) => {
      const buttons = field.options.map((option) => buttonOf(field, option, { translations, language }).toLowerCase());
      return buttons
        .filter((button, i) => buttons.indexOf(button) < i)
        .map((button) => ({
          path: ['fields', at, 'options'],
          remedy: `Two options stand as "${button}" before those who write ${languageNames[language]}: change one.`,
        }));
    }),
  );
}

/** `labels`: what stands for the option on buttons, in every language of the page. */
export function withLabels({ fields, translations }: Omit<Page, 'languages'>) {
  const translated = (field: string, option: string) =>
    languages.flatMap((language) => translations[language]?.fields[field]?.options?.[option] ?? []);
  return fields.map((field) => ({
    ...field,
    options: field.options.map((option): typeof option & { labels?: readonly string[] } => ({
      ...option,
      labels: [
        option.label,
        ...(option.button === undefined ? [] : [option.button]),
        ...translated(field.id, option.id),
      ],
    })),
  }));
}
