// What WhatsApp and Instagram have in common: how Meta signs its calls, asks whose door it is, and refuses a line.
import { z } from 'zod';
import { BadRequestError, OutsideError } from '../../errors.ts';
import type { Answer } from './chat-api.ts';
import type { ChatCall, ReplyLine } from './chat-channel.ts';
import { demandSame, hmac, isSame } from './signature.ts';

/** `appSecret` signs; `verifyToken`: a word of our own that Meta shows when it asks. */
export type MetaAccess = {
  appSecret: string;
  verifyToken: string;
  token: string;
  apiUrl: string;
  now: () => Date;
};

export function verifyMeta({ raw, header }: ChatCall, secret: string, setting: string): void {
  const expected = `sha256=${hmac({ algorithm: 'sha256', secret, encoding: 'hex' }, raw)}`;
  demandSame(header('x-hub-signature-256'), expected, { header: 'X-Hub-Signature-256', setting });
}

export function greetMeta(query: (name: string) => string | undefined, verifyToken: string, setting: string): string {
  if (query('hub.mode') !== 'subscribe' || !isSame(query('hub.verify_token') ?? '', verifyToken)) {
    throw new BadRequestError(401, `hub.verify_token is not ${setting}.`);
  }
  return query('hub.challenge') ?? '';
}

const windowMs = 24 * 60 * 60_000;

/** Outside it only templates would arrive, and Meta says so long after it took the line. */
export function demandWindow(name: string, { heardAt }: ReplyLine, now: Date): void {
  if (heardAt !== null && now.getTime() - Date.parse(heardAt) < windowMs) return;
  throw new OutsideError(outsideWindow(name), { system: 'chat', retry: 'never' });
}

export const outsideWindow = (name: string): string =>
  `${name} takes free text only for 24 hours after the visitor wrote last. They have to write first, or reach them another way.`;

const refusedShape = z.object({ error: z.object({ code: z.number() }) });
/** Too much at once, for the app, the number or the pair; or Meta itself is in trouble. */
const passing: ReadonlySet<number> = new Set([1, 2, 4, 17, 32, 613, 80007, 130429, 131000, 131016, 131048, 131056]);
/** The key is wrong or has run out; people mend it. */
const keys: ReadonlySet<number> = new Set([0, 3, 10, 190, 200]);
export const tooLate: ReadonlySet<number> = new Set([470, 131047, 2534022]);

/** Meta answers 400 to almost everything: its own code says what to do. Null: the status says enough. */
export function judgeMeta(name: string, { status, body }: Answer): OutsideError | null {
  const code = refusedShape.safeParse(body).data?.error.code;
  if (code === undefined) return null;
  if (tooLate.has(code)) return new OutsideError(outsideWindow(name), { system: 'chat', retry: 'never', status });
  const isPassing = passing.has(code) || keys.has(code);
  if (!isPassing && status !== 400) return null;
  const what = isPassing ? 'takes no lines at the moment' : 'did not take the line';
  return new OutsideError(`${name} ${what} (code ${code}).`, {
    system: 'chat',
    retry: isPassing ? 'later' : 'never',
    status,
  });
}
