// Addresses that nobody will read tomorrow. A hint that somebody should look, never a verdict: the list is other people's work.
import { disposableEmailBlocklistSet } from 'disposable-email-domains-js';
import { mailDomain } from './contact.ts';

const disposable = disposableEmailBlocklistSet();

export function isDisposable(email: string): boolean {
  const host = email.slice(email.lastIndexOf('@') + 1).toLowerCase();
  const domain = mailDomain(email);
  return disposable.has(host) || (domain !== null && disposable.has(domain));
}
