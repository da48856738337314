// Fills the modal in which a rep books with the times that are free now. A modal that was closed is left alone; a calendar that does not answer is said in it, because nobody waits for the next try.
import { canBeBooked } from '../core/book.ts';
import type { JobOf } from '../core/job.ts';
import type { ShownTimes } from '../core/slots-view.ts';
import type { JobDeps } from '../deps.ts';
import { OutsideError } from '../errors.ts';
import { bookModal } from '../slack/cards/book-modal.ts';
import { bookingWords } from '../slack/cards/booking-words.ts';
import { noticeModal } from '../slack/cards/small-modals.ts';
import { freshMs } from '../store/busy.ts';
import { getLead } from '../store/lead.ts';
import { readShownTimes, readSlotsView } from '../store/slots-view.ts';
import { readBusy } from './read-busy.ts';

export async function fillSlots(deps: JobDeps, { lead: id, rep, view, choice }: JobOf<'fill-slots'>): Promise<void> {
  const { db, slack, playbook } = deps;
  const lead = await getLead(db, id);
  if (lead === undefined || !canBeBooked(lead)) {
    await slack.updateView(view, noticeModal(bookingWords.sentences.over));
    return;
  }
  const connect = deps.calendarAccess?.linkFor(rep) ?? null;
  const asked = { lead, rep, choice, playbook, now: deps.now().toISOString(), connect };
  const times = await readTimes(deps, asked);
  await slack.updateView(view, bookModal(await readSlotsView(db, asked), times));
}

/** What a calendar has just refused is not free, whatever is kept of it. */
async function readTimes(deps: JobDeps, asked: Parameters<typeof readShownTimes>[1]): Promise<ShownTimes> {
  const isRefused = asked.choice.notice !== undefined;
  const kept = await readShownTimes(deps.db, asked);
  if (kept.kind !== 'stale' && !isRefused) return kept;
  try {
    await readBusy(deps, asked.choice.hosts, { maxAgeMs: isRefused ? -1 : freshMs });
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error;
    deps.log.warn({ err: error }, 'a calendar could not be read for the modal in which a rep books');
  }
  const read = await readShownTimes(deps.db, asked);
  return read.kind === 'stale' ? { kind: 'unreachable' } : read;
}
