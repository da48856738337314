// The calendar product of a running Baton, with everything that reps need to let it in: made once, before anybody asks.
import type { CalendarConsent } from './adapters/calendar/calendar.ts';
import { createGoogleCalendars } from './adapters/calendar/google-calendar.ts';
import type { CalendarConfig } from './config.ts';
import type { CalendarAccess } from './core/home.ts';
import type { CalendarProduct } from './jobs/rep-calendars.ts';
import { grantRow } from './store/calendar-grants.ts';
import { type ConnectSigner, createConnectSigner } from './store/connect-link.ts';
import { createSealer, type Sealer } from './store/secret.ts';
import { changedPath } from './web/calendar-changed.ts';
import { type ConnectDoor, connectPaths, connectUrl } from './web/calendar-connect.ts';

export type OpenCalendars = CalendarProduct & {
  access(now: () => Date): CalendarAccess;
  /** Null: reps cannot connect a calendar themselves. */
  door: ConnectDoor | null;
  signer: ConnectSigner | null;
  /** Null: the product cannot call Baton. Google itself calls by HTTPS only. */
  hook(): { address: string; secretFor(rep: string): string } | null;
};

type Given = {
  calendar: CalendarConfig;
  keys: readonly string[] | undefined;
  /** Where browsers reach Baton; of a sandbox it is known once the server listens. */
  address: { url: string | null };
};

export function openCalendars({ calendar, keys, address }: Given): OpenCalendars {
  const { apiUrl, serviceAccount, oauth } = calendar;
  const at = () => address.url?.replace(/\/+$/, '') ?? '';
  /** Made when first asked for, because it needs the address. */
  let made: ReturnType<typeof createGoogleCalendars> | undefined;
  const google = () =>
    (made ??= createGoogleCalendars({
      ...(apiUrl !== undefined && { apiUrl }),
      serviceAccount,
      oauth: oauth && { ...oauth, redirectUrl: `${at()}${connectPaths.callback}` },
    }));
  const sealer = keys === undefined ? null : createSealer(keys);
  const signer = keys === undefined ? null : createConnectSigner(keys);
  const door =
    oauth === null || sealer === null || signer === null ? null : doorOf({ consent: google, sealer, signer, at });
  return {
    calendars: { of: (access) => google().calendars.of(access) },
    byCompany: serviceAccount !== null,
    sealer: oauth === null ? null : sealer,
    access: (now) => ({
      byCompany: serviceAccount !== null,
      linkFor: (rep) => (door === null ? null : connectUrl(door, rep, now().toISOString())),
      opens: (rep, sealed) => sealer !== null && sealer.open(sealed, grantRow(rep)).kind === 'open',
    }),
    door,
    signer,
    hook: () => {
      if (signer === null || (apiUrl === undefined && !at().startsWith('https:')) || at() === '') return null;
      return { address: `${at()}${changedPath}`, secretFor: signer.channelSecret };
    },
  };
}

type Door = {
  consent: () => { consent: CalendarConsent | null };
  sealer: Sealer;
  signer: ConnectSigner;
  at: () => string;
};

function doorOf({ consent: made, sealer, signer, at }: Door): ConnectDoor {
  const consent = () => {
    const { consent } = made();
    if (consent === null) throw new Error('Calendars cannot be granted without an OAuth client.');
    return consent;
  };
  return {
    consent: {
      url: (state) => consent().url(state),
      redeem: (code) => consent().redeem(code),
      revoke: (refreshToken) => consent().revoke(refreshToken),
    },
    sealer,
    signer,
    address: at,
  };
}

/** How reps' calendars are reached, for people. */
export function calendarWords(calendars: OpenCalendars | null): string {
  if (calendars === null) return 'not configured, so nobody books';
  const { byCompany, door } = calendars;
  if (byCompany) return door === null ? 'Google, for the company' : 'Google, for the company or as reps connect it';
  return 'Google, as reps connect it';
}
