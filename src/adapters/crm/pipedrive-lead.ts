// The lead in Pipedrive's Leads Inbox that stands for a new person: it bears our name as its origin, the status as a label and
// the source as its source channel. What people do with it there, such as turning it into a deal, is theirs.
import { z } from 'zod';
import type { CrmValues } from '../../core/crm.ts';
import { cut, gone, isGone, kept, type PipedriveApi } from './pipedrive-api.ts';

const leadShape = z.object({
  id: z.string(),
  origin_id: z.string().nullish(),
  label_ids: z.array(z.string()).nullish(),
  channel_id: z.string().nullish(),
});
export type Lead = z.output<typeof leadShape>;
const labelShape = z.object({ id: z.string(), name: z.string() });
type Labels = readonly z.output<typeof labelShape>[];

/** Of the usual fields, those that stand on the lead. */
export const onLead: readonly string[] = ['status', 'source'];
const path = '/api/v1/leads';
const longest = 255;

/** `label_ids` and `channel_id` as `values` have them; `unknown`: the account has no label of this name. */
export type LeadValues = { body: Record<string, unknown>; isUnknown: boolean };

export function createLeads(api: PipedriveApi) {
  const labels = kept(api.now, () =>
    api.all({ what: 'the labels of leads', method: 'GET', path: '/api/v1/leadLabels' }, labelShape),
  );
  return {
    labels,
    /** Null: there is none of this name in the inbox. */
    async of(person: number, ref: string): Promise<Lead | null> {
      const call = {
        what: 'the leads of a person',
        method: 'GET',
        path,
        query: { person_id: String(person) },
      } as const;
      return (await api.all(call, leadShape)).find((lead) => lead.origin_id === ref) ?? null;
    },
    async valuesFor({ status, source }: CrmValues): Promise<LeadValues> {
      const name = status == null ? null : String(status).trim().toLowerCase();
      const named = (all: Labels) => all.find((each) => each.name.trim().toLowerCase() === name);
      const label = name === null ? undefined : named(await labels((all) => named(all) !== undefined));
      const isUnknown = name !== null && label === undefined;
      return {
        body: {
          ...(status !== undefined && !isUnknown && { label_ids: label === undefined ? [] : [label.id] }),
          ...(source !== undefined && { channel_id: source === null ? null : cut(String(source), longest) }),
        },
        isUnknown,
      };
    },
    async add(body: Record<string, unknown>): Promise<Lead> {
      return api.read({ what: 'a new lead', method: 'POST', path, body }, leadShape);
    },
    async change(lead: Lead, body: Record<string, unknown>): Promise<Lead> {
      const call = { what: 'a change of a lead', method: 'PATCH', path: `${path}/${lead.id}`, body } as const;
      const answer = await api.send(call);
      if (isGone(answer)) throw gone('lead');
      return api.data(call, answer, leadShape);
    },
    async statusOf({ label_ids: ids }: Lead): Promise<string | null> {
      const isKnown = (all: Labels) => (ids ?? []).every((each) => all.some(({ id }) => id === each));
      const names = (await labels(isKnown)).flatMap(({ id, name }) => ((ids ?? []).includes(id) ? [name] : []));
      return names.length === 0 ? null : names.join(', ');
    },
  };
}
export type Leads = ReturnType<typeof createLeads>;
