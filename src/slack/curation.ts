// A reviewer's list with the two modals behind its buttons, and a manager's answers to what reviews propose.
import { toCorrect } from '../core/lead-review.ts';
import { answerChange } from '../flows/answer-change.ts';
import {
  openReview as checkReview,
  correctReview,
  openNextReview as findReview,
  reviewLead,
} from '../flows/review-lead.ts';
import { changeWords } from './cards/change-words.ts';
import { readChangeButton } from './cards/changes-message.ts';
import { correctModal, readCorrections } from './cards/correct-modal.ts';
import { oneLine } from './cards/lead-parts.ts';
import { glance } from './cards/limits.ts';
import { readReview, readReviewed, reviewModal } from './cards/review-modal.ts';
import { reviewWords } from './cards/review-words.ts';
import { sentences } from './cards/sentences.ts';
import { onPress, onSubmit, type Redrawn } from './door.ts';

const missed = {
  'no-reviewer': reviewWords.sentences.noReviewer,
  'not-asked': reviewWords.sentences.notAsked,
  gone: reviewWords.sentences.gone,
} as const;

export const openReview = onPress(async (deps, { lead: id, rep, open }) => {
  const opened = await checkReview(deps, id, rep);
  if (opened.kind !== 'open') return missed[opened.kind];
  await open(reviewModal({ lead: opened.lead, playbook: deps.playbook, before: opened.task.review }));
  return null;
});

/** From the digest: for a reviewer what is theirs to read, for everybody else who reviews. */
export const openNextReview = onPress(async (deps, { rep, open }) => {
  const next = await findReview(deps, rep);
  switch (next.kind) {
    case 'open':
      await open(reviewModal({ lead: next.lead, playbook: deps.playbook, before: next.task.review }));
      return null;
    case 'done':
      return reviewWords.sentences.allRead(next.count);
    case 'others': {
      const names = next.who.map((name) => oneLine(name, glance.name));
      return reviewWords.sentences.others(names, next.groups);
    }
    case 'nobody':
      return reviewWords.sentences.nobody;
    default:
      return missed[next.kind];
  }
});

/** What was marked is kept at once; the words for what is right are asked for after that. */
export const submitReview = onSubmit(async (deps, { about, rep, values }) => {
  const drawn = readReviewed(about);
  const read = readReview(values);
  if (read.kind === 'wrong') return read.errors;
  if (drawn === null) return sentences.oldButton;
  const outcome = await reviewLead(deps, drawn.lead, { rep, said: { ...read.value, upTo: drawn.upTo } });
  if (outcome.kind !== 'done') return missed[outcome.kind];
  const { lead, review, toCorrect: fields } = outcome;
  if (fields.length === 0) return null;
  const view = correctModal({ lead, playbook: deps.playbook, fields, before: review });
  return { kind: 'redrawn', view } satisfies Redrawn;
});

export const submitCorrections = onSubmit(async (deps, { lead: id, rep, values }) => {
  const opened = await checkReview(deps, id, rep);
  if (opened.kind !== 'open') return missed[opened.kind];
  const fields = opened.task.review === null ? [] : toCorrect(opened.task.review);
  const read = readCorrections(values, { lead: opened.lead, fields });
  if (read.kind === 'wrong') return read.errors;
  const outcome = await correctReview(deps, id, { rep, corrections: read.value });
  return outcome.kind === 'done' ? null : missed[outcome.kind];
});

export const pressAcceptChange = answering('accepted');
export const pressPutOffChange = answering('declined');

function answering(answer: 'accepted' | 'declined') {
  return onPress(async (deps, { value, rep }) => {
    const change = readChangeButton(value);
    if (change === null) return sentences.oldButton;
    const outcome = await answerChange(deps, { change, answer, rep });
    switch (outcome.kind) {
      case 'only':
        return sentences.only(outcome);
      case 'over':
        return changeWords.sentences.over(outcome.by.name, outcome.answer === 'accepted');
      case 'in-page':
        return changeWords.sentences.inPage;
      case 'accepted':
      case 'declined':
        return changeWords.sentences[outcome.kind];
    }
  });
}
