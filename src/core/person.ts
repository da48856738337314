// Who the visitor is, as far as they or their chat product said. Nothing here is guessed.
import { companyDomain } from './contact.ts';
import { known } from './known.ts';
import type { Lead } from './lead.ts';
import type { Field, Playbook } from './playbook.ts';

export type Person = {
  id: string;
  name: string | null;
  email: string | null;
  phone: string | null;
  company: string | null;
  /** Of their e-mail address, unless it is a free-mail one. */
  domain: string | null;
};

export function person(lead: Pick<Lead, 'answers' | 'visitor'>, playbook: Playbook): Person {
  const first = (matches: (field: Field) => boolean) => {
    const field = playbook.fields.find(matches);
    const value = field && known(lead, field);
    return typeof value === 'string' ? value : null;
  };
  const email = first(({ kind }) => kind === 'email') ?? lead.visitor.email ?? null;
  return {
    id: lead.visitor.id,
    name: first(({ id }) => id === 'name') ?? lead.visitor.name ?? null,
    email,
    phone: first(({ kind }) => kind === 'phone') ?? lead.visitor.phone ?? null,
    company: first(({ kind }) => kind === 'company'),
    domain: email === null ? null : companyDomain(email),
  };
}

/** The company as they said it, or else the domain of their e-mail. An address that stands for the name says it already. */
export function companyOf({ company, name, domain }: Person): string | null {
  return company ?? (name === null ? null : domain);
}
