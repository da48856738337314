// The scripted visitors of the sandbox: what each one opens with and how they answer when Baton asks.
// They are people, not test vectors: a line must read as if typed by someone, and hold only what that person would say.

export type VisitorAnswer = { asked: RegExp; say: string };

export type VisitorScript = {
  id: string;
  title: string;
  about: string;
  name?: string;
  page: { url: string; title: string };
  opening: string[];
  answers: VisitorAnswer[];
  /** Said, in turn, when a question fits no answer. */
  otherwise: string[];
  /** Said once when Baton says something that asks for nothing more; then the visitor is gone. */
  goodbye: string;
};

const site = 'https://northwind-analytics.example';

// The order matters: the first pattern that fits a question wins, so the special stands before the general.
const asked = {
  echo: /\b(right|correct|did i (get|understand)|is that so)\s*\?/i,
  slot: /which (one|time|slot)|what time|time[s]? (would|suits?|works?)|suits? you|works? for you|pick (one|a time)/i,
  email: /e-?mail address|reach you|best e-?mail|your e-?mail/i,
  nextStep: /next step|short call|a call\b|book|talk to (someone|our team|a person)/i,
  budget: /budget|price range|spend|set aside|range helps/i,
  authority: /who (else )?decides|sign(s)? off|decision|decide/i,
  size: /how many|people is that|team size|headcount/i,
  when: /by when|when (would|do|should)|date|quarter|deadline|timeline|pressing/i,
  tools: /use for this today|looking at|in place today|by hand|current(ly)? (tool|use)|compar/i,
  constraints: /must do|must work|work with|requirement|integrat/i,
  role: /your role|job title|what do you do/i,
  company: /which company|what company|company are you|where do you work/i,
  name: /your name|who am i/i,
  phone: /phone/i,
  useCase: /get done|achieve|brings you|help you with|looking for|tell me (a little )?more|use case/i,
};

const eager: VisitorScript = {
  id: 'eager',
  title: 'Maja, ready to buy',
  about: 'Head of RevOps at a company of 120, a deadline, a budget and a boss who must sign off. Wants a call.',
  page: { url: `${site}/pricing`, title: 'Pricing' },
  opening: [
    "Hi, I'm Maja Holm, Head of RevOps at Fjordline Logistics. We want one dashboard for pipeline and forecast that our sales leads can use without an analyst.",
  ],
  answers: [
    { asked: asked.echo, say: 'Yes, exactly.' },
    { asked: asked.slot, say: 'The first one works for me.' },
    { asked: asked.email, say: 'maja.holm@fjordline.example.com' },
    { asked: asked.nextStep, say: "Yes, let's book a call. I'd like to see a demo with our own numbers." },
    { asked: asked.budget, say: '$20,000 a year, as I said.' },
    {
      asked: asked.authority,
      say: 'I run the evaluation, and my boss has to sign off: Karin Lindqvist, our VP of Sales.',
    },
    { asked: asked.size, say: 'We are 120 people, and HubSpot is our CRM today.' },
    {
      asked: asked.when,
      say: 'By the end of next quarter. We have $20,000 a year set aside, my boss Karin Lindqvist has to sign off.',
    },
    { asked: asked.tools, say: 'HubSpot for the CRM, and a pile of Google Sheets on top.' },
    {
      asked: asked.constraints,
      say: 'It must read from HubSpot without an export, and people need to log in with Google.',
    },
    { asked: asked.role, say: "I'm Head of Revenue Operations." },
    { asked: asked.company, say: "I'm with Fjordline Logistics." },
    { asked: asked.name, say: 'Maja Holm.' },
    { asked: asked.phone, say: 'E-mail is better for me, please.' },
    {
      asked: asked.useCase,
      say: 'We want one dashboard for pipeline and forecast, so that nobody builds spreadsheets before every sales meeting.',
    },
  ],
  otherwise: [
    'What matters most to us is that the sales leads can use it without an analyst.',
    'Good question, I would rather go through that on a call.',
  ],
  goodbye: 'Great, thank you. Looking forward to it!',
};

const small: VisitorScript = {
  id: 'small',
  title: 'Tomás, no hurry',
  about: 'A team of eight, curious, no date and no budget yet. Near the bar, on either side of it.',
  page: { url: `${site}/product/dashboards`, title: 'Dashboards' },
  opening: [
    'hello, we would like to see which of our marketing campaigns bring in customers. is that something you do?',
  ],
  answers: [
    { asked: asked.echo, say: 'yes thats right' },
    { asked: asked.slot, say: 'not sure about my calendar yet, can I come back to you on that?' },
    { asked: asked.email, say: 'tomas@atelier-verde.example.com' },
    { asked: asked.nextStep, say: 'send me something by email first please' },
    { asked: asked.budget, say: 'no budget yet, depends on what it costs' },
    { asked: asked.budget, say: 'honestly no idea yet, sorry' },
    { asked: asked.authority, say: 'I decide, it is my company' },
    { asked: asked.size, say: 'we are 8 people' },
    { asked: asked.when, say: 'no rush really, we have no date in mind' },
    { asked: asked.tools, say: 'just excel so far' },
    { asked: asked.constraints, say: 'it should work with our web shop' },
    { asked: asked.role, say: "I'm the founder" },
    { asked: asked.company, say: 'Atelier Verde' },
    { asked: asked.name, say: 'Tomás Ribeiro' },
    { asked: asked.useCase, say: 'we spend on three ad channels and want to know which one pays off' },
  ],
  otherwise: ['hmm, I have not thought about that yet', 'I would have to look that up'],
  goodbye: 'ok thanks, talk soon',
};

