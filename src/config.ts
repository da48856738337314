// The only file that reads the environment. All of it is checked together, so that every problem is reported at once.
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type ChatProducts, chatSettings, readChatProducts } from './config-chat.ts';
import { type CrmConfig, crmSettings, readCrm } from './config-crm.ts';
import { ConfigError } from './errors.ts';

const webhookSecret = z
  .string()
  .regex(/^whsec_[A-Za-z0-9+/]{24,}={0,2}$/, 'must have the form whsec_<base64>, with at least 18 random bytes');
/** With commas between, so that a secret can be changed. */
const several = (one: string, sentence: string) =>
  z
    .string()
    .regex(new RegExp(`^${one}(\\s*,\\s*${one})*$`), `${sentence}, or several such with commas between them`)
    .transform((given) => given.split(/\s*,\s*/));
const url = z.url({ protocol: /^https?$/, error: 'is not an http(s) URL' });

/** Every variable Baton knows; `.env.example` lists the same ones. */
export const settings = {
  DATABASE_URL: z.string().regex(/^(sqlite:.+|postgres(ql)?:\/\/.+)$/, 'must be sqlite:./path or postgres://…'),
  PORT: z.coerce.number('is not a number').int().min(0).max(65_535),
  PUBLIC_URL: url,
  TRUSTED_PROXIES: z.coerce.number('is not a number').int().min(0).max(5),
  PLAYBOOK: z.string(),
  LOG_LEVEL: z.enum(
    ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
    'must be one of fatal, error, warn, info, debug, trace, silent',
  ),
  SLACK_BOT_TOKEN: z.string().regex(/^xox[be]-/, 'must be a bot token, which starts with xoxb-'),
  SLACK_SIGNING_SECRET: z.string().min(8, 'is too short to be a signing secret'),
  SLACK_APP_TOKEN: z.string().regex(/^xapp-/, 'must be an app-level token, which starts with xapp-'),
  SLACK_API_URL: url,
  SLACK_CLIENT_ID: z.string().regex(/^[\d.]+$/, 'must be the client ID, which is digits with a dot'),
  SLACK_CLIENT_SECRET: z.string().min(8, 'is too short to be a client secret'),
  SECRET_KEY: several('[0-9a-fA-F]{64}', 'must be 64 hexadecimal characters').transform((keys) =>
    keys.map((key) => key.toLowerCase()),
  ),
  CHAT_WEBHOOK_SECRET: webhookSecret,
  CHAT_REPLY_URL: url,
  ...chatSettings,
  WIDGET_IDENTITY_SECRET: several('[^\\s,]{32,}', 'must be at least 32 characters'),
  API_TOKEN: z.string().min(8, 'is too short: use at least 8 characters'),
  SMTP_URL: z.url({
    protocol: /^smtps?$/,
    error: 'must be smtp://user:password@host:587 or smtps://user:password@host',
  }),
  MAIL_FROM: z
    .string()
    .max(300)
    .regex(
      /^(?:[^<>"\r\n]*<[^<>\s@]+@[^<>\s@]+>|[^<>\s@]+@[^<>\s@]+)$/,
      'must be an address such as Baton <meetings@your-company.com>',
    ),
  MAIL_WEBHOOK_SECRET: webhookSecret,
  OPENAI_API_KEY: z.string(),
  OPENAI_BASE_URL: url,
  OPENAI_MODEL: z.string().max(200),
  OPENAI_TIMEOUT_MS: z.coerce.number('is not a number').int().min(1_000).max(120_000),
  GOOGLE_SERVICE_ACCOUNT: z.string().transform(readServiceAccount),
  GOOGLE_CLIENT_ID: z.string().min(8, 'is too short to be a client ID'),
  GOOGLE_CLIENT_SECRET: z.string().min(8, 'is too short to be a client secret'),
  GOOGLE_API_URL: url,
  ...crmSettings,
} as const;

type Setting = keyof typeof settings;
type Values = { [Name in Setting]?: z.infer<(typeof settings)[Name]> };

export type SlackConfig = { apiUrl: string | undefined; access: SlackAccess } & (
  | { by: 'http'; signingSecret: string }
  | { by: 'socket'; appToken: string }
);

/** The token of one workspace is given, or each workspace gives its own when somebody there installs Baton. */
export type SlackAccess = { kind: 'given'; botToken: string } | ({ kind: 'installed' } & InstallConfig);
/** `keys`: the first seals, all of them open. */
export type InstallConfig = { clientId: string; clientSecret: string; keys: readonly string[]; publicUrl: string };

/** Where mails go out, and from whom they are. */
export type MailConfig = { url: string; from: string };

export type ModelConfig = { apiKey: string; baseUrl: string; model: string; timeoutMs: number };

/**
 * How Baton gets into calendars: for everybody of the company, with what reps grant themselves, or both. `apiUrl`: in place
 * of Google's own addresses.
 */
export type CalendarConfig = {
  apiUrl: string | undefined;
  serviceAccount: ServiceAccount | null;
  oauth: { clientId: string; clientSecret: string } | null;
};
export type ServiceAccount = { clientEmail: string; privateKey: string };

export type Config = {
  databaseUrl: string;
  port: number;
  publicUrl: string | undefined;
  /** How many stand before Baton and say from where they were called. */
  proxies: number;
  /** The first seals and signs, all of them open and are believed. */
  keys: readonly string[] | undefined;
  playbook: string;
  logLevel: string;
  /** `null`: sandbox mode. */
  slack: SlackConfig | null;
  chat: { secret: string | undefined; replyUrl: string | undefined };
  chatProducts: ChatProducts;
  /** All of them are believed. Undefined: no website can say who its visitors are. */
  identitySecrets: readonly string[] | undefined;
  apiToken: string | undefined;
  /** `null`: visitors get no mails. */
  mail: MailConfig | null;
  /** Of what visitors answer by mail; without it, nothing comes in. */
  mailSecret: string | undefined;
  /** `null`: the guided interviewer asks. */
  model: ModelConfig | null;
  /** `null`: nobody books; in sandbox mode there is a stand-in. */
  calendar: CalendarConfig | null;
  /** `null`: leads go to no CRM; in sandbox mode there is a stand-in. */
  crm: CrmConfig | null;
};

export function readConfig(env: Record<string, string | undefined> = process.env): Config {
  const problems: string[] = [];
  const values: Values = {};
  for (const name of Object.keys(settings) as Setting[]) {
    const given = env[name]?.trim();
    if (given === undefined || given === '') continue;
    const parsed = settings[name].safeParse(given);
    if (parsed.success) Object.assign(values, { [name]: parsed.data });
    else problems.push(`${name} ${parsed.error.issues.map((issue) => issue.message).join(', and ')}.`);
  }
  const slack = readSlack(env, values, problems);
  const mail = readMail(values, problems);
  const model = readModel(values, problems);
  const calendar = readCalendar(env, values, problems);
  const crm = readCrm(values, problems);
  const chatProducts = readChatProducts(values, problems);
  if (values.CHAT_REPLY_URL !== undefined && values.CHAT_WEBHOOK_SECRET === undefined) {
    problems.push('CHAT_REPLY_URL needs CHAT_WEBHOOK_SECRET: replies are signed with it.');
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return {
    databaseUrl: values.DATABASE_URL ?? (slack === null ? 'sqlite:./data/sandbox.db' : 'sqlite:./data/baton.db'),
    port: values.PORT ?? 3000,
    publicUrl: values.PUBLIC_URL?.replace(/\/+$/, ''),
    proxies: values.TRUSTED_PROXIES ?? 0,
    keys: values.SECRET_KEY,
    playbook: values.PLAYBOOK ?? './playbook.yml',
    // A newcomer at the sandbox reads the page, not the log.
    logLevel: values.LOG_LEVEL ?? (slack === null ? 'warn' : 'info'),
    slack,
    chat: { secret: values.CHAT_WEBHOOK_SECRET, replyUrl: values.CHAT_REPLY_URL },
    chatProducts,
    identitySecrets: values.WIDGET_IDENTITY_SECRET,
    apiToken: values.API_TOKEN,
    mail,
    mailSecret: values.MAIL_WEBHOOK_SECRET,
    model,
    calendar,
    crm,
  };
}

/** What reps grant is kept sealed, and Google sends their browsers back to an address that it knows. */
function readCalendar(
  env: Record<string, string | undefined>,
  values: Values,
  problems: string[],
): CalendarConfig | null {
  const isSet = (name: Setting) => (env[name]?.trim() ?? '') !== '';
  if (isSet('GOOGLE_CLIENT_ID') || isSet('GOOGLE_CLIENT_SECRET')) {
    for (const name of ['GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET', 'SECRET_KEY', 'PUBLIC_URL'] as const) {
      if (!isSet(name)) problems.push(`${name} is missing: it is needed so that reps can connect their calendars.`);
    }
  } else if (isSet('GOOGLE_API_URL') && !isSet('GOOGLE_SERVICE_ACCOUNT')) {
    problems.push('GOOGLE_API_URL needs GOOGLE_SERVICE_ACCOUNT, or GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET.');
  }
  const { GOOGLE_SERVICE_ACCOUNT: serviceAccount = null, GOOGLE_API_URL: apiUrl } = values;
  const { GOOGLE_CLIENT_ID: clientId, GOOGLE_CLIENT_SECRET: clientSecret } = values;
  const oauth = clientId === undefined || clientSecret === undefined ? null : { clientId, clientSecret };
  return serviceAccount === null && oauth === null ? null : { apiUrl, serviceAccount, oauth };
}

const serviceAccountShape = z.object({
  type: z.literal('service_account'),
  client_email: z.email(),
  private_key: z.string().startsWith('-----BEGIN'),
});

/** The key itself, or the file it was downloaded as. What it says is never repeated: it is a secret. */
function readServiceAccount(given: string, context: z.RefinementCtx<string>): ServiceAccount {
  const wrong = (message: string) => {
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  };
  let text = given;
  if (!given.startsWith('{')) {
    try {
      text = readFileSync(given, 'utf8');
    } catch {
      return wrong('is neither JSON nor a file that can be read');
    }
  }
  try {
    const { client_email: clientEmail, private_key: privateKey } = serviceAccountShape.parse(JSON.parse(text));
    return { clientEmail, privateKey };
  } catch {
    return wrong('is not the JSON key of a service account');
  }
}

function readMail(values: Values, problems: string[]): MailConfig | null {
  const { SMTP_URL: url, MAIL_FROM: from, MAIL_WEBHOOK_SECRET: secret, SECRET_KEY: keys } = values;
  if (secret !== undefined && url === undefined) {
    problems.push('MAIL_WEBHOOK_SECRET needs SMTP_URL: what comes by mail is answered by mail.');
  }
  if (secret !== undefined && keys === undefined) {
    problems.push('MAIL_WEBHOOK_SECRET needs SECRET_KEY: it signs the mails by which answers are known.');
  }
  if (url !== undefined && from !== undefined) return { url, from };
  if (url !== undefined) problems.push('SMTP_URL needs MAIL_FROM: the address that visitors see and answer to.');
  if (from !== undefined) problems.push('MAIL_FROM needs SMTP_URL: the server by which mails go out.');
  return null;
}

/** A model is named by its key: an address without one is a slip, and no reason to fall silently back to guided. */
function readModel(values: Values, problems: string[]): ModelConfig | null {
  const { OPENAI_API_KEY: apiKey, OPENAI_BASE_URL: baseUrl, OPENAI_MODEL: model } = values;
  if (apiKey === undefined) {
    if (baseUrl === undefined && model === undefined) return null;
    const given = baseUrl === undefined ? 'OPENAI_MODEL' : 'OPENAI_BASE_URL';
    problems.push(`${given} needs OPENAI_API_KEY; for a server that asks for none, any word will do.`);
    return null;
  }
  return {
    apiKey,
    baseUrl: baseUrl ?? 'https://api.openai.com/v1',
    model: model ?? 'gpt-5.4-mini',
    timeoutMs: values.OPENAI_TIMEOUT_MS ?? 12_000,
  };
}

/** With any real Slack credential set nothing fake is used, so a half-configured Slack is an error, never a sandbox. */
function readSlack(env: Record<string, string | undefined>, values: Values, problems: string[]): SlackConfig | null {
  const isSet = (name: Setting) => (env[name]?.trim() ?? '') !== '';
  const given = slackSettings.filter(isSet);
  if (given.length === 0) return null;
  const about = `although ${given.join(' and ')} ${given.length === 1 ? 'is' : 'are'} set.`;
  const needs = (names: readonly Setting[], why: string) => {
    const missing = names.filter((name) => !isSet(name));
    for (const name of missing) problems.push(`${name} is missing: ${why}`);
  };
  const many = isSet('SLACK_CLIENT_ID') || isSet('SLACK_CLIENT_SECRET');
  if (isSet('SLACK_BOT_TOKEN') && many) {
    problems.push(
      'SLACK_BOT_TOKEN is for one workspace, SLACK_CLIENT_ID and SLACK_CLIENT_SECRET for several: set one.',
    );
  } else if (many) needs(installSettings, 'it is needed so that workspaces can install Baton.');
  else if (!isSet('SLACK_BOT_TOKEN')) {
    problems.push(`SLACK_BOT_TOKEN (one workspace) or SLACK_CLIENT_ID (several) is missing, ${about}`);
  }
  if (!isSet('SLACK_SIGNING_SECRET') && !isSet('SLACK_APP_TOKEN')) {
    problems.push('Slack needs SLACK_SIGNING_SECRET (requests over HTTP) or SLACK_APP_TOKEN (Socket Mode).');
  }
  const { SLACK_SIGNING_SECRET: signingSecret, SLACK_APP_TOKEN: appToken, SLACK_API_URL: apiUrl } = values;
  const access = readAccess(values);
  if (access === null) return null;
  if (appToken !== undefined) return { by: 'socket', access, apiUrl, appToken };
  if (signingSecret !== undefined) return { by: 'http', access, apiUrl, signingSecret };
  return null;
}

const slackSettings = [
  'SLACK_BOT_TOKEN',
  'SLACK_SIGNING_SECRET',
  'SLACK_APP_TOKEN',
  'SLACK_CLIENT_ID',
  'SLACK_CLIENT_SECRET',
] as const satisfies readonly Setting[];
const installSettings = [
  'SLACK_CLIENT_ID',
  'SLACK_CLIENT_SECRET',
  'SECRET_KEY',
  'PUBLIC_URL',
] as const satisfies readonly Setting[];

function readAccess(values: Values): SlackAccess | null {
  const { SLACK_BOT_TOKEN: botToken, SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret } = values;
  if (botToken !== undefined) return { kind: 'given', botToken };
  const { SECRET_KEY: keys, PUBLIC_URL: publicUrl } = values;
  if (clientId === undefined || clientSecret === undefined || keys === undefined || publicUrl === undefined)
    return null;
  return { kind: 'installed', clientId, clientSecret, keys, publicUrl: publicUrl.replace(/\/+$/, '') };
}
