// What signed webhooks have in common, by the Standard Webhooks convention: who may call, and what any text of theirs is held to.
// The signature covers the raw body, so verify before parsing and never re-serialise in between.
import { Webhook } from 'standardwebhooks';
import { z } from 'zod';
import { BadRequestError } from '../errors.ts';

/** Postgres refuses NUL and lone surrogates in text; nobody ever means them. */
export const text = z.string().transform((given) => given.replaceAll('\u0000', '').toWellFormed());
export const id = text.pipe(z.string().trim().min(1).max(300));
const earliest = '2000';
export const at = z.iso
  .datetime({ offset: true })
  .transform((given) => new Date(given).toISOString())
  .refine((iso) => iso > earliest && iso < '2100', 'must lie between 2000 and 2100');

type Signed = { secret: string; setting: string; raw: string; header: (name: string) => string | undefined };

/** Throws BadRequestError 401 unless the signature is ours, the timestamp is recent and the body is what was signed. */
export function verifyWebhook({ secret, setting, raw, header }: Signed): void {
  const names = ['webhook-id', 'webhook-timestamp', 'webhook-signature'];
  const missing = names.filter((name) => !header(name));
  if (missing.length > 0) throw new BadRequestError(401, `Sign this request: ${missing.join(', ')} is missing.`);
  try {
    new Webhook(secret).verify(raw, Object.fromEntries(names.map((name) => [name, header(name) ?? ''])));
  } catch (error) {
    if (error instanceof SyntaxError) throw new BadRequestError(400, 'The body is not valid JSON.');
    const why = error instanceof Error ? error.message : 'the signature does not match';
    throw new BadRequestError(401, `The signature was not accepted (${why}). Check ${setting} and the clock.`);
  }
}

export function parseBody<Shape extends z.ZodType>(raw: string, shape: Shape): z.infer<Shape> {
  let body: unknown;
  try {
    body = JSON.parse(raw);
  } catch {
    throw new BadRequestError(400, 'The body is not valid JSON.');
  }
  const parsed = shape.safeParse(body);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`);
  throw new BadRequestError(422, `The body has the wrong shape. ${wrong.join('; ')}.`);
}
