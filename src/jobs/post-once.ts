// Posts a message once. Whenever an earlier try may have got through, it looks for the message by its metadata before it
// posts again.
import type { SlackClient, SlackPlace, SlackPost } from '../deps.ts';

/** `since`: no earlier try can be older than this. */
export async function postOnce(
  slack: SlackClient,
  message: SlackPost,
  { look, since }: { look: boolean; since: string },
): Promise<SlackPlace> {
  const { channel, thread, metadata } = message;
  const where = thread === undefined ? { channel } : { channel, thread };
  const about = { ...where, eventType: metadata.event_type, payload: metadata.event_payload, since };
  const earlier = look ? await slack.find(about) : undefined;
  return earlier ?? slack.post(message);
}
