// What Baton asks of a mail server: to carry one message. The id is ours, so that a second copy is known as the same message.
import type { Mail } from '../../core/mail.ts';

export type { Mail };

/**
 * `refused`: the server will not take it for this address, whatever is tried. Everything else that fails is an
 * `OutsideError` of the system `mail`.
 */
export type Mailer = { send(mail: Mail): Promise<{ kind: 'sent' } | { kind: 'refused'; why: string }> };
