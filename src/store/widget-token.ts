// The only key to a conversation of our own widget. It carries what the browser said when it came, signed, because nothing is stored
// of anybody before their first line. Whoever has it reads and writes the conversation, so it never stands in an address.
import { z } from 'zod';
import { languages } from '../core/language.ts';
import type { Page, Visitor } from '../core/lead.ts';
import { createSigner } from './signature.ts';

const visitSchema = z.object({
  /** One of the channel `widget`, and of no other visit. */
  conversation: z.string().regex(/^conversation_[0-9a-z]{26}$/),
  visitor: z.object({
    id: z.string(),
    name: z.string().exactOptional(),
    email: z.string().exactOptional(),
    phone: z.string().exactOptional(),
    zone: z.string().exactOptional(),
    verified: z.array(z.enum(['id', 'email', 'phone'])).exactOptional(),
  }),
  /** An input that people do not see was filled in. */
  isTrapped: z.literal(true).exactOptional(),
  page: z
    .object({ url: z.string(), title: z.string().exactOptional(), referrer: z.string().exactOptional() })
    .nullable(),
  /** In which the widget spoke to them before they wrote. */
  language: z.enum(languages),
  /** The rule of engagement by which the widget had spoken to them, if they came because of it. */
  engaged: z.string().exactOptional(),
  /** By which the arms of experiments were drawn before they wrote; null: by the visitor. */
  seed: z.string().nullable(),
});

export type WidgetVisit = Omit<z.infer<typeof visitSchema>, 'visitor' | 'page'> & {
  visitor: Visitor;
  page: Page | null;
};

export type WidgetTokens = {
  tokenFor(visit: WidgetVisit, at: string): string;
  /** Null: it is not ours, or too old. */
  read(token: string, at: string): WidgetVisit | null;
};

const label = 'baton widget visit v1';
const dayMs = 86_400_000;
/** Whoever comes back within this time goes on where they were. */
const goodForDays = 400;
/** Far more than a visit needs, and less than what proxies take of a header. */
const longest = 7_000;

/** `secrets`: 64 hexadecimal characters each; the first signs, all of them are believed. */
export function createWidgetTokens(secrets: readonly string[]): WidgetTokens {
  const { sign, isSigned } = createSigner(secrets, label);
  return {
    tokenFor(visit, at) {
      const day = Math.ceil(Date.parse(at) / dayMs) + goodForDays;
      const said = `${Buffer.from(JSON.stringify(visit)).toString('base64url')}.${day.toString(36)}`;
      return `${said}.${sign(said)}`;
    },
    read(token, at) {
      if (token.length > longest) return null;
      const [, said, visit, day, mac] = /^(([\w-]+)\.([0-9a-z]{1,6}))\.([\w-]{22})$/.exec(token) ?? [];
      if (said === undefined || visit === undefined || day === undefined || mac === undefined) return null;
      if (!isSigned(said, mac) || Date.parse(at) >= Number.parseInt(day, 36) * dayMs) return null;
      return visitSchema.safeParse(JSON.parse(Buffer.from(visit, 'base64url').toString())).data ?? null;
    },
  };
}
