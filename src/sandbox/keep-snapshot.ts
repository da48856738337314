// Lets the sandbox remember between starts: one JSON file, written a moment after the last change and at the end.
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Log } from '../log.ts';
import type { ChatSandbox, ChatSnapshot } from './chat/chat-sandbox.ts';
import type { GoogleSandbox } from './google/google-sandbox.ts';
import type { GoogleSnapshot } from './google/snapshot.ts';
import type { MailSandbox, MailSnapshot } from './mail/mail-sandbox.ts';
import type { SalesforceSandbox, SalesforceSnapshot } from './salesforce/salesforce-sandbox.ts';
import type { SlackSandbox } from './slack/slack-sandbox.ts';
import type { SlackSnapshot } from './slack/snapshot.ts';

/** A file of an older sandbox has no mailbox, no calendars, no CRM. */
type Kept = {
  version: 1;
  slack: SlackSnapshot;
  chat: ChatSnapshot;
  mail?: MailSnapshot;
  google?: GoogleSnapshot;
  salesforce?: SalesforceSnapshot;
};
type Parts = {
  slack: SlackSandbox;
  chat: ChatSandbox;
  mail: MailSandbox;
  google: GoogleSandbox;
  salesforce: SalesforceSandbox;
  log: Log;
};

const quietMs = 500;

export async function keepSnapshot(
  file: string,
  { slack, chat, mail, google, salesforce, log }: Parts,
): Promise<{ stop(): Promise<void> }> {
  const before = await read(file, log);
  if (before !== undefined) {
    slack.restore(before.slack);
    chat.restore(before.chat);
    if (before.google !== undefined) google.restore(before.google);
    if (before.mail !== undefined) mail.restore(before.mail);
    if (before.salesforce !== undefined) salesforce.restore(before.salesforce);
  }
  let writing = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  const write = () => {
    timer = undefined;
    const stands = {
      slack: slack.snapshot(),
      chat: chat.snapshot(),
      mail: mail.snapshot(),
      google: google.snapshot(),
      salesforce: salesforce.snapshot(),
    };
    const kept: Kept = { version: 1, ...stands };
    writing = writing
      .then(() => save(file, JSON.stringify(kept)))
      .catch((error: unknown) => {
        log.warn({ err: error, file }, 'the sandbox cannot remember: its file cannot be written');
      });
  };
  const later = () => {
    timer ??= setTimeout(write, quietMs);
  };
  const stops = [
    slack.onChange(later),
    chat.onChange(later),
    mail.onChange(later),
    google.onChange(later),
    salesforce.onChange(later),
  ];
  return {
    async stop() {
      for (const stop of stops) stop();
      if (timer !== undefined) {
        clearTimeout(timer);
        write();
      }
      await writing;
    },
  };
}

/** Never half a file: written beside, then moved. */
async function save(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.new`, text);
  await rename(`${file}.new`, file);
}

async function read(file: string, log: Log): Promise<Kept | undefined> {
  try {
    const kept = JSON.parse(await readFile(file, 'utf8')) as Kept;
    return kept.version === 1 ? kept : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
      log.warn({ err: error, file }, 'the sandbox starts anew: its file cannot be read');
    return undefined;
  }
}
