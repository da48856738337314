// What a card says of the deal that came of a lead: what it came to, who says so, and where it stands.
import type { Lead } from '../../core/lead.ts';
import { moneyText } from '../../core/money.ts';
import type { Playbook } from '../../core/playbook.ts';
import { linkPiece } from './card-link.ts';
import { crmWords } from './crm-words.ts';
import { dealWords as words } from './deal-words.ts';
import { line, oneLine } from './lead-parts.ts';
import { glance } from './limits.ts';
import type { Part, Piece } from './parts.ts';

export function dealParts({ lead: { deal }, playbook }: { lead: Pick<Lead, 'deal'>; playbook: Playbook }): Part[] {
  if (deal === null) return [];
  const { state, amountCents, currency, by, of } = deal;
  const amount = amountCents === null ? [] : [words.at, oneLine(moneyText(amountCents, currency), glance.value)];
  return [
    line({ bold: words.states[state] }, ...amount, ...(by === undefined ? [] : [words.by, { rep: by }]), ...placeOf()),
  ];

  function placeOf(): Piece[] {
    if (of === null) return [];
    return [
      words.at,
      oneLine(of.name, glance.name),
      words.at,
      linkPiece(of.link, crmWords.inCrm(playbook.crmName ?? 'the CRM')),
    ];
  }
}
