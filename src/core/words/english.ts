// What Baton says in English where the playbook leaves the words to Baton. Each line has its fellow in every other
// language; nothing here may promise what is not done yet.

export const english = {
  opening: "Hi! I'm Baton, the AI assistant of {company}, here to find the right person for you.",
  passOn: "I'll pass your question on so that you get a proper answer.",
  passOnRest: "I'll pass your other question on so that you get a proper answer.",
  told: '{answer} (from: {source})',
  declined: "That's fine, we can leave that open.",
  offTopic: "I'm only here to find you the right person at {company}, so I can't help with that one.",
  abuse: "I'd like to help you, so let's keep this friendly.",
  held: 'Your message is kept. A person has a look at it first, and whatever they answer you will read here.',
  saidThen: '{when} you told us: “{quote}”.',
  stillSo: 'Is that still right?',
  enough: "Thank you, that's all I need. One moment, I'm bringing in the team.",
  askedForPerson: "Of course. One moment, I'm bringing in the team.",
  outNow: "Thank you. The team is out at this moment, so I'm leaving our conversation on their desk.",
  handedOffLater:
    "The team now has our whole conversation, so you won't have to repeat any of it. They are back {opens}; until then, just keep writing here if there is anything to add.",
  handedOff:
    "The team now has our whole conversation, so you won't have to repeat any of it. Someone will get back to you; until then, just keep writing here if there is anything to add.",
  delayed:
    "I can't reach the team at this moment. Our conversation is kept, and somebody will see it as soon as the connection is back.",
  added: "Thanks, I've added that to what the team sees.",
  claimed: '{rep} from {company} is taking over from here and has our whole conversation.',
  tookOver: '{rep} from {company} has joined this chat and writes to you personally from here.',
  handedBack:
    'This is Baton, the AI assistant, again: {rep} has left the chat for now, but reads whatever you write here.',
  released: "A small change: I'm finding the right colleague for you. Nothing you told me is lost.",
  rejected:
    "Thank you for telling me all this. The team has read it and doesn't see a good fit right now. If things change, just write here again.",
  nurtured:
    '{rep} from {company} has read our conversation and will come back to you when the time is right. You can write here whenever you like.',
  borderline:
    'Thank you, that helps. A few things are still open, so no call is set up for now. We keep what you told us, and you can pick up here whenever you like.',
  closed:
    "Thank you for your time. I don't think a call with our team would help you right now, but what you told me is kept: just write here again if things change.",
  leaving: 'Thanks for stopping by. What you told me is kept, so you can pick up here whenever you like.',
  mayWrite: 'May we write to you now and then, at {email}? A yes is enough, and with every mail you can unsubscribe.',
  mayWriteYes: "Thank you, I've noted that.",
  booked: "It's in the calendar: {when}, with {rep} from {company}. The invitation goes to {email}.",
  moved: 'The meeting has moved: it is now {when}, with {rep} from {company}. The new invitation goes to {email}.',
  callLink: 'To join the call: {call}',
  changeLink: "If the time doesn't suit you any more, you can move or cancel it here: {link}",
  chooseLink: 'You can choose another time here: {link}',
  cancelled: "The meeting on {when} is cancelled. If you'd like another time, just write here.",
  slotGone: "I'm sorry, {when} was taken before it could go into the calendar, so nothing is booked yet.",
  bookingLater:
    "I'm sorry, I can't reach the calendar at this moment, so {when} is not booked. The team knows and will settle a time with you.",
  moveFailed: "I'm sorry, the new time could not go into the calendar. The meeting stays as it was: {when}.",
  noShow: "We were there on {when}, but it seems we missed each other. If you'd like another time, just write here.",
  lookingUp: "Thank you, that's all I need. One moment, I'm looking at {rep}'s calendar.",
  outTimes:
    "The team is out at this moment and back {opens}. So that you need not wait for an answer: one moment, I'm looking for times at which somebody can talk with you.",
  timesAsk: 'Which of these times suits you?',
  timesHow: 'Just answer with its number, or tell me which other day would be better.',
  timeAsk: '{when} is open. Shall I put it into the calendar?',
  notThen: 'Nothing is open then; this is what comes closest.',
  whichTime: 'Just to be sure: which of these do you mean?',
  thatTime: 'Just to be sure: shall I put {when} into the calendar?',
  timesStill: "No hurry: if you'd still like to talk, which of these times suits you?",
  puttingIn: "One moment, I'm putting it into the calendar.",
  noTimes: "I can't see an open time in the calendar at this moment. The team knows and will settle a time with you.",
  cancelAsk: 'Shall I cancel the meeting on {when}?',
  takingOut: "One moment, I'm taking it out of the calendar.",
  staysSo: 'Good, then nothing changes: {when}.',
  timeKept: '{when} is kept for you. A colleague has a look first, and you will hear here how it goes.',
  slotDeclined: "I'm sorry, {when} could not be confirmed. Just write here, and the team will get back to you.",
  reminder: 'A reminder: your meeting with {rep} from {company} is on {when}.',
} as const;
