// Reads an act from the page or another process: SlackAct as a schema, with a sentence when the shape is wrong.
import { z } from 'zod';
import { BadRequestError } from '../errors.ts';
import type { SlackAct } from './state.ts';

const id = z.string().min(1).max(200);
const text = z.string().max(40_000);
const place = z.object({ channel: id, ts: id });
const values = z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown())));
const from = z.union([z.object({ message: place }), z.object({ view: id }), z.object({ home: z.literal(true) })]);
const action = z.looseObject({ type: id, block_id: id, action_id: id });
const file = z.object({ name: id, content: z.string().max(1_000_000) });

const acts: z.ZodType<SlackAct> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('press'), user: id, from, action, state: values.exactOptional() }),
  z.object({ kind: z.literal('submit'), user: id, viewId: id, state: values }),
  z.object({ kind: z.literal('close'), user: id, viewId: id }),
  z.object({ kind: z.literal('command'), user: id, channel: id, command: id, text }),
  z.object({
    kind: z.literal('say'),
    user: id,
    channel: id,
    text,
    threadTs: id.exactOptional(),
    broadcast: z.boolean().exactOptional(),
    files: z.array(file).max(10).exactOptional(),
  }),
  z.object({ kind: z.literal('edit'), user: id, channel: id, ts: id, text }),
  z.object({ kind: z.literal('delete'), user: id, channel: id, ts: id }),
  z.object({ kind: z.literal('react'), user: id, channel: id, ts: id, name: id }),
  z.object({ kind: z.literal('open-home'), user: id }),
  z.object({ kind: z.literal('shortcut'), user: id, callbackId: id, message: place.exactOptional() }),
]);

export function readAct(body: unknown): SlackAct {
  const act = acts.safeParse(body);
  if (act.success) return act.data;
  throw new BadRequestError(422, `This is not something a person does in Slack: ${z.prettifyError(act.error)}`);
}
