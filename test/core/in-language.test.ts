import { describe, expect, test } from 'vitest';
import { inLanguage, untranslated, wordings } from '../../src/core/in-language.ts';
import { languages } from '../../src/core/language.ts';
import { parsePlaybook } from '../../src/core/parse-playbook.ts';
import type { Playbook } from '../../src/core/playbook.ts';
import { posted } from '../../src/core/post.ts';
import { claim, reject } from '../../src/core/verdict.ts';
import { builtInWords, lineNames } from '../../src/core/words.ts';
import { converse } from '../support/conversation.ts';
import { defaultPage, defaultPlaybook } from '../support/default-playbook.ts';

const page = defaultPlaybook();
const own = 'words: {}\n';
const untold = (text: string) => `${text.slice(0, text.indexOf('\ntranslations:'))}\n`;
const bare = (change: string) => defaultPlaybook((text) => untold(text).replace(own, change));
const listing = (list: string) => defaultPlaybook((text) => untold(text).replace('[en, de, fr, es]', list));

describe('what Baton says by itself', () => {
  const blanks = (line: string) => (line.match(/\{\w+\}/g) ?? []).toSorted();

  test.each(lineNames)('%s stands in every language, with the same blanks', (name) => {
    const lines = languages.map((language) => builtInWords[language][name]);
    expect(new Set(lines).size).toBe(languages.length);
    for (const line of lines) expect(blanks(line)).toEqual(blanks(builtInWords.en[name]));
  });

  test.each(languages)('tells in %s that it is an AI', (language) => {
    expect(builtInWords[language].opening).toMatch(/\bAI\b|\bKI\b|\bIA\b/);
  });
});

describe('the page in another language', () => {
  test('asks the translated questions and keeps all that is judged by', () => {
    for (const language of languages) {
      const spoken = inLanguage(page, language);
      expect({ ...spoken, words: page.words, fields: page.fields }).toEqual(page);
      spoken.fields.forEach((field, i) => {
        const { question, probe } = field;
        const was = page.fields[i];
        expect({ ...was, question, probe }).toEqual({ probe: undefined, ...field });
        if (field.ask && language !== 'en') expect(question).not.toBe(was?.question);
      });
    }
  });

  test('a line that the page words itself stays so until it is translated', () => {
    const changed = bare("words: { enough: 'We take it from here.' }\n");
    expect(inLanguage(changed, 'de').words.enough).toBe('We take it from here.');
    expect(inLanguage(changed, 'de').words.leaving).toBe(builtInWords.de.leaving);
    const translated: Playbook = {
      ...changed,
      translations: { de: { words: { enough: 'Wir übernehmen.' }, fields: {} } },
    };
    expect(inLanguage(translated, 'de').words.enough).toBe('Wir übernehmen.');
    expect(wordings(translated, 'enough')).toEqual([
      'We take it from here.',
      'Wir übernehmen.',
      'We take it from here.',
      'We take it from here.',
    ]);
  });

  test('a question without a probe of its own is asked again', () => {
    const short: Playbook = {
      ...page,
      translations: { de: { words: {}, fields: { size: { question: 'Wie viele sind Sie?' } } } },
    };
    const size = inLanguage(short, 'de').fields.find(({ id }) => id === 'size');
    expect(size).toMatchObject({ question: 'Wie viele sind Sie?', probe: 'Wie viele sind Sie?' });
  });

  test('a page in German speaks German by itself', () => {
    expect(listing('[de]').words).toEqual(builtInWords.de);
    expect(listing('[en]').words).toEqual(builtInWords.en);
  });
});

describe('what is not translated', () => {
  test('nothing, on the page that ships with Baton', () => {
    expect(untranslated(page)).toEqual([]);
  });

  test('is told once for a language without any questions', () => {
    expect(untranslated(bare(own)).map(({ path }) => path)).toEqual([
      ['languages', 1],
      ['languages', 2],
      ['languages', 3],
    ]);
  });

  test('is told by line for a question and for a line of the page’s own', () => {
    const parsed = parsePlaybook(
      defaultPage
        .replace(own, "words: { enough: 'We take it from here.' }\n")
        .replace('        question: Haben Sie dafür ein Budget im Kopf?\n', '        question: Und das Budget?\n')
        .replace(/ {6}email:\n {8}question: Unter[^\n]*\n {8}probe: An[^\n]*\n/, ''),
    );
    const gaps = parsed.kind === 'read' ? parsed.gaps : [];
    const lineOf = (words: string) => defaultPage.slice(0, defaultPage.indexOf(words)).split('\n').length;
    expect(gaps.filter(({ remedy }) => remedy.includes('German'))).toEqual([
      {
        field: 'words.enough',
        line: lineOf('words: {}'),
        remedy: expect.stringContaining('translations.de.words.enough'),
      },
      {
        field: expect.stringMatching(/^fields\.\d+\.question$/),
        line: lineOf('What is the best e-mail'),
        remedy: expect.stringContaining('translations.de.fields.email'),
      },
    ]);
  });
});

