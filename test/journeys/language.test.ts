// A visitor who writes Spanish, over HTTP: every line they read is Spanish, whoever or whatever says it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { languageOf } from '../../src/core/language.ts';
import { builtInWords } from '../../src/core/words.ts';
import { actionIds } from '../../src/slack/cards/actions.ts';
import { type Baton, startBaton } from '../support/baton.ts';

let baton: Baton;
beforeAll(async () => {
  baton = await startBaton({ kind: 'sqlite' });
});
afterAll(() => baton.stop());

test('from the first line to the claim', async () => {
  await baton.say('es-1', 'Hola, busco una herramienta para los informes de ventas');
  const { lead } = await baton.say('es-1', '¿puedo hablar con una persona?');
  await baton.say('es-1', 'lucia@textilesvega.es');
  const card = baton.cards().find(({ metadata }) => metadata?.event_payload.lead === lead);
  if (card === undefined) throw new Error('no card');
  expect(card.text).toContain('writes Spanish');
  await baton.press(card, actionIds.claim);

  const view = await baton.lead(lead);
  expect(view).toMatchObject({ language: 'es', state: 'claimed', person: { email: 'lucia@textilesvega.es' } });
  const told = baton.replies('es-1').map(({ text }) => text);
  expect(told.join('\n')).toContain(builtInWords.es.handedOff);
  expect(told.at(-1)).toMatch(/^Dana.*, de Northwind Analytics, se encarga/);
  for (const text of told) expect(languageOf([{ from: 'visitor', text }], ['en', 'de', 'fr', 'es'])).toBe('es');
});
