// Every few minutes: what was said in a chat product that tells a line once and never again. Whatever it told is heard a second
// time, which changes nothing; what it never told is heard as if it had. The watermark moves once everything before it is heard.
import type { JobOf } from '../core/job.ts';
import type { Happening, JobDeps } from '../deps.ts';
import { recentConversations } from '../store/conversations.ts';
import { erasedAt } from '../store/erased-conversations.ts';
import { keepWatermark, watermark } from '../store/watermark.ts';

/** What was just said is being told. */
const settlesMs = 30_000;
/** Clocks differ, and products list late. */
const overlapMs = 5 * 60_000;
/** Nobody waits for an answer to what they wrote longer ago. */
const windowMs = 24 * 60 * 60_000;
/** In one run; the next one goes on from there. */
const mostConversations = 100;

export async function catchUpChat(deps: JobDeps, { product }: JobOf<'catch-up-chat'>): Promise<void> {
  const { db, chat, now, log } = deps;
  const nowMs = now().getTime();
  const until = iso(nowMs - settlesMs);
  const [begun, upTo] = [`chat ${product} begun`, `chat ${product}`];
  const keep = (what: string, next: string) => db.inTx((tx) => keepWatermark(tx, { what, next }));
  const [first, last] = [await watermark(db, begun), await watermark(db, upTo)];
  // What people said to each other before there was a Baton is theirs.
  if (first === undefined || last === undefined) {
    await keep(begun, until);
    return keep(upTo, until);
  }
  const earliest = iso(nowMs - windowMs);
  const since = later(iso(Date.parse(last) - overlapMs), earliest);
  const known = () => recentConversations(db, { channel: product, since: earliest, limit: mostConversations });
  let [looked, filled] = [0, 0];
  try {
    for await (const found of chat.recent(product, { since, from: later(first, earliest), until, known })) {
      for (const each of await stillTheirs(deps, product, found.said)) {
        if ((await chat.hear(product, each)).isNew) filled++;
      }
      await keep(upTo, found.upTo < until ? found.upTo : until);
      if (++looked === mostConversations) return;
    }
    await keep(upTo, until);
  } finally {
    if (filled > 0) log.warn({ product, lines: filled }, 'lines that the chat product never told were read there');
  }
}

/** Of a conversation: without what was said before its person was erased. */
async function stillTheirs(
  { db }: JobDeps,
  channel: string,
  said: readonly Happening[],
): Promise<readonly Happening[]> {
  const [first] = said;
  const gone = first && (await erasedAt(db, { channel, conversation: first.conversation }));
  if (gone === undefined) return said;
  return said.filter((each) => (each.kind === 'visitor' || each.kind === 'operator') && (each.message.at ?? '') > gone);
}

const iso = (ms: number): string => new Date(ms).toISOString();
const later = (one: string, other: string): string => (one > other ? one : other);
