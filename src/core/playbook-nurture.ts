// What visitors are written who are not ready yet: sequences of texts, each so many days after the one before. A text is a
// template over answers; `step-text.ts` says what becomes of a blank that nobody filled.
import { z } from 'zod';
import type { Language } from './language.ts';
import { sentence, slug } from './playbook-parts.ts';

const subject = sentence.max(150);
const text = z.string().trim().min(1).max(4_000);

const step = z.strictObject({
  afterDays: z
    .number()
    .min(0)
    .max(365)
    .describe('Days after the step before, or after the beginning; then at the next time at which the team works'),
  subject: subject
    .exactOptional()
    .describe('Of the mail; of all blanks only {company}. Without one, it goes into the thread of the mail before'),
  text: text.describe(
    'A greeting, what there is to say, and a closing, with an empty line between them. Blanks: {name}, {company} (yours), {rep}, {link}, each field such as {size}, and the own words of the visitor such as {use_case.quote}. A line with a blank that is not known is left out',
  ),
});

const sequence = z.strictObject({
  id: slug.describe('What is stored; a step that was sent is known by it and is never sent again'),
  label: z.string().trim().min(1).max(60).describe('How reps read it'),
  steps: z.array(step).min(1).max(12),
});

export const nurtureSchema = z.strictObject({
  sequences: z.array(sequence).default([]).describe('What reps can choose when they nurture a lead'),
  link: z
    .url({ protocol: /^https?$/, error: 'write an address such as https://your-company.com/contact' })
    .exactOptional()
    .describe('What {link} stands for: the page on which visitors can go on writing'),
  borderline: slug
    .exactOptional()
    .describe('The sequence of leads that Baton itself nurtures; none: nobody writes to them'),
  unqualified: slug
    .exactOptional()
    .describe('The sequence of leads that Baton closes; each of them is asked first, and only a clear yes counts'),
});

/** By the id of the sequence, its steps in another language. */
export const nurtureTranslation = z
  .record(slug, z.array(z.strictObject({ subject: subject.exactOptional(), text })))
  .exactOptional()
  .describe('By the id of the sequence, the same steps in this language');

export type NurturePage = z.infer<typeof nurtureSchema>;
export type Sequence = NurturePage['sequences'][number];
export type Step = Sequence['steps'][number];

type Page = {
  nurture: NurturePage;
  fields: readonly { id: string }[];
  translations: { [language in Language]?: { nurture?: z.infer<typeof nurtureTranslation> } };
};

export function sequenceOf({ nurture }: { nurture: NurturePage }, id: string | undefined): Sequence | undefined {
  return nurture.sequences.find((each) => each.id === id);
}

/** Who is written what, in a few words. `canMail`: there is a mailer, and a link by which to unsubscribe. */
export function nurtureStated({ nurture }: { nurture: NurturePage }, canMail: boolean): string {
  const { sequences, borderline, unqualified } = nurture;
  if (sequences.length === 0) return 'nobody is written to: the playbook has no sequence';
  const way = canMail ? 'by mail' : 'in the chat only: mails need SMTP_URL, SECRET_KEY and PUBLIC_URL';
  const who = [
    ...(borderline === undefined ? [] : ['borderline leads']),
    ...(unqualified === undefined ? [] : ['unqualified leads that agree']),
    'whom reps choose',
  ];
  return `${who.join(', ')}; ${way}`;
}

/** Names and blanks that point nowhere, and texts of which nothing could be left out. */
export function wrongNurture({ nurture, fields, translations }: Page): { path: PropertyKey[]; remedy: string }[] {
  const { sequences } = nurture;
  const about = { hasLink: nurture.link !== undefined, fields: new Set(fields.map(({ id }) => id)) };
  const named = (['borderline', 'unqualified'] as const).flatMap((who) => {
    const id = nurture[who];
    if (id === undefined || sequenceOf({ nurture }, id) !== undefined) return [];
    return [{ path: ['nurture', who], remedy: `No sequence is called "${id}": name one from "sequences".` }];
  });
  const own = sequences.flatMap(({ steps }, s) =>
    steps.flatMap((each, n) => {
      const path = ['nurture', 'sequences', s, 'steps', n];
      const remedy = 'The first mail needs a subject.';
      const first = n === 0 && each.subject === undefined ? [{ path, remedy }] : [];
      return [...first, ...wrongTexts(each, path, about)];
    }),
  );
  const translated = Object.entries(translations).flatMap(([language, { nurture: given = {} }]) =>
    Object.entries(given).flatMap(([id, steps]) => {
      const path = ['translations', language, 'nurture', id];
      const sequence = sequenceOf({ nurture }, id);
      if (sequence === undefined) {
        return [{ path, remedy: `No sequence is called "${id}": name one from "nurture.sequences".` }];
      }
      if (sequence.steps.length !== steps.length) {
        return [
          { path, remedy: `"${id}" has ${sequence.steps.length} steps and this ${steps.length}: translate each.` },
        ];
      }
      return steps.flatMap((each, n) => wrongTexts(each, [...path, n], about));
    }),
  );
  return [...named, ...own, ...translated];
}

const ownBlanks = ['name', 'company', 'rep', 'link'];
const blanksIn = (words: string) => [...words.matchAll(/\{([^{}]*)\}/g)].map(([, blank = '']) => blank);

type Texts = { subject?: string; text: string };
type Known = { hasLink: boolean; fields: ReadonlySet<string> };

function wrongTexts({ subject = '', text }: Texts, path: PropertyKey[], { hasLink, fields }: Known) {
  const wrong: { path: PropertyKey[]; remedy: string }[] = [];
  if (blanksIn(subject).some((blank) => blank !== 'company')) {
    const remedy = 'A subject is never left out, so of all blanks only {company} can stand in it.';
    wrong.push({ path: [...path, 'subject'], remedy });
  }
  for (const blank of blanksIn(text)) {
    const [of = '', part, ...more] = blank.split('.');
    const isOwn = ownBlanks.includes(blank);
    const isField = fields.has(of) && (part === undefined || part === 'quote') && more.length === 0;
    if (blank === 'link' && !hasLink) {
      wrong.push({ path: [...path, 'text'], remedy: 'Say under nurture.link what {link} stands for.' });
    } else if (!isOwn && !isField) {
      const remedy = `Nothing fills {${blank}}: use ${ownBlanks.map((each) => `{${each}}`).join(', ')}, a field such as {size}, or its {size.quote}.`;
      wrong.push({ path: [...path, 'text'], remedy });
    }
  }
  if (text.split(/\n\s*\n/).length < 3) {
    const remedy = 'Write a greeting, what there is to say, and a closing, with an empty line between them.';
    wrong.push({ path: [...path, 'text'], remedy });
  }
  return wrong;
}
