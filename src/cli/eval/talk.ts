// One conversation of a persona with an interviewer, by the product's own decision of each turn, until it is settled or
// handed over. Its clock is its own, so that the same persona always says the same on the same day.
import type { Interviewer, Turn } from '../../core/interviewer.ts';
import type { Found } from '../../core/knowledge.ts';
import { type Lead, newLead } from '../../core/lead.ts';
import type { Playbook } from '../../core/playbook.ts';
import { takeTurn } from '../../core/turn.ts';
import { type Persona, type Said, speaker } from './persona.ts';

/** The interviewer and what it works with. */
export type Table = {
  playbook: Playbook;
  interviewer: Interviewer;
  findFor(lead: Lead): Promise<readonly Found[]>;
};

/** What was said in a turn, what the interviewer made of it, and the lead after it. */
export type Taken = { said: readonly Said[]; turn: Turn; lead: Lead };
export type Talk = { persona: Persona; round: number; turns: readonly Taken[]; lead: Lead };

const start = Date.parse('2026-11-23T14:00:00.000Z');
const betweenMs = 20_000;
/** Past the limit of the playbook, after which Baton has to have ended it. */
const grace = 2;

export async function talk(persona: Persona, round: number, { playbook, interviewer, findFor }: Table): Promise<Talk> {
  const says = speaker(persona, { playbook, round });
  const turns: Taken[] = [];
  let now = start;
  const begun = { id: 'lead_eval', conversation: persona.name, channel: 'eval', visitor: { id: 'eval' } } as const;
  let lead = newLead({ ...begun, page: null, playbook: playbook.version, now: new Date(now).toISOString() });
  while (lead.state === 'chatting' && turns.length < playbook.limits.turns + grace) {
    const said = says(turns.length + 1, lead.messages);
    now += betweenMs;
    const before = heard(lead, said, new Date(now).toISOString());
    const passages = await findFor(before);
    const turn = await interviewer({ lead: before, playbook, passages });
    const by = { playbook, bar: playbook.bar.start, now: new Date(now).toISOString(), passages };
    lead = takeTurn(before, turn, by).lead;
    turns.push({ said, turn, lead });
  }
  return { persona, round, turns, lead };
}

/** What they do beside an answer is a line of its own: a burst, and one turn. */
function heard(lead: Lead, said: readonly Said[], at: string): Lead {
  const lines = said.map(({ says }, index) => ({
    n: lead.messages.length + 1 + index,
    from: 'visitor' as const,
    name: null,
    text: says,
    channel: lead.channel,
    at,
    asks: null,
  }));
  return { ...lead, messages: [...lead.messages, ...lines] };
}
