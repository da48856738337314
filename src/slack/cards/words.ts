// Every word a rep reads. STYLE.md says how they are chosen: what happened first, then what to do next, no decoration.
import type { Lead, LeadState, Offer, Pillars, RepVerdict } from '../../core/lead.ts';
import { ladderWords } from './ladder-words.ts';
import { opsWords } from './ops-words.ts';
import { whyWords } from './why-words.ts';

const titles: Record<LeadState, string> = {
  chatting: 'Back in the chat',
  offered: 'Qualified',
  claimed: 'Claimed',
  booked: 'Booked',
  closed: 'Closed',
  nurturing: 'Nurtured',
  rejected: 'Rejected',
  quiet: 'Gone quiet',
};

const offered: Record<Offer['why'], string> = {
  qualified: titles.offered,
  asked: 'Asked for a person',
  learning: 'Just under the bar',
  form: 'Form',
};

const pillarWords: Record<keyof Pillars, string> = {
  intent: 'intent',
  context: 'context',
  continuity: 'continuity',
  nextStep: 'next step',
};

const taken: Record<RepVerdict['kind'], string> = {
  claimed: 'the claim',
  rejected: 'the rejection',
  nurtured: 'the nurturing',
};

function title(lead: Pick<Lead, 'state' | 'offer'>): string {
  return lead.state === 'offered' && lead.offer !== null ? offered[lead.offer.why] : titles[lead.state];
}

/** `2 s`, `5 min`, `3 h`, `4 days`. */
function span(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 2 * 86_400) return `${Math.floor(seconds / 3_600)} h`;
  return `${Math.floor(seconds / 86_400)} days`;
}

const ago = (ms: number) => (ms < 10_000 ? 'just now' : `${span(ms)} ago`);

