// The numbers of curation as managers read them: each share with what it is a share of, what went wrong before what went well.
import { rules } from '../../core/adherence.ts';
import type { Curation, FieldPrecision, Share } from '../../core/curation.ts';
import type { Curated } from '../../core/home.ts';
import { weekName } from '../../core/iso-week.ts';
import { fieldOf, type Playbook } from '../../core/playbook.ts';
import { changeInWords } from './changes-message.ts';
import { curationWords as words } from './curation-words.ts';
import { heading, line, more, oneLine } from './lead-parts.ts';
import { glance } from './limits.ts';
import type { Part, Piece } from './parts.ts';

export function curatedParts({ numbers, toWrite }: Curated, playbook: Playbook): Part[] {
  const items = toWrite.slice(0, glance.changesInHome).map((change): Piece[] => [changeInWords(change, playbook)]);
  const list = [...items, ...more(toWrite.length - items.length)];
  return [
    ...(numbers === null ? [line(words.never)] : curationParts(numbers, playbook)),
    ...(list.length === 0 ? [] : [line({ bold: words.toWrite }), { kind: 'bullets', items: list } as const]),
  ];
}

export function curationParts(numbers: Curation, playbook: Playbook): Part[] {
  const { week, reviewed, tasks, leads, all, refused, agreement, tone, missed, isSmall } = numbers;
  const right = (share: Share): Piece[] =>
    share.share === null ? [] : [words.share(share.share, share.of, share.low, share.high)];
  const items: Piece[][] = [
    [words.read(reviewed, tasks, leads)],
    ...(all.of === 0 ? [] : [[{ bold: words.right }, ...right(all), ...(isSmall ? [words.few] : [])]]),
    ...numbers.fields
      .filter(isOff)
      .slice(0, glance.fieldsInHome)
      .map((field) => fieldPieces(field, playbook)),
    ...(refused.of === 0 ? [] : [[words.refused(partOf(refused), refused.of)]]),
    ...(reviewed === 0 ? [] : [[agreementOf(agreement)], [words.tone(tone)], ...adherenceItems(numbers)]),
    ...(missed.length === 0
      ? []
      : [
          [
            { bold: words.missed },
            missed
              .slice(0, glance.fieldsInHome)
              .map(({ field, times }) => words.times(labelOf(field, playbook), times))
              .join(', '),
          ],
        ]),
  ];
  return [heading(words.title(weekName(week))), { kind: 'bullets', items }];
}

const isOff = ({ wrong, notSaid, overlooked }: FieldPrecision) => wrong + notSaid + overlooked > 0;
const partOf = ({ of, share }: Share) => Math.round(of * (share ?? 0));

function fieldPieces({ field, wrong, notSaid, overlooked, of }: FieldPrecision, playbook: Playbook): Piece[] {
  return [{ bold: `${labelOf(field, playbook)}: ` }, words.field(wrong + notSaid, of, overlooked)];
}

function agreementOf(agreement: Curation['agreement']): string {
  return agreement.of === 0 ? words.noPairs : words.agreement(partOf(agreement), agreement.of, agreement.kappa);
}

function adherenceItems({ adherence, leads }: Curation): Piece[][] {
  const broken = rules.flatMap((rule): Piece[][] => {
    const share = adherence[rule];
    const count = share.of - partOf(share);
    return count === 0 ? [] : [[words.broken[rule](count, share.of)]];
  });
  return broken.length === 0 ? [[words.kept(leads)]] : broken;
}

function labelOf(field: string, playbook: Playbook): string {
  return oneLine(fieldOf(playbook, field)?.label ?? field, glance.label);
}
