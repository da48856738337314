// The same form at the same moment is one lead, on both databases.
import { beforeAll, expect, test } from 'vitest';
import type { LeadId } from '../../src/core/lead.ts';
import type { Db } from '../../src/store/db.ts';
import { forgetForms, keepForm } from '../../src/store/forms.ts';
import { eachDatabase } from '../support/databases.ts';

eachDatabase((_kind, open) => {
  let db: Db;
  beforeAll(async () => {
    db = await open();
  });

  const at = (minute: number) => `2026-11-23T14:${String(minute).padStart(2, '0')}:00.000Z`;
  const keep = (lead: string, minute: number, digest = 'same') =>
    db.inTx((tx) => keepForm(tx, { digest, lead: lead as LeadId, at: at(minute), since: at(minute - 1) }));

  test('whoever sends it at the same time as others has the lead of the first', async () => {
    const answers = await Promise.all(['lead_a', 'lead_b', 'lead_c'].map((lead) => keep(lead, 10)));
    const [winner] = ['lead_a', 'lead_b', 'lead_c'].filter((_, i) => answers[i] === null);
    expect(answers.filter((other) => other === null)).toHaveLength(1);
    expect(answers.filter((other) => other === winner)).toHaveLength(2);
    expect(await keep('lead_d', 10, 'another')).toBeNull();
    expect(await keep('lead_e', 11)).toBe(winner);
    expect(await keep('lead_f', 12)).toBeNull();
    expect(await keep('lead_g', 12)).toBe('lead_f');
    await db.inTx((tx) => forgetForms(tx, at(12)));
    expect(await db.q.selectFrom('forms_sent').select('lead').execute()).toEqual([{ lead: 'lead_f' }]);
  });
});
