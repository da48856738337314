// What Baton answers when somebody asks it something, by command or by message.
import type { AwayFault } from '../../core/away.ts';
import type { LeadState } from '../../core/lead.ts';

const states: Record<LeadState, string> = {
  offered: 'waiting for a rep',
  claimed: 'claimed',
  booked: 'booked',
  chatting: 'in the chat',
  nurturing: 'nurtured',
  rejected: 'rejected',
  quiet: 'gone quiet',
  closed: 'closed',
};

const faults: Record<AwayFault, string> = {
  unclear: 'Baton did not understand when you are away, so nothing was changed.',
  over: 'That time is over already, so nothing was changed.',
  backwards: 'That ends before it begins, so nothing was changed.',
  'too-far': 'That is more than a year ahead, so nothing was changed.',
};

export const answerWords = {
  helpTitle: 'What you can type',
  help: [
    ['/baton queue', ' shows the leads that wait for a rep.'],
    ['/baton mine', ' shows the leads you have claimed, and your meetings.'],
    ['/baton find Acme', ' finds a lead by name, company or e-mail address.'],
    ['/baton why Acme', ' explains its score, its pillars and what was refused.'],
    ['/baton stats', ' shows the team’s numbers of the last 7 and 28 days.'],
    ['/baton stats last week', ' shows all numbers of a week; a team’s name may follow, or a week such as 2026-W47.'],
    [
      '/baton stats pilot',
      ' shows managers form beside chat of the last 30 days, and the playbook to print; two dates may follow.',
    ],
    ['/baton bar', ' shows the score at which leads go to reps, and why.'],
    ['/baton away until Friday', ' keeps new leads from you until then.'],
    ['/baton back', ' ends it.'],
    ['/baton playbook', ' shows what Baton asks, how it judges and who gets the leads.'],
    ['/baton help', ' shows this.'],
  ] as const,
  helpInWords: 'Or write to Baton itself: “who is waiting?”, “why Acme?”, “I’m away tomorrow”.',
  unknown: (text: string) => `Baton does not know “${text}”.`,
  nearest: (command: string) => ` Did you mean /baton ${command}?`,

  statsNow: 'Leads now',
  noLeads: 'No lead yet.',
  states,
  count: (count: number, state: string) => `${count} ${state}`,
  last: (days: number) => `Last ${days} days`,
  nothingYet: 'No lead was accepted, rejected or nurtured yet.',
  accepted: (accepted: number, rejected: number, nurtured: number) =>
    `${accepted} accepted, ${rejected} rejected, ${nurtured} nurtured`,
  meetings: 'Meetings: /baton stats last week counts them',
  claims: (refused: number, made: number) =>
    `${refused} of ${made} statements were left out, because the visitor’s words did not bear them out`,

  awayUntil: 'You are away until ',
  awayOpen: 'You are away until you say that you are back.',
  awayFrom: 'You will be away from ',
  awayFromOpen: ', until you say that you are back',
  until: ' until ',
  others: ' New leads go to your colleagues meanwhile.',
  sayBack: 'Type /baton back when you are there, or if this is wrong.',
  sayAnew: 'If this is wrong, say it again, or call it off in Baton’s home.',
  faults,
  sayWhen: 'Try: away until Friday · away tomorrow afternoon · away for 2 hours · away 2026-12-24 to 2026-12-27.',
  back: 'Welcome back. New leads come to you again while you work.',
  wasNotAway: 'You were not away. New leads come to you while you work.',
  planned: 'Still planned; call it off in Baton’s home:',
  from: 'from ',

  stranger: 'Leads are shown to those who are in a team’s channel:',
  joined: 'Join yours. If you just have, try again in a minute.',
} as const;
