// What of a lead goes where in the CRM, and how what stands there is to be read. `crm: none` is a choice; without the section
// a CRM gets what every CRM has a field for, and everything else in a note.
import { z } from 'zod';
import { leadStates } from './lead.ts';
import { sentence } from './playbook-parts.ts';

/** Beside answers, what Baton itself knows of a lead. */
export const batonSources = [
  'score',
  'bar',
  'verdict',
  'pillars',
  'reasons',
  'playbook',
  'reason',
  'note',
  'page',
  'channel',
  'brief',
  'transcript',
  'lead',
] as const;
export type BatonSource = (typeof batonSources)[number];

const fieldName = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_]{0,79}$|^[0-9a-f]{40}$/, "use the field's own name in the CRM, such as Team_Size__c");
const source = z
  .string()
  .regex(
    /^[a-z][a-z0-9_]*(\.[a-z]+)?$/,
    'use an answer such as size, its size.quote or size.date, or what Baton knows, such as baton.score',
  );
const somebody = z.array(z.string().trim().min(1));

const section = z.strictObject({
  fields: z
    .record(fieldName, source)
    .default({})
    .describe('By the name of a field in the CRM, what goes into it: size, size.quote, size.date, baton.score, …'),
  statuses: z
    .partialRecord(z.enum(leadStates), sentence)
    .default({})
    .describe('What the status in the CRM is to be while a lead is in this state; what is missing here is left alone'),
  source: sentence.default('Website chat').describe('What the CRM says of where new people come from'),
  writes: z
    .enum(['offered', 'everyone'])
    .default('offered')
    .describe('offered: leads that reps or nurture got; everyone: all whose interview is over and who left an address'),
  customers: somebody
    .default(['customer', 'customer - direct', 'customer - channel'])
    .describe('Types of a company in the CRM that make it a customer'),
  competitors: somebody.default(['competitor']).describe('Types of a company in the CRM that make it a competitor'),
  sdr: z
    .strictObject({ field: fieldName, is: somebody.min(1) })
    .exactOptional()
    .describe('What the CRM says of people whom an SDR found, for the comparison with those whom Baton found'),
});

export const crmSchema = z.union([z.literal('none'), section], {
  error: 'Write crm: none, or a section with fields, statuses and the like',
});
export type CrmSection = z.infer<typeof section>;

const usual: CrmSection = section.parse({});

/** What a page that says nothing of its CRM leaves to Baton. */
export function crmOf({ crm }: { crm?: z.infer<typeof crmSchema> | undefined }): CrmSection {
  return crm === undefined || crm === 'none' ? usual : crm;
}

type Page = {
  fields: readonly { id: string }[];
  crm?: z.infer<typeof crmSchema> | undefined;
};

/** Sources that point nowhere. */
export function wrongCrm(page: Page): { path: PropertyKey[]; remedy: string }[] {
  return Object.entries(crmOf(page).fields).flatMap(([name, source]) => {
    const path = ['crm', 'fields', name];
    const [of = '', part] = source.split('.');
    if (of === 'baton') {
      if (batonSources.some((each) => each === part)) return [];
      return [{ path, remedy: `Baton knows no "${part ?? ''}": use one of ${batonSources.join(', ')}.` }];
    }
    if (!page.fields.some(({ id }) => id === of)) {
      return [{ path, remedy: `No field is called "${of}": name one from "fields", or baton.score and the like.` }];
    }
    if (part === undefined || part === 'quote' || part === 'date') return [];
    return [{ path, remedy: `An answer has no "${part}": use ${of}, ${of}.quote or ${of}.date.` }];
  });
}
