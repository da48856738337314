// Who a visitor is, as the company's own website vouches for it: a JWT, or an id with a hash. What is not signed rightly is thrown
// away whole, and what is not signed at all stays what somebody only says.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { verify } from 'hono/jwt';
import { z } from 'zod';
import type { Visitor } from '../core/lead.ts';
import { BadRequestError } from '../errors.ts';
import { text } from './webhook.ts';

/** `secrets`: all of them are believed, so that they can be changed. Undefined: none is set. */
type Trusting = { secrets: readonly string[] | undefined; now: Date };

/** Websites write null or nothing at all for what they do not know. */
const optional = <Shape extends z.ZodType>(shape: Shape) =>
  z.preprocess((given) => (given === null || given === '' ? undefined : given), shape.optional());
const oneLine = (most: number) =>
  text.pipe(
    z
      .string()
      .min(1)
      .max(most)
      .regex(/^[^\r\n]*$/, 'must be one line'),
  );
const id = z.union([z.int().transform(String), oneLine(300)]);
const email = z.email().max(254);
const phone = z.string().regex(/^\+[1-9]\d{6,14}$/);
const known = { email: optional(oneLine(300)), phone: optional(oneLine(100)), name: optional(oneLine(200)) };

const byToken = z.object({ token: z.string().max(8_000) });
const byHash = z.object({
  id,
  ...known,
  hash: z.string().regex(/^[0-9a-f]{64}$/i, 'must be 64 hexadecimal characters'),
});
const claimed = z.object({
  sub: optional(id),
  id: optional(id),
  ...known,
  exp: z.number(),
  nbf: z.number().optional(),
});
type Known = { [Name in keyof typeof known]?: string | undefined };

/** Whose clock is a little behind ours is believed as well. */
const skewS = 60;

/** Throws BadRequestError with a sentence for whoever builds the website. */
export async function readIdentity(given: unknown, { secrets, now }: Trusting): Promise<Visitor> {
  if (secrets === undefined)
    throw refused('Set WIDGET_IDENTITY_SECRET where Baton runs, or send what you know as "claims"');
  const token = byToken.safeParse(given);
  return token.success ? fromToken(token.data.token, { secrets, now }) : fromHash(given, secrets);
}

async function fromToken(token: string, { secrets, now }: { secrets: readonly string[]; now: Date }): Promise<Visitor> {
  const tried = await Promise.all(secrets.map((secret) => payloadOf(token, secret)));
  const payload = tried.find((each) => each !== null);
  if (payload === undefined) throw refused('Sign the token with HS256 and WIDGET_IDENTITY_SECRET');
  const { exp, nbf = 0, sub, id = sub, ...rest } = shaped(claimed, payload);
  const nowS = now.getTime() / 1_000;
  if (exp <= nowS) throw refused('The token has expired: make a new one for each page');
  if (nbf > nowS + skewS) throw refused('The token is not valid yet ("nbf")');
  if (id === undefined) throw wrong('sub: is missing');
  return vouched(id, rest);
}

/** Null: it is not signed with this secret. The time is ours to check, by the clock that everything else goes by. */
async function payloadOf(token: string, secret: string): Promise<unknown> {
  try {
    return await verify(token, secret, { alg: 'HS256', exp: false, nbf: false, iat: false });
  } catch {
    return null;
  }
}

function fromHash(given: unknown, secrets: readonly string[]): Visitor {
  const { id, hash, name, ...signed } = shaped(byHash, given);
  const said = signedText({ id, ...signed });
  const fits = secrets.map((secret) =>
    timingSafeEqual(createHmac('sha256', secret).update(said).digest(), Buffer.from(hash, 'hex')),
  );
  if (!fits.includes(true)) throw refused('The hash is not that of id, e-mail and phone, one a line');
  return vouched(id, { ...signed, name });
}

/** What the hash is of: whatever is missing in between is an empty line, so that no value can stand for another. */
function signedText({ id, email = '', phone = '' }: { id: string } & Known): string {
  return [id, email, phone].join('\n').replace(/\n+$/, '');
}

/** The same customer is the same visitor in every browser. What cannot be written to or called is left out. */
function vouched(id: string, known: Known): Visitor {
  const usable = reached(known);
  const verified = (['email', 'phone'] as const).filter((each) => usable[each] !== undefined);
  const hashed = createHash('sha256').update(id).digest('base64url').slice(0, 22);
  return { id: `customer_${hashed}`, ...usable, verified: ['id', ...verified] };
}

/** What a website says of its visitor without vouching for it. */
export function readClaims(given: unknown): Claims {
  const { email, phone, name } = known;
  const lenient = z.object({
    email: email.catch(undefined),
    phone: phone.catch(undefined),
    name: name.catch(undefined),
  });
  return reached(lenient.catch({}).parse(given));
}

type Claims = Pick<Visitor, 'name' | 'email' | 'phone'>;

function reached(given: Known): Claims {
  const address = email.safeParse(given.email).data;
  const number = phone.safeParse(given.phone).data;
  return {
    ...(given.name !== undefined && { name: given.name }),
    ...(address !== undefined && { email: address }),
    ...(number !== undefined && { phone: number }),
  };
}

function shaped<Shape extends z.ZodType>(shape: Shape, given: unknown): z.infer<Shape> {
  const parsed = shape.safeParse(given);
  if (parsed.success) return parsed.data;
  throw wrong(parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'identity'}: ${message}`).join('; '));
}

const refused = (why: string) => new BadRequestError(401, `The signed identity was not accepted. ${why}.`);
const wrong = (what: string) => new BadRequestError(422, `The identity has the wrong shape. ${what}.`);
