// What people are called at work: titles, and the departments they come from, over folded text. Longer names stand before
// the shorter ones they begin with.

export const departments =
  '(?:it security|it operations|information security|customer success|customer service|customer support|human resources|data protection|business intelligence|sales ops|sales operations|revenue operations|finance|accounting|controlling|legal|procurement|purchasing|security|infosec|compliance|marketing|sales|operations|ops|revops|engineering|product|analytics|data|support|logistics|production|quality|people|hr|it|finanzen|buchhaltung|einkauf|vertrieb|personalabteilung|rechtsabteilung|datenschutz|informatique|finances|comptabilité|achats|ventes|juridique|compras|finanzas|contabilidad|ventas|sistemas|recursos humanos|rh|ti)';

export const possessives =
  "(?:my|our|the|mein(?:e[mnr]?)?|unser(?:e[mnr]?)?|mon|ma|notre|mi|nuestr[oa]|l'|le|la|el|der|die)";

/** How somebody stands to the visitor; a title says more. */
export const relations =
  '(?:line manager|boss|manager|supervisor|superior|business partner|partner|colleague|co-?worker|teammate|team ?lead|lead|chef|chefin|vorgesetzter?|kolleg(?:e|in)|jefe|jefa|patronne|patron|collègue|compañer[oa]|socio|socia)';

const english = `(?:head|director|chief) of (?:${departments}|\\p{L}+(?: operations| ops)?)|(?:svp|vp|vice president)(?: of \\p{L}+| ${departments})|chief \\p{L}+ officer|data protection officer|managing director|general counsel|ceo|cto|cfo|coo|cmo|cro|cio|ciso|dpo|co-?founder|founder|owner|president|chair(?:man|woman|person)?|treasurer|secretary|controller|bookkeeper|accountant|lawyer|architect|svp|vp|vice president|procurement`;
const manage =
  '(?:lead|manager|director|officer|engineer|analyst|architect|administrator|admin|buyer|counsel|accountant)';
const german =
  'geschäftsführer(?:in)?|leiter(?:in)? (?:der |des |vom )?\\p{L}+|\\p{L}{2,20}(?:leiter|leiterin|chef|chefin)|inhaber(?:in)?|vorstand|einkäufer(?:in)?|prokurist(?:in)?';
const french =
  "directeur (?:général|financier|technique|commercial|informatique|marketing)|directrice (?:générale|financière|technique|commerciale|informatique|marketing)|directeur|directrice|responsable (?:du |de la |de l'|des |de )?\\p{L}+|dsi|daf|pdg|gérante?|acheteu(?:r|se)";
const spanish =
  'director(?:a)? (?:general|financier[oa]|comercial|técnic[oa]|de \\p{L}+)|directora|gerente(?: general| de \\p{L}+)?|dueñ[oa]';

/** With one word before it where that says of what: "plant manager". */
export const titles = `(?:${english}|${german}|${french}|${spanish}|${relations}|(?:\\p{L}+ )?${manage})`;
/** What is a title even without "my" or "our" before it. */
export const plainTitles = `(?:${english}|${german}|${french}|${spanish}|${departments} ${manage})`;
