// What somebody does with a mail they got: they answer it, it bounces, or they call it spam. A mail provider's inbound parser,
// stood in for: Baton hears of it by a signed webhook, as from a real one.
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { BadRequestError } from '../../errors.ts';
import { signBody } from '../chat/signature.ts';
import type { MailAct, SandboxMail } from '../state.ts';

export const mailActShape: z.ZodType<MailAct> = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('reply'),
    text: z.string().trim().min(1).max(20_000),
    /** Somebody to whom it was forwarded; without it, whoever got it. */
    from: z.strictObject({ address: z.email(), name: z.string().max(200) }).exactOptional(),
  }),
  z.strictObject({ kind: z.literal('auto-reply') }),
  z.strictObject({ kind: z.literal('bounce') }),
  z.strictObject({ kind: z.literal('complaint') }),
]);

/** `url`: where Baton listens; null until it is known. */
export type MailHook = { url: string | null; secret: string; now: () => Date };

const timeoutMs = 10_000;

/** What Baton said to it. */
export async function answerMail(mail: SandboxMail, act: MailAct, hook: MailHook): Promise<unknown> {
  if (hook.url === null) throw new BadRequestError(503, 'The mailbox does not know where Baton listens.');
  const at = hook.now();
  const id = `<${randomUUID()}@mail.sandbox.example>`;
  const body = JSON.stringify({ ...wordsOf(mail, act, at), id, at: at.toISOString() });
  let answer: Response;
  try {
    answer = await fetch(hook.url, {
      method: 'POST',
      headers: signBody(hook.secret, { id, body, at: new Date() }),
      body,
      signal: AbortSignal.timeout(timeoutMs),
    });
  } catch {
    throw new BadRequestError(503, `Nobody answers at ${hook.url}. Is Baton running?`);
  }
  const said = (await answer.json().catch(() => ({}))) as { error?: string };
  if (!answer.ok) throw new BadRequestError(422, said.error ?? `Baton answered ${answer.status}.`);
  return said;
}

function wordsOf({ messageId, from, to, subject, text, headers }: SandboxMail, act: MailAct, at: Date): object {
  if (act.kind === 'bounce') {
    return { type: 'mail.bounced', address: to, messageId, why: '5.1.1 There is no such mailbox' };
  }
  if (act.kind === 'complaint') return { type: 'mail.complained', address: to, messageId, why: 'Marked as spam' };
  const earlier = headers.find(({ name }) => name === 'references')?.value.split(/\s+/) ?? [];
  const thread = { to: from, inReplyTo: messageId, references: [...earlier, messageId] };
  const owner = { address: to, name: nameOf({ to, headers }) };
  if (act.kind === 'auto-reply') {
    const away = { subject: `Automatic reply: ${subject}`, text: 'I am out of the office until Monday.' };
    const marks = { 'Auto-Submitted': 'auto-replied', 'X-Autoreply': 'yes' };
    return { type: 'mail.received', ...thread, ...away, from: owner, headers: marks };
  }
  const quoted = text.trim().replace(/^/gm, '> ');
  return {
    type: 'mail.received',
    ...thread,
    from: act.from ?? owner,
    subject: /^re:/i.test(subject) ? subject : `Re: ${subject}`,
    text: `${act.text}\n\nOn ${at.toUTCString()}, ${from} wrote:\n\n${quoted}\n`,
  };
}

/** As the mail was addressed. */
function nameOf({ to, headers }: Pick<SandboxMail, 'to' | 'headers'>): string {
  const header = headers.find(({ name }) => name === 'to')?.value ?? '';
  return header.replace(`<${to}>`, '').replaceAll('"', '').replace(to, '').trim();
}
