// What a rep brought back from the consent page is exchanged for access to their calendar, once. A code whose answer got
// lost is worth nothing the second time: then the rep is told to begin anew.
import type { JobOf, Owed } from '../core/job.ts';
import type { Playbook } from '../core/playbook.ts';
import type { JobDeps } from '../deps.ts';
import { OutsideError } from '../errors.ts';
import { forgetBusy } from '../store/busy.ts';
import { type ConsentOutcome, consentOf, consentRow, openConsent, settleConsent } from '../store/calendar-consents.ts';
import { grantOf, grantRow, holderOf, keepGrant } from '../store/calendar-grants.ts';
import { type Channel, dropWatch, watchOf } from '../store/calendar-watches.ts';
import type { Reader } from '../store/db.ts';
import { appendEvents } from '../store/events.ts';
import { getRep } from '../store/rep.ts';

/** So long a code is good. */
const codeGoodMs = 10 * 60_000;
/** By then the rep reads on their page that Baton writes to them if it does not come about. */
const pageClosedMs = 15_000;

type Granted = { email: string; refreshToken: string };

export async function redeemGrant(deps: JobDeps, job: JobOf<'redeem-grant'>): Promise<void> {
  const { db, grants, now } = deps;
  const came = await consentOf(db, job.consent);
  const sealedCode = await openConsent(db, job.consent);
  if (came === undefined || sealedCode === undefined || grants === null) return;
  const ageMs = () => now().getTime() - Date.parse(came.cameAt);
  const code = grants.sealer.open(sealedCode, consentRow(job.consent));
  if (code.kind === 'closed')
    return settle(deps, job, { outcome: { kind: 'refused', why: unreadable }, ageMs: ageMs() });
  let granted: Granted;
  try {
    granted = await grants.consent.redeem(code.text);
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error;
    if (error.retry === 'later' && ageMs() < codeGoodMs) throw error;
    const why = /invalid_grant/.test(error.message) ? usedUp : error.message;
    return settle(deps, job, { outcome: { kind: 'refused', why }, ageMs: ageMs() });
  }
  const outcome = await judge(deps, job.rep, granted.email);
  await settle(deps, job, { outcome, granted, ageMs: ageMs() });
}

/** Mostly because the first answer got lost. */
const usedUp = 'Google did not take what you brought back from it: it was used already, or is too old.';
const unreadable = 'What you brought back from Google cannot be read any more: SECRET_KEY has changed meanwhile.';

/** Meetings belong into the rep's own calendar, which may have several addresses in one company. */
async function judge({ db, playbook }: JobDeps, rep: string, email: string): Promise<ConsentOutcome> {
  const holder = await holderOf(db, email);
  if (holder !== undefined && holder !== rep) return { kind: 'taken', email };
  const expected = await addressOf(db, rep, playbook);
  const isTheirs = expected === null || domainOf(expected) === domainOf(email);
  return isTheirs ? { kind: 'connected', email } : { kind: 'wrong-account', email, expected };
}

async function addressOf(reader: Reader, rep: string, { teams }: Playbook): Promise<string | null> {
  const listed = teams.flatMap(({ reps }) => reps).find(({ slack }) => slack === rep);
  return listed?.calendar ?? (await getRep(reader, rep))?.email ?? null;
}

const domainOf = (email: string) => email.slice(email.lastIndexOf('@') + 1).toLowerCase();

type Settling = { outcome: ConsentOutcome; granted?: Granted; ageMs: number };

async function settle(
  { db, queue, now, newId, grants }: JobDeps,
  { rep, consent }: JobOf<'redeem-grant'>,
  { outcome, granted, ageMs }: Settling,
): Promise<void> {
  const at = now().toISOString();
  const sealedToken = granted && grants?.sealer.seal(granted.refreshToken, grantRow(rep));
  await db.inTx(async (tx) => {
    if (!(await settleConsent(tx, consent, outcome))) return;
    const before = await grantOf(tx, rep);
    if (outcome.kind === 'connected' && sealedToken !== undefined) {
      const { email } = outcome;
      await keepGrant(tx, { rep, email, sealedToken, grantedAt: at });
      const channel = (await watchOf(tx, rep))?.channel ?? null;
      await dropWatch(tx, rep);
      await forgetBusy(tx, rep);
      const data = { rep, email };
      await appendEvents(tx, { lead: null, events: [{ kind: 'connected', by: rep, data }], at }, newId);
      const isOther = before !== undefined && before.email !== email;
      const revoked = isOther ? [owedRevoke(rep, { email: before.email, token: before.sealedToken })] : [];
      await queue.enqueue(tx, [...owedConnected(rep, channel), ...revoked]);
      return;
    }
    const unwanted = sealedToken !== undefined && granted !== undefined ? { ...granted, token: sealedToken } : null;
    const news = { kind: 'calendar', what: 'not-connected', why: whyNot(outcome), at } as const;
    await queue.enqueue(tx, [
      ...(unwanted === null ? [] : [owedRevoke(rep, unwanted)]),
      ...(ageMs > pageClosedMs ? [{ job: { kind: 'tell', to: rep, news }, key: `connect:${consent}` } as const] : []),
    ]);
  });
}

function whyNot(outcome: ConsentOutcome): string {
  switch (outcome.kind) {
    case 'refused':
      return outcome.why;
    case 'wrong-account':
      return `You chose ${outcome.email}, but your meetings belong into the calendar of ${outcome.expected}.`;
    case 'taken':
      return `${outcome.email} is connected already, as the calendar of a colleague.`;
    case 'connected':
      return '';
  }
}

/** Everything that waited for this calendar, and the home that says it is connected. A channel of before may still call. */
function owedConnected(rep: string, old: Channel | null): Owed[] {
  const stop = old && { kind: 'unwatch-calendar' as const, rep, channel: old.channel, resource: old.resource };
  return [
    ...(stop === null ? [] : [{ job: stop }]),
    { job: { kind: 'draw-home', rep }, key: `draw-home:${rep}` },
    { job: { kind: 'read-busy', rep }, key: `read-busy:${rep}` },
    { job: { kind: 'tend-calendars' }, key: 'tend-calendars' },
  ];
}

export function owedRevoke(rep: string, { email, token }: { email: string; token: string }): Owed {
  return { job: { kind: 'revoke-grant', rep, email, token } };
}
