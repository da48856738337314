// Deals in HubSpot: what is sold to whom, and what became of it. A search is behind what happened, so each poll looks back a
// little, and the watermark remembers which changes of that time were given out already.
import { z } from 'zod';
import type { CrmDeal } from '../../core/crm.ts';
import { OutsideError } from '../../errors.ts';
import type { HubObject, HubspotApi } from './hubspot-api.ts';

const properties = [
  'dealname',
  'dealstage',
  'amount',
  'deal_currency_code',
  'createdate',
  'hs_lastmodifieddate',
  'hubspot_owner_id',
  'hs_is_closed',
  'hs_is_closed_won',
];
const behindMs = 5 * 60_000;
const stagesMs = 10 * 60_000;
/** Of one person and their company; the youngest count. */
const mostDeals = 100;

const pipelinesShape = z.object({
  results: z.array(
    z.object({
      stages: z.array(
        z.object({
          id: z.string(),
          label: z.string(),
          metadata: z.object({ isClosed: z.string().optional(), probability: z.string().optional() }).catch({}),
        }),
      ),
    }),
  ),
});
type Stage = Pick<CrmDeal, 'stage' | 'state'>;
const markShape = z.object({ from: z.iso.datetime(), given: z.array(z.string()) });
type Mark = z.output<typeof markShape>;

export function createHubspotDeals(api: HubspotApi) {
  let stages: { readAt: number; byId: Map<string, Stage> } | null = null;

  const stageOf = async (deal: HubObject): Promise<Stage> => {
    const id = deal.properties.dealstage ?? '';
    const isOld = stages === null || api.now().getTime() - stages.readAt > stagesMs;
    if (stages === null || isOld) stages = { readAt: api.now().getTime(), byId: await readStages(api) };
    // A stage that was deleted leaves its deals behind.
    return stages.byId.get(id) ?? { stage: id, state: stateOf(deal) };
  };

  const complete = async (objects: readonly HubObject[]): Promise<CrmDeal[]> => {
    if (objects.length === 0) return [];
    const ids = objects.map(({ id }) => id);
    const [people, accounts] = await Promise.all([
      api.linksOf('deals', ids, 'contacts'),
      api.linksOf('deals', ids, 'companies'),
    ]);
    const { companyCurrency } = await api.account();
    const deals: CrmDeal[] = [];
    for (const deal of objects) {
      deals.push({
        ...(await api.place('deals', deal.id)),
        ...(await stageOf(deal)),
        ...valuesOf(deal, companyCurrency ?? null),
        people: people.get(deal.id) ?? [],
        account: accounts.get(deal.id)?.[0] ?? null,
      });
    }
    return deals;
  };

  const changedSince = (from: string) =>
    api.searchAll('deals', {
      filters: [{ propertyName: 'hs_lastmodifieddate', operator: 'GTE', value: String(Date.parse(from)) }],
      properties,
    });
  const open = () =>
    api.searchAll('deals', { filters: [{ propertyName: 'hs_is_closed', operator: 'EQ', value: 'false' }], properties });

  return {
    async of({ contact, company }: { contact: string | null; company: string | null }): Promise<CrmDeal[]> {
      const [theirs, ofAccount] = await Promise.all([
        contact === null ? [] : api.linked('contacts', contact, 'deals'),
        company === null ? [] : api.linked('companies', company, 'deals'),
      ]);
      const ids = [...new Set([...youngest(theirs), ...youngest(ofAccount)])].slice(0, mostDeals);
      const deals = await complete(await api.readMany('deals', ids, properties));
      const isOpen = ({ state }: CrmDeal) => Number(state === 'open');
      return deals.sort((a, b) => isOpen(b) - isOpen(a) || b.changedAt.localeCompare(a.changedAt));
    },
    async outcomes(since: string | null): Promise<{ deals: CrmDeal[]; next: string }> {
      const from = new Date(api.now().getTime() - behindMs).toISOString();
      const mark = markOf(since);
      const changed = await changedSince(mark?.from ?? from);
      const news = mark === null ? await open() : changed.filter((deal) => !mark.given.includes(nameOf(deal)));
      const given = changed.filter((deal) => moment(deal.properties.hs_lastmodifieddate) >= from).map(nameOf);
      return { deals: await complete(news), next: JSON.stringify({ from, given } satisfies Mark) };
    },
  };
}

function valuesOf({ id, properties: values }: HubObject, usualCurrency: string | null) {
  const amountCents = values.amount ? Math.round(Number(values.amount) * 100) : null;
  return {
    name: values.dealname || `Deal ${id}`,
    owner: values.hubspot_owner_id || null,
    amountCents: Number.isSafeInteger(amountCents) ? amountCents : null,
    currency: amountCents === null ? null : values.deal_currency_code || usualCurrency,
    createdAt: moment(values.createdate),
    changedAt: moment(values.hs_lastmodifieddate),
  };
}

async function readStages(api: HubspotApi): Promise<Map<string, Stage>> {
  const call = { what: 'the pipelines of deals', method: 'GET', path: '/crm/v3/pipelines/deals' } as const;
  const { results } = await api.rest.read(call, pipelinesShape);
  return new Map(
    results.flatMap(({ stages }) =>
      stages.map(({ id, label, metadata: { isClosed, probability } }): [string, Stage] => {
        const state = isClosed !== 'true' ? 'open' : Number(probability) === 1 ? 'won' : 'lost';
        return [id, { stage: label, state }];
      }),
    ),
  );
}

function stateOf({ properties: { hs_is_closed: isClosed, hs_is_closed_won: isWon } }: HubObject): CrmDeal['state'] {
  if (isWon === 'true') return 'won';
  return isClosed === 'true' ? 'lost' : 'open';
}

/** What another product gave out means nothing here. */
function markOf(since: string | null): Mark | null {
  if (since === null) return null;
  try {
    return markShape.safeParse(JSON.parse(since)).data ?? null;
  } catch {
    return null;
  }
}

/** Of one change; two may fall into one moment. */
const nameOf = ({ id, properties: { hs_lastmodifieddate: at, dealstage, amount } }: HubObject) =>
  `${id}@${at} ${dealstage} ${amount}`;
const youngest = (ids: readonly string[]) => ids.toSorted((a, b) => Number(b) - Number(a));

function moment(text: string | null | undefined): string {
  const at = Date.parse(text ?? '');
  if (!Number.isNaN(at)) return new Date(at).toISOString();
  throw new OutsideError('HubSpot answered with a deal that has no dates.', { system: 'crm', retry: 'later' });
}
