// What /baton says can be typed is what it understands, and the other way round: a command that nobody is told of is not there.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { commands, readQuestion } from '../../src/core/question.ts';
import { answerWords } from '../../src/slack/cards/answer-words.ts';

const typed = answerWords.help.map(([command]) => command.replace(/^\/baton /, ''));

test('every command has its line, and every line its command', () => {
  const firsts = typed.map((line) => line.split(' ')[0]);
  expect(new Set(firsts)).toEqual(new Set(commands));
  const manifest = readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8');
  const [, hint = ''] = /usage_hint: "\[(.*)\]"/.exec(manifest) ?? [];
  expect(new Set(hint.split(' | '))).toEqual(new Set(commands));
});

test('each line is understood as what it says', () => {
  expect(typed.map((line) => readQuestion(line).kind)).toEqual([
    ...['queue', 'mine', 'find', 'why', 'stats', 'week', 'pilot', 'bar', 'away', 'back', 'playbook', 'help'],
  ]);
});
