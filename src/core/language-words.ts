// Words and spellings by which `language.ts` tells languages apart: common ones only, and nothing that a name, a product
// or a number looks like. A word may stand in several rows; it then says nothing about which of them it is.

/** Languages Baton speaks, and neighbours that it must not take for one of them. */
export type Heard = 'en' | 'de' | 'fr' | 'es' | 'it' | 'nl' | 'pt';

/** Left out on purpose, because every language says them: ok, hi, super, demo, meeting, budget, team, e-mail, CEO, Excel. */
const rows: Record<Heard, string> = {
  en: `the and of to is are was were be been it its this that these those we you they he she our your their my i me us them
    have has had do does did don doesn didn isn aren wasn won wouldn couldn can could would should will shall may might must
    not no yes yeah yep nope hello hey thanks thank please sorry sure bye goodbye what which who how when where why there here
    for from with without about by at on in an as or if then than so also just only very more most some any all both each
    want wants need needs needed like looking look get got use using used help know think see say tell talk speak call me
    new next month week year quarter people company employees end before after until since now today tomorrow soon later
    january february march june july october december monday tuesday wednesday thursday friday someone somebody person human
    boss manager decide decides decided myself maybe none nothing something everything right good great fine nice
    cost costs price prices much many per between under over around roughly send reach work works working`,
  de: `der die das den dem des ein eine einen einem einer eines und oder aber ist sind war waren bin bist seid sein wird werden
    wurde würde würden hätte hätten wäre ich du er sie es wir ihr mich mir dich dir uns euch ihnen ihm mein meine meinen meinem
    meiner dein deine unser unsere unseren unserem unserer euer eure kein keine keinen keiner nicht nichts nein ja doch mit ohne
    für fuer von vom zum zur zu bei beim nach vor aus auf an am im in bis seit über ueber unter gegen durch etwa ungefähr circa
    rund ca hallo guten tag morgen abend danke bitte gerne gern klar genau natürlich selbst wer wie was wann wo warum wieso
    welche welcher welches wieviel viel viele mehr weniger noch nur auch schon sehr so dann wenn weil dass daß ob habe haben hat
    hatte kann können koennen könnte könnt konnte will wollen möchte möchten moechte muss müssen soll sollen sollte brauche
    brauchen braucht suche suchen sucht nutzen nutze benutzen machen macht mache geht gibt heute gestern jetzt nächste nächsten
    nächstes dieses dieser diesem diesen jahr jahre monat monate woche wochen quartal ende anfang mitte januar februar märz juni
    juli oktober dezember montag dienstag mittwoch donnerstag freitag leute mitarbeiter mitarbeitende mitarbeiterinnen firma
    unternehmen chef chefin geschäftsführer geschäftsführung entscheide entscheidet entscheiden anruf termin telefon kosten
    kostet preis preise werkzeug angebot frage fragen vielleicht leider eigentlich mal hier dort beides alles man zusammen
    tschüss moin servus grüezi weiss weiß sagen sprechen reden jemand jemandem menschen mensch vielen dank stimmt richtig personen lieber ahnung wichtig dringend moment hand ruhe lass lassen interesse hilfe passt selber`,
  fr: `le la les un une des du de et ou mais est sont était être suis es êtes sommes ai as a avons avez ont aura serait
    je tu il elle on nous vous ils elles me te se moi toi lui leur mon ma mes ton ta tes son sa ses notre nos votre vos
    ce cet cette ces ça cela qui que quoi quel quelle quels quelles où quand comment combien pourquoi ne pas plus jamais
    rien aucun aucune non oui si avec sans pour par sur sous dans chez en au aux vers avant après depuis environ bonjour
    bonsoir salut merci beaucoup svp stp plaît voudrais voudrions aimerais cherche cherchons cherchez besoin avoir faire
    fait faut peux peut pouvez pouvons veux voulons voulez utilisons utilise travaille travaillons outil logiciel
    entreprise société boîte personnes personne employés salariés collaborateurs équipe ans an année mois semaine
    semaines trimestre fin début janvier février mars avril juin juillet août septembre octobre novembre décembre lundi
    mardi mercredi jeudi vendredi aujourd demain maintenant bientôt prochain prochaine patron patronne directeur
    directrice décide décidons décider seul seule ensemble appel appeler rendez parler quelqu humain prix tarif tarifs
    coûte coût question questions très bien aussi encore peut être parfait volontiers bien sûr tout tous toute toutes
    quelque chose journée revoir exactement préfère préférons dire sais savons instant mieux aide aider laissez
    tranquille pressé urgent main veuillez rappelez accord`,
  es: `el la los las lo un una unos unas de del y e o u pero es son era soy eres somos estoy está están estamos ser estar hay he ha
    hemos han tengo tiene tenemos tienen tienes yo tú él ella usted ustedes nosotros ellos ellas me te se nos les le mi mis tu tus
    su sus nuestro nuestra nuestros nuestras este esta esto estos estas ese esa eso que qué quien quién cuál cuáles cuándo cuando
    cómo como dónde donde cuánto cuánta cuántos cuántas por porque para con sin sobre entre hasta desde en al a antes después
    durante aproximadamente unos alrededor hola buenas buenos días tardes noches gracias favor no sí si claro vale nada ninguno
    ninguna nunca también más menos muy mucho mucha muchos bien ya aún todavía ahora hoy mañana pronto quiero quiere queremos
    quisiera quisiéramos necesito necesita necesitamos busco buscamos buscando puede pueden puedo podemos podría hacer hace
    usamos uso utilizamos utilizo trabajo trabajamos herramienta empresa compañía personas persona empleados empleadas gente
    equipo año años mes meses semana semanas trimestre final finales fin principios mediados enero febrero marzo abril mayo junio
    julio agosto septiembre octubre noviembre diciembre lunes martes miércoles jueves viernes próximo próxima jefe jefa decide
    decido decidimos solo sola juntos llamada llamar llamen reunión hablar alguien humano precio precios cuesta cuestan cuanto
    presupuesto pregunta creo acuerdo perfecto exacto correcto todo todos algo tal vez quizás adiós luego ventas informes prefiero preferimos decir decirlo sé sabemos gusta gustaría interesa interesan déjame dejen mejor mano ayuda urgente siguiente llámenme correo`,
  it: `il lo la gli le un uno una di del della dei delle che chi è sono siamo ho ha abbiamo hanno io noi voi loro mio mia nostro
    nostra per con senza da dal dalla nel nella su sul non sì no e o ma anche più molto come quando quanto dove perché ciao
    buongiorno buonasera grazie prego vorrei vorremmo cerco cerchiamo bisogno azienda persone dipendenti anno mese fine gennaio
    febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre questo questa prezzo costa`,
  nl: `de het een en of maar is zijn was ben bent wij we jij je jullie ik hij mij ons onze mijn niet geen nee ja met zonder voor
    van naar bij op in aan uit om tot over hallo goedemorgen goedemiddag dank bedankt graag willen wil zoeken zoek nodig hebben
    heb heeft kan kunnen moet moeten bedrijf mensen medewerkers jaar maand weken eind begin januari februari maart mei juni juli
    augustus oktober deze dit dat die wat wie hoe wanneer waar waarom ook nog maar veel prijs kost`,
  pt: `o os a as um uma uns umas de do da dos das no na nos nas e ou mas é são sou somos estou está estamos tenho tem temos eu
    você vocês nós ele ela meu minha nosso nossa que quem qual quando como onde quanto por porque para com sem sobre entre até
    desde em ao não sim obrigado obrigada olá oi bom boa dia tarde noite quero queremos gostaria preciso precisamos procuro
    procuramos posso pode podemos ferramenta empresa pessoas funcionários ano mês meses semana fim final janeiro fevereiro março
    abril maio junho julho agosto setembro outubro novembro dezembro preço custa reunião vendas relatórios também mais muito`,
};

