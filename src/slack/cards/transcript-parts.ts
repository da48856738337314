// The transcript as a rep reads it, in the thread and in its modal: every line numbered, whole and as typed; bold marks evidence.
import { committee, piecesOf } from '../../core/committee.ts';
import { labelOf } from '../../core/form.ts';
import { currentAnswers, type Evidence, type Lead, type Message as Line } from '../../core/lead.ts';
import type { Playbook } from '../../core/playbook.ts';
import { partLimits } from '../../core/transcript.ts';
import { line, oneLine } from './lead-parts.ts';
import { glance } from './limits.ts';
import { memoryWords } from './memory-words.ts';
import type { Part, Piece } from './parts.ts';
import { takeoverWords } from './takeover-words.ts';
import { words } from './words.ts';

type Span = { start: number; end: number };

/** `most`: how much of one line is shown. */
export function transcriptLines(
  { lead, playbook }: { lead: Lead; playbook: Playbook },
  shown: readonly Line[],
  most: number = partLimits.characters,
): Part[] {
  const proofs = [...currentAnswers(lead), ...committee(lead, playbook).flatMap(piecesOf)].map(
    ({ evidence }) => evidence,
  );
  return shown.flatMap((each) => {
    const from = each.name ?? words.notes[each.from];
    const text = each.text.slice(0, most);
    const cut = each.text.length - text.length;
    const isSent = !lead.dropped.includes(each.n);
    const place = lead.joined.length === 0 ? '' : `${words.card.at}${memoryWords.where(each.channel)}`;
    const input =
      each.input === undefined ? '' : `${words.card.at}${oneLine(labelOf(each.input, playbook), glance.label)}`;
    return [
      line({
        italic: `${each.n}. ${oneLine(from, glance.name)}${place}${input}${isSent ? '' : takeoverWords.notSent}`,
      }),
      line(...marked(text, spansIn(proofs, each.n)), ...(cut > 0 ? [{ italic: words.notes.cut(cut) }] : [])),
    ];
  });
}

function spansIn(proofs: readonly Evidence[], n: number): Span[] {
  return proofs
    .flatMap((evidence) => [
      { n: evidence.message, start: evidence.start, end: evidence.end },
      ...(evidence.kind === 'confirmed' ? [{ n: evidence.offer, ...evidence.offered }] : []),
    ])
    .filter((span) => span.n === n)
    .sort((a, b) => a.start - b.start);
}

function marked(text: string, spans: readonly Span[]): Piece[] {
  const pieces: Piece[] = [];
  let done = 0;
  for (const { start, end } of spans) {
    if (end <= done) continue;
    const begin = Math.max(start, done);
    pieces.push(text.slice(done, begin), { bold: text.slice(begin, end) });
    done = end;
  }
  return [...pieces, text.slice(done)];
}
