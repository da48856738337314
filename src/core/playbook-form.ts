// The plain form beside the chat: from which websites it may be sent, and what becomes of its leads. Without it the door is shut.
import { z } from 'zod';
import { origin, slug } from './playbook-parts.ts';

/** The input for whatever the visitor wants to say; it is read like the first line of a chat. */
export const freeInput = 'message';

export const formSchema = z.strictObject({
  origins: z
    .array(origin)
    .min(1, 'name at least one website, or remove "form"')
    .describe('Websites whose pages may send the form, such as https://www.acme.com'),
  thanks: z
    .url({ protocol: /^https?$/, error: 'use a whole address such as https://www.acme.com/thanks' })
    .exactOptional()
    .describe('Page that visitors see then; without it, a small one of Baton’s'),
  offerFrom: z
    .int()
    .min(0)
    .max(100)
    .default(0)
    .describe('Score from which a form lead goes to reps; below it, it is nurtured. 0: all go to reps'),
  trap: slug
    .default('leave_empty')
    .describe('Input that people do not see: what fills it in is held as spam until somebody lets it through'),
  perAddress: z.int().min(1).default(10).describe('Forms that one network address may send in ten minutes'),
  perOrigin: z.int().min(1).default(300).describe('Forms that one website may send in ten minutes'),
});

export type FormRules = z.infer<typeof formSchema>;

type Page = {
  form?: FormRules;
  lanes: { form: readonly string[] };
  fields: readonly { id: string }[];
};

/** What a schema cannot say of a form: that the reports count it, and that its inputs cannot be mistaken for each other. */
export function wrongForm({ form, lanes, fields }: Page): { path: PropertyKey[]; remedy: string }[] {
  if (form === undefined) return [];
  const names = fields.map(({ id }) => id);
  return [
    ...(lanes.form.includes('form')
      ? []
      : [
          {
            path: ['lanes', 'form'],
            remedy: 'Write lanes: { form: [form] }, so that the reports tell form and chat apart.',
          },
        ]),
    ...(names.includes(form.trap)
      ? [{ path: ['form', 'trap'], remedy: `"${form.trap}" is a field: name an input that nobody is to fill in.` }]
      : []),
    ...(names.includes(freeInput)
      ? [
          {
            path: ['form'],
            remedy: `"${freeInput}" is what visitors write freely in a form: give that field another id.`,
          },
        ]
      : []),
  ];
}
