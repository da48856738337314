// What Baton says in French where the playbook leaves the words to Baton. Polite ("vous"), and no promise of what is not done.

export const french = {
  opening: "Bonjour ! Je suis Baton, l'assistant IA de {company}, et je vous aide à trouver le bon interlocuteur.",
  passOn: 'Je transmets votre question pour que vous ayez une vraie réponse.',
  passOnRest: 'Je transmets votre autre question pour que vous ayez une vraie réponse.',
  told: '{answer} (source : {source})',
  declined: 'Pas de problème, nous pouvons laisser ce point ouvert.',
  offTopic:
    'Je ne peux malheureusement pas vous aider là-dessus : je suis là pour vous trouver le bon interlocuteur chez {company}.',
  abuse: 'Je veux bien vous aider. Restons courtois, je vous prie.',
  held: "Votre message est conservé. Une personne va d'abord le regarder ; sa réponse, vous la lirez ici.",
  saidThen: '{when}, vous nous avez dit : « {quote} ».',
  stillSo: 'Est-ce toujours le cas ?',
  enough: "Merci, j'ai tout ce qu'il me faut. Un instant, je fais venir l'équipe.",
  askedForPerson: "Bien sûr. Un instant, je fais venir l'équipe.",
  outNow: "Merci. L'équipe n'est pas là en ce moment, je lui laisse donc notre échange.",
  handedOffLater:
    "L'équipe a maintenant tout notre échange, vous n'aurez donc rien à répéter. Elle sera de retour {opens} ; d'ici là, écrivez simplement ici si vous souhaitez ajouter quelque chose.",
  handedOff:
    "L'équipe a maintenant tout notre échange, vous n'aurez donc rien à répéter. Quelqu'un reviendra vers vous ; d'ici là, écrivez simplement ici si vous souhaitez ajouter quelque chose.",
  delayed:
    "Je n'arrive pas à joindre l'équipe en ce moment. Notre échange est conservé et sera lu dès que la connexion sera rétablie.",
  added: "Merci, c'est ajouté à ce que voit l'équipe.",
  claimed: '{rep}, de {company}, prend le relais et a tout notre échange sous les yeux.',
  tookOver: '{rep}, de {company}, vient de rejoindre ce chat et vous écrit désormais en personne.',
  handedBack:
    "C'est de nouveau Baton, l'assistant IA : {rep} a quitté le chat pour le moment, mais lira tout ce que vous écrivez ici.",
  released: "Petit changement : je cherche pour vous le bon interlocuteur. Rien de ce que vous m'avez dit n'est perdu.",
  rejected:
    "Merci pour toutes ces précisions. L'équipe les a lues et ne pense pas que notre offre vous convienne pour le moment. Si la situation change, écrivez simplement de nouveau ici.",
  nurtured:
    '{rep}, de {company}, a lu notre échange et reviendra vers vous au bon moment. Vous pouvez écrire ici quand vous voulez.',
  borderline:
    "Merci, cela m'aide. Quelques points restent ouverts, aucun appel n'est donc prévu pour l'instant. Ce que vous m'avez dit est conservé, et vous pouvez reprendre ici quand vous voulez.",
  closed:
    "Merci pour votre temps. Je ne pense pas qu'un appel avec notre équipe vous aiderait pour le moment, mais ce que vous m'avez dit est conservé : écrivez simplement de nouveau ici si la situation change.",
  leaving:
    "Merci de votre visite. Ce que vous m'avez dit est conservé, et vous pouvez reprendre ici quand vous voulez.",
  mayWrite:
    'Pouvons-nous vous écrire de temps en temps à {email} ? Un oui suffit, et chaque e-mail permet de vous désabonner.',
  mayWriteYes: "Merci, c'est noté.",
  booked: "Le rendez-vous est dans l'agenda : {when}, avec {rep}, de {company}. L'invitation est envoyée à {email}.",
  moved:
    'Le rendez-vous est déplacé : il a lieu {when}, avec {rep}, de {company}. La nouvelle invitation est envoyée à {email}.',
  callLink: "Pour rejoindre l'appel : {call}",
  changeLink: "Si l'horaire ne vous convient plus, vous pouvez le déplacer ou l'annuler ici : {link}",
  chooseLink: 'Vous pouvez choisir un autre horaire ici : {link}',
  cancelled: 'Le rendez-vous du {when} est annulé. Si vous souhaitez un autre horaire, écrivez simplement ici.',
  slotGone: "Je suis désolé, cet horaire ({when}) a été pris avant d'entrer dans l'agenda : rien n'est encore réservé.",
  bookingLater:
    "Je suis désolé, je n'arrive pas à joindre l'agenda en ce moment : cet horaire ({when}) n'est donc pas réservé. L'équipe est au courant et conviendra d'un horaire avec vous.",
  moveFailed:
    "Je suis désolé, le nouvel horaire n'a pas pu entrer dans l'agenda. Le rendez-vous reste comme prévu : {when}.",
  noShow:
    'Nous étions là ({when}), mais il semble que nous nous soyons manqués. Si vous souhaitez un autre horaire, écrivez simplement ici.',
  lookingUp: "Merci, j'ai tout ce qu'il me faut. Un instant, je regarde quand {rep} est disponible.",
  outTimes:
    'L’équipe est absente en ce moment et de retour {opens}. Pour que vous n’ayez pas à attendre une réponse : un instant, je cherche des horaires où quelqu’un peut vous parler.',
  timesAsk: 'Lequel de ces horaires vous convient ?',
  timesHow: 'Répondez simplement avec son numéro, ou dites-moi quel autre jour vous conviendrait mieux.',
  timeAsk: '{when} est libre. Dois-je le mettre dans le calendrier ?',
  notThen: "Rien n'est libre à ce moment-là ; voici ce qui s'en rapproche le plus.",
  whichTime: 'Pour être sûr : lequel de ces horaires voulez-vous dire ?',
  thatTime: 'Pour être sûr : dois-je mettre {when} dans le calendrier ?',
  timesStill: 'Rien ne presse : si vous souhaitez toujours nous parler, lequel de ces horaires vous convient ?',
  puttingIn: 'Un instant, je le mets dans le calendrier.',
  noTimes:
    "Je ne vois pas d'horaire libre dans le calendrier pour le moment. L'équipe est au courant et conviendra d'un horaire avec vous.",
  cancelAsk: 'Dois-je annuler le rendez-vous du {when} ?',
  takingOut: 'Un instant, je le retire du calendrier.',
  staysSo: 'Bien, rien ne change : {when}.',
  timeKept: '{when} : cet horaire est retenu pour vous. Un collègue le vérifie d’abord, et vous aurez la réponse ici.',
  slotDeclined:
    'Désolé, cet horaire n’a pas pu être confirmé : {when}. Écrivez simplement ici, et l’équipe reviendra vers vous.',
  reminder: 'Pour rappel : votre rendez-vous avec {rep} de {company} est prévu le {when}.',
} as const;
