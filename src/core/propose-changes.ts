// What reviews say that the playbook should say: visitors' own words for an option, an answer that is believed too easily, a
// question that is often not understood, one that is never asked, and what is often answered and fits no option. Only
// proposals: a manager decides.
import { correctedPlace } from './corrected-place.ts';
import { firstReply } from './first-reply.ts';
import { currentAnswers, type Lead, type LeadId } from './lead.ts';
import type { Reviewed } from './lead-review.ts';
import { namesSomebody } from './names-somebody.ts';
import { type Answered, isInPage, type PageChange, plainly } from './page-change.ts';
import { type Field, fieldOf, type Playbook } from './playbook.ts';
import { proposeOptions } from './propose-options.ts';
import { askedBefore } from './same-value.ts';

/** `leads`: in which it was seen; `of`: among how many. `said`: by how many different people, and what they wrote. */
export type Proposal = {
  change: PageChange;
  leads: readonly LeadId[];
  of: number;
  said?: { people: number; quotes: readonly string[] };
};

/** `reviews`: the newest last. `recent`: conversations of late, read or not. */
export type Seen = {
  reviews: readonly Reviewed[];
  leads: ReadonlyMap<LeadId, Lead>;
  recent: readonly Lead[];
  playbook: Playbook;
};

/** A threshold, or a question, is not changed for less. */
const fewest = 3;
const fewestAsked = 10;
const oftenUnclear = 0.4;
const wordsPerChange = 6;
const longestWords = 60;
const thresholds = [60, 75, 80, 90, 100];

export function proposeChanges(seen: Seen): Proposal[] {
  const { fields } = seen.playbook;
  return [
    ...synonyms(seen),
    ...proposeOptions(seen),
    ...fields.flatMap((field) => [...surer(field, seen), ...clearer(field, seen), ...asked(field, seen)]),
  ];
}

/** Long enough for new reviews to come together. */
const notNowMs = 12 * 7 * 24 * 3_600_000;

/** Without what a manager accepted, put off of late, or wrote into the page already. */
export function unanswered(
  proposals: readonly Proposal[],
  { answered, playbook, now }: { answered: readonly Answered[]; playbook: Playbook; now: string },
): Proposal[] {
  const since = new Date(Date.parse(now) - notNowMs).toISOString();
  const standing = answered.filter(({ answer, at }) => answer === 'accepted' || at > since).map(({ change }) => change);
  return proposals.flatMap((proposal): Proposal[] => {
    const change = leftOf(proposal.change, standing);
    return change === null || isInPage(change, playbook) ? [] : [{ ...proposal, change }];
  });
}

function leftOf(change: PageChange, standing: readonly PageChange[]): PageChange | null {
  const alike = standing.filter(({ kind, field }) => kind === change.kind && field === change.field);
  if (change.kind === 'says' || change.kind === 'whenAsked') {
    const known = new Set(
      alike.flatMap((one) => ('words' in one && one.option === change.option ? one.words.map(plainly) : [])),
    );
    const words = change.words.filter((each) => !known.has(plainly(each)));
    return words.length === 0 ? null : { ...change, words };
  }
  if (change.kind === 'option') {
    return alike.some((one) => one.kind === 'option' && plainly(one.label) === plainly(change.label)) ? null : change;
  }
  return alike.length > 0 ? null : change;
}

type Spoken = { lead: LeadId; field: Field; option: string; words: string; kind: 'says' | 'whenAsked' };

/** Words that reviewers found for an option, and words that were refused for one although they were right. */
function synonyms({ reviews, leads, playbook }: Seen): Proposal[] {
  const spoken = reviews.flatMap(({ lead: id, review }): Spoken[] => {
    const lead = leads.get(id);
    if (lead === undefined) return [];
    const corrected = review.corrections.map(({ field, option, words }) => ({ field, option, words }));
    const refused = review.said.flatMap((n) => {
      const claim = lead.refused[n - 1];
      return claim === undefined ? [] : [{ field: claim.field, option: String(claim.value), words: claim.quote }];
    });
    return [...corrected, ...refused].flatMap((one) => spokenFor(one, { lead, playbook }));
  });
  const groups = Map.groupBy(spoken, ({ kind, field, option }) => `${kind}:${field.id}:${option}`);
  return [...groups.values()].flatMap((all): Proposal[] => {
    const [first] = all;
    if (first === undefined) return [];
    const words = [...new Map(all.map((one) => [plainly(one.words), one.words.trim()])).values()].slice(
      0,
      wordsPerChange,
    );
    const { kind, field, option } = first;
    const inLeads = [...new Set(all.map(({ lead }) => lead))];
    return [{ change: { kind, field: field.id, option, words }, leads: inLeads, of: leads.size }];
  });
}

