// What the page says on which a visitor ends our mails, in each language.
import type { Language } from './language.ts';

type Words = {
  askTitle: string;
  ask: string;
  button: string;
  doneTitle: string;
  done: string;
  invalidTitle: string;
  invalid: string;
};

export const unsubscribeWords: Record<Language, Words> = {
  en: {
    askTitle: 'No more mails?',
    ask: 'With one press {company} stops writing to you by itself. Mails about a meeting that you book still come.',
    button: 'Unsubscribe',
    doneTitle: 'You are unsubscribed',
    done: '{company} does not write to you by itself any more. Mails about a meeting that you book still come.',
    invalidTitle: 'This link is not whole',
    invalid: 'Open it once more from the mail, or answer the mail and say that you want no more of them.',
  },
  de: {
    askTitle: 'Keine E-Mails mehr?',
    ask: 'Mit einem Klick schreibt Ihnen {company} nicht mehr von sich aus. E-Mails zu einem Termin, den Sie buchen, kommen weiterhin.',
    button: 'Abmelden',
    doneTitle: 'Sie sind abgemeldet',
    done: '{company} schreibt Ihnen nicht mehr von sich aus. E-Mails zu einem Termin, den Sie buchen, kommen weiterhin.',
    invalidTitle: 'Dieser Link ist nicht vollständig',
    invalid:
      'Öffnen Sie ihn noch einmal aus der E-Mail, oder antworten Sie auf die E-Mail, dass Sie keine weiteren möchten.',
  },
  fr: {
    askTitle: "Ne plus recevoir d'e-mails ?",
    ask: "En un clic, {company} cesse de vous écrire de sa propre initiative. Les e-mails sur un rendez-vous que vous réservez continuent d'arriver.",
    button: 'Se désabonner',
    doneTitle: 'Vous êtes désabonné',
    done: "{company} ne vous écrit plus de sa propre initiative. Les e-mails sur un rendez-vous que vous réservez continuent d'arriver.",
    invalidTitle: "Ce lien n'est pas complet",
    invalid: "Ouvrez-le à nouveau depuis l'e-mail, ou répondez à l'e-mail que vous n'en voulez plus.",
  },
  es: {
    askTitle: '¿No recibir más correos?',
    ask: 'Con un clic, {company} deja de escribirle por iniciativa propia. Los correos sobre una reunión que reserve siguen llegando.',
    button: 'Darse de baja',
    doneTitle: 'Se ha dado de baja',
    done: '{company} ya no le escribe por iniciativa propia. Los correos sobre una reunión que reserve siguen llegando.',
    invalidTitle: 'Este enlace no está completo',
    invalid: 'Ábralo de nuevo desde el correo, o responda al correo que no desea recibir más.',
  },
};
