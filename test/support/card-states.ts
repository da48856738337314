// Every state that a card can show. Snapshots compare them, and the pictures of STYLE.md are drawn from them.
import { formLead } from '../../src/core/form.ts';
import type { Lead } from '../../src/core/lead.ts';
import type { Nurture } from '../../src/core/nurtured.ts';
import type { OfferedLadder } from '../../src/core/rungs.ts';
import { aLead, anAnswer, anOffer, aPlaybook, aTranscript, claimedBy, minutesAgo, rita, sam } from './leads.ts';
import { joinedLead, toldBefore } from './memory-states.ts';

const short = aTranscript(['A person please!', { baton: 'Of course.' }]);
export const asked = aLead({
  messages: short,
  page: null,
  score: 4,
  reasons: [],
  verdict: null,
  pillars: { intent: false, context: false, continuity: false, nextStep: false },
  offer: anOffer({ why: 'asked', at: minutesAgo(0) }),
});
const typedIn = formLead({
  id: 'lead_form',
  page: { url: 'https://www.northwind.example/contact' },
  inputs: [
    { name: 'name', text: 'Ana Reyes' },
    { name: 'email', text: 'ana.reyes@acme.example' },
    { name: 'size', text: '120' },
    { name: 'budget', text: 'somewhere near the usual' },
    { name: 'how_did_you_hear', text: 'A colleague in Lyon' },
    { name: 'message', text: 'Twelve spreadsheets are one too many. Can you call me next week?' },
  ],
  playbook: aPlaybook(),
  now: minutesAgo(6),
});
export const byForm = aLead({
  messages: typedIn.messages,
  channel: 'form',
  page: typedIn.page,
  score: 13,
  reasons: [{ points: 8, because: '20 people or more' }],
  verdict: 'unqualified',
  pillars: { intent: false, context: false, continuity: false, nextStep: true },
  offer: anOffer({ why: 'form' }),
  answers: [
    anAnswer(typedIn.messages, 'name', { value: 'Ana Reyes', quote: 'Ana Reyes' }),
    anAnswer(typedIn.messages, 'email', { value: 'ana.reyes@acme.example', quote: 'ana.reyes@acme.example' }),
    anAnswer(typedIn.messages, 'size', { value: 120, quote: '120' }),
  ],
});
const formOf = ({ messages, answers, channel, page, score, reasons, verdict, pillars, offer }: Lead) => ({
  ...{ messages, answers, channel, page, score, reasons, verdict, pillars, offer },
});
export const rejection = {
  kind: 'rejected',
  reason: 'competitor',
  wrongField: 'size',
  note: 'They sell dashboards.',
} as const;
export const nurturing = { kind: 'nurtured', until: '2027-01-15', note: '' } as const;
const rejected = (minutes: number) =>
  aLead({ state: 'rejected', repVerdict: { ...rejection, by: rita, at: minutesAgo(minutes), from: 'offered' } });
const nurtured = (minutes: number) =>
  claimedBy(sam, 60, {
    state: 'nurturing',
    repVerdict: { ...nurturing, by: sam, at: minutesAgo(minutes), from: 'claimed' },
  });
export const refused = {
  field: 'budget',
  value: 50_000,
  message: 1,
  quote: 'fifty grand',
  reason: 'quote-not-there',
  interviewer: 'openai',
  at: minutesAgo(9),
} as const;

const lines = aLead().messages;
const bigQuery = { message: 1, start: lines[0]!.text.indexOf('Does it'), end: lines[0]!.text.length };
const answered = lines.map((line) =>
  line.n === 2 ? { ...line, tells: [{ ...bigQuery, source: 'Integrations › Databases' }] } : line,
);
export const told = aLead({ messages: answered, answers: aLead().answers });

const crowd = aTranscript([
  'Dana Reyes, our CFO, signs off and is sceptical about the price. Mike Chen from IT is worried about data residency.',
  'Lena Ito loves it. Tom Lee, Ola Berg and Ruth Adeyemi will use it daily. Ines Vega is not involved.',
]);
const crowded = aLead({
  messages: crowd,
  answers: ['Dana Reyes', 'Mike Chen', 'Lena Ito', 'Tom Lee', 'Ola Berg', 'Ruth Adeyemi', 'Ines Vega'].map((name) =>
    anAnswer(crowd, 'stakeholder', { value: name, quote: name }),
  ),
});

/** An offer to Sam, who has it for himself first. */
const forSam = { rep: sam, by: 'rotation', turn: sam.id } as const;
const climbing = (change: Partial<OfferedLadder>): OfferedLadder => ({
  kind: 'offered',
  step: null,
  at: minutesAgo(5),
  alone: null,
  openAt: null,
  next: null,
  brief: null,
  ...change,
});
const inMinutes = (minutes: number) => minutesAgo(-minutes);
const monday = '2026-11-23T14:00:00.000Z';