describe('a mistake on the page', () => {
  test.each([
    [
      'a field that is not there',
      '      use_case:\n        question: Was',
      '      use_cas:\n        question: Was',
      'No field is called "use_cas"',
    ],
    [
      'a language that is not listed',
      'languages: [en, de, fr, es]',
      'languages: [en, de, fr]',
      'Add es to "languages"',
    ],
    [
      'the language of the page',
      'languages: [en, de, fr, es]',
      'languages: [de, en, fr, es]',
      "the page's own language",
    ],
    ['a language twice', 'languages: [en, de, fr, es]', 'languages: [en, de, fr, es, fr]', '"fr" is here twice'],
    [
      'a language Baton does not speak',
      'languages: [en, de, fr, es]',
      'languages: [en, de, fr, es, nl]',
      'expected one of',
    ],
    [
      'a line nobody says',
      'translations:\n  de:\n',
      'translations:\n  de:\n    words: { enogh: Danke }\n',
      'not known here',
    ],
  ])('%s is told', (_what, from, to, says) => {
    expect(defaultPage).toContain(from);
    const parsed = parsePlaybook(defaultPage.replace(from, to));
    expect(parsed).toMatchObject({ kind: 'wrong', problems: [{ remedy: expect.stringContaining(says) }] });
  });
});

describe('a visitor who writes German', () => {
  const rep = { id: 'U0DANA', name: 'Dana' };
  const asked = () => {
    const talk = converse();
    talk.say('Guten Tag, ich möchte mit einem Menschen sprechen');
    return talk;
  };

  test('hears everything in German, whoever acts', () => {
    const { lead, now } = asked();
    const card = { channel: 'C1', ts: '1.0' };
    const shown = posted(lead, card, { drawn: lead, playbook: page, now }).lead;
    expect(shown.messages.at(-1)?.text).toBe(builtInWords.de.handedOff);
    const press = { rep, playbook: page, now };
    const claimed = claim(shown, press);
    expect(claimed.kind === 'done' && claimed.lead.messages.at(-1)?.text).toMatch(/^Dana von .* übernimmt ab hier/);
    const rejected = reject(shown, press, { reason: 'not_qualified', wrongField: null, note: '' });
    expect(rejected.kind === 'done' && rejected.lead.messages.at(-1)?.text).toBe(builtInWords.de.rejected);
  });

  test('is not told again in English what was said in German', () => {
    const talk = asked();
    const { lead, now } = talk;
    const at = { drawn: lead, playbook: page, now };
    talk.set(posted(lead, { channel: 'C1', ts: '1.0' }, at).lead);
    talk.say('We would rather go on in English from here, thank you');
    const again = posted(talk.lead, { channel: 'C1', ts: '1.0' }, { ...at, drawn: talk.lead });
    expect(again.lead.messages).toEqual(talk.lead.messages);
  });

  test('is not borne longer for insulting in two languages', () => {
    const talk = converse();
    const abuse = { claims: [], wants: 'abuse', interviewer: 'test' } as const;
    const hear = (line: string) => talk.hear({ ...abuse, claims: [] }, line);
    expect(hear('you are all so stupid')).toContain(builtInWords.en.abuse);
    expect(hear('ihr seid alle so dumm')).toContain(builtInWords.de.abuse);
    expect(hear('vous êtes tous nuls')).toContain(builtInWords.fr.closed);
    expect(talk.lead.state).toBe('closed');
  });
});

describe('a page in English only', () => {
  const english = listing('[en]');

  test('answers in English, and refuses in every language', () => {
    const talk = converse(english);
    const reply = talk.say('Angenommen, wir wären 500 Leute: wir suchen ein Werkzeug für unsere Berichte');
    expect(reply).toContain(builtInWords.en.opening.replace('{company}', page.company.name));
    expect(talk.lead.answers.map(({ field }) => field)).not.toContain('size');
  });

  test('brings a person to whoever asks for one', () => {
    const talk = converse(english);
    expect(talk.say('ich möchte mit einem Menschen sprechen')).toContain(builtInWords.en.askedForPerson);
  });
});
