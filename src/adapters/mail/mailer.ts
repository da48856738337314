// What Baton asks of a mail server: to carry one message. The id is ours, so that a second copy is known as the same message.

export type Mail = {
  /** Without angle brackets, such as `lead_1-booked-2@baton.example`. */
  id: string;
  to: { address: string; name?: string };
  subject: string;
  text: string;
  html: string;
  /** A calendar file; `method` as mail programs read it. */
  invite?: { method: 'PUBLISH' | 'CANCEL'; ics: string };
  /** Further headers, such as List-Unsubscribe. */
  headers?: Readonly<Record<string, string>>;
};

/**
 * `refused`: the server will not take it for this address, whatever is tried. Everything else that fails is an
 * `OutsideError` of the system `mail`.
 */
export type Mailer = { send(mail: Mail): Promise<{ kind: 'sent' } | { kind: 'refused'; why: string }> };
