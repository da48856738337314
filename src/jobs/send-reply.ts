// Delivers one line of ours to the visitor's chat. Its id is the message row's, so a second delivery is recognised.
import type { JobOf } from '../core/job.ts';
import type { JobDeps } from '../deps.ts';
import { getLead } from '../store/lead.ts';

export async function sendReply({ db, chat }: JobDeps, job: JobOf<'send-reply'>): Promise<void> {
  const lead = await getLead(db, job.lead);
  const message = lead?.messages[job.message - 1];
  if (lead === undefined || message === undefined || message.from === 'visitor') return;
  await chat.reply({
    conversation: lead.conversation,
    message: { id: `${lead.id}-${message.n}`, text: message.text, at: message.at },
    from: { kind: message.from, name: message.name ?? 'Baton' },
  });
}
