// The visitor wrote: one turn of the interview for everything unread. Dropped if a later turn has read it already.
import type { JobOf } from '../core/job.ts';
import type { Found } from '../core/knowledge.ts';
import type { Lead } from '../core/lead.ts';
import { newQuestions, withoutCompany } from '../core/questions.ts';
import { takeTurn as decideTurn } from '../core/turn.ts';
import type { JobDeps } from '../deps.ts';
import { OutsideError } from '../errors.ts';
import { findPassages } from '../store/knowledge.ts';
import { commitLead, getLead } from '../store/lead.ts';

/** A turn is worked out anew when the lead moves while the interviewer thinks. */
const rounds = 3;

export async function takeTurn(deps: JobDeps, { lead: id }: JobOf<'take-turn'>): Promise<void> {
  const { db, playbook, interviewer, now } = deps;
  for (let round = 0; round < rounds; round++) {
    const before = await getLead(db, id);
    const unread = before?.messages.some(({ n, from }) => from === 'visitor' && n > before.readUpTo);
    if (before === undefined || !unread) return;
    const passages = await lookUp(deps, before);
    const turn = await interviewer({ lead: before, playbook, passages });
    const at = now().toISOString();
    const by = { playbook, bar: playbook.bar.start, now: at, passages };
    const { lead: after, events, owed } = decideTurn(before, turn, by);
    const committed = await db.inTx((tx) => commitLead(tx, { before, after, events, owed, at }, deps));
    if (committed === 'committed') return;
  }
  throw new OutsideError('The conversation moved on during every try.', {
    system: 'interview',
    retry: 'later',
    retryAfterMs: 500,
  });
}

/** Of a longer list of questions the rest stays open and goes on the card. */
const questionsPerTurn = 5;
const passagesPerQuestion = 3;

/** What the team's pages say about each question that the visitor has just asked. */
async function lookUp({ db, playbook }: JobDeps, lead: Lead): Promise<Found[]> {
  if (playbook.knowledge === undefined) return [];
  const asked = newQuestions(lead).slice(0, questionsPerTurn);
  const found = asked.map(async (question) => {
    const matches = await findPassages(db, withoutCompany(question.text, playbook.company.name), passagesPerQuestion);
    return matches.map((match): Found => ({ ...match, question }));
  });
  return (await Promise.all(found)).flat();
}