const student: VisitorScript = {
  id: 'student',
  title: 'Priya, writing a thesis',
  about: 'A student with a friendly question. A polite close, no card for the reps.',
  page: { url: `${site}/blog/what-is-pipeline-analytics`, title: 'What is pipeline analytics?' },
  opening: [
    "Hi, I'm a student and I'm writing my thesis about analytics tools. Do you have a free licence for students?",
  ],
  answers: [
    { asked: asked.echo, say: "Yes, that's right." },
    { asked: asked.email, say: "I'd rather not leave my address, sorry." },
    { asked: asked.nextStep, say: 'No thanks, no call. I was just looking around.' },
    { asked: asked.budget, say: 'None, it is a university project.' },
    { asked: asked.authority, say: 'It is for my studies, there is nothing to decide.' },
    { asked: asked.size, say: "It's only me, I don't work at a company." },
    { asked: asked.when, say: 'My thesis is due in about ten months.' },
    { asked: asked.tools, say: 'Nothing yet.' },
    { asked: asked.company, say: "None, I'm at university." },
    { asked: asked.useCase, say: 'I want to compare three tools for one chapter of my thesis.' },
  ],
  otherwise: ['I am not sure, it is only for my thesis.', 'That is all I need, really.'],
  goodbye: 'No problem, thanks for the answer!',
};

const person: VisitorScript = {
  id: 'person',
  title: 'Luis, wants a person',
  about: 'Asks for a human in the first line and has little patience for questions.',
  page: { url: `${site}/security`, title: 'Security' },
  opening: ['Can I talk to a real person please?'],
  answers: [
    { asked: asked.email, say: 'luis.ortega@castellmed.example.com' },
    { asked: asked.slot, say: 'The earliest one.' },
    { asked: asked.nextStep, say: 'Yes, a call with a person, that is what I asked for.' },
    { asked: asked.company, say: 'Castell Medical' },
    { asked: asked.name, say: 'Luis Ortega' },
    { asked: asked.size, say: 'About 300 people.' },
    {
      asked: asked.useCase,
      say: 'We had a security review and I have questions about where our data would be kept. I need a human for that.',
    },
  ],
  otherwise: ['I would rather discuss that with a person.', 'As I said, please connect me to a human.'],
  goodbye: 'Thanks, I will wait for them.',
};

const engineer: VisitorScript = {
  id: 'engineer',
  title: 'Ingrid, says it all at once',
  about: 'Writes everything in the first message. Baton must not ask again for what it was told.',
  name: 'Ingrid Solberg',
  page: { url: `${site}/customers`, title: 'Customers' },
  opening: [
    "Hello, I'm Head of Data at Polarlys Energy, 260 people. We want to replace Tableau for our field teams by March, the budget is 45,000 EUR a year, and I decide. Please book a call: ingrid.solberg@polarlys.example.com",
  ],
  answers: [
    { asked: asked.echo, say: 'Yes, correct.' },
    { asked: asked.slot, say: 'The second one, please.' },
    { asked: asked.constraints, say: 'It has to work offline on tablets and read from Snowflake.' },
    { asked: asked.nextStep, say: 'As I wrote: yes, a call please.' },
    { asked: asked.email, say: 'ingrid.solberg@polarlys.example.com, as above.' },
    { asked: asked.useCase, say: 'Our field teams need the load figures on their tablets in the morning.' },
  ],
  otherwise: ['I believe I wrote that in my first message.', 'Let us leave that for the call.'],
  goodbye: 'Perfect, thank you.',
};

export const visitorScripts: readonly VisitorScript[] = [eager, engineer, small, person, student];

export type VisitorMemory = { said: string[]; fallbacks: number };

/** What the visitor says to Baton's lines; null when they have nothing left to say. Gone after the goodbye. */
export function answerOf(
  script: VisitorScript,
  heard: string,
  memory: VisitorMemory,
): { say: string; last: boolean } | null {
  if (memory.said.includes(script.goodbye)) return null;
  const question = lastQuestion(heard);
  if (question === null) return { say: script.goodbye, last: true };
  const fitting = script.answers.filter((answer) => answer.asked.test(question));
  const fresh = fitting.find((answer) => !memory.said.includes(answer.say)) ?? fitting[0];
  const repeats = fresh === undefined ? 0 : memory.said.filter((line) => line === fresh.say).length;
  if (fresh !== undefined && repeats < 2) return { say: fresh.say, last: false };
  const otherwise = script.otherwise[memory.fallbacks];
  return otherwise === undefined ? { say: script.goodbye, last: true } : { say: otherwise, last: false };
}

/** The last sentence that asks for something, if only by saying what helps: what stands before it is thanks and explanation. */
function lastQuestion(heard: string): string | null {
  const sentences = heard.match(/[^.!?\n]+[.!?]*/g) ?? [];
  return sentences.findLast((sentence) => /\?|range helps/i.test(sentence))?.trim() ?? null;
}
