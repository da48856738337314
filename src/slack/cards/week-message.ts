// A rep's own week, for those who asked to be sent it: what they made of their leads, beside the week before.
import { decidedOf, type Figures } from '../../core/report.ts';
import { dealWords } from '../../core/report-deal-words.ts';
import { number, reportWords } from '../../core/report-words.ts';
import { digestWords as words } from './digest-words.ts';
import { heading, line } from './lead-parts.ts';
import { type Message, message } from './parts.ts';

type WeekMessage = Message & { metadata: { event_type: 'baton_week'; event_payload: { week: string } } };

export function weekMessage({
  name,
  figures,
  before,
}: {
  name: string;
  figures: Figures;
  before: Figures;
}): WeekMessage {
  const { headline } = reportWords;
  const decided = decidedOf(figures);
  const deals = figures.opportunity + figures.won + figures.lost;
  const isEmpty =
    deals + decided + figures.nurtured + figures.booked + figures.met + figures.missed + figures.toTouch.of === 0;
  const lines = [
    words.own.verdicts(figures.accepted, figures.rejected, figures.nurtured),
    `${headline.accepted(figures.accepted, decided)}${decidedOf(before) === 0 ? '' : words.own.rateBefore(before.accepted, decidedOf(before))}`,
    headline.toClaim(figures.toClaim, before.toClaim),
    headline.toTouch(figures.toTouch, before.toTouch),
    headline.meetings(figures.booked, figures.met, figures.missed, figures.cancelled),
    ...(deals === 0 ? [] : [dealWords.week(figures, null)]),
    ...(figures.reasked === 0 ? [] : [words.own.reasked(number(figures.reasked))]),
  ];
  return {
    ...message([
      heading(words.own.title(name)),
      ...(isEmpty ? [line(words.own.nothing)] : [{ kind: 'bullets' as const, items: lines.map((each) => [each]) }]),
      { kind: 'small', lines: [words.own.stop] },
    ]),
    metadata: { event_type: 'baton_week', event_payload: { week: name } },
  };
}
