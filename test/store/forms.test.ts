// The same form at the same moment is one lead, and everybody's share is counted, on both databases.
import { beforeAll, expect, test } from 'vitest';
import type { LeadId } from '../../src/core/lead.ts';
import type { Db } from '../../src/store/db.ts';
import { countForm, forgetAddresses, forgetForms, keepForm } from '../../src/store/forms.ts';
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

  test('counting begins anew when its time is over, and what is over is forgotten', async () => {
    const count = (of: string, minute: number) =>
      db.inTx((tx) => countForm(tx, { of, at: at(minute), since: at(minute - 10) }));
    const all = await Promise.all([1, 2, 3].map(() => count('address:a', 20)));
    expect(all.map(({ n }) => n).toSorted()).toEqual([1, 2, 3]);
    expect(await count('address:a', 29)).toEqual({ n: 4, since: at(20) });
    expect(await count('address:b', 29)).toEqual({ n: 1, since: at(29) });
    expect(await count('address:a', 31)).toEqual({ n: 1, since: at(31) });
    await db.inTx((tx) => forgetAddresses(tx, at(30)));
    const left = await db.q.selectFrom('form_counts').select('of').execute();
    expect(left).toEqual([{ of: 'address:a' }]);
  });
});
