// Addresses that nobody will read tomorrow. A hint that somebody should look, never a verdict: the list is other people's work.
import { disposableEmailBlocklistSet } from 'disposable-email-domains-js';
import { mailDomain } from './contact.ts';

const disposable = disposableEmailBlocklistSet();

export function isDisposable(email: string): boolean {
  const host = email.slice(email.lastIndexOf('@') + 1).toLowerCase();
  const domain = mailDomain(email);
  return disposable.has(host) || (domain !== null && disposable.has(domain));
}

const lookMs = 30 * 60_000;

/**
 * So long somebody of the team may look at what such an address has booked, before it goes through by itself: nobody who
 * means it loses a time because nobody looked. Null: there is nothing to look at.
 */
export function lookUntil(email: string, { startsAt, now }: { startsAt: string; now: string }): string | null {
  if (!isDisposable(email)) return null;
  const at = Date.parse(now);
  const ms = Math.min(lookMs, Math.max(0, Date.parse(startsAt) - at) / 2);
  return new Date(at + Math.floor(ms)).toISOString();
}
