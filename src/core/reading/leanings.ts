// What is said of a person, read from the words behind their name or their pronoun: the part they have in a decision,
// where they stand and what worries them. Nothing is read where a word in between is not known.
import type { Span } from '../folded.ts';

export const parts = [
  'signs off',
  'decides',
  'holds the budget',
  'can veto',
  'drives it',
  'evaluates',
  'recommends',
  'uses it',
] as const;
export type PartName = (typeof parts)[number];
export type StanceName = 'for' | 'against' | 'unsure';

/** `start` and `end` cut the words out of the text that was given. */
export type Leaning = Span &
  ({ kind: 'part'; value: PartName } | { kind: 'stance'; value: StanceName } | { kind: 'concern' } | { kind: 'out' });

const it =
  '(?:it|this|that|everything|the (?:whole )?(?:thing|idea|plan|project|product|tool|approach|concept|deal|contract|change|switch)|your \\p{L}+|you(?: guys)?)';
const modal =
  "(?:(?:will|must|'ll)(?: also| still| always| finally)?(?: have to| need to)? |(?:would|'d) (?:have|need) to |(?:(?:has|have|needs?|is going|are going|gets?) )?(?:also |still |always |finally )?to (?:also |still )?)?";

const partWords: Record<PartName, string[]> = {
  'signs off': [
    `${modal}(?:signs?(?! (?:up|in)\\b)(?: (?:it|this|that|everything))?(?: off)?(?: on (?:it|this|that|everything|the \\p{L}+))?|approves?|approve|ok(?:ay)?s? (?:it|this)|gives? (?:the|a|us the) (?:final )?(?:ok|okay|green light|go-ahead|sign-off|approval))|(?:has to|have to|needs? to|must) agree`,
    'the (?:final )?(?:approver|signatory)',
    '(?:muss (?:das |es |dem )?(?:noch |auch |immer )?)?(?:unterschreiben|zustimmen|freigeben|genehmigen|absegnen)|unterschreibt|genehmigt|gibt (?:das|es) frei',
    'doit (?:signer|valider|approuver|donner son accord)|signe|valide|approuve|donne son accord',
    'tiene que (?:firmar|aprobar|autorizar|dar el visto bueno)|firma (?:él|ella|todo|el contrato)|firma(?=\\s*[.,;!]|$)|aprueba|autoriza|da el visto bueno',
  ],
  decides: [
    `${modal}(?:decides?(?: (?:on )?(?:it|this|that))?(?: together| alone| in the end)?|makes? the (?:final |last )?(?:decision|call))`,
    '(?:has|have|gets?) the (?:final|last) (?:say|word|decision)|the (?:final |main )?decision[- ]?maker',
    '(?:muss (?:das )?)?entscheiden|entscheidet(?: das| darüber)?|hat das letzte wort|trifft die entscheidung',
    'doit décider|décide|prend la décision|a le dernier mot|tranche',
    'tiene que decidir|decide|toma la decisión|tiene la última palabra',
  ],
  'holds the budget': [
    '(?:holds?|owns?|controls?|has|manages?) the (?:budget|money|purse(?: strings)?)|pays? for (?:it|this)|the (?:economic buyer|budget (?:owner|holder))',
    '(?:hat|verantwortet|hält) das budget|(?:tient|gère|a) le budget|(?:tiene|maneja|controla) el presupuesto',
  ],
  'can veto': [
    '(?:can|could) (?:veto|block|stop)(?: (?:it|this))?|(?:has|have) a veto|hat ein veto|a un droit de veto|puede vetar(?:lo)?',
  ],
  evaluates: [
    `${modal}(?:evaluat(?:es?|ing)|compar(?:es?|ing)|test(?:s|ing)?|review(?:s|ing)?|check(?:s|ing)?|vets?|looks? (?:into|at|over)|looking (?:into|at)) (?:it|this|tools|vendors?|options|solutions|everything|the (?:tools?|vendors?|options|security|legal side|contract|offer|proposal|shortlist))`,
    'runs? the (?:evaluation|pilot|trial|poc|rfp|security review|review|tests?)|running the (?:evaluation|pilot|trial|poc|rfp|review|tests?)|does the (?:security |legal |technical )?(?:review|evaluation|check)',
    '(?:prüft|testet|bewertet|vergleicht) (?:das|es|die \\p{L}+)|évalue|teste|evalúa',
  ],
  'drives it': [
    `(?:drives?|driving|leads?|leading|runs?|running|owns?|sponsors?|sponsoring|champions?|championing) (?:it|this|the (?:project|initiative|rollout|search|whole thing))|the (?:project lead|project owner|sponsor|champion|driving force)`,
    'treibt (?:das|es) voran|leitet das projekt|(?:pilote|porte) le projet|(?:lidera|impulsa) el proyecto',
  ],
  recommends: [
    'recommends?|advises?(?: us)?|makes? (?:the|a) recommendation|(?:has|have|gets?) a say|gives? (?:her|his|their) (?:input|opinion)|empfiehlt|recommande|recomienda',
  ],
  'uses it': [
    `(?:(?:will|would|'ll) )?(?:uses?|work with|works with) (?:it|this|the tool)(?: every ?day| daily| (?:the )?most)?|(?:will be |would be )?(?:the|a|our) (?:main|power|end|daily|heaviest) users?`,
    "(?:nutzt|benutzt) (?:es|das)|arbeitet damit|wird (?:es|das) nutzen|(?:va )?l'utilise(?:ra|r)?|lo (?:usa|usará)|va a usarlo",
  ],
};