export const words = {
  nothing: 'Nothing to show.',
  ops: opsWords,
  why: whyWords,
  title,
  span,
  ago,
  pillar: (name: keyof Pillars) => pillarWords[name],
  taken: (what: string) => (what in taken ? taken[what as keyof typeof taken] : 'the last step'),
  more: (count: number) => (count > 0 ? [`and ${count} more`] : []),
  risk: {
    title: 'A customer may be at risk',
    gone: (because: string) => `No more: ${because}`,
    pillar: (name: string) => `No more: ${name}`,
    ask: 'They are no longer qualified. Talk to ',
    has: ', who has the lead.',
    nobody: 'They are no longer qualified, and no rep has claimed the lead.',
  },
  points: (count: number) => `${count < 0 ? '−' : '+'}${Math.abs(count)}`,

  card: {
    wants: 'Wants: ',
    wrote: 'Wrote last: ',
    contact: 'Contact: ',
    noContact: 'no e-mail or phone yet',
    writes: (language: string) => `writes ${language}`,
    page: 'Page: ',
    whyNow: 'Why now',
    known: 'What they told us',
    committee: 'Who else decides',
    old: 'Said long ago, not confirmed since: ',
    unknown: 'Not known yet: ',
    likely: 'likely ',
    agreed: (offer: string) => ` – agreed to “${offer}”: `,
    declined: ' (would rather not say)',
    nothingUnknown: 'Nothing is missing.',
    asked: 'They asked (not answered yet)',
    answered: 'Baton answered from our pages',
    because: 'Points: ',
    refused: (count: number) =>
      count === 1
        ? 'Left out: 1 statement that the visitor’s words did not bear out.'
        : `Left out: ${count} statements that the visitor’s words did not bear out.`,
    waiting: 'Waiting for a rep · offered ',
    learning: 'Posted to keep learning: is it for us? Your verdict moves the bar.',
    at: ' · ',
    claimedBy: 'Claimed by ',
    rejectedBy: 'Rejected by ',
    nurturedBy: 'Nurtured by ',
    until: (day: string) => ` until ${day}`,
    reason: (label: string) => `: ${label}`,
    wrong: (label: string) => `Wrong answer: ${label}`,
    score: (score: number, bar: number) => `${score} of 100, bar ${bar}`,
    moved: (score: number, was: number, because: string) => `${score}, was ${was}: ${because}`,
    lost: 'No longer qualified. ',
    lostNext: 'Why? says what is missing; an answer of the visitor can bring it back.',
  },

  buttons: {
    claim: 'Claim',
    takeOver: 'Take over',
    handBack: 'Hand back to Baton',
    nurture: 'Nurture',
    reject: 'Reject',
    undo: 'Undo',
    inTouch: ladderWords.inTouch,
    why: 'Why?',
  },

  reject: {
    title: 'Reject this lead',
    submit: 'Reject',
    close: 'Cancel',
    reason: 'Why is it not for us?',
    reasonHint: 'Your reason teaches Baton whom to send.',
    wrongField: 'Is one of the answers wrong?',
    note: 'Anything to add?',
    choose: 'Choose a reason.',
    tooLong: 'Keep it under 1,000 characters.',
  },

  nurture: {
    title: 'Nurture this lead',
    submit: 'Nurture',
    close: 'Cancel',
    until: 'Come back to them on',
    note: 'What should happen until then?',
    choose: 'Choose a day.',
    future: 'Choose a day after today.',
    tooFar: 'Choose a day within two years.',
    tooLong: 'Keep it under 1,000 characters.',
  },

  notes: {
    handover: 'Handover to ',
    agenda: 'For the first meeting',
    asked: 'They asked; answer these first',
    promised: 'What Baton promised them',
    transcript: (from: number, to: number, of: number) => `Transcript, lines ${from}–${to} of ${of}.`,
    bold: ' Bold: the words behind an answer.',
    cut: (characters: number) => ` [${characters} more characters in the chat]`,
    noLine: 'This line is no longer there.',
    rejected: ' rejected this lead: ',
    nurtured: (until: string) => ` will come back to this lead on ${until}.`,
    undone: (what: string) => ` took back ${what}.`,
    wrote: 'The visitor wrote:',
    returned: 'This visitor is back and ready to talk. The card above shows what they said since.',
    visitor: 'Visitor',
    baton: 'Baton',
    rep: 'Rep',
  },

  lists: {
    waiting: (count: number) => (count === 1 ? '1 lead waits for a rep' : `${count} leads wait for a rep`),
    nobodyWaits: 'No lead waits for a rep. New ones appear in the channel by themselves.',
    mine: (count: number) => (count === 1 ? 'Your claimed lead' : `Your ${count} claimed leads`),
    noneMine: 'You have claimed no lead yet. Press Claim on a card in the channel.',
    found: (count: number, typed: string) =>
      count === 1 ? `1 lead matches “${typed}”` : `${count} leads match “${typed}”`,
    foundAt: (state: string) => ` · ${state} · last change `,
    waitingSince: ' · offered ',
    claimedAt: ' · claimed ',
    next: {
      'say-hello': ' · next: say hello',
      answer: ' · next: answer them, they wrote last',
      'follow-up': ' · next: follow up',
    },
    by: ' by ',
    snoozed: ' · snoozed until ',
    wants: (label: string) => `; they want: ${label}`,
    in: ' · in ',
    score: (score: number) => ` · ${score} of 100`,
    howTitle: 'How Baton works',
    how: [
      'Baton talks to visitors on the website and puts a card into the channel when a conversation qualifies.',
      'Press Claim and the visitor is yours: the whole conversation and a brief are in the card’s thread.',
    ],
  },

  sentences: {
    claimed: 'It’s yours. The brief and the whole conversation are in the card’s thread.',
    rejected: 'Rejected. Your reason teaches Baton whom to send.',
    nurtured: (until: string) => `Noted: back on ${until}.`,
    undone: 'Taken back. The card shows where the lead stands now.',
    yours: 'This lead is already yours.',
    faster: (name: string, ms: number) =>
      `${name} was ${ms < 1_000 ? 'a moment' : span(ms)} faster. The next one is yours.`,
    taken: (name: string, ms: number) => `${name} claimed this lead ${ago(ms)}. Ask them if you want to take over.`,
    notYours: (name: string) => `Only ${name} can take this back.`,
    tooLate: 'Undo works for five minutes. The lead stays as the card shows it.',
    nothingToUndo: 'There is nothing to take back. The card shows where the lead stands.',
    over: (state: string) => `This button is from an older card: the lead is now “${state}”.`,
    overBy: (name: string, state: string) => `${name} was here before you: the lead is now “${state}”.`,
    notAllowed: (team: string, names: readonly string[]) =>
      names.length === 0
        ? `Only the listed reps of ${team} may do this, and none is listed yet. Ask whoever keeps the playbook.`
        : `Only the listed reps of ${team} may do this: ${names.join(', ')}.`,
    oldButton: 'This button is from an older Baton and does nothing any more. Use the lead’s newest card.',
    only: (names: readonly string[], groups: boolean) => {
      const who = [...names, ...(groups ? ['members of the managers’ user groups'] : [])];
      return who.length === 0
        ? 'Only managers may do this, and the playbook names none yet: it lists them under roles.'
        : `Only managers may do this: ${who.join(', ')}.`;
    },
    gone: 'This lead no longer exists; its data was deleted. Nothing is left to do.',
    failed: (reference: string) =>
      `Sorry, that did not work and nothing was changed. Try again; if it fails again, give your admin this reference: ${reference}`,
  },
} as const;
