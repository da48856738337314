// What Baton says in Spanish where the playbook leaves the words to Baton. Polite ("usted"), and no promise of what is not done.

export const spanish = {
  opening: '¡Hola! Soy Baton, el asistente de IA de {company}, y le ayudo a encontrar a la persona adecuada.',
  passOn: 'Paso su pregunta al equipo para que reciba una buena respuesta.',
  passOnRest: 'Paso su otra pregunta al equipo para que reciba una buena respuesta.',
  told: '{answer} (fuente: {source})',
  declined: 'No hay problema, podemos dejarlo abierto.',
  offTopic: 'Con eso no puedo ayudarle: estoy aquí solo para encontrarle a la persona adecuada en {company}.',
  abuse: 'Quiero ayudarle. Sigamos con amabilidad, por favor.',
  held: 'Su mensaje queda guardado. Primero lo mirará una persona; lo que responda, lo leerá aquí.',
  saidThen: '{when} nos dijo: «{quote}».',
  stillSo: '¿Sigue siendo así?',
  enough: 'Gracias, es todo lo que necesito. Un momento, voy a avisar al equipo.',
  askedForPerson: 'Por supuesto. Un momento, voy a avisar al equipo.',
  outNow: 'Gracias. El equipo no está en este momento, así que le dejo nuestra conversación.',
  handedOffLater:
    'El equipo ya tiene toda nuestra conversación, así que no tendrá que repetir nada. Estará de vuelta {opens}; mientras tanto, escriba aquí si quiere añadir algo.',
  handedOff:
    'El equipo ya tiene toda nuestra conversación, así que no tendrá que repetir nada. Alguien se pondrá en contacto con usted; mientras tanto, si quiere añadir algo, siga escribiendo aquí.',
  delayed:
    'En este momento no consigo comunicarme con el equipo. Nuestra conversación queda guardada y la leerán en cuanto vuelva la conexión.',
  added: 'Gracias, lo he añadido a lo que ve el equipo.',
  claimed: '{rep}, de {company}, se encarga a partir de ahora y tiene toda nuestra conversación.',
  tookOver: '{rep}, de {company}, se ha unido a este chat y le escribe personalmente a partir de ahora.',
  handedBack:
    'Soy de nuevo Baton, el asistente de IA: {rep} ha salido del chat por ahora, pero leerá todo lo que escriba aquí.',
  released:
    'Un pequeño cambio: estoy buscando a la persona adecuada para usted. No se pierde nada de lo que me ha contado.',
  rejected:
    'Gracias por contarme todo esto. El equipo lo ha leído y por ahora no ve que encaje bien. Si algo cambia, vuelva a escribir aquí.',
  nurtured:
    '{rep}, de {company}, ha leído nuestra conversación y se pondrá en contacto con usted en el momento adecuado. Puede escribir aquí cuando quiera.',
  borderline:
    'Gracias, eso ayuda. Aún quedan algunas cosas abiertas, así que por ahora no hay ninguna llamada prevista. Guardamos lo que me ha contado y puede retomarlo aquí cuando quiera.',
  closed:
    'Gracias por su tiempo. No creo que una llamada con nuestro equipo le ayude por ahora, pero lo que me ha contado queda guardado: si algo cambia, vuelva a escribir aquí.',
  leaving: 'Gracias por su visita. Lo que me ha contado queda guardado y puede retomarlo aquí cuando quiera.',
  mayWrite: '¿Podemos escribirle de vez en cuando a {email}? Basta con un sí, y con cada correo puede darse de baja.',
  mayWriteYes: 'Gracias, lo he anotado.',
  booked: 'La reunión está en el calendario: {when}, con {rep}, de {company}. La invitación se envía a {email}.',
  moved: 'La reunión ha cambiado: ahora es {when}, con {rep}, de {company}. La nueva invitación se envía a {email}.',
  callLink: 'Para unirse a la llamada: {call}',
  changeLink: 'Si la hora ya no le viene bien, puede cambiarla o cancelarla aquí: {link}',
  chooseLink: 'Puede elegir otra hora aquí: {link}',
  cancelled: 'La reunión del {when} queda cancelada. Si desea otra hora, escriba aquí.',
  slotGone:
    'Lo siento, esa hora ({when}) se ocupó antes de entrar en el calendario, así que todavía no hay nada reservado.',
  bookingLater:
    'Lo siento, en este momento no consigo acceder al calendario, así que esa hora ({when}) no está reservada. El equipo lo sabe y acordará una hora con usted.',
  moveFailed: 'Lo siento, la nueva hora no pudo entrar en el calendario. La reunión sigue como estaba: {when}.',
  noShow: 'Estuvimos allí ({when}), pero parece que no coincidimos. Si desea otra hora, escriba aquí.',
  lookingUp: 'Gracias, no necesito nada más. Un momento, miro cuándo está disponible {rep}.',
  outTimes:
    'El equipo no está en este momento y vuelve {opens}. Para que no tenga que esperar una respuesta: un momento, busco horas en las que alguien pueda hablar con usted.',
  timesAsk: '¿Cuál de estos horarios le viene bien?',
  timesHow: 'Responda simplemente con su número, o dígame qué otro día le vendría mejor.',
  timeAsk: '{when} está libre. ¿Lo pongo en el calendario?',
  notThen: 'Entonces no hay nada libre; esto es lo que más se acerca.',
  whichTime: 'Solo para estar seguros: ¿a cuál de estos horarios se refiere?',
  thatTime: 'Solo para estar seguros: ¿pongo {when} en el calendario?',
  timesStill: 'No hay prisa: si todavía quiere hablar con nosotros, ¿cuál de estos horarios le viene bien?',
  puttingIn: 'Un momento, lo estoy poniendo en el calendario.',
  noTimes:
    'En este momento no veo ningún horario libre en el calendario. El equipo lo sabe y acordará un horario con usted.',
  cancelAsk: '¿Cancelo la reunión: {when}?',
  takingOut: 'Un momento, la estoy quitando del calendario.',
  staysSo: 'Bien, entonces no cambia nada: {when}.',
  timeKept: '{when}: esta hora está apartada para usted. Antes la revisa un compañero, y aquí le diré cómo queda.',
  slotDeclined:
    'Lo siento, esta hora no se pudo confirmar: {when}. Escriba aquí y el equipo se pondrá en contacto con usted.',
  reminder: 'Le recuerdo su reunión con {rep}, de {company}: {when}.',
} as const;