const never = "(?:doesn't|does not|don't|do not|doesnt|dont|won't|can't)";
const stanceWords: Record<StanceName, string[]> = {
  unsure: [
    'not (?:yet |really |fully |quite |entirely |totally |so )?(?:convinced|sure|decided|certain)(?: yet)?|undecided|unsure|unconvinced|hesitant|neutral|ambivalent|on the fence|torn|cautious|wary|wavering|indifferent',
    "(?:has|have) (?:some |serious |big |a few |her |his |their |still )?(?:doubts|reservations|mixed feelings)|needs? (?:to be convinced|(?:some )?convincing)|(?:hasn't|haven't|has not) (?:decided|made up (?:her|his|their) minds?)(?: yet)?",
    '(?:noch )?nicht (?:ganz |wirklich )?(?:überzeugt|sicher)|unsicher|unentschlossen|zögert|hat (?:noch )?(?:zweifel|bedenken)',
    "(?:n'est )?pas (?:encore |vraiment )?(?:convaincue?|sûre?)|hésite|hésitante?|indécise?|a des doutes",
    'no está (?:muy |del todo )?(?:segur[oa]|convencid[oa])|indecis[oa]|tiene dudas',
  ],
  against: [
    `(?:dead |strongly )?against (?:${it}|\\p{L}+(?: \\p{L}+)?)|against(?=\\s*[.,;!]|$)|opposed(?: to ${it})?|opposes (?:${it}|change)|s[ck]eptical|reluctant|resistant(?: to change)?|critical of ${it}|negative`,
    `(?:hates?|dislikes?|resists?) (?:${it}|changes?|switching|(?:new|any new) \\p{L}+)|push(?:es|ing) back(?: on ${it})?|block(?:s|ing) (?:${it})`,
    `not (?:a (?:big |huge )?fan|happy|keen|interested|sold|supportive|in favou?r|on board)(?: (?:of|on|about|with) ${it})?|${never} (?:really )?(?:like|want|love|believe in|support|see (?:the|any|a) (?:need|point|value))(?: (?:${it}|change|new \\p{L}+))?`,
    'dagegen|skeptisch|nicht (?:begeistert|dafür)|hält (?:davon nichts|nichts davon)|will (?:das|es) nicht|mag keine veränderung(?:en)?',
    "contre(?=\\s*[.,;!]|$)|sceptique|réticente?|opposée?|n'aime pas (?:ça|l'idée|le changement)|déteste (?:ça|le changement)",
    'en contra|escéptic[oa]|reaci[oa]|no le gusta(?: (?:la idea|el cambio))?|odia (?:el cambio|los cambios)',
  ],
  for: [
    `(?:loves?|likes?|supports?|backs?) ${it}|(?:all )?for (?:it|this)|(?:all )?in favou?r(?: of ${it})?|on board|on our side|behind (?:it|this|us)|keen(?: on ${it})?|excited|enthusiastic|convinced|positive|supportive|impressed|sold(?: on ${it})?|a (?:big |huge )?(?:fan|supporter)(?: of ${it})?|open to (?:${it}|change)|happy (?:with|about) ${it}`,
    `push(?:es|ing) (?:hard )?for (?:${it}|change|a change|us to \\p{L}+)|wants? (?:(?:it|this)(?= (?:now|yesterday|asap|badly|done|live|too|as)\\b|\\s*[.,;!]|$)(?: (?:now|yesterday|asap|badly|done|live))?|to (?:go ahead|do it|do this|buy it|get started|go live))|can't wait`,
    'dafür|begeistert|überzeugt|findet (?:das|es|die idee) (?:gut|super|toll|klasse)|steht dahinter|drängt darauf|will (?:das|es)(?: unbedingt)?',
    "(?:est )?pour(?=\\s*[.,;!]|$)|favorable|convaincue?|enthousiaste|emballée?|adore(?: (?:ça|l'idée))?|aime (?:ça|bien|l'idée)",
    'a favor|encantad[oa]|convencid[oa]|entusiasmad[oa]|le (?:encanta|gusta)(?: la idea)?',
  ],
};

