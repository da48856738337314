// What a name stands for where nobody asked for it: only the visitor's own company and name are theirs.
import { expect, test } from 'vitest';
import { checkClaim } from '../../../src/core/evidence.ts';
import type { Message } from '../../../src/core/lead.ts';
import { defaultPlaybook } from '../../support/default-playbook.ts';
import { at } from '../../support/fields.ts';

const { fields, zone, country } = defaultPlaybook();

function isTaken(field: string, value: string, text: string): boolean {
  const message: Message = { n: 1, from: 'visitor', text, asks: null, name: null, channel: 'web', at };
  const claim = { field, value, message: 1, quote: value };
  return checkClaim(claim, { messages: [message], fields, zone, country }).kind === 'accepted';
}

test.each([
  ['company', 'Paloma', "I'm calling from Paloma"],
  ['company', 'Lakeside Clinics', 'I manage IT for Lakeside Clinics'],
  ['company', 'Moss and Fern', 'my shop is Moss and Fern'],
  ['company', 'Peakform', 'this is about Peakform, our gym chain'],
  ['company', 'Kessler Bau', 'Unsere Firma heißt Kessler Bau'],
  ['company', 'Atlas Movers', 'Regards,\nJim\nAtlas Movers'],
  ['name', 'Sam', "you're talking to Sam"],
  ['name', 'Jim', 'Regards,\nJim\nAtlas Movers'],
  ['name', 'Marc', "moi c'est Marc"],
  ['name', 'Ravi', 'Ravi here'],
  ['stakeholder', 'Ole', 'Ole is pushing for this internally'],
])('%s %s in "%s"', (field, value, text) => {
  expect(isTaken(field, value, text)).toBe(true);
});

test.each([
  ['company', 'Siemens', 'we sell to Siemens'],
  ['company', 'Globex', 'my wife works at Globex'],
  ['company', 'Stripe', 'payments go through Stripe'],
  ['company', 'Hertz', 'we rent cars from Hertz'],
  ['company', 'Sigma', 'Sigma is our main competitor'],
  ['company', 'Rotterdam', "we're based in Rotterdam"],
  ['company', 'Leclerc', 'nous livrons Leclerc'],
  ['name', 'Sarah', 'Sarah told me about you'],
  ['name', 'Dana', 'I spoke to Dana last week'],
  ['name', 'Peter', 'thanks Peter'],
  ['name', 'Pierre', "c'est Pierre qui décide"],
  ['stakeholder', 'Asana', 'comparing you to Asana'],
  ['stakeholder', 'Julia', 'Julia left the company'],
  ['stakeholder', 'Je', 'Je décide'],
  ['stakeholder', 'Elle', 'Elle décide avec moi'],
  ['stakeholder', 'Er', 'Er entscheidet'],
])('no %s %s in "%s"', (field, value, text) => {
  expect(isTaken(field, value, text)).toBe(false);
});