/** The sequence that these cards are of. */
export const sequences = [
  {
    id: 'keep_in_touch',
    label: 'Keep in touch',
    steps: [3, 11, 46].map((afterDays) => ({ afterDays, subject: 'Hello', text: 'Hello,\n\nall well?\n\nBye' })),
  },
];
const written = (change: Partial<Nurture>): Lead => {
  const at = minutesAgo(4 * 1_440);
  const sent = [{ sequence: 'keep_in_touch', step: 0, at: minutesAgo(1_440), via: 'mail' }] as const;
  const begun = { sequence: 'keep_in_touch', step: 1, startedAt: at, by: sam, dueAt: '2026-12-01T15:00:00.000Z' };
  return {
    ...nurtured(4 * 1_440),
    nurture: { ...begun, note: '', heard: 7, sent, stopped: null, ...change },
  };
};

/** Every state that a card can show, each as the lead that shows it at `now`. */
export const cardStates: Readonly<Record<string, Lead>> = {
  'offered, qualified': aLead(),
  'offered, asked for a person': asked,
  'offered, by a form': byForm,
  'claimed, by a form': { ...claimedBy(sam, 6), ...formOf(byForm) },
  'offered, just under the bar': aLead({
    score: 57,
    verdict: 'borderline',
    bar: { team: 'sales', points: 60 },
    offer: anOffer({ why: 'learning' }),
  }),
  'offered, with more people than a glance takes': crowded,
  'offered, with a question that Baton answered': told,
  'offered, with a refusal and an open answer': aLead({ refused: [refused, refused], declined: ['budget'] }),
  'offered, also writes on WhatsApp': joinedLead(),
  'offered, told some of it before': toldBefore(false),
  'offered, one rep’s alone': aLead({
    offer: anOffer(forSam),
    ladder: climbing({ step: 'exclusive', alone: { rep: sam, until: inMinutes(10) } }),
  }),
  'offered, everybody’s again': aLead({
    offer: anOffer(forSam),
    ladder: climbing({ step: 'channel', openAt: minutesAgo(1) }),
  }),
  'offered, the channel was reminded': aLead({
    offer: anOffer({ ...forSam, at: minutesAgo(40) }),
    ladder: climbing({ step: 'reminder', at: minutesAgo(10), openAt: minutesAgo(25) }),
  }),
  'offered, managers were told': aLead({
    offer: anOffer({ ...forSam, at: minutesAgo(70) }),
    ladder: climbing({ step: 'managers', at: minutesAgo(10), openAt: minutesAgo(55) }),
  }),
  'offered after hours': aLead({ offer: anOffer({ startsAt: monday }), ladder: climbing({}) }),
  'offered after hours, to a rep': aLead({ offer: anOffer({ ...forSam, startsAt: monday }), ladder: climbing({}) }),
  'offered, snoozed': aLead({ snoozedUntil: monday }),
  'claimed, the first word is due': claimedBy(sam, 6, {
    ladder: {
      kind: 'claimed',
      since: minutesAgo(6),
      dueAt: inMinutes(54),
      next: { step: 'remind', at: inMinutes(24) },
    },
  }),
  'claimed, may be undone': claimedBy(sam, 2),
  'claimed, settled': claimedBy(sam, 6),
  'claimed, taken over': claimedBy(sam, 6, { takeover: { rep: sam, at: minutesAgo(3), since: '1.1' } }),
  'claimed, with an opportunity in the CRM': claimedBy(sam, 6, {
    deal: {
      state: 'open',
      amountCents: 1_200_000,
      currency: 'EUR',
      at: minutesAgo(3),
      of: { id: '006A', name: 'Acme Robotics, 140 seats', link: 'https://crm.example/006A' },
    },
  }),
  'closed, and won': claimedBy(sam, 60, {
    state: 'closed',
    deal: { state: 'won', amountCents: 2_000_000, currency: 'EUR', at: minutesAgo(3), by: sam, of: null },
  }),
  'closed, and lost': claimedBy(sam, 60, {
    state: 'closed',
    deal: { state: 'lost', amountCents: null, currency: null, at: minutesAgo(3), by: sam, of: null },
  }),
  'claimed again after a rejection was taken back': claimedBy(sam, 6, { repVerdict: null }),
  'rejected, may be undone': rejected(1),
  'rejected, settled': rejected(30),
  'nurtured, may be undone': nurtured(1),
  'nurtured, settled': nurtured(90),
  'nurtured, written to': written({}),
  'nurtured, and unsubscribed': written({ dueAt: null, stopped: { why: 'unsubscribed', at: minutesAgo(20) } }),
  'back in the chat': claimedBy(sam, 60, { state: 'chatting' }),
};