const concernWords = [
  '(?:worr(?:ied|ies|y|ying)|concerned|anxious|nervous|scared|uneasy) (?:mostly |mainly |a lot )?(?:about|that|over|by|of)|afraid (?:of|that)|fears?(?: that)?',
  '(?:cares?|caring) (?:most |mostly |mainly |only |a lot |deeply |more |above all )?about|(?:asks|asked|asking|ask|wonders|wondering) (?:me |us |mostly |mainly )?(?:about|whether|if|how|what)',
  '(?:wants?|needs?) (?:to (?:know|see|understand|be sure|make sure)|proof|guarantees?|a guarantee|a security review|a pilot|a reference)|insists? on|insisting on|focus(?:es|ed) on|objects? to|complains? about|all about',
  '(?:has|have) (?:\\p{L}+ ){0,2}(?:concerns|worries|questions|objections) (?:about|with|on|regarding)',
  "(?:thinks?|says?|finds?|feels?) (?:that )?(?:it|this|that|you)(?:'s|'re| is| are| will be| would be)? too",
  '(?:macht sich|hat) (?:sorgen|sorge|angst|bedenken) (?:wegen|um|über|vor)|besorgt (?:wegen|um|über)|befürchtet|fragt (?:sich )?(?:nach|ob|wie)|achtet (?:vor allem |besonders )?auf|legt (?:viel |großen )?wert auf',
  "s'inquiète (?:de|du|des|pour)|inqui(?:et|ète) (?:pour|de|du|des)|a peur (?:de|du|des|que)|craint|se demande si|tient à|préoccupée? par",
  '(?:le )?preocupan?|preocupad[oa] por|se preocupa por|tiene miedo (?:de|a)|teme|pregunta por|insiste en',
];
/** What a stance is about: "sceptical about the price". */
const aboutWhat = /^ (?:about|of|over|regarding|because of|due to|wegen|à cause d[eu]s?|por|sobre|respecto a) /u;

const gone = [
  '(?:(?:has|have|had|just|already|recently|sadly|unfortunately) )*(?:(?:left|quit|resigned|retired|moved on)(?= (?:the|us|our|last|in|this|recently|already|for|and|a (?:while|week|month|year|few)|(?:two|three|some) (?:weeks|months|years))\\b|\\s*[.,;!)]|$)|was (?:fired|replaced|let go))',
  "(?:(?:is|are|was|'s|'re) (?:not|no longer)|isn't|aren't|won't be|will not be|no longer|not)(?: (?:really|actually|even|any longer|at all))? (?:involved|part of (?:it|this|that|the (?:decision|process|project))|with (?:us|the company)|here|in(?: it| the loop)?|needed|relevant|on the (?:committee|team|project))",
  `(?:${never}|no longer) (?:works? (?:here|for us|with us)|matter|have (?:a|any) say|play a (?:role|part)|need to be involved)|(?:has|have) (?:nothing to do with (?:it|this|that)|no say)|(?:is )?(?:gone|out of the (?:loop|picture))(?=\\s*[.,;!)]|$)`,
  'ist (?:nicht mehr (?:da|dabei|bei uns|im unternehmen)|nicht (?:beteiligt|involviert|dabei))|hat (?:uns |die firma |das unternehmen )?(?:verlassen|gekündigt)|hat (?:damit nichts|nichts damit) zu tun',
  "(?:est partie?|a (?:démissionné|quitté))|n'est (?:plus|pas) (?:là|concernée?|impliquée?|chez nous)|n'a rien à voir",
  '(?:ya )?no (?:está|trabaja|participa|tiene nada que ver)(?= (?:aquí|con|en|más|ya|involucrad)|\\s*[.,;!)]|$)|se (?:fue|ha ido|marchó)|dejó la empresa',
];

