// What a card says of the CRM: who the visitor is there and whose, where the lead stands, and what would not be taken.
import { type InCrm, type KnownDeal, knownInCrm, standingInCrm } from '../../core/in-crm.ts';
import type { Lead } from '../../core/lead.ts';
import { moneyText } from '../../core/money.ts';
import type { Playbook } from '../../core/playbook.ts';
import { linkPiece } from './card-link.ts';
import { crmWords as words } from './crm-words.ts';
import { line, oneLine } from './lead-parts.ts';
import { glance } from './limits.ts';
import type { Part, Piece } from './parts.ts';

type About = { lead: Pick<Lead, 'crm'>; playbook: Playbook };

export function crmParts({ lead, playbook }: About): Part[] {
  const crm = knownInCrm(lead, playbook);
  if (crm === null || playbook.crmName === null) return [];
  return [...standingLine(crm, playbook), ...troubleLines(crm, playbook.crmName)];
}

/** Somebody has to mend something before the rest can be written. */
export function isInTrouble(lead: Pick<Lead, 'crm'>, playbook: Playbook): boolean {
  const crm = knownInCrm(lead, playbook);
  return crm !== null && (crm.failed !== null || crm.isGone || crm.skipped.length > 0);
}

function standingLine(crm: InCrm, playbook: Playbook): Part[] {
  const name = playbook.crmName ?? '';
  const { person, account, deals, place, bySdr } = crm;
  const standing = standingInCrm(crm, playbook);
  const open = deals.filter(({ state }) => state === 'open');
  const [deal] = open;
  const known = place?.made === true ? null : person;
  const shown = standing === 'open-deal' ? deal : (account ?? known);
  const link = (standing === 'open-deal' ? deal?.link : undefined) ?? place?.link ?? shown?.link;
  const sdr = bySdr ? [words.bySdr] : [];
  if (shown == null) return link === undefined ? [] : [line(linkPiece(link, words.inCrm(name)), ...sdr)];
  const owner = (standing === 'open-deal' ? deal : (known ?? account))?.owner ?? null;
  return [
    line(
      { bold: standing === null ? words.known(name) : words.standing[standing] },
      `: ${oneLine(shown.name, glance.name)}`,
      ...(standing === 'open-deal' && deal !== undefined ? dealPieces(deal) : []),
      ...(owner === null ? [] : [words.owner, oneLine(owner.name, glance.name)]),
      ...(open.length > 1 ? [words.more(open.length - 1)] : []),
      ...sdr,
      ...(link === undefined ? [] : [words.at, linkPiece(link, words.inCrm(name))]),
    ),
  ];
}

function dealPieces({ stage, amountCents, currency }: KnownDeal): Piece[] {
  const amount = amountCents === null ? null : moneyText(amountCents, currency);
  return [stage, amount].flatMap((text) => (text === null ? [] : [`${words.at}${oneLine(text, glance.value)}`]));
}

function troubleLines({ place, skipped, failed, isGone }: InCrm, name: string): Part[] {
  if (isGone) return [line(words.gone(name))];
  if (failed !== null) {
    const isIn = place !== null;
    return [line(words.failed(name, isIn), `${bare(oneLine(failed, glance.sentence))}.`, words.next)];
  }
  if (skipped.length === 0) return [];
  const fields = skipped.slice(0, 3).map(({ field, why }) => oneLine(`${field} (${bare(why)})`, glance.value));
  return [line(words.skipped(name, skipped.length), fields.join(', '), '.', words.next)];
}

const bare = (sentence: string) => sentence.replace(/\.$/, '');
