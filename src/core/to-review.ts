// What of a conversation a reviewer is asked about: each answer with its words here, each refused claim, and what is not known.
import { type BriefField, brief } from './brief.ts';
import { known } from './known.ts';
import type { Lead } from './lead.ts';
import type { Field, Playbook } from './playbook.ts';
import { type RefusedClaim, why } from './why.ts';

/** `n`: by which a refused claim is known again; refusals only ever grow. */
export type ToReview = {
  answers: readonly BriefField[];
  refused: readonly (RefusedClaim & { n: number })[];
  unknown: readonly Field[];
};

const most = { answers: 20, refused: 5, unknown: 30 };

export function toReview(lead: Lead, playbook: Playbook): ToReview {
  return {
    answers: brief(lead, playbook)
      .fields.filter(({ from }) => from === null)
      .slice(0, most.answers),
    refused: why(lead, playbook)
      .refused.map((claim, i) => ({ ...claim, n: i + 1 }))
      .slice(0, most.refused),
    unknown: playbook.fields.filter((field) => known(lead, field) === undefined).slice(0, most.unknown),
  };
}
