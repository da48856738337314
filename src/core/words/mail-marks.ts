// By what the parts of a mail are known that its writer did not write, in the four languages and as the usual mail programs put
// them. Each is held against one line, or against a few joined to one; a line of one's own must never look like them.

/** "On Monday, Ada wrote:" and what it looks like elsewhere: the mail that is answered follows. Programs break it where it gets long. */
export const attributions: readonly RegExp[] = [
  /^on\b.{4,300}\bwrote\s?:$/iu,
  /^(?:am|um)\b.{4,300}\bschrieb\b.{0,200}:$/iu,
  /^le\b.{4,300}\ba écrit\s?:$/iu,
  /^el\b.{4,300}\bescribió\s?:$/iu,
];

/** The same with the name first, which could begin anywhere: only as one line. */
export const namedAttributions: readonly RegExp[] = [
  /^.{2,120}<\S+@\S+> (?:wrote|a écrit|escribió)\s?:$/iu,
  /^.{2,200}\bschrieb (?:am|um)\b.{4,120}:$/iu,
];

/** "-----Original Message-----": everything that follows is somebody else's. */
export const separators: readonly RegExp[] = [
  /^[-_*\s]{2,}(?:original message|forwarded message|reply message|ursprüngliche nachricht|originalnachricht|weitergeleitete nachricht|message d'origine|message d’origine|message transféré|mensaje original|mensaje reenviado)[-_*\s]{2,}$/iu,
  /^(?:begin forwarded message|anfang der weitergeleiteten nachricht|début du message transféré|début du message réexpédié|inicio del mensaje reenviado)\s?:$/iu,
];

/** The block of Outlook: a line that names the sender, and soon another label. */
export const senderLabel = /^\*?(?:from|von|de|expéditeur|absender|remitente)\s?:\*?\s*\S/iu;
export const otherLabel =
  /^\*?(?:sent|date|to|cc|subject|gesendet|datum|an|betreff|envoyé|envoyé le|à|objet|enviado|enviado el|fecha|para|asunto)\s?:/iu;

/** What programs put under every mail. */
export const advertisements: readonly RegExp[] = [
  /^(?:sent (?:from|via|with) |get outlook for )[^.!?]{1,60}\.?$/iu,
  /^(?:von meinem .{1,40} gesendet|gesendet (?:von|mit|über) [^.!?]{1,60}|holen sie sich outlook .{1,40})\.?$/iu,
  /^(?:envoyé (?:de(?:puis)?|à partir de) [^.!?]{1,60}|(?:télécharge[rz]|obtenez) outlook .{1,40})\.?$/iu,
  /^(?:enviado (?:desde|con) [^.!?]{1,60}|obten(?:er|ga) outlook .{1,40})\.?$/iu,
];

/** Nobody goes on after these words but with who they are. */
export const closings =
  /^(?:(?:with )?(?:best|kind|warm|kindest|warmest|many)(?: (?:best|kind|warm))? regards|best wishes|all the best|regards|sincerely|yours (?:sincerely|truly|faithfully)|cheers|best(?=,)|(?:mit )?(?:freundlichen|besten|herzlichen|vielen|lieben)(?: und \p{L}+)? grüßen|(?:freundliche|beste|herzliche|viele|liebe|schöne) grüße|(?:schönen |herzlichen |viele )?gru(?:ß|ss)|mfg|lg|vg|cordialement|bien cordialement|bien à vous|(?:meilleures|sincères) salutations|salutations distinguées|(?:un )?(?:cordial )?saludos?(?: cordial(?:es)?)?|atentamente|un abrazo|cordialmente)[\s,.!–-]*$/iu;

/** After these somebody may well go on; only their own name makes it a closing. */
export const thanks =
  /^(?:thanks(?: a lot| again| so much)?|thank you(?: very much)?|many thanks|thx|danke(?: schön| sehr)?|vielen dank|besten dank|merci(?: beaucoup| d'avance| d’avance)?|(?:muchas |mil )?gracias)[\s,.!]*$/iu;

/** A subject that no person wrote. */
export const awaySubjects: readonly RegExp[] = [
  /^(?:auto(?:matic|mated)?[ -]?(?:reply|response)|auto\s?:|out of (?:the )?office|ooo\b|away from (?:the )?office|on (?:vacation|holiday|leave)\b)/iu,
  /^(?:automatische (?:antwort|abwesenheitsnotiz|e-?mail-?antwort)|abwesenheits(?:notiz|nachricht|meldung|assistent)|abwesend|nicht im büro|im urlaub)/iu,
  /^(?:réponse automatique|absen(?:ce|t|te) du bureau|message d['’]absence|en congés?\b)/iu,
  /^(?:respuesta automática|fuera de (?:la )?oficina|ausente de la oficina|de vacaciones\b)/iu,
  /^(?:delivery status notification|mail delivery (?:failed|subsystem)|undeliver(?:able|ed mail)|returned mail|unzustellbar|échec de la remise|no se puede entregar)/iu,
];
