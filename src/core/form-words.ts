// What somebody reads who has sent the form, in each language.
import type { Language } from './language.ts';

type Words = {
  thanksTitle: string;
  thanks: string;
  wrongTitle: string;
  empty: string;
  files: string;
  large: string;
  tooMany: string;
};

export const formWords: Record<Language, Words> = {
  en: {
    thanksTitle: 'Thank you',
    thanks: '{company} has what you wrote.',
    wrongTitle: 'The form was not sent',
    empty: 'Nothing was filled in. Go back and write something.',
    files: 'This form takes no files. Go back, leave the file out and send it again.',
    large: 'This is more than the form takes. Go back and write less, at most 5,000 characters in each input.',
    tooMany: 'This form was sent very often from your network. Please try again in {minutes} minutes.',
  },
  de: {
    thanksTitle: 'Vielen Dank',
    thanks: '{company} hat, was Sie geschrieben haben.',
    wrongTitle: 'Das Formular wurde nicht gesendet',
    empty: 'Es ist nichts ausgefüllt. Gehen Sie zurück und schreiben Sie etwas.',
    files:
      'Dieses Formular nimmt keine Dateien an. Gehen Sie zurück, lassen Sie die Datei weg und senden Sie es noch einmal.',
    large:
      'Das ist mehr, als das Formular annimmt. Gehen Sie zurück und schreiben Sie weniger, höchstens 5000 Zeichen je Feld.',
    tooMany:
      'Aus Ihrem Netz wurde dieses Formular sehr oft gesendet. Bitte versuchen Sie es in {minutes} Minuten noch einmal.',
  },
  fr: {
    thanksTitle: 'Merci',
    thanks: '{company} a bien reçu ce que vous avez écrit.',
    wrongTitle: "Le formulaire n'a pas été envoyé",
    empty: "Rien n'est rempli. Revenez en arrière et écrivez quelque chose.",
    files: "Ce formulaire n'accepte pas de fichiers. Revenez en arrière, retirez le fichier et envoyez-le de nouveau.",
    large:
      "C'est plus que ce que le formulaire accepte. Revenez en arrière et écrivez moins, 5 000 caractères au plus par champ.",
    tooMany: 'Ce formulaire a été envoyé très souvent depuis votre réseau. Veuillez réessayer dans {minutes} minutes.',
  },
  es: {
    thanksTitle: 'Gracias',
    thanks: '{company} tiene lo que ha escrito.',
    wrongTitle: 'El formulario no se ha enviado',
    empty: 'No hay nada escrito. Vuelva atrás y escriba algo.',
    files: 'Este formulario no admite archivos. Vuelva atrás, quite el archivo y envíelo de nuevo.',
    large:
      'Es más de lo que admite el formulario. Vuelva atrás y escriba menos, como máximo 5000 caracteres por campo.',
    tooMany: 'Este formulario se ha enviado muchas veces desde su red. Inténtelo de nuevo en {minutes} minutos.',
  },
};
