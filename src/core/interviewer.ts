// What an interviewer is: it reads a lead and says what the visitor said and wants. Whoever runs one checks every claim
// with `checkClaim` before believing it; the reply to the visitor is decided elsewhere.
import type { Claim, Lead } from './lead.ts';
import type { Playbook } from './playbook.ts';

/**
 * answering: says something; asking: asks us something; person: wants a human; leaving: says goodbye;
 * declining: would rather not say; nothing: a greeting, a thank-you, "don't know".
 */
export const wants = ['answering', 'asking', 'person', 'leaving', 'declining', 'nothing'] as const;
export type Wants = (typeof wants)[number];

export type Turn = { claims: Claim[]; wants: Wants; interviewer: 'guided' | 'openai' };

export type View = { lead: Lead; playbook: Playbook };
export type Interviewer = (view: View) => Promise<Turn>;
