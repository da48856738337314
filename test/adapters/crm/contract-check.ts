// Whether the fields of a playbook are there, can be written, and hold what is to go into them; in sentences.
import { describe, expect, test } from 'vitest';
import type { Current } from './contract.ts';

export function checkContract(current: () => Current): void {
  describe('check', () => {
    test('has nothing to say where all is well', async () => {
      const { crm, world } = current();
      const { text, number, long } = world.fields;
      expect(await crm.check({ fields: [text, number, long, 'email', 'status'], texts: [long] })).toEqual([]);
    });

    test('names what is missing, not to be written, or too short', async () => {
      const { crm, world } = current();
      const { text, readOnly, short, number } = world.fields;
      world.removeField(text);
      const said = await crm.check({ fields: [text, readOnly, short.name, number], texts: [short.name] });
      for (const field of [text, readOnly, short.name]) {
        expect(
          said.some((sentence) => sentence.includes(field)),
          field,
        ).toBe(true);
      }
      expect(said.some((sentence) => sentence.includes(number))).toBe(false);
      for (const sentence of said) expect(sentence).toMatch(/^[A-Z“].{20,}\.$/);
    });

    test('looks anew each time', async () => {
      const { crm, world } = current();
      const about = { fields: [world.fields.text], texts: [] };
      expect(await crm.check(about)).toEqual([]);
      world.removeField(world.fields.text);
      expect(await crm.check(about)).not.toEqual([]);
    });
  });
}