/** As a word stands, and as people type it who leave the accents out. */
function table(): { spelled: Map<string, Heard[]>; bare: Map<string, Heard[]> } {
  const [spelled, bare] = [new Map<string, Heard[]>(), new Map<string, Heard[]>()];
  for (const language of Object.keys(rows) as Heard[]) {
    for (const word of new Set(rows[language].split(/\s+/))) {
      spelled.set(word, [...(spelled.get(word) ?? []), language]);
      const plain = withoutAccents(word);
      if (!(bare.get(plain) ?? []).includes(language)) bare.set(plain, [...(bare.get(plain) ?? []), language]);
    }
  }
  return { spelled, bare };
}

function withoutAccents(word: string): string {
  return word.normalize('NFD').replace(/\p{M}/gu, '');
}

const known = table();

/** The languages in which a word is common. "si" without its accent may be any that knows it. */
export function languagesWith(word: string): readonly Heard[] {
  const bare = withoutAccents(word);
  return (word === bare ? known.bare.get(bare) : (known.spelled.get(word) ?? known.bare.get(bare))) ?? [];
}

/** What only one of them writes. A name may hold such letters too, so capitalised words do not count. */
export const spellings: readonly (readonly [Heard, RegExp])[] = [
  ['es', /[¿¡]/u],
  ['es', /(?<!\p{L})\p{Ll}\p{L}*(?:ñ|ción|ciones)/u],
  ['de', /(?<!\p{L})\p{Ll}\p{L}*(?:ß|ungen|keit|lich)(?!\p{L})/u],
  ['de', /(?<!\p{L})(?=\p{Ll})\p{L}*[äöü]\p{L}+(?:en|t|e)(?!\p{L})/u],
  ['fr', /(?<!\p{L})\p{Ll}\p{L}*[çœêèû]/u],
  ['fr', /(?<![\p{L}\p{N}'])(?:[JjCc]|[Qq]u|jusqu|aujourd|l|n|d)'(?=\p{Ll})/u],
];