const fillers =
  '(?:also|only|always|usually|really|very|quite|pretty|rather|a bit|a little|somewhat|still|already|personally|definitely|mostly|mainly|totally|fully|completely|absolutely|both|all(?! (?:for|in|about)\\b)|then|just|now|clearly|actually|generally|currently|strongly|extremely|super|too|here|is|are|seems?|sounds|remains|who|that|be|being|the one who|the person who|ist|sind|sehr|auch|noch|eher|etwas|ein bisschen|immer|est|sont|très|plutôt|aussi|un peu|es|está|muy|también|un poco|todavía|qui|que|der|die|and|und|et|y)';
const led = (alternatives: readonly string[]) =>
  new RegExp(
    `^(?:[\\s,]|${fillers}(?![\\p{L}'])|'(?:s|re)(?! (?:main|big)))*(?<said>${alternatives.join('|')})(?![\\p{L}\\p{N}])`,
    'u',
  );

type Maker = (span: Span) => Leaning;
const readings: readonly { pattern: RegExp; make: Maker }[] = [
  { pattern: led(gone), make: (span) => ({ kind: 'out', ...span }) },
  ...(['unsure', 'against', 'for'] as const).map((value) => {
    return { pattern: led(stanceWords[value]), make: (span: Span) => ({ kind: 'stance' as const, value, ...span }) };
  }),
  ...parts.map((value) => {
    return { pattern: led(partWords[value]), make: (span: Span) => ({ kind: 'part' as const, value, ...span }) };
  }),
];
const concernPattern = led(concernWords);
const owned =
  /^(?:'s)? ?(?:(?:main|biggest|only|first|top|big|key|major|one) )?(?:concern|worry|fear|question|issue|priority|objection|requirement)(?: (?:is|are|would be)|:) (?:that |about )?/u;
const ownedPart: readonly [RegExp, PartName][] = [
  [/^'s (?:decision|call)(?!\p{L})/u, 'decides'],
  [/^'s (?:approval|sign-?off|signature|ok|okay|green light)(?!\p{L})/u, 'signs off'],
  [/^'s budget(?!\p{L})/u, 'holds the budget'],
];
/** "isn't against it any more", "doesn't decide". */
const denial = new RegExp(
  `^(?:[\\s,]|${fillers}(?![\\p{L}']))*(?:is not|isn't|'s not|${never}|not|no longer|ist nicht|nicht|n'est (?:pas|plus)|ya no|no) (?:really |actually |even |mehr )?`,
  'u',
);

/** Where somebody's worry ends: at the end of the sentence, or where somebody does something again. */
const worryEnd =
  /[.!?;\n]|,? (?:but|because|so|while|although|though|aber|weil|mais|parce|pero|porque) |(?:,| and| und| et| y|, and) (?=(?:she|he|they|i|we|er|sie|wir|ich|elle|il|nous|ella|él|my|our|the \p{L}+ (?:is|has)|is|are|has|have|wants?|will|must|needs?|loves?|hates?|likes?|signs?|decides?|\p{L}+ (?:signs|decides|has|is|wants|loves|hates))(?!\p{L}))|$/u;

/** What the words right behind a name or a pronoun say of that person. `denied`: they say that it is not so. */
export function leaningsIn(words: string): (Leaning & { denied: boolean })[] {
  const said = statedIn(words, 0);
  if (said.length > 0) return said.map((one) => ({ ...one, denied: false }));
  const not = denial.exec(words)?.[0].length ?? 0;
  return not === 0 ? [] : statedIn(words, not).map((one) => ({ ...one, denied: true }));
}

function statedIn(all: string, from: number): Leaning[] {
  const words = all.slice(from);
  for (const { pattern, make } of readings) {
    const span = saidBy(pattern, words);
    if (span !== null) return [make(moved(span, from)), ...worryAfter(all, make(moved(span, from)))];
  }
  const worry = saidBy(concernPattern, words);
  if (worry !== null) return worryFrom(all, moved(worry, from));
  const own = owned.exec(words);
  if (own !== null) return worryFrom(all, moved({ start: own[0].length, end: own[0].length }, from));
  return ownedPart.flatMap(([pattern, value]): Leaning[] => {
    const match = pattern.exec(words);
    return match === null ? [] : [{ kind: 'part', value, ...moved({ start: 3, end: match[0].length }, from) }];
  });
}

const partsBefore: readonly [RegExp, PartName][] = [
  [/(?:approval|sign-?off|signature|go-ahead|green light|blessing|okay|ok) (?:from|by|of) $/u, 'signs off'],
  [/(?:signed off|approved) by $/u, 'signs off'],
  [
    /(?:freigabe|zustimmung|unterschrift) von $|(?:l'accord|la signature|la validation) de $|(?:la aprobación|la firma|el visto bueno) de $/u,
    'signs off',
  ],
  [/(?:decision|call|it|that|this)(?:'s| is| lies| rests)? (?:up to|with) $|decided by $/u, 'decides'],
  [/budget (?:is|lies|sits) with $/u, 'holds the budget'],
];

/** The part that the words before a name give them: "we need approval from". */
export function partBefore(words: string): { value: PartName; start: number } | null {
  const found = partsBefore.flatMap(([pattern, value]) => {
    const match = pattern.exec(words);
    return match === null ? [] : [{ value, start: match.index }];
  });
  return found[0] ?? null;
}

const matters: readonly [RegExp, RegExp][] = [
  [/what (?:matters|counts)(?: the)?(?: most)? (?:to|for) $/u, /^ is (?:that )?/u],
  [/(?:^|[,;:.])[\s"']*for $/u, /^,? (?:it's|it is|that's|its) (?:all |mostly |mainly |really |only )*(?:about )?/u],
];

/** "What matters most to Dana is ...", "for Dana it's about ...". */
export function worryAround(before: string, words: string): (Leaning & { denied: boolean })[] {
  return matters.flatMap(([front, back]) => {
    const match = front.test(before) ? back.exec(words) : null;
    return match === null ? [] : moveAll(worryFrom(words, { start: match[0].length, end: match[0].length }), 0);
  });
}

const possessive = /^[\s"']*(?:(?:and|but|so|for|what matters(?: most)? to) )?(?:her|his|their|him|them)(?!\p{L})/u;

/** "Her main concern is ...", "for him it's about ...": of whom is for the caller to know. */
export function theirWorry(words: string): (Leaning & { denied: boolean })[] {
  const match = possessive.exec(words)?.[0];
  if (match === undefined) return [];
  const rest = words.slice(match.length);
  const own = owned.exec(rest)?.[0].length;
  const front = match.replace(/(?:her|his|their|him|them)$/u, '');
  const found = own === undefined ? worryAround(front, rest) : worryFrom(rest, { start: own, end: own });
  return moveAll(found, match.length);
}

function moveAll(leanings: readonly Leaning[], by: number): (Leaning & { denied: boolean })[] {
  return leanings.map((one) => ({ ...one, ...moved(one, by), denied: false }));
}

function saidBy(pattern: RegExp, words: string): Span | null {
  const match = pattern.exec(words);
  const said = match?.groups?.said;
  if (match === null || said === undefined) return null;
  return { start: match[0].length - said.length, end: match[0].length };
}

function moved({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}

function worryAfter(words: string, { kind, end }: Leaning): Leaning[] {
  const about = kind === 'stance' ? aboutWhat.exec(words.slice(end)) : null;
  return about === null ? [] : worryFrom(words, { start: end + 1, end: end + about[0].length });
}

/** From where a worry is told to where it ends; behind the words that tell it there must be one. */
function worryFrom(words: string, { start, end: from }: Span): Leaning[] {
  const rest = words.slice(from);
  const told = rest.slice(0, worryEnd.exec(rest)?.index).replace(/(?: (?:and|or|und|et|y))?[\s,;:)"']*$/u, '');
  const end = from + told.length;
  return /\p{L}{2,}/u.test(words.slice(from, end)) ? [{ kind: 'concern', start, end }] : [];
}
