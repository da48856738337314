// What the shells are handed: the parts of a running Baton, built in app.ts and nowhere else.
import type { Interviewer } from './core/interviewer.ts';
import type { Playbook } from './core/playbook.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { Db } from './store/db.ts';
import type { Queue } from './store/queue/queue.ts';

export type Now = () => Date;

/** Carries a line to the visitor. Delivering the same line twice must be harmless: the id says that it is the same. */
export type ChatChannel = { reply(line: ReplyLine): Promise<void> };
export type ReplyLine = {
  conversation: string;
  message: { id: string; text: string; at: string };
  from: { kind: 'baton' | 'rep'; name: string };
};

/** What jobs do in Slack, one method per outside call. */
export type SlackClient = {
  post(message: SlackPost): Promise<SlackPlace>;
  /** The message that already carries this metadata, if an earlier try got through. */
  find(about: { channel: string; thread?: string; eventType: string; payload: Record<string, string>; since: string }): Promise<SlackPlace | undefined>;
  update(place: SlackPlace, message: Pick<SlackPost, 'text' | 'blocks' | 'metadata'>): Promise<'updated' | 'gone'>;
  user(id: string): Promise<{ name: string; email: string | undefined }>;
};
export type SlackPlace = { channel: string; ts: string };
export type SlackPost = {
  channel: string;
  thread?: string;
  text: string;
  blocks: readonly unknown[];
  metadata: { event_type: string; event_payload: Record<string, string> };
};

export type Deps = {
  db: Db;
  queue: Queue;
  playbook: Playbook;
  now: Now;
  log: Log;
  metrics: Metrics;
};

export type JobDeps = Deps & { slack: SlackClient; chat: ChatChannel; interviewer: Interviewer };
