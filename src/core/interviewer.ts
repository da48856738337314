// What an interviewer is: it reads a lead and says what the visitor said and wants. Whoever runs one checks every claim
// with `checkClaim` before believing it; the reply to the visitor is decided elsewhere.
import type { Claim, Lead } from './lead.ts';
import type { Playbook } from './playbook.ts';
import type { Wants } from './wants.ts';

export type { Wants } from './wants.ts';

export type Turn = { claims: Claim[]; wants: Wants; interviewer: 'guided' | 'openai' };

export type View = { lead: Lead; playbook: Playbook };
export type Interviewer = (view: View) => Promise<Turn>;
