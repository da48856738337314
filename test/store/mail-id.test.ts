// A Message-ID of ours is read again wherever it comes back from, and none that somebody made up.
import { expect, test } from 'vitest';
import { createMailIds } from '../../src/store/mail-id.ts';

const [one, two] = ['a'.repeat(64), 'b'.repeat(64)];
const ids = createMailIds([one], 'northwind.example');
const lead = 'lead_0mab12cd34';
const made = ids.make(lead, 'step-2');

test('it says lead and mail, is the same each time, and is read with brackets and at any host', () => {
  expect(made).toMatch(/^lead_0mab12cd34\.step-2\.[\w-]{22}@northwind\.example$/);
  expect(ids.make(lead, 'step-2')).toBe(made);
  for (const written of [made, `<${made}>`, ` <${made}> `, made.replace('northwind', 'elsewhere')]) {
    expect(ids.read(written)).toEqual({ lead, what: 'step-2' });
  }
});

test.each([
  ['another lead', made.replace('lead_0mab12cd34', 'lead_0mab12cd35')],
  ['another mail', made.replace('step-2', 'step-3')],
  ['another signature', made.replace(/\.[\w-](?=[\w-]{21}@)/, '._')],
  ['no signature', `${lead}.step-2@northwind.example`],
  ['two of them', `<${made}> <${made}>`],
  ['no host', made.split('@')[0] ?? ''],
  ['a key of somebody else', createMailIds([two], 'northwind.example').make(lead, 'step-2')],
  ['nothing', ''],
])('%s is none of ours', (_what, written) => {
  expect(ids.read(written)).toBeNull();
});

test('a key that was changed is believed as long as it is kept', () => {
  const after = createMailIds([two, one], 'northwind.example');
  expect(after.read(made)).toEqual({ lead, what: 'step-2' });
  expect(createMailIds([two], 'northwind.example').read(made)).toBeNull();
});
