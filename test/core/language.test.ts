import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Language, type Listed, languageOf, languages } from '../../src/core/language.ts';

const all: Listed = ['en', 'de', 'fr', 'es'];
const says = (...texts: string[]) => texts.map((text) => ({ from: 'visitor' as const, text }));

/** Lines after which the language is that one, whatever it was before. */
const clear: Record<Language, string[]> = {
  en: [
    'We need one report for five stores.',
    'can i talk to a real person please',
    "I'd rather not say that",
    "I'd rather not",
    "it's urgent, we'd love that",
    'who should I talk to about pricing?',
    'by the end of next month',
    'my boss decides this',
    'about 50 people',
    'does it work with Excel?',
    'thank you very much, that is all',
    'our team is drowning in spreadsheets',
  ],
  de: [
    'bis Ende Februar',
    'wir sind 120 Mitarbeiter',
    'Guten Tag, wir suchen ein Werkzeug für unsere Vertriebsberichte',
    'das entscheide ich zusammen mit meinem Chef',
    'was kostet das?',
    'möchte ich lieber nicht sagen',
    'moechte ich nicht sagen',
    'keine Ahnung, vielleicht nächstes Jahr',
    'ungefähr 30 Leute',
    'Kann ich bitte mit einem Menschen sprechen?',
    'WIR BRAUCHEN DAS BIS MÄRZ',
    'nein, noch nichts',
    'gerne ein Anruf',
  ],
  fr: [
    'nous sommes 45 personnes',
    'Bonjour, nous cherchons un outil pour nos rapports de vente.',
    "c'est moi qui décide",
    "d'accord, c'est urgent",
    "j'y réfléchis, qu'en pensez-vous ?",
    "d'ici la fin mars",
    'combien ça coûte ?',
    'je préfère ne pas le dire',
    'on est une trentaine de salariés',
    "j'aimerais parler à quelqu'un",
    'pas encore, peut-être en juin',
    'societe de 20 personnes, nous utilisons Excel',
    'je ne sais pas',
  ],
  es: [
    'somos 60 empleados',
    'Hola, busco una herramienta para los informes de ventas.',
    'a finales de marzo',
    '¿cuánto cuesta?',
    'lo decido yo con mi jefe',
    'quiero hablar con una persona',
    'prefiero no decirlo',
    'todavía nada, quizás en junio',
    'cuanto cuesta al mes',
    'necesitamos algo mas rapido para el equipo',
    'no lo sé',
  ],
};

/** Lines too short to change a conversation, and plain enough to begin one. */
const first: Record<Language, string[]> = {
  en: ['Hello', 'thanks', 'yes'],
  de: ['Hallo', 'Guten Tag', 'ja', 'ich', 'mein Chef', 'Danke!', 'März'],
  fr: ['Bonjour', 'oui', 'merci', 'moi', 'fin mars', 'bonjour !'],
  es: ['Hola', 'sí', 'gracias', '¿precio?', 'buenos días', 'marzo'],
};

const nothing = [
  '',
  '   ',
  'ok',
  'OK 👍',
  '50',
  '50-100',
  'anna.keller@brandt-logistik.de',
  'jean@une-maison-pour-vous.fr',
  'https://www.example.de/was-kostet-das',
  'Jürgen Müller',
  'Los Angeles',
  'La Paz, Le Mans',
  'José Núñez',
  'Françoise',
  'HubSpot, Excel',
  'CEO',
  'demo',
  '+49 151 23456789',
  '2027-03-31',
  'Привет, сколько это стоит?',
  'こんにちは、価格を教えてください',
  '> wir suchen ein Werkzeug für unsere Berichte',
];

describe('a line', () => {
  const rows = (table: Record<Language, string[]>) =>
    languages.flatMap((language) => table[language].map((text) => [text, language] as const));

  test.each(rows(clear))('"%s" is %s, whatever was before', (text, language) => {
    for (const own of languages) {
      const listed: Listed = [own, ...languages.filter((each) => each !== own)];
      expect(languageOf(says(text), listed)).toBe(language);
    }
  });

  test.each(rows(first))('"%s" begins a conversation in %s', (text, language) => {
    for (const own of languages) {
      const listed: Listed = [own, ...languages.filter((each) => each !== own)];
      expect(languageOf(says(text), listed)).toBe(language);
    }
  });

  test.each(nothing)('"%s" says nothing', (text) => {
    for (const own of languages) {
      const listed: Listed = [own, ...languages.filter((each) => each !== own)];
      expect(languageOf(says(text), listed)).toBe(own);
    }
  });

  test.each([
    'Buongiorno, vorrei una demo per la nostra azienda',
    'Goedemiddag, wij zoeken een tool voor onze rapporten, wat kost dat?',
    'Olá, precisamos de uma ferramenta para os relatórios, vocês têm isso?',
  ])('"%s" is none that Baton speaks', (text) => {
    expect(languageOf(says(text), all)).toBe('en');
  });
});

describe('a conversation', () => {
  test.each([
    { about: 'a clear line is followed at once', lines: [clear.en[0], 'bis Ende Februar'], language: 'de' },
    { about: 'one foreign word changes nothing', lines: [clear.en[0], 'danke'], language: 'en' },
    { about: 'a loan word changes nothing', lines: [clear.de[2], 'das Meeting ist nice'], language: 'de' },
    { about: 'two short lines do', lines: [clear.en[0], 'ja', 'gerne'], language: 'de' },
    { about: 'what says nothing keeps it', lines: [clear.fr[1], 'ok', '45', 'claire@moreau.fr'], language: 'fr' },
    { about: 'there and back again', lines: [clear.en[0], clear.de[0], clear.en[4]], language: 'en' },
    { about: 'a long line weighs no more than a clear one', lines: [clear.es.join('. '), clear.fr[0]], language: 'fr' },
    { about: 'one that is not listed is not spoken', lines: [clear.de[0], 'wij zoeken een tool voor onze rapporten'] },
  ])('$about', ({ lines, language = 'de' }) => {
    expect(languageOf(says(...lines.map(String)), all)).toBe(language);
  });

  test('only the visitor counts', () => {
    const ours = [
      { from: 'baton' as const, text: clear.de.join(' ') },
      { from: 'rep' as const, text: clear.de.join(' ') },
    ];
    expect(languageOf([...says('We need help with our reports'), ...ours], all)).toBe('en');
  });

  test('a page of one language is spoken in that language', () => {
    expect(languageOf(says(...clear.de), ['en'])).toBe('en');
    expect(languageOf(says(...clear.fr), ['es'])).toBe('es');
  });

  test('a language the page does not list is answered in one that it lists', () => {
    expect(languageOf(says(...clear.es), ['de', 'fr'])).toBe('de');
  });

  const line = fc.record({
    from: fc.constantFrom('visitor' as const, 'baton' as const, 'rep' as const),
    text: fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...Object.values(clear).flat(), ...nothing)),
  });
  const listed = fc.uniqueArray(fc.constantFrom(...languages), { minLength: 1 }) as unknown as fc.Arbitrary<Listed>;

  test('any lines at all give a listed language, and lines that say nothing keep it', () => {
    fc.assert(
      fc.property(fc.array(line), listed, fc.constantFrom(...nothing), (messages, page, more) => {
        const language = languageOf(messages, page);
        expect(page).toContain(language);
        expect(languageOf([...messages, ...says(more)], page)).toBe(language);
      }),
    );
  });
});
