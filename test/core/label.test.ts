// What a verdict teaches the bar, and what it does not.
import { expect, test } from 'vitest';
import { labelOf, labelsFor, teaches } from '../../src/core/label.ts';
import type { Lead, RepVerdict } from '../../src/core/lead.ts';
import { aLead, anOffer, aPlaybook, claimedBy, now, sam } from '../support/leads.ts';

const said = { by: sam, at: now, from: 'offered' } as const;
const rejected: RepVerdict = { ...said, kind: 'rejected', reason: 'not_qualified', wrongField: null, note: '' };

test.each<[string, Partial<Lead>, boolean | null]>([
  ['a claim that stayed', claimedBy(sam, 5), true],
  ['a reject', { state: 'rejected', repVerdict: rejected }, false],
  ['a nurture', { state: 'nurturing', repVerdict: { ...said, kind: 'nurtured', until: '2027-01-01', note: '' } }, null],
  ['nobody’s word', {}, null],
  ['a claim of who asked for a person', { ...claimedBy(sam, 5), offer: anOffer({ why: 'asked' }) }, null],
  ['a claim of a form', { ...claimedBy(sam, 5), offer: anOffer({ why: 'form' }) }, null],
  ['a claim of one that was posted to learn', { ...claimedBy(sam, 5), offer: anOffer({ why: 'learning' }) }, true],
  ['a lead that was never offered', { ...claimedBy(sam, 5), offer: null }, null],
])('%s', (_name, change, accepted) => {
  expect(labelOf(aLead(change))?.accepted ?? null).toBe(accepted);
});

test.each([
  ['not_qualified', undefined, 'bar'],
  ['wrong_territory', undefined, 'routing'],
  ['existing_customer', undefined, 'routing'],
  ['duplicate', undefined, 'guard'],
  ['competitor', undefined, 'guard'],
  ['spam', undefined, 'guard'],
  ['too_small', undefined, 'bar'],
  ['too_small', 'nothing', 'nothing'],
  ['spam', 'bar', 'bar'],
  ['gone_from_the_page', null, 'bar'],
] as const)('%s, said to teach %s: %s', (id, told, taught) => {
  const listed = told === null ? [] : [{ id, label: id, ...(told !== undefined && { teaches: told }) }];
  const playbook = aPlaybook({ rejectReasons: [...listed, { id: 'other', label: 'Other' }] as never });
  expect(teaches(playbook, id)).toBe(taught);
});

test('what a reason teaches is asked of the page of today, for verdicts of the past too', () => {
  const label = labelOf(aLead({ state: 'rejected', repVerdict: rejected }));
  if (label === null) throw new Error('no label');
  expect(labelsFor([label], aPlaybook())).toEqual([{ score: 78, accepted: false, week: expect.any(Number) }]);
  const silenced = aPlaybook({ rejectReasons: [{ id: 'not_qualified', label: 'No', teaches: 'nothing' }] as never });
  expect(labelsFor([label], silenced)).toEqual([]);
});
