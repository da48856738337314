// Tells one person, in the card's thread, what became of a line of theirs. Twice is harmless: they read it twice.
import type { JobOf } from '../core/job.ts';
import type { JobDeps } from '../deps.ts';
import { whisperText } from '../slack/cards/takeover-sentences.ts';
import { getLead } from '../store/lead.ts';

export async function whisper({ db, slack }: JobDeps, { lead: id, to, what }: JobOf<'whisper'>): Promise<void> {
  const lead = await getLead(db, id);
  if (lead === undefined || lead.card === null) return;
  const { channel, ts: thread } = lead.card;
  await slack.whisper({ channel, thread, user: to, text: whisperText(what) });
}
