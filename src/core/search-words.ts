// The words by which a question finds a passage. Both databases index and look up these words, letters and digits only,
// so that they find alike and nothing a visitor types can be read as a query.

const segments = new Intl.Segmenter('en', { granularity: 'word' });

/** Words that say nothing about what is asked. Holds all of Postgres' own, which its index leaves out. */
const empty = new Set(
  `i me my myself we our ours ourselves you your yours yourself yourselves he him his himself she her hers herself it its
  itself they them their theirs themselves what which who whom this that these those am is are was were be been being
  have has had having do does did doing a an the and but if or because as until while of at by for with about against
  between into through during before after above below to from up down in out on off over under again further then once
  here there when where why how all any both each few more most other some such no nor not only own same so than too very
  s t can will just don should now
  hi hello hey thanks thank please ok okay yes would could may might shall must also get gets got like want need know tell
  us let lets anything something someone anyone else maybe kind sort thing things stuff really actually currently still
  ever even much many lot able way yet already sure happen happens guys use uses used using work works working offer
  offers offered provide provides tool tools product platform software solution system app quick question questions ask
  asking wonder wondering around roughly first long take takes often compliant compliance include includes included im ive id whats hows dont doesnt cant u ur ya vs per via possible exactly baton
  was wie ist sind das der die den dem ein eine einen und es ihr sie wir ich kann konnen haben habt hat gibt mit fur auf
  zu im von auch viel euch euer eure le la les un une des et est il vous nous je avec pour de du que quel quelle quels
  combien ca avez el los las una y es con para cuanto tiene tienen hay por se`.split(/\s+/),
);

/** Words that ask for the same thing. A word of a group finds them all. */
const alike = [
  'price prices priced pricing cost costs costing fee fees charge charges expensive preis preise kostet kosten prix tarif tarifs coute precio precios cuesta',
  'connect connects connector connectors connection integrate integrates integration integrations sync syncs import imports read reads compatible compatibility',
  'secure secured security safe safety secur sicher sicherheit securite seguridad',
  'setup onboarding onboard implementation implement install installation rollout',
  'trial trials try test testphase essai prueba',
  'cancel cancels cancellation terminate termination notice',
  'store stores stored storage host hosted hosting kept keep located',
  'delete deletes deleted deletion erase erased',
  'gdpr dsgvo rgpd',
  'sso saml signon',
].map((words) => words.split(' '));

/** Two words that are written as one just as often. */
const joined: Record<string, string> = {
  'set up': 'setup',
  'sign on': 'signon',
  'e mail': 'email',
  'roll out': 'rollout',
};

/** The words of a text in order, without case, accents and empty words. */
export function searchWords(text: string): string[] {
  const words: string[] = [];
  for (const { segment, isWordLike } of segments.segment(text.slice(0, 20_000))) {
    if (!isWordLike) continue;
    const bare = segment
      .normalize('NFKD')
      .toUpperCase()
      .toLowerCase()
      .replace(/\p{M}/gu, '')
      .replace(/['’]s$/, '')
      .replace(/['’]/g, '');
    for (const word of bare.split(/[^\p{L}\p{N}]+/u)) {
      const both = joined[`${words.at(-1)} ${word}`];
      if (both !== undefined) words[words.length - 1] = both;
      else if (word !== '') words.push(word.slice(0, 40));
    }
  }
  return words.filter((word) => !empty.has(word));
}

/** What a question asks for: each group is one wanted thing, by any of its words. Numbers alone ask for nothing. */
export function wantedWords(question: string): string[][] {
  const asked = question
    .slice(0, 1_000)
    .replace(/\bhow much(?=\s+(?:is|are|does|do|would|will|for|per)\b|[^\p{L}\p{N}]*$)/giu, 'price')
    .replace(/\b(you|it|that|this|they|we) supports?\b/gi, '$1');
  const groups = new Map<string, string[]>();
  for (const word of searchWords(asked)) {
    const group = alike.find((words) => words.includes(word)) ?? [word];
    groups.set(group[0] ?? word, group);
  }
  const wanted = [...groups.values()].slice(0, 12);
  return wanted.some(([word]) => /\p{L}/u.test(word ?? '')) ? wanted : [];
}
