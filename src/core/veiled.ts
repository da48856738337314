// A lead as those may read it who have not claimed it: without a way to reach the visitor, where the playbook hides that.
// Every text keeps its length, so evidence goes on pointing at the visitor's words.
import type { Lead } from './lead.ts';
import { fieldOf, ladderOf, type Playbook } from './playbook.ts';
import type { Value } from './value.ts';

/** The company behind an address is no secret, its mailbox is. */
const mailboxes = /[^\s@<>()[\],;:"'“”„]+(?=@[^\s@]+\.[^\s@]+)/gu;
/** Six digits and more behind a plus or a nought, however they are parted; a date is none. */
const phoneNumbers =
  /(?<![\d€$£.,/-])(?!\d{1,2}[./-]\d{1,2}[./-]\d{2,4}(?!\d))(?:\+|\(?0)\(?\d(?:[\s()./-]{0,3}\d){5,}(?!\d)/g;
/** Without either: parted as in North America, or seven digits in a row. */
const bare = /(?<![\d€$£.,])(?:\(?\d{3}\)?[\s.-]\d{3}[\s.-]\d{4}|\d{7,})(?![\d%])/g;

/** Whoever was never offered belongs to the team whose bar judged them. */
export function veiled(lead: Lead, playbook: Playbook): Lead {
  if (lead.rep !== null || !ladderOf(playbook, lead.offer?.team ?? lead.bar?.team).hideContactUntilClaimed) return lead;
  const { email, phone } = lead.visitor;
  return {
    ...lead,
    crm: lead.crm && { ...lead.crm, person: null, place: null },
    visitor: {
      ...lead.visitor,
      ...(lead.visitor.name !== undefined && { name: veil(lead.visitor.name) }),
      ...(email !== undefined && { email: veil(email) }),
      ...(phone !== undefined && { phone: blacken(phone) }),
    },
    messages: lead.messages.map((each) => ({ ...each, text: veil(each.text) })),
    answers: lead.answers.map((each) => ({ ...each, value: veiledValue(each.field, each.value, playbook) })),
    refused: lead.refused.map((each) => ({
      ...each,
      value: veiledValue(each.field, each.value, playbook),
      quote: veil(each.quote),
    })),
  };
}

function veiledValue(field: string, value: Value, playbook: Playbook): Value {
  if (typeof value !== 'string') return value;
  return fieldOf(playbook, field)?.kind === 'phone' ? blacken(value) : veil(value);
}

export function veil(text: string): string {
  return text.replace(mailboxes, whole).replace(phoneNumbers, blacken).replace(bare, blacken);
}

const whole = (text: string) => '•'.repeat(text.length);
/** Of a number the eye still sees that it is one. */
const blacken = (text: string) => text.replace(/\S/gu, (sign) => (/[()./-]/.test(sign) ? sign : whole(sign)));
