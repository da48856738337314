// What the models of one conversation have cost so far, in tokens.
import { z } from 'zod';
import type { LeadId } from '../core/lead.ts';
import type { Reader } from './db.ts';
import { eventsOf } from './events.ts';

const counted = z.object({ usage: z.object({ input: z.number(), output: z.number() }) });

export async function tokensSpent(reader: Reader, lead: LeadId): Promise<number> {
  const events = await eventsOf(reader, lead);
  return events.reduce((sum, { data }) => {
    const { success, data: turn } = counted.safeParse(data);
    return success ? sum + turn.usage.input + turn.usage.output : sum;
  }, 0);
}
