// How Baton gets into the calendar of each rep: as the playbook says, with what they granted, or for the company by their
// address in Slack. Nothing is remembered between two questions: a grant that is lost is lost at once, everywhere.
import type { Playbook } from '../core/playbook.ts';
import { workspaceOfAddressee } from '../core/workspace.ts';
import type { Calendars, Deps, RepCalendars, Workspaces } from '../deps.ts';
import { type CalendarGrant, grantOf, grantRow, resealGrant } from '../store/calendar-grants.ts';
import { getRep, keepRep } from '../store/rep.ts';
import type { Sealer } from '../store/secret.ts';
import { loseCalendar } from './lose-calendar.ts';

/** `byCompany`: it may act for everybody. `sealer` null: reps cannot grant anything themselves. */
export type CalendarProduct = { calendars: Calendars; byCompany: boolean; sealer: Sealer | null };

type Parts = { product: CalendarProduct | null; workspaces: Workspaces };

export function createRepCalendars(deps: Deps, { product, workspaces }: Parts): RepCalendars {
  if (product === null) return { of: async () => ({ kind: 'none' }), lose: async () => {} };
  const { calendars, byCompany, sealer } = product;
  const delegated = (email: string) => {
    return { kind: 'open', email, calendar: calendars.of({ kind: 'delegated', email }) } as const;
  };
  return {
    async of(rep) {
      const named = byCompany ? calendarIn(deps.playbook, rep) : undefined;
      if (named !== undefined) return delegated(named);
      const grant = await grantOf(deps.db, rep);
      const token = grant === undefined || sealer === null ? null : await tokenOf(deps, { grant, sealer });
      if (grant !== undefined && token !== null) {
        const { email } = grant;
        return { kind: 'open', email, calendar: calendars.of({ kind: 'granted', email, refreshToken: token }) };
      }
      const address = byCompany ? await addressOf(deps, rep, workspaces) : null;
      if (address !== null) return delegated(address);
      return grant === undefined ? { kind: 'none' } : { kind: 'lost', email: grant.email };
    },
    lose: (rep, why) => loseCalendar(deps, { rep, why }),
  };
}

function calendarIn({ teams }: Playbook, rep: string): string | undefined {
  return teams.flatMap(({ reps }) => reps).find(({ slack, calendar }) => slack === rep && calendar !== undefined)
    ?.calendar;
}

/** Null: the product takes it no more, or nobody can read it any more. */
async function tokenOf(
  { db }: Deps,
  { grant, sealer }: { grant: CalendarGrant; sealer: Sealer },
): Promise<string | null> {
  const { rep, lostAt, sealedToken: from } = grant;
  const opened = lostAt === null ? sealer.open(from, grantRow(rep)) : null;
  if (opened?.kind !== 'open') return null;
  const { text, isOld } = opened;
  if (isOld) await db.inTx((tx) => resealGrant(tx, { rep, from, to: sealer.seal(text, grantRow(rep)) }));
  return text;
}

/** As Slack knows it; somebody whom Baton has not met is asked after. */
async function addressOf({ db, playbook, now }: Deps, rep: string, workspaces: Workspaces): Promise<string | null> {
  const known = await getRep(db, rep);
  if (known !== undefined) return known.email;
  const slack = workspaces.clientFor(async () => workspaceOfAddressee(playbook, rep));
  const { name, email = null } = await slack.user(rep);
  await db.inTx((tx) => keepRep(tx, { id: rep, name, email, learnedAt: now().toISOString() }));
  return email;
}
