// What Baton gave up on, latest first, with the lead it is about where a person will read its name.
import type { JobKind } from '../core/job.ts';
import type { Lead } from '../core/lead.ts';
import type { Reader } from './db.ts';
import { getLead } from './lead.ts';
import type { Queue } from './queue/queue.ts';

export type StuckJob = { id: string; what: JobKind; error: string; buriedAt: string; lead: Lead | null };

/** `named`: how many of them a message tells by name; the rest is counted. */
export async function readStuck(
  reader: Reader,
  { queue, named }: { queue: Pick<Queue, 'buried'>; named: number },
): Promise<StuckJob[]> {
  const buried = (await queue.buried()).toSorted((a, b) => b.buriedAt.localeCompare(a.buriedAt));
  return Promise.all(
    buried.map(async ({ id, job, error, buriedAt }, place): Promise<StuckJob> => {
      const lead = 'lead' in job && place < named ? await getLead(reader, job.lead) : undefined;
      return { id, what: job.kind, error, buriedAt, lead: lead ?? null };
    }),
  );
}
