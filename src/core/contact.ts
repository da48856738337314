// What an e-mail address says about its owner. A free-mail address says nothing about a company.
import freeDomains from 'free-email-domains';
import { parse } from 'tldts';

const free: ReadonlySet<string> = new Set(freeDomains);

/** Endings that are set aside for examples and tests, where people try Baton out. */
const reserved = /\.(?:example|test|invalid|localhost)$/i;

/** The registrable domain of an address: `mail.northwind.co.uk` belongs to `northwind.co.uk`. A mistyped `.con` has none. */
export function mailDomain(email: string): string | null {
  const { domain, isIcann } = parse(email.slice(email.lastIndexOf('@') + 1), { detectIp: false });
  return isIcann || reserved.test(domain ?? '') ? domain : null;
}

export function isFreeMail(email: string): boolean {
  const host = email.slice(email.lastIndexOf('@') + 1).toLowerCase();
  const domain = mailDomain(email);
  return free.has(host) || (domain !== null && free.has(domain));
}

/** The company's domain behind an address, unless it is a free-mail one. */
export function companyDomain(email: string): string | null {
  return isFreeMail(email) ? null : mailDomain(email);
}
