// After a review: the visitor's own words for what is right instead of a wrong answer, or for what was overlooked. Only words
// that stand in the conversation are taken, as everywhere.
import type { InputBlock, ModalView, StaticSelect } from '@slack/types';
import type { Lead, Message } from '../../core/lead.ts';
import type { Correction, LeadReview } from '../../core/lead-review.ts';
import { type Field, fieldOf, type Playbook } from '../../core/playbook.ts';
import { findQuotes } from '../../core/quote.ts';
import { veiled } from '../../core/veiled.ts';
import { viewIds } from './actions.ts';
import { line, oneLine } from './lead-parts.ts';
import { input, modal, option, type Read, type Values, values } from './modal-inputs.ts';
import { blocks } from './parts.ts';
import { reviewWords } from './review-words.ts';
import { newest } from './transcript-modal.ts';
import { transcriptLines } from './transcript-parts.ts';

const words = reviewWords.correct;
/** Far under what a view takes. */
const most = { fields: 8, options: 20, label: 40 };
const mostOfLines = { characters: 3_000, lines: 30, ofOne: 1_500 };
const longest = 300;
/** A field's id begins with a letter, so none is called so. */
const noneOfThese = '0';

type Drawing = { lead: Lead; playbook: Playbook; fields: readonly string[]; before: LeadReview | null };

export function correctModal({ lead: whole, playbook, fields, before }: Drawing): ModalView {
  const lead = veiled(whole, playbook);
  const lines = newest(lead.messages, mostOfLines);
  const asked = fields.flatMap((id) => fieldOf(playbook, id) ?? []).slice(0, most.fields);
  return modal({
    id: viewIds.correct,
    about: lead.id,
    words,
    blocks: [
      ...blocks([line(words.about), ...transcriptLines({ lead, playbook }, lines, mostOfLines.ofOne)]),
      ...asked.flatMap((field) =>
        inputsFor(
          field,
          before?.corrections.find((each) => each.field === field.id),
        ),
      ),
    ],
  });
}

function inputsFor(field: Field, before: Correction | undefined): InputBlock[] {
  const label = oneLine(field.label, most.label);
  const said = {
    type: 'plain_text_input',
    action_id: 'value',
    max_length: longest,
    ...(before !== undefined && { initial_value: before.words }),
  } as const;
  const asked = input(`words:${field.id}`, {
    label: words.words(label),
    hint: words.hint,
    element: said,
    optional: true,
  });
  if (field.kind !== 'choice') return [asked];
  const options = [
    ...field.options.slice(0, most.options).map(({ id, label: shown }) => option(id, oneLine(shown, most.label))),
    option(noneOfThese, words.none),
  ];
  const chosen = before && options.find(({ value }) => value === (before.option ?? noneOfThese));
  const element: StaticSelect = {
    type: 'static_select',
    action_id: 'value',
    options,
    ...(chosen && { initial_option: chosen }),
  };
  return [asked, input(`option:${field.id}`, { label: words.option(label), element, optional: true })];
}

/** Of the fields that were asked for; an empty input says nothing. */
export function readCorrections(
  given: unknown,
  { lead, fields }: { lead: Pick<Lead, 'messages'>; fields: readonly string[] },
): Read<Correction[]> {
  const inputs: Values = values.safeParse(given).data ?? {};
  const errors: Record<string, string> = {};
  const corrections: Correction[] = [];
  for (const field of fields) {
    const typed = (inputs[`words:${field}`]?.value?.value ?? '').trim();
    const chosen = inputs[`option:${field}`]?.value?.selected_option?.value ?? null;
    const option = chosen === noneOfThese ? null : chosen;
    if (typed === '' && option !== null) errors[`words:${field}`] = words.saysWords;
    if (typed === '') continue;
    if (saidIn(lead.messages, typed)) corrections.push({ field, words: typed, option });
    else errors[`words:${field}`] = words.notThere;
  }
  return Object.keys(errors).length > 0 ? { kind: 'wrong', errors } : { kind: 'read', value: corrections };
}

function saidIn(messages: readonly Message[], quote: string): boolean {
  return messages.some(({ from, text }) => from === 'visitor' && findQuotes(text, quote).length > 0);
}
