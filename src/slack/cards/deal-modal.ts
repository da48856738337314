// Asks what became of a lead in money, filled in with what is known.
import type { ModalView } from '@slack/types';
import { type Deal, dealStates, type SaidDeal } from '../../core/deal.ts';
import { readAmount } from '../../core/money.ts';
import type { Playbook } from '../../core/playbook.ts';
import { actionWords } from './action-words.ts';
import { viewIds } from './actions.ts';
import { dealWords as words } from './deal-words.ts';
import type { Drawing } from './lead-card.ts';
import { oneLine } from './lead-parts.ts';
import { glance } from './limits.ts';
import { input, modal, option, type Read, values } from './modal-inputs.ts';
import { type Outcome, sentences } from './sentences.ts';

/** Of an amount as it is typed. */
const longest = 30;

export function dealModal({ lead: { id, deal }, playbook }: Pick<Drawing, 'lead' | 'playbook'>): ModalView {
  const options = dealStates.map((state) => option(state, words.states[state]));
  const initial = options.find(({ value }) => value === deal?.state);
  const amount = deal?.amountCents == null ? undefined : String(deal.amountCents / 100);
  return modal({
    id: viewIds.deal,
    about: id,
    words: { ...words, close: actionWords.close },
    blocks: [
      input('state', {
        label: words.state,
        element: {
          type: 'static_select',
          action_id: 'value',
          options,
          ...(initial !== undefined && { initial_option: initial }),
        },
      }),
      input('amount', {
        label: words.amount,
        hint: words.amountHint,
        optional: true,
        element: {
          type: 'plain_text_input',
          action_id: 'value',
          max_length: longest,
          ...(amount !== undefined && { initial_value: amount }),
        },
      }),
      input('currency', {
        label: words.currency,
        element: {
          type: 'plain_text_input',
          action_id: 'value',
          max_length: 3,
          initial_value: codeOf(deal?.currency ?? '') ?? playbook.currency,
        },
      }),
    ],
  });
}

const codeOf = (text: string): string | null => (/^[A-Z]{3}$/.test(text) ? text : null);

export function readDeal(entered: unknown): Read<SaidDeal> {
  const given = values.safeParse(entered).data;
  const state = dealStates.find((each) => each === given?.state?.value?.selected_option?.value);
  const typed = (given?.amount?.value?.value ?? '').trim();
  const cents = typed === '' ? null : readAmount(typed);
  const currency = codeOf((given?.currency?.value?.value ?? '').trim().toUpperCase());
  if (state === undefined || typeof cents === 'string' || currency === null) {
    const errors = {
      ...(state === undefined && { state: words.choose }),
      ...(typeof cents === 'string' && { amount: cents === 'too-much' ? words.tooMuch : words.noAmount }),
      ...(currency === null && { currency: words.noCurrency }),
    };
    return { kind: 'wrong', errors };
  }
  return { kind: 'read', value: { state, amountCents: cents, currency: cents === null ? null : currency } };
}

/** What only the rep reads where the CRM has the deal. */
export function inCrmSentence({ of }: Deal, { crmName }: Pick<Playbook, 'crmName'>): string {
  return words.inCrm(crmName ?? 'the CRM', oneLine(of?.name ?? '', glance.name));
}

/** What stands beside the choice when nothing was kept; `null` closes the modal. */
export function wrongDeal(
  outcome: Exclude<Outcome, { kind: 'done' }> | { kind: 'done' } | { kind: 'same' } | { kind: 'in-crm'; deal: Deal },
  playbook: Playbook,
): Record<string, string> | null {
  switch (outcome.kind) {
    case 'done':
      return null;
    case 'same':
      return { state: words.same };
    case 'in-crm':
      return { state: inCrmSentence(outcome.deal, playbook) };
    default:
      return { state: sentences.toReject(outcome, playbook) };
  }
}
