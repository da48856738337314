// What is configured, what is stood in for and what is not there, in words: said at start and in managers' home.

import type { Crm } from './adapters/crm/crm.ts';
import type { Config } from './config.ts';
import { chatWords } from './config-chat.ts';
import { calendarWords, type OpenCalendars } from './open-calendars.ts';

type Opened = {
  chat: { secret: string | undefined; replyUrl: string | undefined };
  apiToken: string | undefined;
  signer: object | null;
  address: { url: string | null };
  calendars: OpenCalendars | null;
  crm: Crm | null;
  sandbox: boolean;
};

/** Nobody has to guess. */
export function stated(
  { databaseUrl, slack, chatProducts, identitySecrets, model, calendar, mail, mailSecret, crm: configuredCrm }: Config,
  { chat, apiToken, signer, address, calendars, crm, sandbox }: Opened,
): Record<string, string> {
  const outside = (there: unknown) => (sandbox ? 'stand-in' : there === undefined ? 'not configured' : 'configured');
  return {
    database: databaseUrl.startsWith('sqlite:') ? 'sqlite' : 'postgres',
    slack: slack === null ? 'stand-in' : slack.by === 'http' ? 'over HTTP' : 'over Socket Mode',
    workspaces: slack?.access.kind === 'installed' ? 'those that install Baton' : 'one',
    chatWebhook: outside(chat.secret),
    replies: outside(chat.replyUrl),
    chatProducts: chatWords(chatProducts),
    signedIdentity: identitySecrets === undefined ? 'not configured' : 'configured',
    visitorLinks:
      signer !== null && (address.url !== null || sandbox)
        ? 'open'
        : 'closed: PUBLIC_URL and SECRET_KEY are not both set',
    mails: mail !== null ? 'configured' : outside(undefined),
    mailReplies: mailSecret !== undefined ? 'configured' : outside(undefined),
    readApi: apiToken === undefined ? 'closed: API_TOKEN is not set' : 'open',
    calendar: calendar === null && calendars !== null ? 'stand-in' : calendarWords(calendars),
    crm: crm === null ? 'not configured' : `${crm.product}${configuredCrm === null ? ', a stand-in' : ''}`,
    interviewer: model === null ? 'guided' : `${model.model} at ${new URL(model.baseUrl).host}, else guided`,
  };
}
