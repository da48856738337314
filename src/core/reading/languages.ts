// How visitors imagine, ask, tell of others and dictate in languages other than English: one row per language, the same
// columns for each. All rows always count, because a visitor may change the language in mid-sentence.

/** `surelyAsks`: also without a question mark. */
type Row = { imagined: string; others: string; ours: string; asks: string; surelyAsks: string; dictates: string };

const rows: Record<'de' | 'fr' | 'es', Row> = {
  de: {
    imagined: 'wenn|falls|angenommen|stell(?:t|en)? (?:dir|euch|sie sich)|hätten|wären|würden|hypothetisch',
    others:
      'wettbewerber\\p{L}*|konkurren\\p{L}+|kunden?|freund\\p{L}*|lieferant\\p{L}*|(?:alte|frühere|letzte|ehemalige|vorige)\\p{L}? (?:firma|arbeitgeber|unternehmen)|mein\\p{L}* (?:mann|frau|bruder|schwester|vater|mutter|sohn|tochter|nachbar\\p{L}*|onkel|tante|cousin\\p{L}*|steuerberater\\p{L}*|berater\\p{L}*|agentur|dienstleister|vermieter)|ihr habt|sie haben|euer|eure\\p{L}?|deren',
    ours: 'wir|ich|unser\\p{L}*|mein\\p{L}*|uns',
    asks: '\\p{L}+(?:t|en|st) (?:ihr|sie|du|man|es)|könnt ihr|können sie|kannst du|habt ihr|haben sie|hast du|gibt es|unterstützt|funktioniert|klappt|ist das|ist es|geht das|reicht das|was kostet|kostet|kosten|ist|sind|wäre|wären|reichen|wie ?viele?|kann man|wofür|warum|wann|wer|welche\\p{L}?',
    surelyAsks: 'könnt ihr|können sie|kannst du|habt ihr|haben sie|hast du|gibt es|kann man|was kostet|wie ?viele?',
    dictates: 'sage?(?= (?:einfach|bitte|mal))|(?:trag|schreib|notier|speicher|vermerk|antworte|ignorier)\\p{L}*',
  },
  fr: {
    imagined:
      "si(?= (?:nous|on|vous|j|je|notre|nos|elle|il|le|les|un|une|ça|c)(?!\\p{L}))|s'il|s'ils|supposons|imaginons|imaginez|admettons|au cas où|hypothétiquement",
    others:
      'concurrent\\p{L}*|un client|nos clients|ami[es]?|fournisseur\\p{L}*|(?:ancien|ancienne|précédente?|dernière) (?:entreprise|employeur|société|boîte)|(?:mon|ma|notre) (?:mari|femme|frère|soeur|sœur|père|mère|fils|fille|voisine?|cousine?|oncle|tante|copain|copine|comptable|agence|prestataire)|vous avez|votre|vos|ils|elles|leurs?',
    ours: "nous|notre|nos|je|j'ai|on|mon|ma",
    asks: "\\p{L}+-(?:vous|t-il|il|on|nous|ce)|est-ce qu\\p{L}*|est-ce|avez-vous|pouvez-vous|peut-on|combien|faites-vous|proposez-vous|existe|ça marche|ça coûte|coûte|c'est possible|quel\\p{L}*|quand|pourquoi|qui",
    surelyAsks: 'est-ce qu\\p{L}*|avez-vous|pouvez-vous|peut-on|combien|faites-vous|proposez-vous',
    dictates: '(?:écris|écrivez|notez?|enregistrez?|inscris|inscrivez|répondez?|ignorez?)',
  },
  es: {
    imagined:
      'ojalá|si(?= (?:\\p{L}+(?:ara|iera|ase|iese|aras|ieras|áramos|iéramos|ásemos|iésemos|aran|ieran)(?!\\p{L})|fu|tuvi|hubi|éramos|somos|tenemos|el|la|los|las|un|una|est|pudi|crec|lleg|algún))|supong\\p{L}+|supon\\p{L}+|imagin\\p{L}+|en caso de|hipotéticamente',
    others:
      'competidor\\p{L}*|competencia|un cliente|nuestros clientes|amig\\p{L}+|proveedor\\p{L}*|(?:antigua|anterior|última) empresa|mi (?:marido|esposo|esposa|mujer|hermano|hermana|padre|madre|hijo|hija|vecin\\p{L}+|primo|prima|tío|tía|gestor\\p{L}*|contable|agencia)|ustedes tienen|tenéis|ellos|ellas|sus?',
    ours: 'nosotros|somos|nuestr\\p{L}+|yo|mi|tenemos',
    asks: '¿\\p{L}*|cuestan?|pueden|puede|podéis|tienen|hay|funciona|cuánt\\p{L}+|qué|cuál|cuándo|quién',
    surelyAsks: '¿\\p{L}*|pueden|podéis|cuánt\\p{L}+|cuánto cuesta',
    dictates: '(?:escrib\\p{L}+|anot\\p{L}+|registr\\p{L}+|respond\\p{L}+|ignor\\p{L}+)',
  },
};

const every = (column: keyof Row) =>
  Object.values(rows)
    .map((row) => row[column])
    .join('|');
const within = (column: keyof Row) => new RegExp(`(?<![\\p{L}\\p{N}])(?:${every(column)})(?![\\p{L}\\p{N}])`, 'u');
const opening = (column: keyof Row) =>
  new RegExp(`^[\\s"']*(?:(?:bitte|por favor|veuillez|merci de) )?(?:${every(column)})(?![\\p{L}\\p{N}])`, 'u');

export const abroad = {
  imagined: within('imagined'),
  others: within('others'),
  ours: within('ours'),
  asks: opening('asks'),
  surelyAsks: opening('surelyAsks'),
  dictates: opening('dictates'),
};
