// Questions that put a value forward instead of asking about it: "how about Indian then?", "can we do the 12th?", and
// "is there a cheap hotel in the south?", which looks for one. Whether the product can do something stays a question.

/** `before` and `after` the value in its sentence, from where the question begins. */
type Posed = { before: string; after: string };

/** "How about Indian then?": to the question for it a choice made. */
export function isProposed({ before, after }: Posed): boolean {
  return /^[\s"']*(?:(?:ok(?:ay)?|well|then|hm+|and|so|oh)[ ,]+)*(?:how|what) about (?:(?:an?|some|the) )?_(?: \p{L}+)?(?:,? (?:then|instead|please))?\W*$/u.test(
    `${before}_${after}`,
  );
}

/** "Is 0161 496 0345 ok?" */
export function isHandedContact({ before, after }: Posed): boolean {
  return /^is $/.test(before) && /^ (?:ok|okay|fine|good|alright|enough)(?: for you)?\W*\?/.test(after);
}

/** "Can we do the 12th?", "is 2pm on Friday available?" */
export function isSuggestedDay({ before, after }: Posed): boolean {
  if (
    /^(?:can|could|shall|may) (?:we|i) (?:do|say|start|make it|go (?:for|with)) (?:on |in |by |for )?(?:the )?$/.test(
      before,
    )
  )
    return true;
  return (
    /^is (?:\d{1,2}(?::\d\d)? ?(?:am|pm)? )?(?:on )?(?:the )?$/.test(before) &&
    /^ (?:available|free|ok|okay)\W*\?/.test(after)
  );
}

/** What is looked for, to eat, sleep, travel or spend a day: how it is to be and where is a wish. */
export function isSought(question: string): boolean {
  return looking.test(question) || anything.test(question) || rather.test(question);
}

/** "Is there anything Turkish?", "do you have something in the north?" */
const anything =
  /^[\s"']*(?:(?:so|and|also|well|ok|hi|hello|then)[\s,!.]+)*(?:do you (?:have|know(?: of)?)|is there|have you got) (?:any|some)(?:thing|where|place) (?:\p{L}+|(?:in|near|around) (?:the )?\p{L}+(?: \p{L}+)?)(?: there| nearby| please)?\W*$/u;

/** "Something romantic with Meg Ryan in it?" */
const rather =
  /^[\s"']*(?:(?:ok|well|so|then|maybe|perhaps|or|and|hm+)[\s,]+)*(?:something|somewhere|anywhere|anything) (?!(?:else|wrong|new|up|about|you|that|is|we|i)\b)[^,;?]{3,60}\?\s*$/u;

const looking =
  /^[\s"']*(?:(?:hi|hey|hello|so|and|also|well|ok|great|thanks|yes|no)[\s,!.]+)*(?:(?:do you (?:have|know(?: of)?|see)|(?:is|are) there|have you got)(?: \p{L}+)? ?(?:any|anything|an?|some|good)\b|any|(?:what|how) about (?:any|an?|some|one)\b|(?:what|which) (?=(?:\p{L}+ )?(?:trains?|buses|flights?|hotels?|restaurants?|places?|events?|films?|movies?|museums?)\b)).*?\b(?:restaurants?|hotels?|hostels?|guest ?houses?|places?|rooms?|tables?|flights?|trains?|bus(?:es)?|taxis?|cabs?|museums?|parks?|theatres?|theaters?|events?|concerts?|movies?|films?|apartments?|flats?|houses|doctors?|dentists?|salons?|hairdressers?|attractions?|colleges?|cafes?|pubs?|bars?|lodging)\b/u;
