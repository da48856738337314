// What Baton tells people in Slack outside a card and its thread.
import type { Fall } from './at-risk.ts';
import type { Writer } from './mail-thread.ts';

export type News =
  /** What was given up on and waits for a person; which jobs those are is read when it is told. */
  | { kind: 'stuck' }
  | { kind: 'down'; system: string; why: string; at: string }
  | { kind: 'recovered'; system: string; since: string; at: string }
  /** The product takes no more of Baton's calls until then. */
  | { kind: 'limit'; system: string; until: string; why: string; at: string }
  /** What the playbook names in the CRM is not as it needs to be; in sentences. */
  | { kind: 'crm-fields'; crm: string; wrong: readonly string[]; at: string }
  /** Of the rep who is told; of `rep` where that is ops. `email` null: it was the company's access. */
  | { kind: 'calendar'; what: 'lost'; rep: string; email: string | null; why: string; at: string }
  | { kind: 'calendar'; what: 'not-connected'; why: string; at: string }
  /** No key opens what these reps granted. */
  | { kind: 'calendar'; what: 'closed'; reps: readonly string[]; why: string; at: string }
  /** Nobody knows whose this mail is, or somebody else answered one to the visitor of the job, of whom there is no card. */
  | { kind: 'mail'; what: 'unplaced' | 'colleague'; from: Writer; subject: string; text: string; at: string }
  /** What looks like spam; which leads those are is read when it is told. */
  | { kind: 'held'; at: string }
  /** The lead of a customer is qualified no more; the job says which. */
  | { kind: 'at-risk'; why: Fall; at: string }
  | { kind: 'workspace'; what: 'installed' | 'uninstalled' | 'revoked'; workspace: string; name: string; at: string }
  /** A stored token cannot be read; `why` in words. */
  | { kind: 'workspace'; what: 'closed'; workspace: string; name: string; why: string; at: string };

/** Customers, and mails of leads, are the business of others too. */
export type OpsNews = Exclude<News, { kind: 'at-risk' | 'mail' | 'held' }>;
