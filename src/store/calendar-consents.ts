// Reps who came back from the consent page of their calendar product. Each way back has an id of its own, so that the same
// one twice is seen as such; what it brought along is sealed, and gone once it was redeemed.
import type { Reader, Tx } from './db.ts';
import { outcomeToText, textToOutcome } from './rows.ts';

/** `connected` to whose calendar; `wrong-account`, `taken` and `refused` changed nothing. `why`: in the words of the product. */
export type ConsentOutcome =
  | { kind: 'connected'; email: string }
  | { kind: 'wrong-account'; email: string; expected: string }
  | { kind: 'taken'; email: string }
  | { kind: 'refused'; why: string };

export type CalendarConsentCame = { rep: string; cameAt: string; outcome: ConsentOutcome | null };

/** What the code of this way back is sealed for. */
export const consentRow = (id: string) => `calendar consent ${id}`;

/** Long after any page about it has been closed. */
const keptMs = 86_400_000;

/** `repeat`: this way was come before; what it brought along this time is not looked at. */
export async function keepConsent(
  { q }: Tx,
  { id, rep, sealedCode, at }: { id: string; rep: string; sealedCode: string; at: string },
): Promise<'kept' | 'repeat'> {
  const old = new Date(Date.parse(at) - keptMs).toISOString();
  await q.deleteFrom('calendar_consents').where('came_at', '<', old).execute();
  const row = await q
    .insertInto('calendar_consents')
    .values({ id, rep, code: sealedCode, came_at: at, outcome: null })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst();
  return row === undefined ? 'repeat' : 'kept';
}

export async function consentOf({ q }: Reader, id: string): Promise<CalendarConsentCame | undefined> {
  const row = await q
    .selectFrom('calendar_consents')
    .select(['rep', 'came_at as cameAt', 'outcome'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row && { ...row, outcome: textToOutcome(row.outcome) };
}

/** The code, as it is sealed; undefined once it is known what became of it. */
export async function openConsent({ q }: Reader, id: string): Promise<string | undefined> {
  const row = await q.selectFrom('calendar_consents').select('code').where('id', '=', id).executeTakeFirst();
  return row?.code ?? undefined;
}

/** False when that was known already. */
export async function settleConsent({ q }: Tx, id: string, outcome: ConsentOutcome): Promise<boolean> {
  const row = await q
    .updateTable('calendar_consents')
    .set({ code: null, outcome: outcomeToText(outcome) })
    .where('id', '=', id)
    .where('outcome', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}