type Words = { field: string; option: string | null; words: string };

/** Short words mean something only right after the question. Words that name somebody stay out of the page. */
function spokenFor(
  { field: id, option, words }: Words,
  { lead, playbook }: { lead: Lead; playbook: Playbook },
): Spoken[] {
  const field = fieldOf(playbook, id);
  const known = field?.options.find((each) => each.id === option);
  if (field === undefined || known === undefined || words.length > longestWords) return [];
  if ([...known.says, ...known.whenAsked, known.label].some((each) => plainly(each) === plainly(words))) return [];
  if (namesSomebody(words, { lead, playbook })) return [];
  const place = correctedPlace(lead, words);
  const isReply = place !== null && askedBefore(lead.messages, place.message) === field.id;
  const isShort = words.trim().split(/\s+/).length <= 3;
  return [{ lead: lead.id, field, option: known.id, words, kind: isReply && isShort ? 'whenAsked' : 'says' }];
}

/** Where unsure answers are wrong far more often than right, more certainty is asked for. */
function surer(field: Field, { reviews, leads }: Seen): Proposal[] {
  const marked = reviews.flatMap(({ lead: id, review }) => {
    const answer = currentAnswers(leads.get(id) ?? { answers: [] }).find((each) => each.field === field.id);
    const mark = review.marks[field.id];
    if (answer?.confidence === undefined || mark === undefined) return [];
    return [{ lead: id, confidence: answer.confidence, wrong: mark !== 'right' }];
  });
  const worth = thresholds
    .filter((to) => to > field.confidence)
    .map((to) => {
      const under = marked.filter(({ confidence }) => confidence < to);
      const wrong = under.filter((each) => each.wrong);
      return { to, wrong, gain: wrong.length - 2 * (under.length - wrong.length) };
    })
    .filter(({ wrong, gain }) => new Set(wrong.map(({ lead }) => lead)).size >= fewest && gain >= 0)
    .toSorted((a, b) => b.gain - a.gain || a.to - b.to);
  const [best] = worth;
  if (best === undefined) return [];
  const inLeads = [...new Set(best.wrong.map(({ lead }) => lead))];
  return [{ change: { kind: 'confidence', field: field.id, to: best.to }, leads: inLeads, of: marked.length }];
}

/** Of a choice, Baton asks once more by naming what there is to choose from. */
function clearer(field: Field, { recent }: Seen): Proposal[] {
  if (field.kind !== 'choice' || !field.ask) return [];
  const text = `${field.question} ${field.options.map(({ label }) => label).join(' / ')}`;
  const replies = recent.flatMap((lead) => {
    const reply = firstReply(lead, field);
    return reply === null ? [] : [{ lead: lead.id, ...reply }];
  });
  const unclear = replies.filter(({ isUnderstood }) => !isUnderstood);
  if (replies.length < fewestAsked || unclear.length < replies.length * oftenUnclear || text.length > 600) return [];
  return [
    { change: { kind: 'probe', field: field.id, text }, leads: unclear.map(({ lead }) => lead), of: replies.length },
  ];
}

function asked(field: Field, { reviews, leads }: Seen): Proposal[] {
  if (field.ask) return [];
  const missing = reviews.filter(({ review }) => review.missed.includes(field.id)).map(({ lead }) => lead);
  const inLeads = [...new Set(missing)];
  return inLeads.length < fewest ? [] : [{ change: { kind: 'ask', field: field.id }, leads: inLeads, of: leads.size }];
}
