import { expect, test } from 'vitest';
import { parsePlaybook } from '../../src/core/parse-playbook.ts';
import { defaultPage, defaultPlaybook } from '../support/default-playbook.ts';

const read = (sections: string, listed = 'en, de, fr, es') =>
  parsePlaybook(
    defaultPage
      .replace(/^languages: .*$/m, `languages: [${listed}]`)
      .replace(/^translations:\n(?: .*\n|\n)*/m, listed.includes('fr') ? '$&' : '')
      .replace('\nroles:', `\n${sections}\nroles:`),
  );
const origins = 'origins: [https://www.acme.com]';
const wrong = (widget: string, more = '') => {
  const parsed = read(`widget: { ${origins}, ${widget} }\n${more}`);
  return parsed.kind === 'wrong' ? parsed.problems : [];
};
const rule = 'id: pricing, afterSeconds: 5, say: Hello';

test('there is no widget by itself, and its example can be uncommented as it stands', () => {
  expect(defaultPlaybook().widget).toBeUndefined();
  const from = defaultPage.indexOf('# widget:');
  const example = defaultPage.slice(from, defaultPage.indexOf('\n\n', from));
  const page = defaultPage.replace(example, example.replaceAll(/^# /gm, ''));
  const parsed = parsePlaybook(page);
  expect(parsed.kind === 'read' && parsed.page.widget).toMatchObject({
    origins: ['https://www.acme.com'],
    privacy: 'https://www.acme.com/privacy',
    engagement: [{ id: 'pricing', pages: ['/pricing'], afterSeconds: 20, scrolled: 50, leaving: false }],
    nudges: { perVisit: 1, everyHours: 24 },
  });
  const gaps = parsed.kind === 'read' ? parsed.gaps.filter(({ field }) => field.startsWith('widget')) : [];
  expect(gaps.filter(({ remedy }) => remedy.includes('German'))).toEqual([]);
});

test('a widget that names its websites alone only answers', () => {
  const page = defaultPlaybook((text) => text.replace('\nroles:', `\nwidget: { ${origins} }\nroles:`));
  expect(page.widget).toMatchObject({
    origins: ['https://www.acme.com'],
    translations: {},
    engagement: [],
    nudges: { perVisit: 1, everyHours: 24 },
  });
});

test.each([
  { slip: 'a path', widget: 'origins: [https://www.acme.com/shop]', at: 'origins.0', says: 'no path' },
  { slip: 'no website', widget: 'origins: []', at: 'origins', says: 'at least one website' },
  { slip: 'no address', widget: 'privacy: acme.com/privacy', at: 'privacy', says: 'whole address' },
  { slip: 'consent to nothing', widget: 'consent: I agree', at: 'consent', says: 'add "privacy"' },
  { slip: 'no moment', widget: 'engagement: [{ id: a, say: Hi }]', at: 'engagement.0', says: 'Say when' },
  { slip: 'a rule twice', widget: `engagement: [{ ${rule} }, { ${rule} }]`, at: 'engagement.1.id', says: 'here twice' },
  { slip: 'nothing said', widget: 'engagement: [{ id: a, leaving: true }]', at: 'engagement.0.say', says: 'Add this' },
  { slip: 'too far', widget: 'engagement: [{ id: a, scrolled: 101, say: Hi }]', at: 'engagement.0.scrolled', says: '' },
  {
    slip: 'a field that is not there',
    widget: `engagement: [{ ${rule}, asks: shoe_size }]`,
    at: 'engagement.0.asks',
    says: 'No field is called "shoe_size"',
  },
  {
    slip: 'a language that is not listed',
    widget: 'translations: { fr: { title: Bonjour } }',
    listed: 'en, de',
    at: 'translations.fr',
    says: 'Add fr to "languages"',
  },
  {
    slip: 'its own language',
    widget: `engagement: [{ ${rule}, translations: { en: { say: Hi } } }]`,
    at: 'engagement.0.translations.en',
    says: 'under "say"',
  },
])('the page is refused at its line: $slip', ({ widget, listed, at, says }) => {
  const section = widget.startsWith('origins') ? widget : `${origins}, ${widget}`;
  const parsed = read(`widget: { ${section} }`, listed);
  const problems = parsed.kind === 'wrong' ? parsed.problems : [];
  expect(problems.map(({ field }) => field)).toEqual([`widget.${at}`]);
  expect(problems[0]?.remedy).toContain(says);
});

test('an arm names rules that exist, and two experiments at a time never both choose them', () => {
  const arms = (engage: string) => `arms: [{ id: silent, engage: [] }, { id: speaks, engage: [${engage}] }]`;
  const trying = (experiments: string) => wrong(`engagement: [{ ${rule} }]`, `experiments: [${experiments}]`);
  expect(trying(`{ id: x, since: 2026-11-23, ${arms('pricing')} }`)).toEqual([]);
  const [unknown, ...others] = trying(`\n  { id: x, since: 2026-11-23,\n    ${arms('pricing, demo')} }`);
  expect(others).toEqual([]);
  expect(unknown).toMatchObject({ field: 'experiments.0.arms.1.engage.1' });
  expect(unknown?.remedy).toContain('No rule of engagement is called "demo"');
  const lines = defaultPage.slice(0, defaultPage.indexOf('\nroles:')).split('\n').length;
  expect(unknown?.line).toBe(lines + 4);
  const after = (until: string) =>
    trying(
      `{ id: x, since: 2026-11-01, until: ${until}, ${arms('pricing')} }, { id: y, since: 2026-12-01, ${arms('pricing')} }`,
    );
  expect(after('2026-11-30')).toEqual([]);
  expect(after('2026-12-01').map(({ field }) => field)).toEqual(['experiments.1']);
  const without = read(`experiments: [{ id: x, since: 2026-11-23, ${arms('pricing')} }]`);
  expect(without.kind === 'wrong' && without.problems.map(({ field }) => field)).toEqual([
    'experiments.0.arms.1.engage.0',
  ]);
});

test('what visitors of another language would read in the page’s own is told', () => {
  const widget = `widget: { ${origins}, title: Talk, engagement: [{ ${rule} }] }`;
  const parsed = read(widget);
  const gaps = parsed.kind === 'read' ? parsed.gaps.filter(({ field }) => field.startsWith('widget')) : [];
  const german = gaps.filter(({ remedy }) => remedy.includes('German'));
  expect(german.map(({ field }) => field)).toEqual(['widget.title', 'widget.engagement.0.say']);
});
