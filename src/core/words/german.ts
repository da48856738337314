// What Baton says in German where the playbook leaves the words to Baton. Polite ("Sie"), and no promise of what is not done.

export const german = {
  opening:
    'Guten Tag! Ich bin Baton, der KI-Assistent von {company}, und finde für Sie die richtige Ansprechperson im Team.',
  passOn: 'Ich gebe Ihre Frage weiter, damit Sie eine richtige Antwort bekommen.',
  passOnRest: 'Ihre andere Frage gebe ich weiter, damit Sie eine richtige Antwort bekommen.',
  told: '{answer} (Quelle: {source})',
  declined: 'Kein Problem, das können wir offen lassen.',
  offTopic: 'Dabei kann ich leider nicht helfen: Ich finde für Sie nur die richtige Ansprechperson bei {company}.',
  abuse: 'Ich möchte Ihnen gerne helfen. Lassen Sie uns bitte freundlich bleiben.',
  held: 'Ihre Nachricht ist aufgehoben. Zuerst sieht sie sich ein Mensch an; was die Antwort ist, lesen Sie hier.',
  saidThen: '{when} haben Sie uns gesagt: „{quote}“.',
  stillSo: 'Stimmt das noch?',
  enough: 'Vielen Dank, das ist alles, was ich brauche. Einen Moment, ich hole das Team dazu.',
  askedForPerson: 'Natürlich. Einen Moment, ich hole das Team dazu.',
  outNow: 'Vielen Dank. Das Team ist gerade nicht da, deshalb lege ich ihm unser Gespräch bereit.',
  handedOffLater:
    'Das Team hat jetzt unser ganzes Gespräch, Sie müssen also nichts wiederholen. Es ist {opens} wieder da; wenn Sie bis dahin etwas ergänzen möchten, schreiben Sie einfach hier weiter.',
  handedOff:
    'Das Team hat jetzt unser ganzes Gespräch, Sie müssen also nichts wiederholen. Jemand meldet sich bei Ihnen; wenn Sie bis dahin etwas ergänzen möchten, schreiben Sie einfach hier weiter.',
  delayed:
    'Ich erreiche das Team im Moment nicht. Unser Gespräch bleibt erhalten und wird gelesen, sobald die Verbindung wieder steht.',
  added: 'Danke, das sieht das Team jetzt ebenfalls.',
  claimed: '{rep} von {company} übernimmt ab hier und hat unser ganzes Gespräch vor sich.',
  tookOver: '{rep} von {company} ist jetzt hier im Chat und schreibt Ihnen ab hier persönlich.',
  handedBack:
    'Hier ist wieder Baton, der KI-Assistent: {rep} hat den Chat vorerst verlassen, liest aber alles, was Sie hier schreiben.',
  released:
    'Eine kleine Änderung: Ich suche die richtige Person für Sie. Von dem, was Sie mir gesagt haben, geht nichts verloren.',
  rejected:
    'Vielen Dank für Ihre Angaben. Das Team hat sie gelesen und sieht im Moment nicht, dass es gut passt. Wenn sich etwas ändert, schreiben Sie einfach wieder hier.',
  nurtured:
    '{rep} von {company} hat unser Gespräch gelesen und meldet sich bei Ihnen, wenn der richtige Zeitpunkt da ist. Sie können hier jederzeit schreiben.',
  borderline:
    'Vielen Dank, das hilft weiter. Einiges ist noch offen, deshalb ist vorerst kein Anruf geplant. Was Sie mir gesagt haben, bleibt erhalten, und Sie können hier jederzeit weitermachen.',
  closed:
    'Vielen Dank für Ihre Zeit. Ich glaube nicht, dass Ihnen ein Gespräch mit unserem Team im Moment weiterhilft. Was Sie mir gesagt haben, bleibt erhalten: Schreiben Sie einfach wieder hier, wenn sich etwas ändert.',
  leaving:
    'Danke für Ihren Besuch. Was Sie mir gesagt haben, bleibt erhalten, und Sie können hier jederzeit weitermachen.',
  mayWrite:
    'Dürfen wir Ihnen hin und wieder an {email} schreiben? Ein Ja genügt, und mit jeder E-Mail können Sie sich abmelden.',
  mayWriteYes: 'Danke, das habe ich notiert.',
  booked: 'Der Termin steht im Kalender: {when}, mit {rep} von {company}. Die Einladung geht an {email}.',
  moved: 'Der Termin ist verlegt: Er ist jetzt am {when}, mit {rep} von {company}. Die neue Einladung geht an {email}.',
  callLink: 'Hier treten Sie dem Gespräch bei: {call}',
  changeLink: 'Falls der Termin Ihnen nicht mehr passt, können Sie ihn hier verlegen oder absagen: {link}',
  chooseLink: 'Hier können Sie einen anderen Termin wählen: {link}',
  cancelled: 'Der Termin am {when} ist abgesagt. Wenn Sie einen anderen Termin möchten, schreiben Sie einfach hier.',
  slotGone:
    'Es tut mir leid: {when} wurde vergeben, bevor der Termin in den Kalender kam. Gebucht ist deshalb noch nichts.',
  bookingLater:
    'Es tut mir leid, ich erreiche den Kalender im Moment nicht, deshalb ist {when} nicht gebucht. Das Team weiß Bescheid und stimmt einen Termin mit Ihnen ab.',
  moveFailed: 'Es tut mir leid, der neue Termin kam nicht in den Kalender. Es bleibt beim bisherigen Termin: {when}.',
  noShow:
    'Wir waren am {when} da, haben uns aber offenbar verpasst. Wenn Sie einen anderen Termin möchten, schreiben Sie einfach hier.',
  lookingUp: 'Vielen Dank, mehr brauche ich nicht. Einen Moment, ich sehe nach, wann {rep} Zeit hat.',
  outTimes:
    'Das Team ist gerade nicht da, aber {opens} wieder. Damit Sie nicht auf eine Antwort warten müssen: Einen Moment, ich suche Zeiten heraus, zu denen jemand mit Ihnen sprechen kann.',
  timesAsk: 'Welche dieser Zeiten passt Ihnen?',
  timesHow: 'Antworten Sie einfach mit der Nummer, oder nennen Sie mir einen anderen Tag.',
  timeAsk: '{when} ist frei. Soll ich das in den Kalender eintragen?',
  notThen: 'Dann ist leider nichts frei; das kommt dem am nächsten.',
  whichTime: 'Nur um sicherzugehen: Welche davon meinen Sie?',
  thatTime: 'Nur um sicherzugehen: Soll ich {when} in den Kalender eintragen?',
  timesStill: 'Es eilt nicht: Wenn Sie noch mit uns sprechen möchten, welche dieser Zeiten passt Ihnen?',
  puttingIn: 'Einen Moment, ich trage es in den Kalender ein.',
  noTimes:
    'Im Kalender sehe ich im Moment keine freie Zeit. Das Team weiß Bescheid und stimmt einen Termin mit Ihnen ab.',
  cancelAsk: 'Soll ich den Termin {when} absagen?',
  takingOut: 'Einen Moment, ich nehme ihn aus dem Kalender.',
  staysSo: 'Gut, dann bleibt es dabei: {when}.',
  timeKept: '{when} ist für Sie reserviert. Ein Kollege sieht sich das noch an, und Sie hören hier, wie es ausgeht.',
  slotDeclined:
    'Leider konnte {when} nicht bestätigt werden. Schreiben Sie einfach hier, dann meldet sich das Team bei Ihnen.',
  reminder: 'Zur Erinnerung: Ihr Termin mit {rep} von {company} ist am {when}.',
} as const;
