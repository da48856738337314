// Deals in Pipedrive: what is open with whom, and what became of it. Its times have whole seconds, so a look begins a little
// before the last one ended, and leaves out what was given out then just as it stands now.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { CrmDeal } from '../../core/crm.ts';
import { kept, momentOf, type PipedriveApi } from './pipedrive-api.ts';

const dealShape = z.object({
  id: z.number(),
  title: z.string(),
  owner_id: z.number().nullish(),
  person_id: z.number().nullish(),
  org_id: z.number().nullish(),
  stage_id: z.number().nullish(),
  status: z.string(),
  value: z.number().nullish(),
  currency: z.string().nullish(),
  add_time: z.iso.datetime({ offset: true }),
  update_time: z.iso.datetime({ offset: true }).nullish(),
});
type Deal = z.output<typeof dealShape>;
const stageShape = z.object({ id: z.number(), name: z.string() });
const markShape = z.object({ at: z.iso.datetime(), given: z.array(z.string()) });
type Mark = z.output<typeof markShape>;

const path = '/api/v2/deals';
const overlapMs = 60_000;
const states = ['open', 'won', 'lost'] as const;
const beginning = '1970-01-01T00:00:00Z';

export function createDeals(api: PipedriveApi) {
  const stages = kept(api.now, async () => {
    const all = await api.all({ what: 'the stages', method: 'GET', path: '/api/v2/stages' }, stageShape);
    return new Map(all.map(({ id, name }) => [id, name]));
  });
  const list = async (query: Record<string, string>): Promise<CrmDeal[]> => {
    const deals = await api.all({ what: 'the deals', method: 'GET', path, query }, dealShape);
    if (deals.length === 0) return [];
    const names = await stages();
    return deals.flatMap((deal) => {
      const state = states.find((each) => each === deal.status);
      return state === undefined ? [] : [{ ...dealOf(deal, names), state, ...api.place('deal', deal.id) }];
    });
  };
  const since = (moment: string) => list({ updated_since: momentOf(Date.parse(moment) - overlapMs) });

  return {
    /** Of the person and of their company, the open ones first. */
    async of(person: number | null, organization: number | null): Promise<CrmDeal[]> {
      const theirs = person === null ? [] : await list({ person_id: String(person) });
      const ofAccount = organization === null ? [] : await list({ org_id: String(organization) });
      const all = new Map([...theirs, ...ofAccount].map((deal) => [deal.id, deal]));
      const isOpen = ({ state }: CrmDeal) => Number(state === 'open');
      return [...all.values()].sort((a, b) => isOpen(b) - isOpen(a) || b.changedAt.localeCompare(a.changedAt));
    },
    async outcomes(told: string | null): Promise<{ deals: CrmDeal[]; next: string }> {
      const mark = told === null ? null : markShape.parse(JSON.parse(told));
      const changed = mark === null ? await newest() : await since(mark.at);
      const deals =
        mark === null ? await list({ status: 'open' }) : changed.filter((deal) => !mark.given.includes(printOf(deal)));
      const at = changed.map(({ changedAt }) => changedAt).reduce(later, mark?.at ?? new Date(beginning).toISOString());
      const isLate = ({ changedAt }: CrmDeal) => Date.parse(changedAt) >= Date.parse(at) - overlapMs;
      const given = changed.filter(isLate).map(printOf);
      return { deals, next: JSON.stringify({ at, given } satisfies Mark) };
    },
  };

  /** What changed last, and shortly before that. */
  async function newest(): Promise<CrmDeal[]> {
    const query = { sort_by: 'update_time', sort_direction: 'desc', limit: '1' };
    const [last] = await api.read({ what: 'the newest deal', method: 'GET', path, query }, z.array(dealShape));
    return last === undefined ? [] : since(momentIn(last));
  }
}

const later = (a: string, b: string) => (a > b ? a : b);
const momentIn = ({ update_time: changed, add_time: added }: Deal) => new Date(changed ?? added).toISOString();

function dealOf(deal: Deal, stages: ReadonlyMap<number, string>) {
  const {
    id,
    title,
    owner_id: owner,
    person_id: person,
    org_id: organization,
    stage_id: stage,
    value,
    currency,
  } = deal;
  // A deal of which nobody knows the value has 0.
  const amountCents = value ? Math.round(value * 100) : null;
  return {
    name: title || `Deal ${id}`,
    owner: owner == null ? null : String(owner),
    stage: (stage == null ? undefined : stages.get(stage)) ?? `Stage ${stage ?? '?'}`,
    amountCents: Number.isSafeInteger(amountCents) ? amountCents : null,
    currency: amountCents === null ? null : (currency ?? null),
    createdAt: new Date(deal.add_time).toISOString(),
    changedAt: momentIn(deal),
    people: person == null ? [] : [String(person)],
    account: organization == null ? null : String(organization),
  };
}

/** Two changes in one second differ in what they changed. */
function printOf(deal: CrmDeal): string {
  return createHash('sha256').update(JSON.stringify(deal)).digest('base64url').slice(0, 12);
}
