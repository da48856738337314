// Begins a conversation: says where the visitor is and who the page says they are, and does the work that the door may ask for.
import { ask } from './ask.ts';
import { pageAddress } from './page-address.ts';
import { prove } from './proof.ts';
import type { Shell } from './shell.ts';
import { zone } from './when.ts';

export type Begun = { conversation: string; token: string };
type Refusal = { error?: string; proof?: { salt: string; bits: number } };

export const refusal = (answer: Response): Promise<Refusal> => answer.json().catch(() => ({}));

/** Undefined: not now. */
export async function begin(shell: Shell, trap: string): Promise<Begun | undefined> {
  let who = shell.who();
  let proof: { salt: string; nonce: string } | undefined;
  let isFresh = false;
  for (;;) {
    const { language, ticket } = shell.settings();
    const page = { url: pageAddress(), title: document.title, referrer: document.referrer };
    const kept = shell.kept.state().ticket ?? ticket;
    const engaged = shell.followed();
    const body = { ticket: kept, language, engaged, page, zone: zone(), ...who, trap, ...(proof && { proof }) };
    const answer = await ask(shell.base, 'widget/conversations', { method: 'POST', body });
    if (answer.ok) {
      shell.began();
      return (await answer.json()) as Begun;
    }
    const { error = '', proof: asked } = await refusal(answer);
    const isRefused = answer.status === 401 || answer.status === 422;
    if (answer.status === 428 && asked !== undefined && proof === undefined) {
      proof = { salt: asked.salt, nonce: await prove(asked.salt, asked.bits) };
    } else if (isRefused && who.identity !== undefined) {
      // Nobody is kept from talking because the page signed wrongly; the page is told.
      shell.emit({ kind: 'error', message: error });
      who = {};
    } else if ((isRefused || answer.status === 410) && !isFresh) {
      isFresh = true;
      await shell.refresh();
    } else return undefined;
  }
}
