// What a rep reads while they talk to a visitor from the thread.

const productNames: Readonly<Record<string, string>> = {
  intercom: 'Intercom',
  chatwoot: 'Chatwoot',
  crisp: 'Crisp',
  whatsapp: 'WhatsApp',
  instagram: 'Instagram',
  zendesk: 'Zendesk',
  hubspot: 'HubSpot',
  voice: 'a call',
};
export const productName = (product: string) => productNames[product] ?? product;

export const takeoverWords = {
  talking: ' is talking to the visitor',
  talkingIn: (product: string) => ` is talking to the visitor in ${productName(product)}, and Baton is silent`,
  takenOver: ' is talking to the visitor. What ',
  fromHereOn: ' writes in this thread from here on goes to them; a line that starts with ;; stays here.',
  deaf: 'Baton is not in this channel, so it cannot read this thread and nothing you write here reaches the visitor. Add it with /invite, or use Send to visitor.',
  handedBack: ' handed the conversation back to Baton. This thread is private again.',
  silence: ': nobody wrote for a while, so Baton has the conversation again. This thread is private again.',
  shift: ': your shift is over, so Baton has the conversation again. This thread is private again.',
  closed: ': the conversation was closed in the chat product. If the visitor writes again, Baton answers.',
  elsewhere: ': the visitor writes somewhere else now, where nobody talks to them.',
  'given-back': ': the conversation was given back in the chat product, so Baton has it again.',
  waits: 'The visitor wrote last and waits for an answer.',
  notSent: ' (not sent)',
  wroteIn: (product: string) => ` wrote to the visitor in ${productName(product)}:`,
  paused: 'Baton is silent from here on. Hand back to Baton lets it go on; Take over lets you write from this thread.',
  undelivered: (message: number) => `Line ${message} never reached the visitor.`,
  lost: 'A line from here never reached the visitor.',

  sentences: {
    tookOver: 'You are talking to the visitor now: write in the card’s thread. Lines that start with ;; stay there.',
    talking: 'You are talking to this visitor already: write in the card’s thread.',
    handedBack: 'Baton has the conversation again. The card’s thread is private.',
    nobodyTalks: 'Baton has this conversation already, and the card’s thread is private.',
    talks: (name: string) => `Only ${name}, who is talking to the visitor, can hand the conversation back.`,
    sent: 'Sent to the visitor under your name.',
    sentAlready: 'This line has been sent to the visitor already; it was not sent again.',
    empty: 'There is no text in this message, and files cannot be sent. Nothing reached the visitor.',
    unclaimed: 'Nobody has claimed this lead yet. Press Claim or Take over on the card, then send the line again.',
    noLead: 'This only works on a line in the thread of a card. Nothing was sent.',
    ours: 'Baton’s own messages are for the team. Send a line that a person wrote in the thread.',
  },

  whispers: {
    'kept-note':
      'This line stays in the thread, because it is marked as a note. If it is for the visitor, write it without the mark or use Send to visitor.',
    'not-sent-broadcast':
      'This line was not sent to the visitor, because it went to the whole channel too. Write it again in the thread only, or use Send to visitor.',
    'not-sent-files':
      'Files cannot be sent to the visitor, so nothing was sent. Write a line, with a link if there is one.',
    'files-left': 'Your text was sent to the visitor, the files were not: this chat takes only text. A link works.',
    'not-sent-ended':
      'This line was not sent to the visitor: Baton had just taken the conversation back. Press Take over on the card and write it again, or use Send to visitor.',
    'edit-too-late':
      'The visitor has seen this line as you wrote it first, and this chat cannot change it. If it matters, write a correcting line.',
    'delete-too-late':
      'The visitor has seen this line already, and this chat cannot take it back. If it matters, write a line that puts it right.',
  },
} as const;
