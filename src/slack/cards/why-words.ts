// How Baton explains itself.
import type { PillarName, Refusal } from '../../core/lead.ts';

const refusals: Record<Refusal['reason'], string> = {
  'unknown-field': 'the playbook has no such field',
  'unknown-message': 'there is no such message',
  'not-the-visitor': 'the visitor did not write that',
  'quote-not-there': 'these words are not in the conversation',
  'value-not-in-quote': 'these words do not say that',
  'not-asserted': 'the visitor asks, imagines, denies or tells of others here',
  'not-sure-enough': 'not clear enough for this field',
  'offer-not-there': 'Baton never proposed that',
  'not-accepted': 'the visitor did not clearly agree',
};

const pillars: Record<PillarName, string> = {
  intent: 'Intent',
  context: 'Context',
  continuity: 'Continuity',
  nextStep: 'Next step',
};

export const whyWords = {
  title: 'Why?',
  about: (who: string) => `Why: ${who}`,
  close: 'Close',
  score: (score: number) => `Score: ${score} of 100`,
  points: (points: string, because: string) => `${points}  ${because}`,
  noPoints: 'No rule of the playbook gave a point.',
  capped: 'The score ends at 0 and at 100.',
  old: 'This counts in it, although it was said long ago and not confirmed since:',
  saidIn: (month: string) => `said in ${month}`,
  verdict: 'Verdict and bar',
  over: (bar: number) => `All four pillars stand and the score reaches the bar of ${bar}: it qualifies.`,
  under: (bar: number, missing: readonly PillarName[], short: number) => {
    const names = missing.map((name) => pillars[name].toLowerCase());
    const list = names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
    const misses = [
      ...(names.length === 0 ? [] : [`${list} ${names.length === 1 ? 'does' : 'do'} not stand`]),
      ...(short > 0 ? [`${short === 1 ? '1 point is' : `${short} points are`} missing to the bar of ${bar}`] : []),
    ];
    return `It does not qualify: ${misses.join('; ')}.`;
  },
  learning: 'It is here to keep learning: too few leads reached the bar in its week, and it came closest.',
  bar: 'Why this bar?',
  barStands: (team: string, bar: number) => `The bar of ${team} is ${Math.round(bar * 10) / 10} now, since `,
  asked: 'It is here because the visitor asked for a person.',
  pillar: (name: PillarName, stands: boolean) => `${pillars[name]} ${stands ? 'stands' : 'does not stand'}`,
  need: (what: string, there: boolean) => (there ? `✓ ${what}` : `– not yet: ${what}`),
  needSaid: (what: string, there: boolean) => `${what}: ${there ? 'yes' : 'no'}`,
  oneOf: (there: boolean) => (there ? 'and one of these' : 'and none of these yet'),
  refused: (count: number) =>
    count === 1 ? 'Baton refused 1 claim of the interviewer' : `Baton refused ${count} claims of the interviewer`,
  refusal: (reason: Refusal['reason']) => refusals[reason],
  playbook: (version: string) => `Judged by the playbook ${version}.`,
  which: (count: number) => `${count} leads match. The newest comes first; say more of the name to see another.`,
  none: (typed: string) => `No lead matches “${typed}”. Try part of a name, a company or an e-mail address.`,
  sayFind: 'Say whom: /baton find, then part of a name, a company or an e-mail address.',
  say: 'Say whom: /baton why, then part of a name, a company or an e-mail address.',
} as const;
