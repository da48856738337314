// What a rep brought back from the consent page is exchanged for access to their calendar, once. A code whose answer got
// lost is worth nothing the second time: then the rep is told to begin anew.
import { companyDomain } from '../core/contact.ts';
import type { JobOf, Owed } from '../core/job.ts';
import type { Playbook } from '../core/playbook.ts';
import type { CalendarGrants, JobDeps } from '../deps.ts';
import { OutsideError } from '../errors.ts';
import { forgetBusy } from '../store/busy.ts';
import { type ConsentOutcome, consentOf, consentRow, openConsent, settleConsent } from '../store/calendar-consents.ts';
import { grantOf, grantRow, holderOf, keepGrant } from '../store/calendar-grants.ts';
import { dropWatch, watchOf } from '../store/calendar-watches.ts';
import type { Tx } from '../store/db.ts';
import { appendEvents } from '../store/events.ts';
import { getRep } from '../store/rep.ts';

/** So long a code is good. */
const codeGoodMs = 10 * 60_000;
/** By then the rep reads on their page that Baton writes to them if it does not come about. */
const pageClosedMs = 15_000;

/** What Google gave, or why it gave nothing. */
type Redeemed = { kind: 'granted'; email: string; refreshToken: string } | { kind: 'refused'; why: string };

export async function redeemGrant(deps: JobDeps, job: JobOf<'redeem-grant'>): Promise<void> {
  const { db, grants, now } = deps;
  const came = await consentOf(db, job.consent);
  const sealedCode = await openConsent(db, job.consent);
  if (came === undefined || sealedCode === undefined || grants === null) return;
  const ageMs = () => now().getTime() - Date.parse(came.cameAt);
  const code = grants.sealer.open(sealedCode, consentRow(job.consent));
  const redeemed: Redeemed =
    code.kind === 'open'
      ? await redeem(grants, code.text, { isLast: ageMs() >= codeGoodMs })
      : { kind: 'refused', why: unreadable };
  await settle(deps, job, { redeemed, ageMs: ageMs() });
}

const unreadable = 'What you brought back from Google cannot be read any more: SECRET_KEY has changed meanwhile.';
/** Mostly because the first answer got lost. */
const usedUp = 'Google did not take what you brought back from it: it was used already, or is too old.';

async function redeem({ consent }: CalendarGrants, code: string, { isLast }: { isLast: boolean }): Promise<Redeemed> {
  try {
    return { kind: 'granted', ...(await consent.redeem(code)) };
  } catch (error) {
    if (!(error instanceof OutsideError) || (error.retry === 'later' && !isLast)) throw error;
    return { kind: 'refused', why: /invalid_grant/.test(error.message) ? usedUp : error.message };
  }
}

async function settle(
  { db, queue, now, newId, grants, playbook }: JobDeps,
  { rep, consent }: JobOf<'redeem-grant'>,
  { redeemed, ageMs }: { redeemed: Redeemed; ageMs: number },
): Promise<void> {
  const at = now().toISOString();
  const token = redeemed.kind === 'granted' && grants?.sealer.seal(redeemed.refreshToken, grantRow(rep));
  await db.inTx(async (tx) => {
    const outcome = redeemed.kind === 'refused' ? redeemed : await judge(tx, { rep, email: redeemed.email, playbook });
    if (!(await settleConsent(tx, consent, outcome))) return;
    if (outcome.kind === 'connected' && token) {
      const { email } = outcome;
      const owed = await owedInPlace(tx, rep, email);
      await keepGrant(tx, { rep, email, sealedToken: token, grantedAt: at });
      await dropWatch(tx, rep);
      await forgetBusy(tx, rep);
      const connected = { kind: 'connected', by: rep, data: { rep, email } } as const;
      await appendEvents(tx, { lead: null, events: [connected], at }, newId);
      return queue.enqueue(tx, [...owed, ...owedConnected(rep)]);
    }
    const revoke = redeemed.kind === 'granted' && token && owedRevoke(rep, { email: redeemed.email, token });
    const news = { kind: 'calendar', what: 'not-connected', why: whyNot(outcome), at } as const;
    const tell: Owed = { job: { kind: 'tell', to: rep, news }, key: `connect:${consent}` };
    await queue.enqueue(tx, [...(revoke ? [revoke] : []), ...(ageMs > pageClosedMs ? [tell] : [])]);
  });
}

type Asked = { rep: string; email: string; playbook: Playbook };

/** Meetings belong into the rep's own calendar, which may have several addresses in one company. */
async function judge(tx: Tx, { rep, email, playbook }: Asked): Promise<ConsentOutcome> {
  const holder = await holderOf(tx, email);
  if (holder !== undefined && holder !== rep) return { kind: 'taken', email };
  const listed = playbook.teams.flatMap(({ reps }) => reps).find(({ slack }) => slack === rep);
  const expected = (listed?.calendar ?? (await getRep(tx, rep))?.email ?? email).toLowerCase();
  const domain = companyDomain(email);
  return expected === email || (domain !== null && domain === companyDomain(expected))
    ? { kind: 'connected', email }
    : { kind: 'wrong-account', email, expected };
}

function whyNot(outcome: ConsentOutcome): string {
  switch (outcome.kind) {
    case 'refused':
      return outcome.why;
    case 'wrong-account':
      return `You chose ${outcome.email}, but your meetings belong into the calendar of ${outcome.expected}.`;
    default:
      return `${outcome.email} is connected already, as the calendar of a colleague.`;
  }
}

/** Another account's grant is given back, and a channel of before may still call. */
async function owedInPlace(tx: Tx, rep: string, email: string): Promise<Owed[]> {
  const before = await grantOf(tx, rep);
  const old = (await watchOf(tx, rep))?.channel;
  return [
    ...(before === undefined || before.email === email
      ? []
      : [owedRevoke(rep, { email: before.email, token: before.sealedToken })]),
    ...(old === undefined || old === null
      ? []
      : [{ job: { kind: 'unwatch-calendar', rep, channel: old.channel, resource: old.resource } } as const]),
  ];
}

/** Everything that waited for this calendar, and the home that says it is connected. */
function owedConnected(rep: string): Owed[] {
  return [
    { job: { kind: 'draw-home', rep }, key: `draw-home:${rep}` },
    { job: { kind: 'read-busy', rep }, key: `read-busy:${rep}` },
    { job: { kind: 'tend-calendars' }, key: 'tend-calendars' },
  ];
}

function owedRevoke(rep: string, { email, token }: { email: string; token: string }): Owed {
  return { job: { kind: 'revoke-grant', rep, email, token } };
}
