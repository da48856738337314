// /baton: what waits, what is mine, and what can be typed. Anything else explains itself.
import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import type { Lead } from '../core/lead.ts';
import type { Deps } from '../deps.ts';
import { leadsInState } from '../store/lead.ts';
import { searchLeads } from '../store/search.ts';
import { commandSentences, readCommand } from './cards/command-sentences.ts';
import type { Message } from './cards/parts.ts';
import { attend } from './door.ts';

export async function runCommand(
  deps: Deps,
  { ack, command }: SlackCommandMiddlewareArgs & AllMiddlewareArgs,
): Promise<void> {
  const name = `/baton ${readCommand(command.text).command ?? 'unknown'}`;
  const said = await attend(deps, name, () => answer(deps, command.text, command.user_id));
  await ack({ response_type: 'ephemeral', ...(typeof said === 'string' ? { text: said } : said) });
}

async function answer(deps: Deps, typed: string, rep: string): Promise<Message> {
  const about = { playbook: deps.playbook, now: deps.now().toISOString() };
  const { command, rest } = readCommand(typed);
  switch (command) {
    case 'help':
      return commandSentences.help();
    case 'queue':
      return commandSentences.queue(await leadsInState(deps.db, { state: 'offered' }), about);
    case 'mine':
      return commandSentences.mine(await leadsInState(deps.db, { state: 'claimed', rep }), about);
    case 'find':
      return commandSentences.find(await found(deps, rest), { ...about, typed: rest });
    case 'why':
      return commandSentences.why(await found(deps, rest), { ...about, typed: rest });
    case null:
      return commandSentences.unknown(typed);
  }
}

/** By what says who somebody is: their name, company and address, as they gave it or as the chat product knows it. */
function found({ db, playbook }: Deps, typed: string): Promise<Lead[]> {
  const kinds = ['person', 'company', 'email', 'phone'];
  const fields = playbook.fields.filter(({ kind }) => kinds.includes(kind)).map(({ id }) => id);
  return searchLeads(db, { typed, fields });
}
