// The visitor wrote: one turn of the interview for everything unread. Dropped if a later turn has read it already.
import {
  chosen,
  heardBeside,
  type NotTheirs,
  readTimes,
  sayHeld,
  sayNotHeld,
  type TimesAnswer,
} from '../core/answer-times.ts';
import { withConsequences } from '../core/consequences.ts';
import type { Decision } from '../core/decision.ts';
import type { Desk } from '../core/desk.ts';
import { isByForm } from '../core/form.ts';
import { takeForm } from '../core/form-turn.ts';
import { guidedTurn } from '../core/guided.ts';
import { toAsk } from '../core/in-crm.ts';
import type { Turn } from '../core/interviewer.ts';
import type { JobOf } from '../core/job.ts';
import type { Lead, Message } from '../core/lead.ts';
import { chatOf } from '../core/line.ts';
import { fieldOf, type Playbook } from '../core/playbook.ts';
import { takeTurn as decideTurn, isOffered } from '../core/turn.ts';
import { keptFrom } from '../core/unproven.ts';
import type { JobDeps } from '../deps.ts';
import { OutsideError } from '../errors.ts';
import { readBars } from '../store/bars.ts';
import type { Tx } from '../store/db.ts';
import { atDesk } from '../store/desk.ts';
import { holdTime, type SlotNotHeld } from '../store/hold-time.ts';
import { findFor } from '../store/knowledge.ts';
import { commitLead, getLead } from '../store/lead.ts';
import { remember } from '../store/remember.ts';
import { tokensSpent } from '../store/spent.ts';
import { seenInTime } from './look-up-crm.ts';
import { showDraft } from './show-draft.ts';

/** A turn is worked out anew when the lead moves while the interviewer thinks. */
const rounds = 3;

export async function takeTurn(deps: JobDeps, { lead: id }: JobOf<'take-turn'>): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    const before = await getLead(deps.db, id);
    const unread = before?.messages.some(({ n, from }) => from === 'visitor' && n > before.readUpTo);
    if (before === undefined || !unread) return;
    if (await takeRound(deps, before)) return;
  }
  throw new OutsideError('The conversation moved on during every try.', {
    system: 'interview',
    retry: 'later',
    retryAfterMs: 500,
  });
}

/** Whether it was committed: else somebody was faster. */
async function takeRound(deps: JobDeps, before: Lead): Promise<boolean> {
  const { db, playbook, interviewer, now, linkFor, mailIds } = deps;
  const passages = await findFor(db, before, playbook);
  const spent = await tokensSpent(db, before.id);
  // Nobody asks of a meeting, or moves it, but where they proved who they are.
  const isTheirs = keptFrom(before, chatOf(before)) === null;
  const times = isTheirs ? readTimes(before, { playbook, now: now().toISOString() }) : null;
  const view = { lead: before, playbook, passages, spent };
  const link = isTheirs ? linkFor(before.id) : null;
  const said = { passages, times, link, canMail: mailIds !== null && link !== null };
  const judged = { playbook, bars: await readBars(db, playbook), ...said };
  const shown = showDraft(deps, before, { ...judged, now: now().toISOString() });
  let line: string | undefined;
  try {
    const isForm = isByForm(before);
    const ask = () => shown.during((onProgress) => interviewer(view, onProgress));
    const turn = isForm ? guidedTurn(view) : times === null ? await ask() : heardBeside(before, playbook);
    const at = now().toISOString();
    const by = { ...judged, now: at };
    const decideOn = isForm ? takeForm : decideTurn;
    const seen = await withOwner(deps, before, (lead) => decideOn(lead, turn, by));
    const heard = tellsWho(turn, playbook) ? decideOn(seen, turn, by).lead : seen;
    const after = await db.inTx(async (tx) => {
      const known = await remember(tx, { before: seen, heard, playbook, now: at });
      const decide = (desk?: Desk) => decideOn(known.lead, turn, { ...by, desk });
      const decision = await keepChoice(deps, tx, {
        decision: await atDesk(tx, { before, playbook, at }, decide),
        times,
        at,
      });
      const { lead: after, events: told, owed, turns } = withConsequences(before, decision, by);
      const events = [...known.events, ...told];
      const committed = await commitLead(tx, { before, after, events, owed, turns, at }, deps);
      return committed === 'committed' ? after : null;
    });
    line = after?.messages.slice(before.messages.length).find(isOurs)?.text;
    return after !== null;
  } finally {
    shown.end(line);
  }
}

/** Only an address says who somebody is: few turns have one. */
const tellsWho = ({ claims }: Turn, playbook: Playbook): boolean =>
  claims.some(({ field }) => ['email', 'phone'].includes(fieldOf(playbook, field)?.kind ?? ''));

const isOurs = ({ from }: Message) => from === 'baton';

/** Whose the visitor is in the CRM counts before any turn: a lead that is about to be given away knows it, if the CRM answers. */
async function withOwner(deps: JobDeps, before: Lead, decide: (lead: Lead) => Decision): Promise<Lead> {
  if (deps.crm === null) return before;
  const draft = decide(before);
  if (!isOffered(before, draft) || toAsk(draft.lead, deps.playbook) === null) return before;
  const crm = await seenInTime(deps, draft.lead);
  return crm === null ? before : { ...before, crm };
}

/** A time that the visitor chose is held with their turn; what the calendar says of it comes later. */
async function keepChoice(
  deps: JobDeps,
  tx: Tx,
  { decision, times, at }: { decision: Decision; times: TimesAnswer | null; at: string },
): Promise<Decision> {
  const { playbook, newId, linkFor } = deps;
  const { lead } = decision;
  const meeting = times?.kind === 'picked' ? chosen(lead, times.index) : null;
  if (meeting === null) return decision;
  const by = { playbook, now: at, link: linkFor(lead.id) };
  const asked = { by: 'visitor', ...meeting } as const;
  const held = await holdTime(tx, lead, { asked, playbook, newId, now: at, isManager: false });
  if (held.kind === 'done') return sayHeld(decision, held, by);
  return sayNotHeld(decision, { why: notTheirs(held), startsAt: meeting.startsAt }, by);
}

function notTheirs({ kind }: SlotNotHeld): NotTheirs {
  if (kind === 'slot-taken' || kind === 'not-offered') return 'gone';
  return kind === 'no-address' || kind === 'under-way' ? kind : 'over';
}
