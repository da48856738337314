// A mail came that is no line of the visitor's: somebody else answered it, a program did, or nothing was written in it. What they
// wrote is kept beside the transcript and never in it: only a visitor's own words are ever evidence.
import type { Decision } from './decision.ts';
import type { Lead } from './lead.ts';
import type { MailRef, Writer } from './mail-thread.ts';
import { stop } from './nurture.ts';
import { person } from './person.ts';
import { type Playbook, teamOf } from './playbook.ts';
import { guestOf } from './tell-meeting.ts';
import { veil, veiled } from './veiled.ts';

type By = { playbook: Playbook; now: string };

/** `empty`: nothing in it is the writer's own. */
export type SetAside = 'auto-reply' | 'empty';

/** Whether the visitor uses this address, as far as is known. */
export function isTheirs(lead: Lead, address: string, playbook: Playbook): boolean {
  const known = [person(lead, playbook).email, lead.visitor.email, guestOf(lead, playbook)];
  return known.some((each) => each?.trim().toLowerCase() === address.trim().toLowerCase());
}

export function setAside(lead: Lead, { id }: Pick<MailRef, 'id'>, why: SetAside): Decision {
  return { lead, events: [{ kind: 'mail-set-aside', by: 'visitor', data: { why, mail: id } }], owed: [] };
}

/** People read it and answer it themselves; nothing more is sent by itself meanwhile. */
export function colleagueWrote(
  before: Lead,
  { from, text, mail }: { from: Writer; text: string; mail: MailRef },
  { playbook, now }: By,
): Decision {
  const stopped = stop(before, { why: 'replied', by: 'colleague', now });
  const lead = stopped?.lead ?? before;
  const isVeiled = veiled(before, playbook) !== before;
  const shown = isVeiled ? { from: { ...from, address: veil(from.address) }, text: veil(text) } : { from, text };
  const data = { why: 'colleague', from, text, subject: mail.subject, mail: mail.id };
  return {
    lead,
    events: [{ kind: 'mail-set-aside', by: 'colleague', data }, ...(stopped?.events ?? [])],
    owed: [...(stopped?.owed ?? []), ...owedTelling(lead, { ...shown, subject: mail.subject }, { playbook, now })],
  };
}

function owedTelling(
  { id: lead, card, offer, bar }: Lead,
  { subject, ...said }: { from: Writer; text: string; subject: string },
  { playbook, now: at }: By,
): Decision['owed'] {
  if (card !== null) return [{ job: { kind: 'post-note', lead, note: { kind: 'colleague-wrote', at, ...said } } }];
  const to = teamOf(playbook, offer?.team ?? bar?.team)?.channel;
  if (to === undefined) throw new Error('A playbook without a team was read.');
  return [{ job: { kind: 'tell', to, lead, news: { kind: 'mail', what: 'colleague', subject, ...said, at } } }];
}

type Failure = { what: 'bounced' | 'complained'; address: string; why: string; mail: string };

/** The rep reads of it; `isStopped`: what the visitor would have been written next ends with it. */
export function mailFailed(
  before: Lead,
  failure: Failure,
  { now, isTheirs }: { now: string; isTheirs: boolean },
): Decision {
  const { what, address, why, mail } = failure;
  const by = what === 'bounced' ? 'baton' : 'visitor';
  const stopped = isTheirs ? stop(before, { why: what, by, now }) : null;
  const lead = stopped?.lead ?? before;
  const note = { kind: 'mail-failed', at: now, what, address, why } as const;
  return {
    lead,
    events: [{ kind: what, by, data: { why, mail } }, ...(stopped?.events ?? [])],
    owed: [
      ...(stopped?.owed ?? []),
      ...(lead.card === null ? [] : [{ job: { kind: 'post-note' as const, lead: lead.id, note } }]),
    ],
  };
}
