// One conversation as a reviewer reads it: the transcript, then every answer with its words to be marked. What they marked
// before is marked again when they come back.
import type { Checkboxes, InputBlock, ModalView, MultiStaticSelect, PlainTextInput, RadioButtons } from '@slack/types';
import { z } from 'zod';
import { type BriefField, brief } from '../../core/brief.ts';
import type { Lead, LeadId } from '../../core/lead.ts';
import { type LeadReview, type Mark, marks, type Tone, tones } from '../../core/lead-review.ts';
import type { Field, Playbook } from '../../core/playbook.ts';
import { type ToReview, toReview } from '../../core/to-review.ts';
import { veiled } from '../../core/veiled.ts';
import { viewIds } from './actions.ts';
import { line, oneLine, whoAndCompany } from './lead-parts.ts';
import { slackLimits } from './limits.ts';
import { input, modal, option, type Read } from './modal-inputs.ts';
import { blocks } from './parts.ts';
import { reviewWords } from './review-words.ts';
import { newest } from './transcript-modal.ts';
import { transcriptLines } from './transcript-parts.ts';

const words = reviewWords.modal;
/** Far under what a view takes, with all there is to mark below. */
const most = { characters: 4_000, lines: 40, ofOne: 2_000 };
const mostOf = { label: 40, value: 80, quote: 100, offer: 60 };

type Drawing = { lead: Lead; playbook: Playbook; before: LeadReview | null };

export function reviewModal({ lead: whole, playbook, before }: Drawing): ModalView {
  const lead = veiled(whole, playbook);
  const { answers, refused, unknown } = toReview(lead, playbook);
  const shown = newest(lead.messages, most);
  const missing = lead.messages.length - shown.length;
  return modal({
    id: viewIds.review,
    about: `${lead.id}:${lead.messages.length}`,
    words,
    blocks: [
      ...blocks([
        { kind: 'header', text: words.about(whoAndCompany(brief(lead, playbook))) },
        ...(missing > 0 ? [line({ italic: words.missing(missing) })] : []),
        ...transcriptLines({ lead, playbook }, shown, most.ofOne),
      ]),
      ...answers.map((answer) => markInput(answer, before)),
      ...(refused.length === 0 ? [] : [refusedInput(refused, before)]),
      ...fieldsInput('overlooked', unknown, before),
      ...fieldsInput('missed', unknown, before),
      input('tone', { label: words.tone, element: radio(tones, words.tones, before?.tone) }),
      input('note', { label: words.note, element: noteElement(before), optional: true }),
    ],
  });
}

function markInput({ field, label, value, quote, offer }: BriefField, before: LeadReview | null): InputBlock {
  const [name, shown, said] = [
    oneLine(label, mostOf.label),
    oneLine(value, mostOf.value),
    oneLine(quote, mostOf.quote),
  ];
  const isSame = value.toLowerCase() === quote.toLowerCase();
  const what =
    offer !== null
      ? words.agreed(name, shown, oneLine(offer, mostOf.offer), said)
      : isSame
        ? words.words(name, said)
        : words.answer(name, shown, said);
  return input(`mark:${field}`, { label: what, element: radio(marks, words.marks, before?.marks[field]) });
}

function refusedInput(refused: ToReview['refused'], before: LeadReview | null): InputBlock {
  const options = refused.map(({ n, label, value, quote }) => option(String(n), words.claim(label, value, quote)));
  const ticked = options.filter((each) => before?.said.includes(Number(each.value)));
  const element: Checkboxes = {
    type: 'checkboxes',
    action_id: 'value',
    options,
    ...(ticked.length > 0 && { initial_options: ticked }),
  };
  return input('refused', { label: words.refused, hint: words.refusedHint, element, optional: true });
}

function fieldsInput(id: 'overlooked' | 'missed', fields: readonly Field[], before: LeadReview | null): InputBlock[] {
  if (fields.length === 0) return [];
  const options = fields.map((field) => option(field.id, oneLine(field.label, mostOf.label)));
  const chosen = options.filter(({ value = '' }) => before?.[id].includes(value));
  const element: MultiStaticSelect = {
    type: 'multi_static_select',
    action_id: 'value',
    options,
    ...(chosen.length > 0 && { initial_options: chosen }),
  };
  return [input(id, { label: words[id], element, optional: true })];
}

function radio<T extends string>(names: readonly T[], labels: Record<T, string>, before: T | undefined): RadioButtons {
  const options = names.map((name) => option(name, labels[name]));
  const chosen = options.find(({ value }) => value === before);
  return { type: 'radio_buttons', action_id: 'value', options, ...(chosen && { initial_option: chosen }) };
}

function noteElement(before: LeadReview | null): PlainTextInput {
  const initial = before?.note ?? '';
  return {
    type: 'plain_text_input',
    action_id: 'value',
    multiline: true,
    max_length: slackLimits.note,
    ...(initial !== '' && { initial_value: initial }),
  };
}

/** What the modal carries; null: nothing that Baton ever drew. */
export function readReviewed(about: string): { lead: LeadId; upTo: number } | null {
  const [, lead, upTo] = /^lead_([\w-]+):(\d{1,6})$/.exec(about) ?? [];
  return lead === undefined ? null : { lead: `lead_${lead}`, upTo: Number(upTo) };
}

const entered = z.record(
  z.string(),
  z.object({
    value: z
      .object({
        value: z.string().nullish(),
        selected_option: z.object({ value: z.string() }).nullish(),
        selected_options: z.array(z.object({ value: z.string() })).nullish(),
      })
      .optional(),
  }),
);

type Said = Omit<LeadReview, 'refused' | 'corrections' | 'upTo'>;

/** What the reviewer marked; every answer that was shown has to be. */
export function readReview(given: unknown): Read<Said> {
  const inputs = entered.safeParse(given).data ?? {};
  const of = (id: string) => inputs[id]?.value;
  const several = (id: string) => (of(id)?.selected_options ?? []).map(({ value }) => value);
  const marked = Object.keys(inputs).filter((id) => id.startsWith('mark:'));
  const chosen = marked.map((id) => ({ id, mark: marks.find((mark) => mark === of(id)?.selected_option?.value) }));
  const tone: Tone | undefined = tones.find((each) => each === of('tone')?.selected_option?.value);
  const note = (of('note')?.value ?? '').trim();
  const open = [...chosen.flatMap(({ id, mark }) => (mark ? [] : [id])), ...(tone === undefined ? ['tone'] : [])];
  if (open.length > 0 || tone === undefined || note.length > slackLimits.note) {
    const tooLong = note.length > slackLimits.note ? { note: words.tooLong } : {};
    return { kind: 'wrong', errors: { ...Object.fromEntries(open.map((id) => [id, words.choose])), ...tooLong } };
  }
  const named = chosen.flatMap(({ id, mark }): [string, Mark][] => (mark ? [[id.slice('mark:'.length), mark]] : []));
  return {
    kind: 'read',
    value: {
      marks: Object.fromEntries(named),
      overlooked: several('overlooked'),
      said: several('refused').map(Number),
      tone,
      missed: several('missed'),
      note,
    },
  };
}
