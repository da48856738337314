// What the stand-in HubSpot tells of itself: whose account it is, who works there, which properties and which stages it has.
import { type Answer, type Ask, notFound, ok } from './answers.ts';
import { typeOf } from './objects.ts';

export const accountDetails = ({ world }: Ask, uiDomain: string): Answer =>
  ok({
    portalId: world.portalId,
    accountType: 'STANDARD',
    timeZone: 'US/Eastern',
    companyCurrency: 'USD',
    additionalCurrencies: ['EUR'],
    utcOffset: '-05:00',
    utcOffsetMilliseconds: -18_000_000,
    uiDomain,
    dataHostingLocation: 'na1',
  });

export function listOwners({ world, query }: Ask, pageSize: number): Answer {
  const wantsArchived = query.get('archived') === 'true';
  const start = Number(query.get('after') ?? 0);
  const size = Math.min(Number(query.get('limit') ?? 100), pageSize);
  const all = world.stands.owners.filter(({ archived }) => archived === wantsArchived);
  const results = all
    .slice(start, start + size)
    .map((owner) => ({ ...owner, userId: Number(owner.id) + 5_000, teams: [] }));
  if (start + size >= all.length) return ok({ results });
  return ok({ results, paging: { next: { after: String(start + size) } } });
}

export function listProperties({ world, params }: Ask): Answer {
  const type = typeOf(params.type);
  if (type === null) return notFound();
  return ok({
    results: world.stands.definitions[type].map((each) => ({ ...each, groupName: 'information', archived: false })),
  });
}

export const listPipelines = ({ world }: Ask): Answer =>
  ok({
    results: [
      {
        id: 'default',
        label: 'Sales Pipeline',
        displayOrder: 0,
        archived: false,
        stages: world.stages.map(({ id, label, isClosed, probability }, displayOrder) => ({
          id,
          label,
          displayOrder,
          archived: false,
          metadata: { isClosed: String(isClosed), probability: probability.toFixed(1) },
        })),
      },
    ],
  });
