// A lead that came close to the bar and was not posted, as a manager is asked about it: in the visitor's own words, with two
// thumbs. How to reach the visitor stays hidden where the playbook hides it.
import type { ActionsBlock, Button, KnownBlock } from '@slack/types';
import { brief } from '../../core/brief.ts';
import type { Lead } from '../../core/lead.ts';
import { fieldOf, type Playbook } from '../../core/playbook.ts';
import { veiled } from '../../core/veiled.ts';
import { actionIds } from './actions.ts';
import { barWords as words } from './bar-words.ts';
import { nameOf } from './lead-list.ts';
import { line, oneLine } from './lead-parts.ts';
import { glance } from './limits.ts';
import { blocks, type Part, plain } from './parts.ts';

/** Who somebody is says nothing of whether they should have been posted. */
const whoFields: ReadonlySet<string> = new Set(['person', 'company', 'email', 'phone']);

/** Who it is, what they wanted and what else they said, in their own words. */
export function missParts(whole: Lead, { playbook }: { playbook: Playbook }): Part[] {
  const lead = veiled(whole, playbook);
  const { wants, lastWords, whyNow, fields } = brief(lead, playbook);
  const told = fields.filter(({ field }) => !whoFields.has(fieldOf(playbook, field)?.kind ?? 'text'));
  const said = [wants ?? lastWords, whyNow].flatMap((text) => (text === null ? [] : [oneLine(text, glance.quote)]));
  const quotes = [...new Set([...said, ...told.map(({ quote }) => oneLine(quote, glance.quote))])];
  const shown = quotes.filter((quote) => !quotes.some((other) => other !== quote && other.includes(quote)));
  return [
    line({ bold: nameOf(lead, playbook) }, words.miss(lead.score)),
    ...shown.slice(0, glance.quotesInMiss).map((text): Part => ({ kind: 'quote', text })),
  ];
}

export function missBlocks(lead: Lead, about: { playbook: Playbook }): KnownBlock[] {
  return [...blocks(missParts(lead, about)), thumbs(lead)];
}

function thumbs({ id }: Lead): ActionsBlock {
  const press = (name: 'up' | 'down'): Button => ({
    type: 'button',
    action_id: actionIds[name === 'up' ? 'thumbUp' : 'thumbDown'],
    text: plain(words.buttons[name], 75),
    value: id,
  });
  return { type: 'actions', elements: [press('up'), press('down')] };
}
