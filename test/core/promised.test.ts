// What was promised is what Baton said, in whatever language, and nothing it did not get to say.
import { expect, test } from 'vitest';
import { promised } from '../../src/core/promised.ts';
import { builtInWords } from '../../src/core/words.ts';
import { defaultPlaybook } from '../support/default-playbook.ts';
import { aTranscript } from '../support/leads.ts';

const playbook = defaultPlaybook();
const { passOn, handedOffLater } = playbook.words;
const german = builtInWords.de.passOn;
const later = handedOffLater.replace('{opens}', 'on Monday at 09:00');

test.each([
  ['nothing', [{ baton: 'How many people work at your company?' }], []],
  ['a question passed on', ['Do you do SSO?', { baton: `${passOn} How many people work there?` }], [passOn]],
  ['in another language', ['Gibt es SSO?', { baton: `${german} Wie viele?` }], [german]],
  ['with what filled the blank', ['A person please', { baton: later }], [later]],
  ['the latest first, each once', [{ baton: passOn }, 'And?', { baton: passOn }, { baton: later }], [later, passOn]],
  ['not what a visitor or a rep says', [passOn, { rep: passOn }], []],
])('%s', (_what, lines, expected) => {
  expect(promised({ messages: aTranscript(lines), dropped: [] }, playbook)).toEqual(expected);
});

test('a line that a takeover dropped promised nothing', () => {
  expect(promised({ messages: aTranscript([{ baton: passOn }]), dropped: [1] }, playbook)).toEqual([]);
});
